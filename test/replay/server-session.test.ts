import { describe, expect, test } from "vitest";
import { serve } from "./serve.ts";
import { BACKUP, CANCEL, cut, IDS, list, look, MACHINE, SESSION } from "./session-builders.ts";
import { JOB_ID, VAULT } from "./slice-builders.ts";

const JOB = `${VAULT}/backupJobs/${JOB_ID}`;

describe("ReplayServer, of a session", () => {
  test("tells the status of a backup by its result, at the vault and at the item", async () => {
    const { ask, clock, filled } = serve(cut("backup"));
    await ask("POST", `${MACHINE}/backup`, {});
    const looks = [
      `${VAULT}/backupOperations/${IDS.backup}`,
      `${MACHINE}/operationsStatus/${IDS.backup}`,
    ];

    for (const path of looks) expect((await ask("GET", path)).body).toContain("InProgress");
    clock.advance(7_000);
    for (const path of looks) expect((await ask("GET", path)).body).toContain(JOB_ID);
    expect(filled()).toEqual({ "status of the operation": 4 });
    clock.advance(3_000);
    for (const path of looks) expect((await ask("GET", path)).body).toContain(JOB_ID);
    expect(filled()).toEqual({ "status of the operation": 4 });
  });

  test("takes a fabric by either of its names", async () => {
    const { ask, server } = serve(cut("backup"));
    const item = MACHINE.replace("AzureIaasVM", "Azure");

    expect((await ask("GET", item)).status).toBe(200);
    expect((await ask("POST", `${item}/backup`, {})).status).toBe(202);
    expect(server.unexpected).toEqual([]);
  });

  test("shows the item with the ids of the public provider, and says so", async () => {
    const { ask, filled } = serve(cut("backup"));

    const { body } = await ask("GET", MACHINE);

    expect(body).toContain("IRPending");
    expect(body).toContain(VAULT);
    expect(filled()).toEqual({ "before renamed": 1 });
  });

  test("shows the vault that the session read", async () => {
    const { ask, filled } = serve(cut("backup"));

    expect((await ask("GET", VAULT)).body).toContain('"name":"vault-x"');
    expect(filled()).toEqual({});
  });

  test("knows nothing of the end of a job that nobody looked at again", async () => {
    const { ask, clock, filled } = serve(cut("backup", BACKUP));
    await ask("POST", `${MACHINE}/backup`, {});
    clock.advance(99_000);

    expect((await ask("GET", JOB)).body).toContain('"InProgress"');
    expect(filled()).toEqual({ "job InProgress": 1 });
  });

  test("takes a cancellation, tells its result by time, and ends the job with it", async () => {
    const { ask, clock, filled, server } = serve(cut("cancel"));
    expect((await ask("GET", JOB)).body).toContain('"InProgress"');
    expect((await ask("POST", `${JOB}/cancel`)).status).toBe(202);
    const own = `${JOB}/operationResults/${IDS.cancel}`;

    const early = await ask("GET", own);
    expect([early.status, early.header("retry-after")]).toEqual([202, "60"]);
    expect((await ask("GET", JOB)).body).toContain('"InProgress"');
    clock.advance(15_000);
    expect((await ask("GET", own)).status).toBe(204);
    expect((await ask("GET", `${VAULT}/backupOperations/${IDS.cancel}`)).body).toContain(
      "Succeeded",
    );
    expect((await ask("GET", JOB)).body).toContain('"Cancelled"');
    expect(server.unexpected).toEqual([]);
    expect(filled()).toEqual({
      "running job": 1,
      "status of the operation": 1,
      "job Cancelled": 1,
    });
  });

  test.each([
    { held: "a list", session: [list(0, "InProgress"), ...CANCEL], kind: "job from a list" },
    { held: "nothing", session: CANCEL, kind: "running job" },
  ])("shows the job before its cancellation where $held holds it", async ({ session, kind }) => {
    const { ask, filled } = serve(cut("cancel", session));

    const { body } = await ask("GET", JOB);

    expect(JSON.parse(body)).toMatchObject({
      name: JOB_ID,
      properties: { operation: "Backup", status: "InProgress" },
    });
    expect(filled()).toEqual({ [kind]: 1 });
  });

  test("shows the job as it was last seen before its cancellation", async () => {
    const session = [look(0, "Quiescing"), list(1, "Quiescing"), look(2, "InProgress"), ...CANCEL];
    const { ask, filled } = serve(cut("cancel", session));

    expect((await ask("GET", JOB)).body).toContain('"InProgress"');
    expect(filled()).toEqual({});
  });

  test("tells the job as it was seen after its cancellation", async () => {
    const { ask, clock } = serve(cut("cancel", [...SESSION, look(40, "Failed")]));
    await ask("POST", `${JOB}/cancel`);
    clock.advance(15_000);

    expect((await ask("GET", JOB)).body).toContain('"Failed"');
  });

  test("refuses and reports what goes where the headers point, and another job's cancellation", async () => {
    const { ask, server } = serve(cut("cancel"));
    const location = (await ask("POST", `${JOB}/cancel`)).header("location") ?? "";

    expect((await ask("GET", location)).status).toBe(404);
    expect((await ask("POST", `${VAULT}/backupJobs/other/cancel`)).status).toBe(404);
    expect(server.unexpected).toHaveLength(2);
  });
});
