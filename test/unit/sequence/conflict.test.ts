import { describe, expect, test } from "vitest";
import type { Job } from "../../../src/azure/backup/job.ts";
import { ArmError, TurnedAwayError } from "../../../src/errors.ts";
import {
  type Conflict,
  conflictError,
  holdsItem,
  isBackupConflict,
  isConflictError,
  waitUntilFree,
} from "../../../src/sequence/conflict.ts";
import { item, itemOf, job } from "../azure/backup/read-builders.ts";
import { fakeTools } from "./step-builders.ts";

const running = { status: "InProgress", phase: "running", endTime: undefined } as const;
const other = item({ id: "another id", levels: [{ kind: "server", names: ["vm-2"] }] });

test.each(["Backup", "ConfigureBackup"])(
  "a %s that may be another's holds an item of which Azure says that something holds it",
  (operation) => {
    const seen = job({ ...running, operation, entityFriendlyName: "payroll" });
    const conflict = { item: item(), listed: [item(), other] };
    const service = { code: "BMSUserErrorObjectLocked", message: "", recommendations: [] };

    expect(holdsItem(seen, conflict)).toBe(false);
    expect(holdsItem(seen, { ...conflict, service })).toBe(true);
    expect(
      holdsItem(job({ ...seen, entityFriendlyName: "ledger" }), { ...conflict, service }),
    ).toBe(false);
  },
);

describe("an item is held by a job", () => {
  test.each([
    { what: "that runs on it", changes: { operation: "Backup" }, before: true, settled: false },
    { what: "that changes it", changes: {}, before: true, settled: true },
    {
      what: "that may be another's",
      changes: { operation: "DisableBackup", entityFriendlyName: "payroll" },
      before: false,
      settled: true,
    },
    {
      what: "that is another's",
      changes: { entityFriendlyName: "orders [sql-host]" },
      before: false,
      settled: false,
    },
    {
      what: "that is over",
      changes: { status: "Completed", phase: "completed" } as const,
      before: false,
      settled: false,
    },
  ])(
    "$what: $before before a write, $settled where it is in the wanted state",
    ({ changes, before, settled }) => {
      const seen = job({ ...running, ...changes });
      const conflict = { item: item(), listed: [item(), other] };

      expect(holdsItem(seen, conflict)).toBe(before);
      expect(holdsItem(seen, { ...conflict, settling: true })).toBe(settled);
    },
  );

  test("that may be another's backup, only where Azure says that something holds the item", () => {
    const seen = job({ ...running, operation: "Backup", entityFriendlyName: "payroll" });
    const conflict = { item: item(), listed: [item(), other] };
    const service = { code: "BMSUserErrorObjectLocked", message: "", recommendations: [] };

    expect(holdsItem(seen, conflict)).toBe(false);
    expect(holdsItem(seen, { ...conflict, service })).toBe(true);
  });
});

const LOCKED = { code: "BMSUserErrorObjectLocked", message: "Locked.", recommendations: [] };

describe("a refused write is a conflict", () => {
  const refused = (code: string) =>
    new ArmError("request-refused", "stop it", {
      status: 409,
      service: { ...LOCKED, code },
      ids: { requestId: "", correlationId: "" },
      hint: "",
    });

  test.each([
    { error: refused("BMSUserErrorObjectLocked"), is: true },
    { error: refused("BMSUserErrorConflictingProtectionOperation"), is: true },
    { error: refused("UserErrorBackupOperationInProgress"), is: true },
    { error: refused("SystemBackupOperationInProgress"), is: true },
    { error: refused("BMSUserErrorInvalidInput"), is: false },
    { error: new TurnedAwayError("stop it", "HTTP 429", 0), is: false },
  ])("by $error.message: $is", ({ error, is }) => {
    expect(isConflictError(error)).toBe(is);
  });
});

describe("a backup job failed because another operation ran on the item", () => {
  const MET = {
    code: "OperationCancelledBecauseConflictingOperationRunningUserError",
    message: "",
    recommendations: [],
  };
  const failed = (changes: Partial<Job>) =>
    job({ status: "Failed", phase: "failed", errors: [MET], ...changes });
  const FULL = { ...MET, code: "UserErrorBackupFailedAsTransactionLogIsFull" };
  const withCode = (code: string): Partial<Job> => ({ errors: [{ ...MET, code }] });
  const transfer = (status: string) => [
    { name: "Take Snapshot", status: "Failed" },
    { name: "Transfer data to vault", status },
  ];
  const vm = (tasks: Job["tasks"], size = ""): Partial<Job> => ({
    jobType: "AzureIaaSVMJob",
    tasks,
    properties: size === "" ? [] : [["Backup Size", size]],
  });
  const moved = (value: string): Partial<Job> => ({
    properties: [
      ["Backup Size", "7 MB"],
      ["Data Transferred (in MB)", value],
    ],
  });

  test.each([
    { what: "by its error", changes: {}, is: true },
    { what: "by one of its errors", changes: { errors: [FULL, MET] }, is: true },
    { what: "by the number of its error", changes: withCode("510008"), is: true },
    { what: "by a lock on the item", changes: { errors: [LOCKED] }, is: true },
    { what: "by a VM's word", changes: withCode("UserErrorBackupOperationInProgress"), is: true },
    {
      what: "by Azure's word of a VM",
      changes: withCode("SystemBackupOperationInProgress"),
      is: true,
    },
    { what: "by no error of its", changes: { errors: [FULL] }, is: false },
    { what: "without any error", changes: { errors: [] }, is: false },
    { what: "before it moved data", changes: moved("0"), is: true },
    { what: "before it told of data", changes: moved(""), is: true },
    { what: "after it moved data", changes: moved("0.5"), is: false },
    {
      what: "while a database's transfer had begun",
      changes: { tasks: transfer("Failed") },
      is: true,
    },
    { what: "before a VM's transfer", changes: vm(transfer("NotStarted")), is: true },
    { what: "without a VM's transfer", changes: vm(transfer("Skipped")), is: true },
    { what: "in a VM's transfer", changes: vm(transfer("Failed")), is: false },
    { what: "after a VM told of data", changes: vm([], "7 MB"), is: false },
    { what: "before a VM told of data", changes: vm([], "0 MB"), is: true },
    { what: "but is still running", changes: running, is: false },
    {
      what: "but was cancelled",
      changes: { status: "Cancelled", phase: "cancelled" } as const,
      is: false,
    },
  ])("$what: $is", ({ changes, is }) => {
    expect(isBackupConflict(failed(changes))).toBe(is);
  });
});

describe("the error for a conflict", () => {
  const conflict: Conflict = { item: item(), running: [], listed: [] };
  const jobs = [
    job({ ...running, id: "a", operation: "Backup" }),
    job({ ...running, id: "b", operation: "Restore" }),
  ];

  test.each([
    {
      what: "the jobs that were seen",
      changes: { running: jobs, service: LOCKED },
      by: "Job a (Backup): InProgress; Job b (Restore): InProgress",
    },
    {
      what: "Azure's word where none was",
      changes: { service: LOCKED },
      by: "another operation (BMSUserErrorObjectLocked: Locked)",
    },
    {
      what: "neither where there is neither",
      changes: {},
      by: "something that changed it between two looks",
    },
  ])("names $what", ({ changes, by }) => {
    const error = conflictError(
      { ...conflict, ...changes },
      { ending: "The end.", hint: "do something" },
    );

    expect(error).toMatchObject({
      reason: "conflict",
      message: `'payroll' is in use by ${by}. The end.`,
    });
    expect(error.service).toBe("service" in changes ? changes.service : undefined);
  });
});

/** A vault that shows these running jobs at one look after the other, the last ones for ever after. */
function watched(
  lists: readonly (readonly Job[])[],
  settings: Parameters<typeof fakeTools>[1] = {},
) {
  const at: number[] = [];
  const filters: unknown[] = [];
  const fake = fakeTools(
    {
      async listJobs(filter) {
        filters.push(filter);
        at.push((fake.clock.now() - fake.tools.pace.startedAt) / 1_000);
        return lists[at.length - 1] ?? lists.at(-1) ?? [];
      },
    },
    settings,
  );
  return { ...fake, at, filters };
}

describe("waiting for an item to be free", () => {
  const BACKUP = job({ ...running, id: "a", operation: "Backup (Full)" });
  const FOREIGN = job({ ...running, id: "b", entityFriendlyName: "crm [sql-host]" });
  const seen: Conflict = { item: item(), running: [BACKUP], listed: [item()] };
  const unseen: Conflict = { ...seen, running: [], service: LOCKED };

  test("ends when none of the vault's running jobs holds it any more", async () => {
    const { tools, at, filters, said, clock } = watched([[BACKUP], [BACKUP], [FOREIGN]]);
    const from = clock.now();
    tools.learn({ waits: [{ from: 1, until: 2 }] });

    await waitUntilFree(seen, from, tools);

    expect(at[0]).toBe(10);
    expect(at).toHaveLength(3);
    expect(filters[0]).toEqual({ backupManagementType: "AzureWorkload", status: "InProgress" });
    expect(said()).toEqual([
      "'payroll' is in use; waiting for 'payroll' to be free (Backup (Full) a).",
    ]);
    expect(tools.known().waits).toEqual([
      { from: 1, until: 2 },
      { from, until: clock.now() },
    ]);
    expect(tools.known().waitsForVm).toBeUndefined();
  });

  test("costs several items in flight one list, whose looks they share", async () => {
    const asked: number[] = [];
    const { tools, clock } = fakeTools({
      async lookAtJobs() {
        asked.push(clock.now() - tools.pace.startedAt);
        const value = asked.length > 2 ? [] : [BACKUP];
        return { value, retryAfterMs: undefined, remaining: 120 };
      },
    });
    const shares: unknown[] = [];
    const share = (remaining: number | undefined) => {
      shares.push(remaining);
      return 60;
    };
    const together = { ...tools.together, isCrowded: () => true, share };

    const waiting = [0, 1].map(() => waitUntilFree(seen, 0, { ...tools, together }));
    await Promise.all(waiting);

    expect(asked).toHaveLength(3);
    expect(new Set(shares)).toEqual(new Set([120]));
  });

  test("looks as often as the user has fixed", async () => {
    const { tools, at } = watched([[BACKUP], []], { fixedPauseMs: 25_000 });

    await waitUntilFree(seen, tools.pace.startedAt, tools);

    expect(at).toEqual([25, 50]);
  });

  test.each([
    { agoMs: 0, seconds: 30 },
    { agoMs: 60_000, seconds: 30 },
    { agoMs: 200_000, seconds: 100 },
    { agoMs: 3_600_000, seconds: 300 },
  ])(
    "pauses $seconds s where only Azure's word tells of it, first heard $agoMs ms ago",
    async ({ agoMs, seconds }) => {
      const { tools, at } = watched([[]]);

      await waitUntilFree(unseen, tools.pace.startedAt - agoMs, tools);

      expect(at).toEqual([seconds]);
    },
  );

  test("pauses as the user has fixed where only Azure's word tells of it", async () => {
    const { tools, at } = watched([[]], { fixedPauseMs: 25_000 });

    await waitUntilFree(unseen, tools.pace.startedAt, tools);

    expect(at).toEqual([25]);
  });

  test.each([
    { what: "a VM's backup", type: "VM", operation: "Backup", learnt: true },
    { what: "a VM's change of protection", type: "VM", operation: "DisableBackup" },
    { what: "a share's backup", type: "AzureFileShare", operation: "Backup" },
  ] as const)("gives a step more time for $what: $learnt", async ({ type, operation, learnt }) => {
    const held = { item: itemOf(type), running: [job({ ...running, operation })], listed: [] };
    const { tools } = watched([[]]);

    await waitUntilFree(held, tools.pace.startedAt, tools);

    expect(tools.known().waitsForVm).toBe(learnt);
  });

  test("gives a step more time where a backup is one of several jobs", async () => {
    const jobs = [job({ ...running, operation: "DisableBackup" }), BACKUP];
    const { tools } = watched([[]]);

    await waitUntilFree(
      { item: itemOf("VM"), running: jobs, listed: [] },
      tools.pace.startedAt,
      tools,
    );

    expect(tools.known().waitsForVm).toBe(true);
  });

  test("that outlasts the step is a conflict with what was seen last", async () => {
    const restore = job({ ...running, id: "c", operation: "Restore" });
    const { tools, clock } = watched([[restore]], { timeoutMs: 60_000 });

    await expect(waitUntilFree(seen, clock.now(), tools)).rejects.toMatchObject({
      reason: "conflict",
      message:
        "'payroll' is in use by Job c (Restore): InProgress. Time ran out while waiting for it.",
    });
    expect(tools.known().waits).toHaveLength(1);
  });

  test("that ends with the step's time is a conflict too", async () => {
    const { tools, clock } = watched([[]], { timeoutMs: 10_000 });

    await expect(waitUntilFree(seen, clock.now(), tools)).rejects.toMatchObject({
      reason: "conflict",
    });
  });

  test("that ends before the step's time is none", async () => {
    const { tools, clock } = watched([[]], { timeoutMs: 10_001 });

    await expect(waitUntilFree(seen, clock.now(), tools)).resolves.toBeUndefined();
  });

  test("fails as its reads fail", async () => {
    const error = new TypeError("a defect");
    const { tools, clock } = fakeTools({ listJobs: () => Promise.reject(error) });

    await expect(waitUntilFree(seen, clock.now(), tools)).rejects.toBe(error);
  });
});
