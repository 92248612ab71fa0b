import { expect, test } from "vitest";
import { TestClient } from "../test-client.ts";
import { fileShare } from "../vault/sample-items.ts";

const REMAINING = "x-ms-ratelimit-remaining-subscription-resource-requests";
const ITEM_READ = "backupFabrics/protectionContainers/protectedItems/read";

function clientWith(quota: number) {
  const client = new TestClient();
  client.emulator.quota = quota;
  const read = () => client.get(client.path("/backupJobs"));
  return { client, read, left: async () => (await read()).headers[REMAINING] };
}

test("reads count down a quota per action, and end in 429 with the wait in words", async () => {
  const { client, read, left } = clientWith(2);

  expect([await left(), await left(), await left()]).toEqual(["2", "1", "0"]);
  const refused = await read();

  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBe("324");
  expect(refused.value.error).toEqual({
    code: "ResourceRequestsThrottled",
    message:
      "Number of requests for action 'Microsoft.RecoveryServices/vaults/backupJobs/read' exceeded the limit of '3' for time interval '01:00:00'. Please try again after '324' seconds.",
  });
  expect((await client.get(client.path("/backupPolicies"))).status).toBe(200);
});

test("the hour slides: a read counts until the thirteenth five minutes of the clock end", async () => {
  const { client, left } = clientWith(9);

  expect(await left()).toBe("9"); // at 10:00:00
  client.pass(299);
  expect(await left()).toBe("8"); // at 10:04:59, in the same five minutes
  client.pass(1);
  expect(await left()).toBe("7"); // at 10:05:00
  client.pass(3_599);
  expect(await left()).toBe("6"); // at 11:04:59
  client.pass(1);
  expect(await left()).toBe("7"); // at 11:05:00, without the first two
  client.pass(300);
  expect(await left()).toBe("7"); // at 11:10:00, without the third
});

test("the wait that a 429 names is no promise, and the 429 itself does not count", async () => {
  const { client, read } = clientWith(0);
  await read();

  const statuses: number[] = [];
  for (let wait = 0; wait < 13; wait++) {
    client.pass(324);
    statuses.push((await read()).status);
  }

  expect(statuses).toEqual([...Array.from({ length: 12 }, () => 429), 200]);
});

test("a client that asks every 30 seconds keeps between 22 and 32 of 150, as recorded", async () => {
  const { client, read } = clientWith(149);
  const seen: number[] = [];
  for (let second = 0; second < 4 * 3_600; second += 30.6) {
    seen.push(Number((await read()).headers[REMAINING]));
    client.pass(30.6);
  }

  const later = seen.slice(-200);
  expect([Math.min(...later), Math.max(...later)]).toEqual([22, 32]);
});

test("a list counts as a single read does", async () => {
  const { client, left } = clientWith(5);
  const [job] = client.emulator.vault().jobs;

  expect((await client.get(client.path(`/backupJobs/${job?.id}`))).headers[REMAINING]).toBe("5");
  expect(await left()).toBe("4");
});

test("other clients spend what there is, and no more", async () => {
  const client = new TestClient();
  const item = client.emulator.addItem(fileShare("finance", "contosofiles", "FileGroup"));
  const read = () => client.get(client.itemPath(item));
  client.emulator.quota = 10;

  client.emulator.throttle.spend(ITEM_READ, 4, client.now);
  expect((await read()).headers[REMAINING]).toBe("6");
  client.emulator.throttle.spend(ITEM_READ, 1_000, client.now);
  expect((await read()).status).toBe(429);
  client.pass(3_900);
  expect((await read()).headers[REMAINING]).toBe("10");
});

test("the quota starts at 249, and reads of the vault itself do not touch it", async () => {
  const client = new TestClient();
  const first = await client.get(client.path("/backupJobs"));
  const vault = await client.get(client.path());

  expect(first.headers[REMAINING]).toBe("249");
  expect(vault.headers).not.toHaveProperty(REMAINING);
});
