import { describe, expect, test } from "vitest";
import type { ItemState } from "../emulator/emulator.ts";
import {
  ALL_DATABASES,
  changedList,
  database,
  databaseName,
  manyDatabases,
  pointOf,
  reasonsOf,
  reported,
  STOP_ALL,
  withAnswers,
  written,
} from "../support/many-items.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { transcript } from "../support/transcript.ts";

/** The lines that name the first databases. */
function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => databaseName(index)).join("\n");
}

function softDelete(item: ItemState, { clock }: Scenario): void {
  Object.assign(item, {
    protectionState: "ProtectionStopped",
    policyId: undefined,
    deletedAt: clock.now() - 86_400_000,
  });
  for (const point of item.recoveryPoints) point.softDeleted = true;
}

describe("before the first write", () => {
  test("two lines that mean one item are one item", async () => {
    const result = await step(manyDatabases(3), {
      ...STOP_ALL,
      item: "db-0000\nsqlserver-0/DB-0000",
    });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("items-total")).toBe("1");
    expect(written(result)).toEqual(["db-0000"]);
  });

  test("two lines that mean one of several items are one of them", async () => {
    const item = "db-0000\nsqlserver-0/db-000*";
    const result = await step(manyDatabases(3), { ...STOP_ALL, item });

    expect(written(result)).toEqual(["db-0000", "db-0001", "db-0002"]);
  });

  test("every line that matches nothing is told, and nothing is written", async () => {
    const item = "db-0000\npayrol\ndb-0001\nordres";
    const result = await step(manyDatabases(3), { ...STOP_ALL, item });

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.output("error-message")).toContain("payrol");
    expect(result.output("error-message")).toContain("ordres");
    expect(result.writes).toEqual([]);
  });

  test("a line with '!' that takes nothing out ends the step, since it may spare nobody", async () => {
    const item = `${ALL_DATABASES}\n!db-00O2`;
    const result = await step(manyDatabases(3), { ...STOP_ALL, item });

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.output("error-message")).toContain("db-00O2");
    expect(result.writes).toEqual([]);
  });

  test("all refusals are told at once, and the others are not started", async () => {
    const azure = manyDatabases(7);
    for (const index of [2, 5]) softDelete(database(azure, index), azure);
    const result = await step(azure, { ...STOP_ALL, item: lines(7) });

    expect(result.output("reason"), result.output("error-message")).toBe("refused");
    expect(result.output("changed")).toBe("false");
    expect(result.writes).toEqual([]);
    expect(reported(result).map(({ reason }) => reason)).toEqual([
      ...["not-started", "not-started", "refused", "not-started"],
      ...["not-started", "refused", "not-started"],
    ]);
    const [, ...told] = result.host.errors.map(({ message }) => message);
    expect(told.map((message) => /db-\d+/.exec(message)?.[0])).toEqual(["db-0002", "db-0005"]);
  });

  test("a refusal that only an old list shows stops nothing", async () => {
    const azure = manyDatabases(3);
    type Listed = { readonly name: string; readonly properties: object };
    const http = withAnswers(azure, ({ url }, answer) =>
      /\/backupProtectedItems/i.test(url)
        ? changedList<Listed>(answer, (one) =>
            one.name.endsWith("db-0001")
              ? { ...one, properties: { ...one.properties, protectionState: "ProtectionStopped" } }
              : one,
          )
        : null,
    );
    const inputs = { ...STOP_ALL, operation: "backup-now" };
    const result = await step(azure, inputs, { world: { http } });

    expect(reasonsOf(result)).toEqual({ completed: 3 });
    expect(written(result)).toEqual(["db-0000", "db-0001", "db-0002"]);
  });

  test("'ensure-backup' refuses no stopped item whose point is new enough", async () => {
    const azure = manyDatabases(3, { hours: 0.5 });
    database(azure, 1).protectionState = "ProtectionStopped";
    const inputs = { ...STOP_ALL, operation: "ensure-backup", "max-recovery-point-age": "1h" };
    const result = await step(azure, inputs);

    expect(reasonsOf(result)).toEqual({ "recovery-point-fresh": 3 });
  });

  test("a pattern that matches one item makes a step about that item", async () => {
    const result = await step(manyDatabases(1), STOP_ALL);

    expect(result.output("item-name")).toBe("db-0000");
    expect(result.host.lines.filter((line) => line.startsWith("["))).toEqual([]);
  });

  test("of many that are refused twenty are read, and all are told", async () => {
    const azure = manyDatabases(45);
    for (let index = 0; index < 45; index++) softDelete(database(azure, index), azure);
    const result = await step(azure, { ...STOP_ALL, item: lines(45) });

    expect(reasonsOf(result)).toEqual({ refused: 45 });
    expect(result.requests.filter((line) => /db-\d+ 200$/.test(line))).toHaveLength(20);
  });

  test("a refusal counts though twenty before it were only in an old list", async () => {
    const azure = manyDatabases(25);
    softDelete(database(azure, 24), azure);
    type Listed = { readonly properties: object };
    const http = withAnswers(azure, ({ url }, answer) =>
      /\/backupProtectedItems/i.test(url)
        ? changedList<Listed>(answer, (one) => ({
            ...one,
            properties: { ...one.properties, protectionState: "ProtectionStopped" },
          }))
        : null,
    );
    const inputs = { ...STOP_ALL, operation: "backup-now", item: lines(25) };
    const result = await step(azure, inputs, { world: { http } });

    expect(reasonsOf(result)).toEqual({ "not-started": 24, refused: 1 });
    expect(result.writes).toEqual([]);
  });

  test("more items than 'max-items' are refused", async () => {
    const result = await step(manyDatabases(3), { ...STOP_ALL, "max-items": "2" });

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });
});

describe("a dry run", () => {
  test("of which some are in state is green, closed, and says what would be done", async () => {
    const azure = manyDatabases(4);
    Object.assign(database(azure, 1), {
      protectionState: "ProtectionStopped",
      policyId: undefined,
    });
    const result = await step(azure, { ...STOP_ALL, "dry-run": "true" });

    expect(result.output("reason")).toBe("dry-run");
    expect(result.output("gate")).toBe("closed");
    expect(result.host.failed).toBe(false);
    expect(result.writes).toEqual([]);
    expect(reasonsOf(result)).toEqual({ "dry-run": 3, "already-in-state": 1 });
  });

  test("does not say how long the real step would take", async () => {
    const azure = manyDatabases(100, { quota: 149 });
    const result = await step(azure, { ...STOP_ALL, "dry-run": "true" });

    expect(reasonsOf(result)).toEqual({ "dry-run": 100 });
    expect(result.host.warnings.join()).not.toContain("This step needs");
  });
});

describe("every operation takes several", () => {
  test("items of mixed workloads, ten at once", async () => {
    const azure = scenario();
    const item = [
      ...["sqlserver-0/MSSQLSERVER/payroll", "sqlserver-1/payroll", "orders", "sqlserver-1/msDB"],
      ...["erp", "tpcc", "systemdb", "web-02", "uttestvmub1", "documents"],
    ].join("\n");
    const result = await step(azure, { ...STOP_ALL, item, "max-parallel": "10" });

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 10 });
    expect(result.output("items-passed")).toBe("10");
    expect(result.writes).toHaveLength(10);
    const states = reported(result).map((one) => one["protection-state"]);
    expect(new Set(states)).toEqual(new Set(["ProtectionStopped"]));
  });

  test("undelete", async () => {
    const azure = manyDatabases(7);
    for (let index = 0; index < 7; index++) softDelete(database(azure, index), azure);
    const result = await step(azure, { ...STOP_ALL, operation: "undelete" });

    expect(reasonsOf(result)).toEqual({ completed: 7 });
    expect(database(azure, 6).deletedAt).toBeUndefined();
  });

  const RESUME = { ...STOP_ALL, operation: "resume-protection", policy: "HourlyLogPolicy" };
  const stopped = (oldest: (index: number) => number) => {
    const azure = manyDatabases(7);
    for (let index = 0; index < 7; index++) {
      Object.assign(database(azure, index), {
        protectionState: "ProtectionStopped",
        policyId: undefined,
        recoveryPoints: [pointOf(azure, 24 * oldest(index))],
      });
    }
    return azure;
  };

  test("resume-protection, which nothing keeps from resuming", async () => {
    const azure = stopped(() => 3);
    const result = await step(azure, RESUME);

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 7 });
    expect(database(azure, 3).policyId).toContain("HourlyLogPolicy");
  });

  test("resume-protection, unless one has a point that the policy would not keep", async () => {
    const result = await step(
      stopped((index) => (index === 6 ? 400 : 3)),
      { ...RESUME, "max-parallel": "2" },
    );

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
    expect(reasonsOf(result)).toEqual({ "not-started": 6, refused: 1 });
  });

  test("resume-protection all the same if the user allows shorter retention", async () => {
    const azure = stopped((index) => (index === 6 ? 400 : 3));
    const result = await step(azure, { ...RESUME, "allow-shorter-retention": "true" });

    expect(reasonsOf(result)).toEqual({ completed: 7 });
  });

  test("a deletion, whose confirmations come in any order", async () => {
    const azure = manyDatabases(7);
    const item = lines(6).replaceAll("db-", "sqlserver-0/db-");
    const confirmed = lines(6).split("\n").toReversed().join("\n").toUpperCase();
    const inputs = { operation: "stop-protection-delete-data", item, "confirm-delete": confirmed };
    const result = await step(azure, { ...STOP_ALL, ...inputs });

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 6 });
    expect(new Set(reported(result).map((one) => one["purge-time"])).size).toBe(1);
    expect(database(azure, 6).deletedAt).toBeUndefined();
  });

  test("a deletion, unless one confirmation is missing and another one idle", async () => {
    const item = lines(3).replaceAll("db-", "sqlserver-0/db-");
    const inputs = { operation: "stop-protection-delete-data", item };
    const confirmed = { "confirm-delete": "db-0000\ndb-0001\ndb-0003" };
    const result = await step(manyDatabases(4), { ...STOP_ALL, ...inputs, ...confirmed });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain("'db-0003' of 'confirm-delete'");
    expect(result.output("error-message")).toContain("'sqlserver-0/db-0002'");
    expect(result.writes).toEqual([]);
  });
});

describe("a deletion with a confirmation too many", () => {
  test("is refused, since an item may be missing, and says what to do", async () => {
    const item = lines(2).replaceAll("db-", "sqlserver-0/db-");
    const inputs = { operation: "stop-protection-delete-data", item };
    const confirmed = { "confirm-delete": "db-0000\ndb-0001\ndb-0002" };
    const result = await step(manyDatabases(3), { ...STOP_ALL, ...inputs, ...confirmed });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("next-step")).toContain("Correct or remove what confirms none");
    expect(result.writes).toEqual([]);
  });
});

describe("a deletion of which one line names no host", () => {
  test("is refused as a whole, and says which line", async () => {
    const item = "sqlserver-0/db-0000\nMSSQLSERVER/db-0001";
    const inputs = { operation: "stop-protection-delete-data", item };
    const confirmed = { "confirm-delete": "db-0000\ndb-0001" };
    const result = await step(manyDatabases(3), { ...STOP_ALL, ...inputs, ...confirmed });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain("'MSSQLSERVER/db-0001' does not name");
    expect(reasonsOf(result)).toEqual({ "not-started": 1, refused: 1 });
    expect(result.writes).toEqual([]);
  });
});

/** How many operations of a step ran at once at most, each for so long after its request. */
function mostAtOnce({ records }: Result, lastsMs: number): number {
  const starts = records.filter(({ method }) => method === "PUT").map(({ at }) => at);
  return Math.max(...starts.map((at) => starts.filter((s) => s <= at && s > at - lastsMs).length));
}

describe("in flight", () => {
  test.each([1, 3, 10])("are %i at once, and no more", async (most) => {
    const result = await step(manyDatabases(20), { ...STOP_ALL, "max-parallel": String(most) });

    expect(reasonsOf(result)).toEqual({ completed: 20 });
    expect(mostAtOnce(result, 33_000)).toBe(most);
  });

  test("only one operation at a time is looked at before most of its kind have ended", async () => {
    const result = await step(manyDatabases(10), { ...STOP_ALL, "max-parallel": "10" });

    const startedAt = Math.min(
      ...result.records.filter(({ method }) => method === "PUT").map(({ at }) => at),
    );
    const early = result.records.filter(
      ({ path, at }) => /operationsStatus/.test(path) && at - startedAt < 30_000,
    );
    expect(early.length).toBeGreaterThan(2);
    expect(new Set(early.map(({ path }) => path)).size).toBe(1);
  });

  test("a failure stops nothing by itself, and is told at once", async () => {
    const azure = manyDatabases(12);
    failOperation(azure, "db-0000");
    const result = await step(azure, { ...STOP_ALL, "max-parallel": "2" });

    expect(result.output("reason")).toBe("items-failed");
    expect(reasonsOf(result)).toEqual({ completed: 11, "operation-failed": 1 });
    const failedAt = result.host.lines.findIndex((line) =>
      line.startsWith("[sqlserver-0/db-0000] Gate closed"),
    );
    const lastStarted = result.host.lines.findLastIndex((line) => /in flight/.test(line));
    expect(failedAt).toBeGreaterThan(0);
    expect(failedAt).toBeLessThan(lastStarted);
  });

  test("'fail-fast' begins nothing more after a failed operation", async () => {
    const azure = manyDatabases(12);
    failOperation(azure, "db-0000");
    const result = await step(azure, { ...STOP_ALL, "fail-fast": "true", "max-parallel": "2" });

    expect(result.output("reason")).toBe("items-failed");
    expect(reasonsOf(result)).toEqual({ completed: 2, "operation-failed": 1, "not-started": 9 });
    expect(result.writes).toHaveLength(3);
    expect(reported(result)[11]?.["error-message"]).toBe(
      "Another item failed, and 'fail-fast: true' begins no more.",
    );
  });

  test.each([
    { what: "a failed job", script: { jobStatus: "Failed" } },
    { what: "a job with warnings", script: { jobStatus: "CompletedWithWarnings" } },
    { what: "an unreached state", script: { itemUnchanged: true } },
  ])("'fail-fast' begins nothing more after $what", async ({ script }) => {
    const azure = manyDatabases(6);
    azure.azure.script({ item: "db-0000", ...script });
    const result = await step(azure, { ...STOP_ALL, "fail-fast": "true", "max-parallel": "1" });

    expect(written(result)).toEqual(["db-0000"]);
    expect(reasonsOf(result)["not-started"]).toBe(5);
  });

  test("one that is in use and must not be waited for fails alone", async () => {
    const azure = manyDatabases(6);
    azure.azure.addJob({ item: database(azure, 2) });
    const result = await step(azure, { ...STOP_ALL, "on-conflict": "fail" });

    expect(result.output("reason")).toBe("items-failed");
    expect(reported(result)[2]?.reason).toBe("conflict");
    expect(reasonsOf(result)).toEqual({ completed: 5, conflict: 1 });
  });
});

function failOperation({ azure }: Scenario, item: string): void {
  const operationError = { code: "UserErrorBroken", message: "It is broken." };
  azure.script({ item, operationStatus: "Failed", operationError });
}

describe("what a user sees", () => {
  test("of five items, followed line by line, of which one fails", async () => {
    const azure = manyDatabases(5);
    failOperation(azure, "db-0003");
    const result = await step(azure, STOP_ALL);

    await expect(transcript(result)).toMatchFileSnapshot("transcripts/several-5.txt");
  });

  test("of twelve items, told by counts, of which one fails", async () => {
    const azure = manyDatabases(12, { hours: 30 });
    azure.azure.script({ item: "db-0003", operation: "Backup", jobStatus: "Failed" });
    const inputs = { ...STOP_ALL, operation: "backup-now" };
    const result = await step(azure, inputs);

    await expect(transcript(result)).toMatchFileSnapshot("transcripts/several-12.txt");
  });
});
