import { describe, expect, test } from "vitest";
import { STOP, serve } from "./serve.ts";
import {
  fault,
  ITEM,
  itemSeen,
  JOB_ID,
  job,
  OPERATION_ID,
  POLICY,
  poll,
  START_MS,
  slice,
  stopSlice,
  throttled,
  VAULT,
  write,
} from "./slice-builders.ts";

const JOB = `${VAULT}/backupJobs/${JOB_ID}`;
const html = { status: 502, body: "<html>Bad Gateway</html>" };

describe("ReplayServer", () => {
  test("accepts the recorded write, with the Retry-After that the recording was stripped of", async () => {
    const { stop, server } = serve(stopSlice());

    const { status, header, body } = await stop();

    expect(status).toBe(202);
    expect(body).toBe("");
    expect(header("retry-after")).toBe("60");
    expect(header("azure-asyncoperation")).toContain(`/operationsStatus/${OPERATION_ID}`);
    expect(server.unexpected).toEqual([]);
  });

  test("answers a look at either name of the operation by virtual time", async () => {
    const { ask, stop, clock } = serve(stopSlice());
    await stop();
    const looks = [
      `${VAULT.toLowerCase()}/backupoperations/${OPERATION_ID}?api-version=2025-02-01`,
      `${ITEM}/operationsStatus/${OPERATION_ID.toUpperCase()}?api-version=2030-01-01&t=1&s=AA`,
    ];

    for (const look of looks) expect((await ask("GET", look)).body).toContain("InProgress");
    clock.advance(30_000);
    for (const look of looks) expect((await ask("GET", look)).body).toContain("Succeeded");
  });

  test("dates every answer with the virtual time", async () => {
    const { ask, clock } = serve(stopSlice());
    clock.advance(90_000);

    const { header } = await ask("GET", ITEM);

    expect(header("date")).toBe(new Date(START_MS + 90_000).toUTCString());
  });

  test("answers the location with 202 until the operation has ended, then with the item", async () => {
    const { ask, stop, clock } = serve(stopSlice());
    await stop();
    const location = `${ITEM}/operationResults/${OPERATION_ID}`;

    expect((await ask("GET", location)).status).toBe(202);
    clock.advance(30_000);
    expect((await ask("GET", location)).body).toContain("ProtectionStopped");
  });

  test("answers the location of a delete with 204 in the end", async () => {
    const recorded = slice("stop-delete", write("stop-delete"), poll(0, "Succeeded"));
    const { ask } = serve(recorded);
    await ask("DELETE", ITEM);

    expect((await ask("GET", `${VAULT}/backupOperationResults/${OPERATION_ID}`)).status).toBe(204);
    expect((await ask("GET", ITEM)).status).toBe(404);
  });

  test("knows neither operation nor job before the write", async () => {
    const { ask } = serve(stopSlice());

    expect((await ask("GET", `${VAULT}/backupOperations/${OPERATION_ID}`)).status).toBe(404);
    expect((await ask("GET", JOB)).status).toBe(404);
    expect((await ask("GET", `${VAULT}/backupJobs`)).body).toBe('{"value":[]}');
  });

  test("shows the item of before until the operation has ended, then the recorded one", async () => {
    const { ask, stop, clock, server } = serve(stopSlice());
    await stop();
    clock.advance(29_000);

    expect((await ask("GET", ITEM)).body).toContain('"Protected"');
    clock.advance(1_000);
    expect((await ask("GET", ITEM)).body).toContain("ProtectionStopped");
    expect([...server.service.filled]).toEqual([]);
  });

  test("lists the job while it runs, and says that the list was not recorded", async () => {
    const { ask, stop, clock, server } = serve(stopSlice());
    await stop();

    expect((await ask("GET", `${VAULT}/backupJobs?$filter=x`)).body).toContain('"InProgress"');
    clock.advance(30_000);
    expect((await ask("GET", `${VAULT}/backupJobs`)).body).toBe('{"value":[]}');
    expect([...server.service.filled]).toEqual([["list of jobs", 2]]);
  });

  test("fills in what the recording lacks, and counts it by kind", async () => {
    const recorded = slice("stop-retain", write("stop-retain"), poll(0, "Succeeded"));
    const { ask, stop, server } = serve(recorded);

    expect((await ask("GET", ITEM)).body).toContain('"Protected"');
    expect((await ask("GET", VAULT)).body).toContain('"softDeleteState":"Enabled"');
    expect((await ask("GET", `${VAULT}/backupProtectedItems`)).body).toContain(ITEM);
    expect((await ask("GET", `${VAULT}/backupResourceGuardProxies`)).body).toBe('{"value":[]}');
    expect((await ask("GET", POLICY)).body).toContain('"workLoadType":"SQLDataBase"');
    await stop();
    expect((await ask("GET", JOB)).body).toContain('"Completed"');
    expect((await ask("GET", ITEM)).body).toContain("ProtectionStopped");
    expect(server.unexpected).toEqual([]);
    expect(Object.fromEntries(server.service.filled)).toEqual({
      "before made": 2,
      "guard proxies": 1,
      "item after": 1,
      "list of the item": 1,
      "job Completed": 1,
      policy: 1,
      vault: 1,
    });
  });

  test("serves a recorded fault as it is, and a 429 with the wait its body names", async () => {
    const recorded = slice(
      "jobwait",
      job(0, "InProgress"),
      fault("job", 5, html),
      throttled("job", 9, 300),
    );
    const { ask, clock } = serve(recorded);

    clock.advance(8_000);
    expect(await ask("GET", JOB)).toMatchObject(html);
    clock.advance(1_000);
    const late = await ask("GET", JOB);
    expect(late.status).toBe(429);
    expect(late.header("retry-after")).toBe("300");
  });

  test("answers the write in the recorded order of its answers", async () => {
    const recorded = slice("stop-retain", write("stop-retain", 504), write("stop-retain", 202));
    const { stop, ask } = serve(recorded);

    expect((await stop()).status).toBe(504);
    expect((await ask("GET", ITEM)).body).toContain('"Protected"');
    expect((await stop()).status).toBe(202);
  });

  test("takes a policy change with or without the state that was sent along", async () => {
    const { ask, server } = serve(slice("set-policy", write("set-policy")));

    expect((await ask("PUT", ITEM, { policyId: POLICY.toUpperCase() })).status).toBe(202);
    expect(server.unexpected).toEqual([]);
  });

  test.each([
    {
      request: "a write of something else",
      method: "PUT",
      path: ITEM,
      properties: { policyId: "x" },
    },
    { request: "another verb", method: "DELETE", path: ITEM },
    { request: "a write to another item", method: "PUT", path: `${ITEM}2`, properties: STOP },
    { request: "another item", method: "GET", path: `${ITEM}2` },
    { request: "another job", method: "GET", path: `${VAULT}/backupJobs/other` },
    { request: "another vault", method: "GET", path: `${VAULT}2/backupJobs` },
    { request: "another host", method: "GET", path: `https://example.org${VAULT}` },
  ] as const)("refuses and reports $request", async ({ method, path, ...rest }) => {
    const { ask, server } = serve(stopSlice());

    const { status } = await ask(method, path, "properties" in rest ? rest.properties : undefined);

    expect(status).toBe(404);
    expect(server.unexpected).toHaveLength(1);
  });

  test("reports a second write once the first was accepted", async () => {
    const { stop, server } = serve(stopSlice());
    await stop();

    expect((await stop()).status).toBe(404);
    expect(server.unexpected).toHaveLength(1);
  });

  test("reports a request without the token", async () => {
    const { ask, server } = serve(stopSlice(), "stale");

    expect((await ask("GET", ITEM)).status).toBe(401);
    expect(server.unexpected).toHaveLength(1);
  });

  test("meets a client at its first look with a fault recorded before the write", async () => {
    const before = itemSeen("pre", -1, { protectionState: "Protected" });
    const failed = { ...before, response: { ...before.response, ...html } };
    const { ask } = serve(slice("stop-retain", failed, before, write("stop-retain")));

    expect((await ask("GET", ITEM)).status).toBe(502);
    expect((await ask("GET", ITEM)).status).toBe(200);
  });
});
