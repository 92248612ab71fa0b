import { describe, expect, test } from "vitest";
import type { Answer, Fault } from "../emulator.ts";
import { TestClient } from "../test-client.ts";

const request = { method: "GET", url: "", headers: { authorization: "Bearer test-token" } };

function faulty(fault: Fault) {
  const client = new TestClient();
  client.emulator.fault(fault);
  const ask = (path: string, method = "GET") =>
    client.emulator.handle({
      ...request,
      method,
      url: `${client.path(path)}?api-version=2025-02-01`,
    });
  return { client, ask };
}

function statusOf(answer: Answer): number | string {
  return "response" in answer ? answer.response.status : answer.kind;
}

describe("a fault", () => {
  test("hits the requests it matches, after those it lets through and as often as it says", async () => {
    const { client, ask } = faulty({
      method: "get",
      path: /backupJobs$/i,
      skip: 1,
      times: 2,
      answer: { status: 503, headers: { "Retry-After": "7" } },
    });
    const seen = [];
    for (const path of [
      "/backupJobs",
      "/backupPolicies",
      "/backupJobs",
      "/backupJobs",
      "/backupJobs",
    ]) {
      seen.push(statusOf(await ask(path)));
    }

    expect(seen).toEqual([200, 200, 503, 503, 200]);
    expect(client.emulator.requests.map((one) => one.status)).toEqual(seen);
  });

  test("can last for ever and be named by a part of the path", async () => {
    const { ask } = faulty({
      path: "BACKUPJOBS",
      times: Number.POSITIVE_INFINITY,
      answer: "dropped",
    });

    for (let count = 0; count < 5; count += 1)
      expect(await ask("/backupJobs")).toEqual({ kind: "dropped" });
  });

  test("comes before authentication", async () => {
    const client = new TestClient();
    client.emulator.fault({ answer: { status: 500, body: "<html>" } });

    const answer = await client.emulator.handle({ ...request, url: "/", headers: {} });
    expect(answer).toMatchObject({ kind: "response", response: { status: 500, body: "<html>" } });
  });

  test("keeps a write from being carried out", async () => {
    const { client } = faulty({ method: "DELETE", answer: "hang" });
    const item = client.emulator.item("crm");
    await expect(client.delete(item)).rejects.toThrow("hang");
    client.pass(100);

    expect(await client.read(item)).not.toHaveProperty("isScheduledForDeferredDelete");
    expect(client.emulator.requests[0]?.status).toBe("hang");
  });

  test("can hit after the write was carried out: an unknown outcome", async () => {
    const { client } = faulty({ method: "DELETE", afterwards: true, answer: { status: 504 } });
    const item = client.emulator.item("crm");
    expect((await client.delete(item)).status).toBe(504);
    client.pass(100);

    expect(await client.read(item)).toHaveProperty("isScheduledForDeferredDelete", true);
  });

  test("can rewrite and remove headers of the real answer", async () => {
    const { client } = faulty({
      method: "DELETE",
      answer: { rewriteHeaders: { "Azure-AsyncOperation": "https://evil.test/x", location: null } },
    });
    const { status, headers } = await client.delete(client.emulator.item("crm"));

    expect(status).toBe(202);
    expect(headers["azure-asyncoperation"]).toBe("https://evil.test/x");
    expect(headers).not.toHaveProperty("location");
  });

  test("can cut the body of the real answer", async () => {
    const { ask } = faulty({ answer: { cut: true } });

    expect(await ask("/backupJobs")).toMatchObject({ kind: "cut", response: { status: 200 } });
  });
});
