import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { Job } from "../../../src/azure/backup/job.ts";
import { followWrite } from "../../../src/sequence/follow-write.ts";
import type { Sent, Write } from "../../../src/sequence/send.ts";
import type { WriteTask } from "../../../src/sequence/task.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { VAULT_ID } from "../azure/backup/resource-builders.ts";
import { acceptedWrite, fakeTools, nthOrLast, plannedWrite } from "./step-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const MINUTE = 60_000;
const PRESENT = item();
const STOPPED = item({ condition: "stopped" });
const STOP = job({ id: "job-1", operation: "DisableBackup", startTime: NOW });
const BACKUP = job({ id: "job-1", operation: "Backup (Full)", startTime: NOW });
const RUNNING = { status: "InProgress", phase: "running", endTime: undefined } as const;
const FAILED = { status: "Failed", phase: "failed" } as const;
const LOCKED = { code: "BMSUserErrorObjectLocked", message: "Locked.", recommendations: [] };

const STOP_TASK = { wish: { kind: "stop-protection-retain-data" }, wait: true } as WriteTask;
const BACKUP_TASK = { wish: { kind: "backup-now" }, wait: true } as WriteTask;
const NO_WAIT = { ...BACKUP_TASK, wait: false };
const STOPPING = plannedWrite("PUT");
const BACKING_UP = plannedWrite("POST");

const taken = (operation = true): Extract<Sent, { kind: "accepted" }> => {
  const url = `https://management.azure.com${VAULT_ID}/backupOperations/op-1?s=1`;
  return {
    kind: "accepted",
    accepted: {
      ids: { requestId: "", correlationId: "" },
      lro: operation ? { id: "op-1", path: url } : undefined,
    },
  };
};

interface Vault {
  /** The operation's document. */
  readonly operation?: object;
  /** Each job's looks, the last one for ever after. */
  readonly jobs?: Readonly<Record<string, readonly (Job | undefined)[]>>;
  /** The item's looks. */
  readonly shows?: readonly (ProtectedItem | "gone")[];
  /** What the list of jobs holds. */
  readonly listed?: readonly Job[];
}

/** A vault in which the operation and its jobs have ended well, and the item shows the stop. */
function vault({
  operation = { properties: { jobId: "job-1" } },
  jobs = { "job-1": [STOP] },
  shows = [STOPPED],
  listed = [],
}: Vault = {}) {
  const reads: string[] = [];
  const filters: unknown[] = [];
  const look = <T>(of: readonly T[], name: string): T | undefined => {
    const seen = nthOrLast(of, reads.filter((one) => one === name).length);
    reads.push(name);
    return seen;
  };
  const backup: Partial<VaultWriter> = {
    lro: async () => looked({ status: "Succeeded", ...operation }),
    job: async (id) => looked(look(jobs[id] ?? [], id)),
    async item() {
      const seen = look(shows, "item");
      return seen === "gone" ? undefined : seen;
    },
    async listJobs(filter) {
      filters.push(filter);
      return listed;
    },
  };
  const fake = fakeTools(backup);
  fake.tools.learn({ write: acceptedWrite(NOW) });
  return { ...fake, reads, filters };
}
const looked = <T>(value: T) => ({ value, retryAfterMs: undefined, remaining: undefined });

describe("a write whose answer was lost", () => {
  test("is judged by the item where that shows it", async () => {
    const { tools, reads } = vault();

    expect(await followWrite(STOP_TASK, { kind: "reached" }, STOPPING, tools)).toEqual({
      kind: "judged-by-item",
      reached: true,
    });
    expect(reads).toEqual([]);
  });

  test("is followed by its job where that was found", async () => {
    const { tools } = vault();

    expect(await followWrite(STOP_TASK, { kind: "job-found", job: STOP }, STOPPING, tools)).toEqual(
      { kind: "jobs-ended", jobs: [STOP], reached: true },
    );
    expect(tools.known().job).toEqual(STOP);
  });
});

test("a job that was found is known as it was found before it is read again", async () => {
  const { tools } = vault();
  const error = new TypeError("a defect");
  tools.backup.job = () => Promise.reject(error);

  await expect(
    followWrite(NO_WAIT, { kind: "job-found", job: BACKUP }, BACKING_UP, tools),
  ).rejects.toBe(error);
  expect(tools.known().job).toEqual(BACKUP);
});

describe("a change that Azure accepted", () => {
  test("ends when its jobs have ended well and the item shows it", async () => {
    const { tools, reads, said } = vault({ shows: [PRESENT, STOPPED] });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [STOP],
      reached: true,
    });
    expect(reads).toEqual(["job-1", "item", "item"]);
    expect(said()[0]).toBe("Azure accepted the request to stop it; operation op-1.");
  });

  test("is also well where its job ended with warnings", async () => {
    const warned = { ...STOP, status: "CompletedWithWarnings", phase: "warned" } as const;
    const { tools } = vault({ jobs: { "job-1": [warned] } });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [warned],
      reached: true,
    });
  });

  test("may show by what only the end of its own job proves", async () => {
    const write: Write = { ...STOPPING, reached: (_after, afterOwnJob) => afterOwnJob === true };
    const { tools } = vault();

    expect(await followWrite(STOP_TASK, taken(), write, tools)).toMatchObject({ reached: true });
  });

  test("that the item never shows is not reached", async () => {
    const { tools } = vault({ shows: [PRESENT] });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [STOP],
      reached: false,
    });
  });

  test.each([
    { what: "failed", changes: FAILED },
    { what: "was cancelled", changes: { status: "Cancelled", phase: "cancelled" } as const },
  ])("ends with the job that $what, whatever the others say and the item shows", async (row) => {
    const jobs = {
      a: [{ ...STOP, id: "a" }],
      b: [{ ...STOP, id: "b", ...row.changes }],
      c: [{ ...STOP, id: "c" }],
    };
    const { tools } = vault({ operation: { properties: { jobIds: ["a", "b", "c"] } }, jobs });

    const end = await followWrite(STOP_TASK, taken(), STOPPING, tools);

    expect(end).toEqual({ kind: "jobs-ended", jobs: [...jobs.a, ...jobs.b, ...jobs.c] });
    expect(tools.known().job?.id).toBe("b");
    expect(tools.known().after).toEqual(STOPPED);
  });

  test("leaves the last of several jobs that ended well as the one reported", async () => {
    const warned = { ...STOP, id: "a", status: "CompletedWithWarnings", phase: "warned" } as const;
    const jobs = { a: [warned], b: [{ ...STOP, id: "b" }] };
    const { tools } = vault({ operation: { properties: { jobIds: ["a", "b"] } }, jobs });

    await followWrite(STOP_TASK, taken(), STOPPING, tools);

    expect(tools.known().job?.id).toBe("b");
  });

  test("that fails for want of the item is no conflict of a backup", async () => {
    const code = "OperationCancelledBecauseConflictingOperationRunningUserError";
    const failed = { ...STOP, ...FAILED, errors: [{ ...LOCKED, code }] };
    const { tools } = vault({ jobs: { "job-1": [failed] } });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [failed],
    });
  });
});

describe("an item that shows a change, but not without a flaw", () => {
  const write: Write = {
    ...STOPPING,
    shortcoming: (after) => `Flawed: ${after === undefined ? "gone" : after.condition}.`,
  };

  test.each([
    { what: "after its job", operation: true },
    { what: "where Azure named no operation", operation: false },
  ])("is warned of, beside the other notes: $what", async ({ operation }) => {
    const { tools, warned } = vault();
    tools.learn({ notes: ["Before."] });

    await followWrite(STOP_TASK, taken(operation), write, tools);

    expect(warned).toEqual(["Flawed: stopped."]);
    expect(tools.known().notes).toEqual(["Before.", "Flawed: stopped."]);
  });

  test("is warned of as the only note too", async () => {
    const { tools } = vault();

    await followWrite(STOP_TASK, taken(), write, tools);

    expect(tools.known().notes).toEqual(["Flawed: stopped."]);
  });

  test("that is gone is judged as gone", async () => {
    const { tools, warned } = vault({ shows: ["gone"] });

    await followWrite(STOP_TASK, taken(), { ...write, reached: (after) => !after }, tools);

    expect(warned).toEqual(["Flawed: gone."]);
  });

  test.each([{ operation: true }, { operation: false }])(
    "is not warned of where it does not show the change ($operation)",
    async ({ operation }) => {
      const { tools, warned } = vault({ shows: [PRESENT] });

      await followWrite(STOP_TASK, taken(operation), write, tools);

      expect(warned).toEqual([]);
    },
  );

  test("without a flaw leaves no note", async () => {
    const { tools, warned } = vault();

    await followWrite(STOP_TASK, taken(), STOPPING, tools);

    expect(warned).toEqual([]);
    expect(tools.known().notes).toBeUndefined();
  });
});

describe("a change for which Azure named no job", () => {
  test.each([
    { what: "no operation either", sent: taken(false), operation: {} },
    { what: "an operation that succeeded", sent: taken(), operation: {} },
  ])("is judged by the item: $what", async ({ sent, operation }) => {
    const { tools, said } = vault({ operation });

    expect(await followWrite(STOP_TASK, sent, STOPPING, tools)).toEqual({
      kind: "judged-by-item",
      reached: true,
    });
    expect(said()).toContain("Azure named no job for it; the item alone decides.");
  });

  test("is not reached by what only the end of its own job proves", async () => {
    const write: Write = { ...STOPPING, reached: (_after, afterOwnJob) => afterOwnJob === true };
    const { tools } = vault();

    expect(await followWrite(STOP_TASK, taken(false), write, tools)).toEqual({
      kind: "judged-by-item",
      reached: false,
    });
  });

  test.each([
    { what: "no operation either", sent: taken(false) },
    { what: "an operation that succeeded", sent: taken() },
  ])("leaves a backup's end unknown: $what", async ({ sent }) => {
    const { tools } = vault({ operation: {} });

    await expect(followWrite(BACKUP_TASK, sent, BACKING_UP, tools)).rejects.toMatchObject({
      reason: "contact-lost",
      message: expect.stringContaining("named no job, so its outcome cannot be known"),
      hint: "",
    });
  });
});

describe("an operation that ends badly", () => {
  test.each([
    { what: "failed", operation: { status: "Failed", error: { code: "X", message: "No." } } },
    { what: "was cancelled", operation: { status: "Canceled" } },
    {
      what: "failed and named a job",
      operation: { status: "Failed", properties: { jobId: "job-1" } },
    },
  ])("is the end, whatever the item shows: $what", async ({ operation }) => {
    const { tools, reads } = vault({ operation });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toMatchObject({
      kind: "lro-ended",
      end: { id: "op-1", status: operation.status },
    });
    expect(reads).toEqual(["item"]);
    expect(tools.known().after).toEqual(STOPPED);
  });

  test("because something else holds the item is a conflict, and the write had no effect", async () => {
    const { tools } = vault({ operation: { status: "Failed", error: LOCKED } });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toEqual({
      kind: "conflict",
      conflict: { item: PRESENT, running: [], listed: STOPPING.listed, service: LOCKED },
    });
    expect(tools.known().write).toEqual({ kind: "turned-down", at: NOW });
  });

  test("for that reason, but with a job of its own, is followed by the job", async () => {
    const operation = { status: "Failed", error: LOCKED, properties: { jobId: "job-1" } };
    const { tools } = vault({ operation });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toMatchObject({
      kind: "jobs-ended",
      jobs: [STOP],
    });
    expect(tools.known().write).toEqual(acceptedWrite(NOW));
  });
});

describe("a job that Azure named", () => {
  const startedAt = new Date(NOW).toISOString();

  test.each([
    { what: "is of another operation", changes: { operation: "Restore" } },
    { what: "is of another item", changes: { entityFriendlyName: "crm [sql-host]" } },
    {
      what: "began long before its operation",
      changes: { startTime: NOW - 5 * MINUTE - 1 },
    },
    {
      what: "had ended when its operation began",
      changes: { startTime: NOW - MINUTE, endTime: NOW - 1 },
    },
  ])("and that $what is not followed, and is forgotten", async ({ changes }) => {
    const foreign = { ...STOP, ...changes };
    const { tools } = vault({
      operation: { startTime: startedAt, properties: { jobId: "job-1" } },
      jobs: { "job-1": [foreign] },
    });

    await expect(followWrite(STOP_TASK, taken(), STOPPING, tools)).rejects.toMatchObject({
      reason: "contact-lost",
      message: expect.stringContaining(
        "Azure named a job that is not the work of the request to stop it: Job job-1",
      ),
      hint: "Look at the item and at that job.",
    });
    expect(tools.known().job).toBeUndefined();
  });

  test.each([
    { what: "began five minutes before its operation", changes: { startTime: NOW - 5 * MINUTE } },
    { what: "does not tell its start", changes: { startTime: undefined } },
    { what: "does not tell its operation", changes: { operation: "" } },
    { what: "may be another item's", changes: { entityFriendlyName: "payroll" } },
  ])("and that $what is followed", async ({ changes }) => {
    const own = { ...STOP, ...changes };
    const twin = item({ id: "/another", levels: [] });
    const { tools } = vault({
      operation: { startTime: startedAt, properties: { jobId: "job-1" } },
      jobs: { "job-1": [own] },
    });

    expect(
      await followWrite(STOP_TASK, taken(), { ...STOPPING, listed: [PRESENT, twin] }, tools),
    ).toMatchObject({ kind: "jobs-ended", jobs: [own] });
  });

  test("is followed whenever it began where its operation does not tell its start", async () => {
    const old = { ...STOP, startTime: NOW - 60 * MINUTE };
    const { tools } = vault({ jobs: { "job-1": [old] } });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toMatchObject({ jobs: [old] });
  });
});

describe("a backup", () => {
  test("ends with its job, and the item is read for the report", async () => {
    const { tools } = vault({ jobs: { "job-1": [BACKUP] }, shows: [PRESENT] });

    expect(await followWrite(BACKUP_TASK, taken(), BACKING_UP, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [BACKUP],
    });
    expect(tools.known().after).toEqual(PRESENT);
  });

  test.each([
    { says: "2/3/2026 12:00:00 AM", warned: true },
    { says: "2/4/2026 12:00:00 AM", warned: false },
    { says: "3/4/2026 12:00:00 AM", warned: false },
    { says: "for a while", warned: false },
    { says: undefined, warned: false },
  ])("of a VM that says '$says' of its point's end: warned $warned", async ({ says, warned }) => {
    const kept = says === undefined ? [] : [["Recovery Point Expiry Time in UTC", says] as const];
    const fake = vault({ jobs: { "job-1": [{ ...BACKUP, properties: kept }] } });
    const asked = { properties: { recoveryPointExpiryTimeInUTC: "2026-02-04T00:00:00Z" } };
    const { plan } = BACKING_UP;
    const write = { ...BACKING_UP, plan: { ...plan, write: { ...plan.write, body: asked } } };

    await followWrite(BACKUP_TASK, taken(), write, fake.tools);

    expect(fake.warned).toEqual(
      warned
        ? [
            "Job job-1 says that its recovery point is kept until 2026-02-03T00:00:00Z, but the request asked for 2026-02-04T00:00:00Z.",
          ]
        : [],
    );
  });

  test("has to be called one at its end", async () => {
    const silent = { ...BACKUP, operation: "" };
    const running: Job = { ...silent, status: "InProgress", phase: "running" };
    const told = vault({ jobs: { "job-1": [running, BACKUP] }, shows: [PRESENT] });
    const untold = vault({ jobs: { "job-1": [running, silent] }, shows: [PRESENT] });

    expect(await followWrite(BACKUP_TASK, taken(), BACKING_UP, told.tools)).toMatchObject({
      kind: "jobs-ended",
    });
    const asked = followWrite(BACKUP_TASK, taken(), BACKING_UP, untold.tools);
    await expect(asked).rejects.toMatchObject({ reason: "contact-lost" });
  });

  test("that met another one may be tried again", async () => {
    const error = {
      ...LOCKED,
      code: "OperationCancelledBecauseConflictingOperationRunningUserError",
    };
    const failed = { ...BACKUP, ...FAILED, errors: [error] };
    const { tools } = vault({ jobs: { "job-1": [failed] } });

    expect(await followWrite(BACKUP_TASK, taken(), BACKING_UP, tools)).toEqual({
      kind: "conflict",
      conflict: { item: PRESENT, running: [], listed: BACKING_UP.listed, service: error },
      failed,
    });
  });

  test.each([
    { what: "that nobody asked for", changes: { isUserTriggered: false } },
    { what: "of another type", changes: { operation: "Backup (Differential)" } },
  ])("$what is not followed, though Azure named its job", async ({ changes }) => {
    const { tools } = vault({ jobs: { "job-1": [{ ...BACKUP, ...changes }] } });
    const body = { properties: { backupType: "Full" } };
    const write = { method: "POST" as const, body };
    const asked = { ...BACKING_UP, plan: { ...BACKING_UP.plan, write } };

    await expect(followWrite(BACKUP_TASK, taken(), asked, tools)).rejects.toMatchObject({
      reason: "contact-lost",
      message: expect.stringContaining("a job that is not the work of the request"),
    });
  });

  test("that failed for another reason has failed", async () => {
    const failed = { ...BACKUP, ...FAILED };
    const { tools } = vault({ jobs: { "job-1": [failed] } });

    expect(await followWrite(BACKUP_TASK, taken(), BACKING_UP, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [failed],
    });
  });
});

describe("a backup that is not waited for", () => {
  test.each([
    { what: "is under way", seen: { ...BACKUP, ...RUNNING } },
    { what: "the vault does not show yet", seen: undefined },
  ])("is left to itself where it $what", async ({ seen }) => {
    const { tools, reads } = vault({ jobs: { "job-1": [seen] } });

    expect(await followWrite(NO_WAIT, taken(), BACKING_UP, tools)).toEqual({
      kind: "job-running",
      jobId: "job-1",
    });
    expect(reads).toEqual(["job-1"]);
    expect(tools.known().job).toEqual(seen ?? { id: "job-1", status: "" });
  });

  test("is judged where it has ended already", async () => {
    const { tools } = vault({ jobs: { "job-1": [{ ...BACKUP, ...FAILED }] } });

    expect(await followWrite(NO_WAIT, taken(), BACKING_UP, tools)).toEqual({
      kind: "jobs-ended",
      jobs: [{ ...BACKUP, ...FAILED }],
    });
  });

  test("is known by the id that Azure named, however its document spells it", async () => {
    const { tools } = vault({ jobs: { "job-1": [{ ...BACKUP, ...RUNNING, id: "JOB-1" }] } });

    await followWrite(NO_WAIT, taken(), BACKING_UP, tools);

    expect(tools.known().job?.id).toBe("job-1");
  });

  test("has to be its own job all the same", async () => {
    const foreign = { ...BACKUP, ...RUNNING, operation: "Restore" };
    const { tools } = vault({ jobs: { "job-1": [foreign] } });

    await expect(followWrite(NO_WAIT, taken(), BACKING_UP, tools)).rejects.toMatchObject({
      reason: "contact-lost",
    });
    expect(tools.known().job).toBeUndefined();
  });
});

describe("a change that the item no longer shows after its job has ended well", () => {
  const write: Write = {
    ...STOPPING,
    plan: { ...STOPPING.plan, undoneBy: "ConfigureBackup" },
  };
  const undoing = (changes: Partial<Job> = {}) =>
    job({ id: "job-2", operation: "ConfigureBackup", startTime: NOW + MINUTE, ...changes });

  test("was taken back where a later job of the item did so, and the reader is told", async () => {
    const { tools, warned, filters } = vault({ shows: [PRESENT], listed: [undoing()] });

    expect(await followWrite(STOP_TASK, taken(), write, tools)).toMatchObject({ reached: true });
    expect(warned).toEqual([
      "It was done, and then someone undid it: Job job-2 (ConfigureBackup): Completed.",
    ]);
    expect(tools.known().notes).toEqual(warned);
    expect(filters).toEqual([
      {
        backupManagementType: "AzureWorkload",
        operation: "ConfigureBackup",
        startedBetween: [NOW, tools.serviceNow() + 24 * 60 * MINUTE],
      },
    ]);
  });

  test("was taken back by a job under the name that the item has by now", async () => {
    const renamed = { ...PRESENT, friendlyName: "payroll-old" };
    const later = undoing({ entityFriendlyName: "payroll-old [sql-host]" });
    const { tools, warned } = vault({ shows: [renamed], listed: [later] });

    expect(await followWrite(STOP_TASK, taken(), write, tools)).toMatchObject({ reached: true });
    expect(warned).toHaveLength(1);
  });

  test("counts from the first of its own jobs on", async () => {
    const jobs = {
      a: [{ ...STOP, id: "a", startTime: NOW + 2 * MINUTE }],
      b: [{ ...STOP, id: "b", startTime: NOW }],
      c: [{ ...STOP, id: "c", startTime: undefined }],
    };
    const { tools, filters } = vault({
      operation: { properties: { jobIds: ["a", "b", "c"] } },
      jobs,
      shows: [PRESENT],
      listed: [undoing({ startTime: NOW })],
    });

    expect(await followWrite(STOP_TASK, taken(), write, tools)).toMatchObject({ reached: true });
    expect(filters).toMatchObject([{ startedBetween: [NOW, expect.any(Number)] }]);
  });

  test.each([
    { what: "no job", jobs: [] },
    { what: "an earlier job", jobs: [undoing({ startTime: NOW - 1 })] },
    { what: "a job that does not tell its start", jobs: [undoing({ startTime: undefined })] },
    { what: "a job of another operation", jobs: [undoing({ operation: "Undelete" })] },
    { what: "another item's job", jobs: [undoing({ entityFriendlyName: "crm [sql-host]" })] },
    {
      what: "a job that may be another item's",
      jobs: [undoing({ entityFriendlyName: "payroll" })],
      twins: [item({ id: "/another", levels: [] })],
    },
  ])("was not taken back by $what", async ({ jobs, twins = [] }) => {
    const listed = [PRESENT, ...twins];
    const { tools, warned } = vault({ shows: [PRESENT], listed: jobs });

    expect(await followWrite(STOP_TASK, taken(), { ...write, listed }, tools)).toMatchObject({
      reached: false,
    });
    expect(warned).toEqual([]);
  });

  test("is not searched for where nothing could take it back", async () => {
    const { tools, filters } = vault({ shows: [PRESENT], listed: [undoing()] });

    expect(await followWrite(STOP_TASK, taken(), STOPPING, tools)).toMatchObject({
      reached: false,
    });
    expect(filters).toEqual([]);
  });

  test("is not searched for where its own job does not tell its start", async () => {
    const { tools, filters } = vault({
      jobs: { "job-1": [{ ...STOP, startTime: undefined }] },
      shows: [PRESENT],
      listed: [undoing()],
    });

    expect(await followWrite(STOP_TASK, taken(), write, tools)).toMatchObject({ reached: false });
    expect(filters).toEqual([]);
  });
});
