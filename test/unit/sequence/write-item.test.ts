import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { Job } from "../../../src/azure/backup/job.ts";
import type { Accepted } from "../../../src/azure/backup/writes.ts";
import { ArmError, TurnedAwayError, UnknownOutcomeError } from "../../../src/errors.ts";
import { parseSelection } from "../../../src/naming/item-ref.ts";
import type { WriteTask } from "../../../src/sequence/task.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { writeItems } from "../../../src/sequence/write-items.ts";
import { item, itemOf, job, policy, vaultState } from "../azure/backup/read-builders.ts";
import { VAULT, VAULT_ID } from "../azure/backup/resource-builders.ts";
import { fakeTools, IN_DOUBT } from "./step-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const PRESENT = item();
const STOPPED = item({ condition: "stopped", protectionState: "ProtectionStopped" });
const RUNNING = { status: "InProgress", phase: "running", endTime: undefined } as const;
const HELD = job({ ...RUNNING, id: "held", operation: "Backup (Full)" });
const CHANGE = job({ ...RUNNING, id: "change", operation: "ConfigureBackup" });
const STOP_JOB = job({ id: "own", operation: "DisableBackup", startTime: NOW });
const MET = {
  code: "OperationCancelledBecauseConflictingOperationRunningUserError",
  message: "Met another.",
  recommendations: [],
};
const FAILED = job({
  id: "own",
  operation: "Backup (CopyOnlyFull)",
  status: "Failed",
  phase: "failed",
  startTime: NOW,
  errors: [MET],
});

const task = (changes: Partial<WriteTask> = {}): WriteTask => ({
  kind: "write",
  wish: { kind: "stop-protection-retain-data" },
  policyName: undefined,
  selection: parseSelection("payroll", VAULT),
  workload: PRESENT.workload,
  onConflict: "wait",
  dryRun: false,
  wait: true,
  maxItems: 50,
  maxParallel: 10,
  failFast: false,
  ...changes,
});
const backup = (changes: Partial<WriteTask> = {}) =>
  task({
    wish: {
      kind: "backup-now",
      backupType: undefined,
      retainUntil: undefined,
      enableCompression: false,
    },
    ...changes,
  });

const ACCEPTED: Accepted = {
  ids: { requestId: "", correlationId: "" },
  lro: { id: "op-1", path: `${VAULT_ID}/backupOperations/op-1` },
};
const refused = (code: string) =>
  new ArmError("request-refused", "stop it", {
    status: 409,
    service: { code, message: "Locked.", recommendations: [] },
    ids: { requestId: "", correlationId: "" },
    hint: "",
  });
const LOCKED = refused("BMSUserErrorObjectLocked");
const away = (afterMs: number) => new TurnedAwayError("stop it", "it throttled", afterMs);
const lost = new UnknownOutcomeError("stop it", "it is gone");

interface Vault {
  /** The item at one read after the other, the last one for ever after; so for all of these. */
  readonly shows?: readonly ProtectedItem[];
  readonly answers?: readonly (Accepted | Error)[];
  readonly running?: readonly (readonly Job[])[];
  readonly jobs?: readonly Job[];
  readonly state?: ReturnType<typeof vaultState>;
}

function vault(
  {
    shows = [PRESENT],
    answers = [ACCEPTED],
    running = [[]],
    jobs = [STOP_JOB],
    state = vaultState(),
  }: Vault = {},
  settings: Parameters<typeof fakeTools>[1] = {},
) {
  const counts = new Map<string, number>();
  const at: number[] = [];
  const details: string[] = [];
  const next = <T>(of: readonly T[], name: string): T => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return of[count] ?? (of.at(-1) as T);
  };
  const looked = <T>(value: T) => ({ value, retryAfterMs: undefined, remaining: undefined });
  const client: Partial<VaultWriter> = {
    vaultState: async () => state,
    listItems: async () => ({ items: [PRESENT], unreadable: [] }),
    item: async () => next(shows, "item"),
    recoveryPoints: async () => [],
    listJobs: async (filter) => ("status" in filter ? next(running, "running") : []),
    readyToWrite: async () => {},
    async write() {
      at.push((fake.clock.now() - NOW) / 1_000);
      const answer = next(answers, "write");
      if (answer instanceof Error) throw answer;
      return answer;
    },
    lro: async () => looked({ status: "Succeeded", properties: { jobId: "own" } }),
    job: async () => looked(next(jobs, "job")),
    policy: async () => undefined,
  };
  const fake = fakeTools(client, {
    detail: (title, lines) => details.push(title, ...lines),
    ...settings,
  });
  return { ...fake, at, details, count: (name: string) => counts.get(name) ?? 0 };
}

/** Writes to the one item of the step. */
async function writeItem(given: WriteTask, tools: Tools) {
  const [result] = await writeItems(given, tools);
  return result?.ending;
}

describe("a write", () => {
  test("is sent once and followed, what was found and what is sent shown", async () => {
    const { tools, at, said, details } = vault({ shows: [PRESENT, PRESENT, STOPPED] });

    expect(await writeItem(task(), tools)).toEqual({
      kind: "jobs-ended",
      jobs: [STOP_JOB],
      reached: true,
    });
    expect(at).toEqual([0]);
    expect(said()[0]).toMatch(/^Found the SQL database 'payroll'/);
    expect(details).toContain("The request");
    expect(tools.known().before).toEqual(PRESENT);
  });

  test("is not needed where the item is in the requested state, which is kept", async () => {
    const { tools, at } = vault({ shows: [STOPPED] });

    expect(await writeItem(task(), tools)).toMatchObject({ kind: "nothing-to-do" });
    expect(at).toEqual([]);
    expect(tools.known().after).toEqual(STOPPED);
  });

  test("is refused where the item's state speaks against it", async () => {
    const { tools, at } = vault({ shows: [STOPPED] });

    expect(await writeItem(backup(), tools)).toMatchObject({ kind: "refused", hint: /./ });
    expect(at).toEqual([]);
  });

  test("is decided on again where what came before it took too long", async () => {
    const { tools, at, count, clock } = vault({ shows: [PRESENT, PRESENT, PRESENT, STOPPED] });
    let slowMs = 20_000;
    tools.backup.readyToWrite = async () => {
      clock.advance(slowMs);
      slowMs = 0;
    };

    await writeItem(task(), tools);

    expect(at).toEqual([20]);
    expect(count("running")).toBe(2);
  });
});

describe("a write that Azure turns away", () => {
  test.each([
    { what: "for a time", afterMs: 30_000, seconds: 30 },
    { what: "for no time", afterMs: 0, seconds: 2 },
  ])("$what is decided on again after it", async ({ afterMs, seconds }) => {
    const { tools, at, said, count } = vault({
      shows: [PRESENT, PRESENT, PRESENT, STOPPED],
      answers: [away(afterMs), ACCEPTED],
    });

    expect(await writeItem(task(), tools)).toMatchObject({ reached: true });
    expect(at).toEqual([0, seconds]);
    expect(count("running")).toBe(2);
    expect(said()).toContain(`${away(0).message} Looking and sending again.`);
  });

  test("because an hour's quota is used up is left alone for as long", async () => {
    const { tools, at } = vault({
      shows: [PRESENT, PRESENT, PRESENT, STOPPED],
      answers: [away(1_000), ACCEPTED],
    });
    tools.requests.answered("write", 0);

    await writeItem(task(), tools);

    expect(at).toEqual([0, 324]);
  });

  test("until time runs out ends with it", async () => {
    const { tools } = vault({ answers: [away(0)] }, { timeoutMs: 10_000 });

    await expect(writeItem(task(), tools)).rejects.toMatchObject({ reason: "timed-out" });
  });

  test("is not needed any more where somebody else has done it meanwhile", async () => {
    const { tools } = vault({ shows: [PRESENT, STOPPED], answers: [away(0)] });

    expect(await writeItem(task(), tools)).toMatchObject({ kind: "nothing-to-do" });
  });
});

describe("a write whose answer is lost", () => {
  test("and that shows no effect is sent once more", async () => {
    const { tools, at, said } = vault(
      {
        shows: [...Array.from({ length: 20 }, () => PRESENT), STOPPED],
        answers: [lost, ACCEPTED],
      },
      { fixedPauseMs: 60_000 },
    );

    expect(await writeItem(task(), tools)).toMatchObject({ kind: "jobs-ended" });
    expect(at).toEqual([0, 120]);
    expect(said()).toContain("The request shows no effect; looking and sending once more.");
  });

  test("twice is not sent a third time", async () => {
    const { tools, at } = vault({ answers: [lost] }, { fixedPauseMs: 60_000 });

    await expect(writeItem(task(), tools)).rejects.toBe(lost);
    expect(at).toEqual([0, 120]);
    expect(tools.known().write?.kind).toBe("in-doubt");
  });

  test("is never sent again where that could do harm", async () => {
    const { tools, at } = vault({ answers: [lost] }, { fixedPauseMs: 60_000 });

    await expect(writeItem(backup(), tools)).rejects.toBe(lost);
    expect(at).toEqual([0]);
  });

  test("may be what brought it about, where the item shows it at the next look", async () => {
    const shows = [PRESENT, PRESENT, PRESENT, PRESENT, STOPPED];
    const { tools, at } = vault({ shows, answers: [lost] }, { fixedPauseMs: 60_000 });

    expect(await writeItem(task(), tools)).toEqual({ kind: "judged-by-item", reached: true });
    expect(at).toEqual([0]);
    expect(tools.known().write).toEqual(IN_DOUBT);
  });
});

describe("an item that something else holds", () => {
  const after = { shows: [PRESENT, PRESENT, PRESENT, STOPPED] };

  test.each([
    { what: "a job that runs on it", running: [[HELD], [], []], answers: [ACCEPTED], at: [10] },
    { what: "Azure's word", running: [[]], answers: [LOCKED, ACCEPTED], at: [0, 30] },
  ])(
    "is waited for, and then decided on again: $what",
    async ({ running, answers, at: expected }) => {
      const { tools, at } = vault({ ...after, running, answers });

      expect(await writeItem(task(), tools)).toMatchObject({ kind: "jobs-ended", reached: true });
      expect(at).toEqual(expected);
    },
  );

  test.each([
    { what: "a job that runs on it", running: [[HELD]], answers: [ACCEPTED] },
    { what: "Azure's word", running: [[]], answers: [LOCKED] },
  ])("ends the step at once where the user does not want to wait: $what", async (row) => {
    const { tools, clock } = vault(row);

    await expect(writeItem(task({ onConflict: "fail" }), tools)).rejects.toMatchObject({
      reason: "conflict",
      message: expect.stringContaining("'on-conflict: fail' says not to wait."),
    });
    expect(clock.now()).toBe(NOW);
  });

  test("by another answer of Azure's is not held", async () => {
    const error = refused("BMSUserErrorInvalidInput");
    const { tools } = vault({ answers: [error] });

    await expect(writeItem(task(), tools)).rejects.toBe(error);
  });

  test("is waited for ever longer, from the first word on", async () => {
    const { tools, at } = vault({ answers: [LOCKED] }, { timeoutMs: 400_000 });

    await expect(writeItem(task(), tools)).rejects.toMatchObject({ reason: "conflict" });
    expect(at).toEqual([0, 30, 60, 90, 135, 202.5, 303.75]);
  });

  test("in the requested state is left alone until nothing is about to change it", async () => {
    const { tools, at } = vault({ shows: [STOPPED], running: [[CHANGE], [CHANGE], [], []] });

    expect(await writeItem(task(), tools)).toMatchObject({ kind: "nothing-to-do" });
    expect(at).toEqual([]);
  });
});

describe("time that runs out", () => {
  test("while a conflict was never over is told as that conflict, with the first word of it", async () => {
    const { tools, clock } = vault({ answers: [LOCKED, away(0)] }, { timeoutMs: 60_000 });

    await expect(writeItem(task(), tools)).rejects.toMatchObject({
      reason: "conflict",
      message: expect.stringContaining("BMSUserErrorObjectLocked"),
    });
    expect(clock.now()).toBe(NOW + 60_000);
  });

  test("after Azure took the write is no conflict", async () => {
    const running = { ...STOP_JOB, ...RUNNING };
    const { tools } = vault(
      { answers: [LOCKED, ACCEPTED], jobs: [running] },
      { timeoutMs: 300_000 },
    );

    await expect(writeItem(task(), tools)).rejects.toMatchObject({ reason: "timed-out" });
    expect(tools.known().write).toMatchObject({ kind: "accepted" });
  });

  test("without any conflict is what it is", async () => {
    const { tools } = vault({ answers: [away(0)] }, { timeoutMs: 5_000 });

    await expect(writeItem(task(), tools)).rejects.toMatchObject({ reason: "timed-out" });
  });
});

describe("a backup that met another one", () => {
  test("is taken once more when the item is free", async () => {
    const ended = { ...FAILED, status: "Completed", phase: "completed", errors: [] } as const;
    const { tools, at, said } = vault({ jobs: [FAILED, ended] });

    expect(await writeItem(backup(), tools)).toMatchObject({
      kind: "jobs-ended",
      jobs: [{ phase: "completed" }],
    });
    expect(at).toHaveLength(2);
    expect(said()).toContain(
      "Job own failed because another operation ran on the item; backing up once more when it is free.",
    );
  });

  test("twice has failed", async () => {
    const { tools, at } = vault({ jobs: [FAILED] });

    expect(await writeItem(backup(), tools)).toEqual({ kind: "jobs-ended", jobs: [FAILED] });
    expect(at).toHaveLength(2);
  });

  test("has failed at once where the user does not want to wait", async () => {
    const { tools, at, said } = vault({ jobs: [FAILED] });

    expect(await writeItem(backup({ onConflict: "fail" }), tools)).toEqual({
      kind: "jobs-ended",
      jobs: [FAILED],
    });
    expect(at).toHaveLength(1);
    expect(said().join()).not.toContain("backing up once more");
  });
});

describe("a change of policy", () => {
  const silver = policy({
    id: `${VAULT_ID}/backupPolicies/Silver`,
    name: "Silver",
    retention: [{ kind: "log", duration: { count: 30, unit: "Days" } }],
  });
  const broken = item({ condition: "error", protectionState: "ProtectionError" });
  const change = task({
    wish: { kind: "change-policy", allowShorterRetention: true },
    policyName: "Silver",
  });

  test("keeps how the retention compares, and warns of an item that is still in error", async () => {
    const own = job({ id: "own", operation: "ConfigureBackup", startTime: NOW });
    const { tools, warned } = vault({
      shows: [broken, broken, { ...broken, policyId: silver.id }],
      jobs: [own],
    });
    tools.backup.policy = async (name) =>
      name === "Silver" ? silver : policy({ retention: silver.retention });

    expect(await writeItem(change, tools)).toMatchObject({ kind: "jobs-ended", reached: true });
    expect(tools.known().retention).toEqual([
      { kind: "log", former: "30 days", next: "30 days", shorter: false },
    ]);
    expect(warned).toEqual([expect.stringContaining("in error before and still is")]);
  });
});

test("a guarded deletion that Azure turns away is unlocked anew before it is sent again", async () => {
  const { tools, at } = vault({
    state: vaultState({ guarded: true }),
    shows: [PRESENT, PRESENT, PRESENT, item({ condition: "soft-deleted" })],
    answers: [away(0), ACCEPTED],
    jobs: [job({ id: "own", operation: "DeleteBackupData", startTime: NOW })],
  });
  const unlockedAt: number[] = [];
  tools.backup.guard = async () => ({ id: "/g", requests: new Map([["delete", "/g/deletes/1"]]) });
  tools.backup.unlockDelete = async () => {
    unlockedAt.push((tools.pace.clock.now() - NOW) / 1_000);
  };
  const deletion = task({
    wish: { kind: "stop-protection-delete-data", confirmDelete: "payroll" },
    selection: parseSelection("vm-1/payroll", VAULT),
  });

  expect(await writeItem(deletion, tools)).toMatchObject({ reached: true });
  expect(at).toEqual([0, 2]);
  expect(unlockedAt).toEqual([0, 2]);
});

describe("a dry run", () => {
  const dry = task({ dryRun: true });

  test("shows the request and sends nothing", async () => {
    const { tools, at, said } = vault();

    expect(await writeItem(dry, tools)).toMatchObject({
      kind: "dry-run",
      plan: { kind: "send", jobOperation: "DisableBackup" },
    });
    expect(at).toEqual([]);
    expect(said()).toContain(`Would send PUT ${PRESENT.id}`);
    expect(tools.known().request?.method).toBe("PUT");
    expect(tools.known().notes).toBeDefined();
  });

  test("says what it would wait for first", async () => {
    const { tools, said } = vault({ running: [[HELD]] });

    expect(await writeItem(dry, tools)).toMatchObject({ kind: "dry-run", plan: { kind: "send" } });
    expect(said()).toContain("Would wait first for Job held (Backup (Full)): InProgress");
    expect(tools.known().request?.method).toBe("PUT");
    expect(tools.known().notes).toBeDefined();
  });

  test("says what it would wait for where the item is in the requested state", async () => {
    const { tools } = vault({ shows: [STOPPED], running: [[CHANGE]] });

    expect(await writeItem(dry, tools)).toEqual({
      kind: "dry-run",
      plan: "wait first for Job change (ConfigureBackup): InProgress",
    });
  });

  test("does not want to wait either where the user does not", async () => {
    const { tools } = vault({ running: [[HELD]] });

    await expect(writeItem({ ...dry, onConflict: "fail" }, tools)).rejects.toMatchObject({
      reason: "conflict",
    });
  });

  test("says that there is nothing to do, or that it is refused", async () => {
    expect(await writeItem(dry, vault({ shows: [STOPPED] }).tools)).toMatchObject({
      kind: "nothing-to-do",
    });
    expect(
      await writeItem(backup({ dryRun: true }), vault({ shows: [STOPPED] }).tools),
    ).toMatchObject({ kind: "refused" });
  });
});

describe("what is to be deleted", () => {
  const deletion = (written: string) =>
    task({
      wish: { kind: "stop-protection-delete-data", confirmDelete: "payroll" },
      selection: parseSelection(written, VAULT),
      dryRun: true,
    });
  const AMBIGUOUS = item({
    levels: [
      { kind: "resource group", names: ["vm-1"] },
      { kind: "server", names: ["vm-1"] },
      { kind: "instance", names: ["MSSQLSERVER"] },
    ],
  });

  test.each([
    { written: "payroll", shown: PRESENT },
    { written: "MSSQLSERVER/payroll", shown: PRESENT },
    { written: "rg-sql/payroll", shown: PRESENT },
  ])("has to be named by its host too: not '$written'", async ({ written, shown }) => {
    const { tools } = vault({ shows: [shown] });

    await expect(writeItem(deletion(written), tools)).rejects.toMatchObject({
      reason: "refused",
      message: `'${written}' does not name the server of what is to be deleted.`,
      hint: "Write it as 'vm-1/payroll', or use the item's resource id.",
    });
  });

  test.each([
    { written: "vm-1/payroll", shown: PRESENT },
    { written: "rg-sql/vm-1/payroll", shown: PRESENT },
    { written: PRESENT.id, shown: PRESENT },
    { written: "vm-1/payroll", shown: AMBIGUOUS },
  ])("is named by its host: '$written'", async ({ written, shown }) => {
    const { tools } = vault({ shows: [shown] });
    tools.backup.listItems = async () => ({ items: [shown], unreadable: [] });

    expect(await writeItem(deletion(written), tools)).toMatchObject({ kind: "dry-run" });
  });

  test("has to be named by its storage account where it is a file share", async () => {
    const share = itemOf("AzureFileShare");
    const { tools } = vault({ shows: [share] });
    tools.backup.listItems = async () => ({ items: [share], unreadable: [] });
    const wanted = { ...deletion("documents"), workload: share.workload };

    await expect(writeItem(wanted, tools)).rejects.toMatchObject({
      message: "'documents' does not name the storage account of what is to be deleted.",
      hint: "Write it as 'contosofiles/documents', or use the item's resource id.",
    });
  });

  test("has to be named by its innermost level where it has no host", async () => {
    const shown = item({ levels: [{ kind: "resource group", names: ["rg-sql"] }] });
    const { tools } = vault({ shows: [shown] });
    tools.backup.listItems = async () => ({ items: [shown], unreadable: [] });

    await expect(writeItem(deletion("payroll"), tools)).rejects.toMatchObject({
      message: "'payroll' does not name the resource group of what is to be deleted.",
      hint: "Write it as 'rg-sql/payroll', or use the item's resource id.",
    });
    expect(await writeItem(deletion("rg-sql/payroll"), tools)).toMatchObject({ kind: "dry-run" });
  });
});
