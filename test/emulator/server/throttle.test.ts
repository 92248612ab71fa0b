import { expect, test } from "vitest";
import { TestClient } from "../test-client.ts";

const REMAINING = "x-ms-ratelimit-remaining-subscription-resource-requests";

test("reads count down a quota per action and hour, and end in 429 with the wait in words", async () => {
  const client = new TestClient();
  client.emulator.quota = 2;
  const read = () => client.get(client.path("/backupJobs"));

  expect((await read()).headers[REMAINING]).toBe("2");
  client.pass(600);
  expect((await read()).headers[REMAINING]).toBe("1");
  expect((await read()).headers[REMAINING]).toBe("0");
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBe("3000");
  expect(refused.value.error).toEqual({
    code: "ResourceRequestsThrottled",
    message:
      "Number of requests for action 'Microsoft.RecoveryServices/vaults/backupJobs/read' exceeded the limit of '3' for time interval '01:00:00'. Please try again after '3000' seconds.",
  });
  expect((await client.get(client.path("/backupPolicies"))).status).toBe(200);
  client.pass(3000);
  expect((await read()).headers[REMAINING]).toBe("2");
});

test("the quota starts at 249, and reads of the vault itself do not touch it", async () => {
  const client = new TestClient();
  const first = await client.get(client.path("/backupJobs"));
  const vault = await client.get(client.path());

  expect(first.headers[REMAINING]).toBe("249");
  expect(vault.headers).not.toHaveProperty(REMAINING);
});
