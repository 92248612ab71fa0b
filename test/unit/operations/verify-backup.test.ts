import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { Job } from "../../../src/azure/backup/job.ts";
import type { RecoveryPoint } from "../../../src/azure/backup/recovery-point.ts";
import type { Evidence } from "../../../src/operations/evidence.ts";
import { warningsOn } from "../../../src/operations/item-warnings.ts";
import { pointToJudge } from "../../../src/operations/judge-points.ts";
import { type PointTypes, RECOVERY_POINT_TYPES } from "../../../src/operations/usable-points.ts";
import { type VerifyBackup, verifyBackup } from "../../../src/operations/verify-backup.ts";
import { REASONS } from "../../../src/reasons.ts";
import { item, itemOf, job, point } from "../azure/backup/read-builders.ts";
import { WORKLOAD_TYPES } from "../azure/backup/resource-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const HOUR = 3_600_000;
const ago = (hours: number) => NOW - hours * HOUR;
const full = (hours: number, changes: Partial<RecoveryPoint> = {}) =>
  point({ id: `full-${hours}`, time: ago(hours), ...changes });

function verify(
  evidence: Partial<Evidence>,
  { hours = 24, types = "any", allowWarnings = false }: Asked = {},
) {
  const wish: VerifyBackup = {
    kind: "verify-backup",
    maxAgeMs: hours * HOUR,
    types,
    allowWarnings,
    ignoreStopped: false,
  };
  return verifyBackup.answer(wish, { item: item(), points: [], jobs: [], now: NOW, ...evidence });
}

interface Asked {
  readonly hours?: number;
  readonly types?: PointTypes;
  readonly allowWarnings?: boolean;
}

describe("the age", () => {
  test.each([
    { what: "younger", time: ago(23), reason: "recovery-point-fresh" },
    { what: "exactly as old", time: ago(24), reason: "recovery-point-fresh" },
    { what: "a millisecond older", time: ago(24) - 1, reason: "recovery-point-too-old" },
    {
      what: "ten minutes ahead, by its server's clock,",
      time: NOW + 600_000,
      reason: "recovery-point-fresh",
    },
    { what: "very old", time: ago(9_999), reason: "recovery-point-too-old" },
  ])("of a point that is $what than allowed: $reason", ({ time, reason }) => {
    for (const type of WORKLOAD_TYPES) {
      const answer = verify({ item: itemOf(type), points: [point({ time })] });

      expect(answer.reason).toBe(reason);
      expect(answer.point?.time).toBe(time);
    }
  });

  test("is that of the newest usable point, in whatever order they come", () => {
    const points = [full(30), full(2), full(1, { flaw: "soft-deleted" }), full(50)];

    expect(verify({ points }).point?.id).toBe("full-2");
    expect(verify({ points: points.toReversed() }).point?.id).toBe("full-2");
  });

  test("is said with type, tier and limit", () => {
    expect(verify({ points: [full(1)] })).toEqual({
      reason: "recovery-point-fresh",
      message:
        "The newest usable recovery point of 'payroll' (Full, HardenedRP) is from 2026-01-05T09:00:00Z, 1 h old.",
      hint: "",
      point: full(1),
      notes: [],
    });
    expect(verify({ points: [full(25, { tier: "" })] })).toMatchObject({
      message:
        "The newest usable recovery point of 'payroll' (Full) is from 2026-01-04T09:00:00Z, 25 h old, which is more than 24 h.",
      hint: expect.stringContaining("'backup-now'"),
    });
  });
});

describe("no usable point", () => {
  test.each(WORKLOAD_TYPES)("of a %s is said so, with the way out", (type) => {
    const answer = verify({ item: itemOf(type), points: [full(1, { flaw: "soft-deleted" })] });

    expect(answer).toMatchObject({
      reason: "no-recovery-point",
      message: `'${itemOf(type).friendlyName}' has no usable recovery point: Azure lists one, which is soft-deleted.`,
      hint: "Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
      point: undefined,
    });
  });

  test.each([
    { points: [], says: "recovery point: Azure lists none." },
    {
      points: [full(1, { flaw: "soft-deleted" }), full(2, { flaw: "soft-deleted" })],
      says: "recovery point: Azure lists 2, all soft-deleted.",
    },
    {
      points: [full(1, { flaw: "in a tier X" }), full(2, { flaw: "in a tier X" }), full(-5)],
      says: "recovery point: Azure lists 3, of which 2 are in a tier X and 1 is dated in the future.",
    },
    {
      points: [full(1, { flaw: "A" }), full(2, { flaw: "B" }), full(3, { flaw: "C" })],
      says: "recovery point: Azure lists 3, of which 1 is A, 1 is B and 1 is C.",
    },
    {
      points: [full(3, { type: "Differential" })],
      says: "recovery point: Azure lists one, which is without a full backup to build on.",
    },
    {
      points: [full(3, { type: "Differential" })],
      types: "full",
      says: "full recovery point: Azure lists one, which is of another type ('Differential').",
    },
    {
      points: [full(3)],
      types: "log",
      says: "log recovery point: Azure lists one, which is of another type ('Full').",
    },
    {
      points: [full(3, { type: "Log", rangeStart: ago(4) })],
      types: "log",
      says: "log recovery point: Azure lists one, which is without a full backup to build on.",
    },
  ] as const)("says what is wrong with those that Azure lists: $says", (row) => {
    const { points, says } = row;

    const { message } = verify({ points }, { types: "types" in row ? row.types : "any" });

    expect(message).toBe(`'payroll' has no usable ${says}`);
  });

  test("of a VM says that its snapshot has expired", () => {
    const points = [full(30, { tier: "InstantRP", expiryTime: ago(1) })];

    expect(verify({ item: itemOf("VM"), points }).message).toContain(
      "lists one, which is only in an expired snapshot.",
    );
  });

  test("in a form that is not known points to a newer version of the action", () => {
    const points = [full(1, { flaw: "in a tier that this action does not know ('ColdRP Valid')" })];

    expect(verify({ points }).hint).toBe(
      "Look at the item's recovery points in the vault. A newer version of this action may know their form. Use 'backup-now', then run this step again.",
    );
  });

  test.each(["full", "log"] as const)("of the type %s names the type", (types) => {
    expect(verify({}, { types }).message).toBe(
      `'payroll' has no usable ${types} recovery point: Azure lists none.`,
    );
  });

  test.each([
    { recoveryModel: "Simple", types: "log", hint: "which has no log backups" },
    { recoveryModel: "simple", types: "log", hint: "'recovery-point-types: full'" },
    { recoveryModel: "Full", types: "log", hint: "'backup-now'" },
    { recoveryModel: "Simple", types: "full", hint: "'backup-now'" },
  ] as const)("of a database in the model '$recoveryModel', asked for $types", (row) => {
    const { recoveryModel, types, hint } = row;

    expect(verify({ item: item({ recoveryModel }) }, { types })).toMatchObject({
      reason: "no-recovery-point",
      hint: expect.stringContaining(hint),
    });
  });

  test("wins over a failed backup", () => {
    const database = item({ lastBackupStatus: "Unhealthy" });

    expect(verify({ item: database }).reason).toBe("no-recovery-point");
    expect(verify({ item: database, points: [full(99)] }).reason).toBe("recovery-point-too-old");
  });
});

describe("a point that is too old", () => {
  const FAILURE = {
    code: "UserErrorVmNotInDesirableState",
    message: "It is off.",
    recommendations: [],
  };
  const backup = (hours: number, phase: "failed" | "warned") =>
    job({
      id: `job-${hours}`,
      operation: "Backup",
      status: phase === "failed" ? "Failed" : "CompletedWithWarnings",
      phase,
      errors: [FAILURE],
      startTime: ago(hours),
      endTime: ago(hours) + 60_000,
    });

  test("says that a later backup failed, and why", () => {
    const told = verify({ item: itemOf("VM"), points: [full(30)], jobs: [backup(5, "failed")] });

    expect(told).toMatchObject({
      reason: "recovery-point-too-old",
      message: expect.stringContaining(
        "which is more than 24 h, and a later backup, job job-5, failed: It is off. (UserErrorVmNotInDesirableState)",
      ),
      hint: expect.stringContaining("back up again"),
      failedJob: { id: "job-5" },
    });
  });

  test.each(["failed", "warned"] as const)(
    "says which newer one does not count because its backup %s",
    (phase) => {
      const points = [full(4.9), full(30)];
      const told = verify({ item: itemOf("VM"), points, jobs: [backup(5, phase)] });

      expect(told.reason).toBe("recovery-point-too-old");
      expect(told.message).toContain("job-5");
      expect(told.hint.includes("allowed-job-statuses")).toBe(phase === "warned");
    },
  );

  test("tells of the last backup of a database too", () => {
    const database = item({ lastBackupStatus: "Unhealthy", lastBackupError: FAILURE });

    expect(verify({ item: database, points: [full(99)] }).message).toContain(
      "which is more than 24 h, and its last backup failed: It is off.",
    );
  });

  test("is no longer so where an older one is allowed to be as old", () => {
    const points = [full(4.9), full(30)];
    const jobs = [backup(5, "warned")];

    expect(verify({ item: itemOf("VM"), points, jobs }, { hours: 31 }).reason).toBe(
      "recovery-point-fresh",
    );
  });
});

describe("the points of VMs and file shares", () => {
  test.each(
    (["VM", "AzureFileShare"] as const).flatMap((type) =>
      (["full", "log"] as const).map((types) => ({ type, types })),
    ),
  )("of a $type have no type '$types'", ({ type, types }) => {
    expect(verify({ item: itemOf(type), points: [full(1)] }, { types })).toMatchObject({
      reason: "refused",
      message: expect.stringContaining(`'recovery-point-types: ${types}' is for databases`),
      hint: "Leave 'recovery-point-types' out.",
      point: undefined,
    });
  });
});

describe("the last backup of a database has failed", () => {
  test.each(["Unhealthy", "unhealthy"])("when it says %s itself", (lastBackupStatus) => {
    const answer = verify({ item: item({ lastBackupStatus }), points: [full(1)] });

    expect(answer).toMatchObject({
      reason: "last-backup-failed",
      message:
        "The newest usable recovery point of 'payroll' (Full, HardenedRP) is from 2026-01-05T09:00:00Z, 1 h old, but its last backup failed.",
      point: { id: "full-1" },
    });
    expect(answer.hint).not.toBe("");
  });

  test.each(["Failed", "Quiescing"])(
    "when it says %s, which is no word of a database's",
    (word) => {
      const answer = verify({ item: item({ lastBackupStatus: word }), points: [full(1)] });

      expect(answer.reason).toBe("last-backup-failed");
    },
  );

  test.each(["Healthy", "healthy", "IRPending", "Invalid", ""])(
    "not when it says '%s'",
    (status) => {
      const evidence = { item: item({ lastBackupStatus: status }), points: [full(1)] };

      expect(verify(evidence).reason).toBe("recovery-point-fresh");
    },
  );

  test.each([
    {
      lastBackupError: { code: "X", message: "The log is full.", recommendations: ["Free it."] },
      says: "failed: The log is full. (X)",
    },
    { lastBackupError: { code: "X", message: "", recommendations: [] }, says: "failed: X" },
    { lastBackupError: undefined, says: "failed." },
  ])("as Azure says itself: $says", ({ lastBackupError, says }) => {
    const unhealthy = item({ lastBackupStatus: "Unhealthy", lastBackupError });

    const { message, service } = verify({ item: unhealthy, points: [full(1)] });

    expect(message.endsWith(`its last backup ${says}`)).toBe(true);
    expect(service).toEqual(lastBackupError);
  });

  test("with the advice on its code, then Azure's own, then where to look", () => {
    const lastBackupError = {
      code: "UserErrorSQLNoSysadminMembership",
      message: "No sysadmin.",
      recommendations: ["Grant it."],
    };
    const unhealthy = item({ lastBackupStatus: "Unhealthy", lastBackupError });

    expect(verify({ item: unhealthy, points: [full(1)] }).hint).toBe(
      "Azure Backup's service account lacks the sysadmin role on the instance. Grant it. Azure recommends: Grant it. Look at that backup's job in the vault, fix the cause and back up again.",
    );
  });

  test("whatever jobs there were", () => {
    const failed = job({ phase: "failed", status: "Failed" });

    expect(verify({ points: [full(1)], jobs: [failed] }).reason).toBe("recovery-point-fresh");
  });
});

describe.each(["VM", "AzureFileShare"] as const)("the backups of a %s", (type) => {
  /** A backup from a number of hours ago. */
  const ended = (phase: Job["phase"], hours: number, changes: Partial<Job> = {}) =>
    job({
      id: `${phase}-${hours}`,
      phase,
      status: phase,
      operation: "Backup",
      startTime: ago(hours) - 5_000,
      endTime: ago(hours - 0.5),
      ...changes,
    });
  const own = (lastBackupStatus: string, hours?: number) => ({
    lastBackupStatus,
    lastBackupTime: hours === undefined ? undefined : ago(hours) - 5_000,
  });

  test.each<{
    what: string;
    reason: string;
    judged?: string;
    jobs?: readonly Job[];
    state?: Partial<ProtectedItem>;
    asked?: Asked;
    points?: readonly RecoveryPoint[];
  }>([
    { what: "no job at all", reason: "recovery-point-fresh", judged: "full-2" },
    {
      what: "the point's own job went well",
      jobs: [ended("completed", 2)],
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "its own job ended with warnings",
      jobs: [ended("warned", 2)],
      reason: "recovery-point-fresh",
      judged: "full-20",
    },
    {
      what: "its own job ended with warnings, which are allowed",
      jobs: [ended("warned", 2)],
      asked: { allowWarnings: true },
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "its own job was cancelled",
      jobs: [ended("cancelled", 2)],
      asked: { allowWarnings: true },
      reason: "recovery-point-fresh",
      judged: "full-20",
    },
    {
      what: "its own job failed",
      jobs: [ended("failed", 2)],
      reason: "last-backup-failed",
      judged: "full-20",
    },
    {
      what: "its own job runs",
      jobs: [ended("running", 2)],
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "a first try failed minutes before its own job",
      jobs: [ended("failed", 2.5), ended("completed", 2)],
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "its own job failed, and the item calls a backup that began later a good one",
      jobs: [ended("failed", 2.5)],
      state: { lastBackupStatus: "Completed", lastBackupTime: ago(2) },
      reason: "last-backup-failed",
      judged: "full-20",
    },
    {
      what: "both points are of bad jobs",
      jobs: [ended("warned", 2), ended("warned", 20)],
      reason: "last-backup-failed",
    },
    {
      what: "the only point is of a bad job",
      jobs: [ended("warned", 2)],
      points: [full(2)],
      reason: "last-backup-failed",
    },
    {
      what: "the point before a bad job's is too old",
      jobs: [ended("warned", 2)],
      asked: { hours: 10 },
      reason: "recovery-point-too-old",
      judged: "full-20",
    },
    {
      what: "a later backup failed",
      jobs: [ended("completed", 2), ended("failed", 1)],
      reason: "last-backup-failed",
      judged: "full-2",
    },
    {
      what: "a later backup failed, and one after it runs",
      jobs: [ended("failed", 1), ended("running", 0.5)],
      reason: "last-backup-failed",
      judged: "full-2",
    },
    {
      what: "a later backup was cancelled or warned",
      jobs: [ended("cancelled", 1), ended("warned", 0.9)],
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "a later job that failed is no backup",
      jobs: [ended("failed", 1, { operation: "Restore" })],
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "a later job that went well is no backup and hides nothing",
      jobs: [ended("failed", 1), ended("completed", 0.5, { operation: "ConfigureBackup" })],
      reason: "last-backup-failed",
      judged: "full-2",
    },
    {
      what: "the item says that its last backup failed",
      state: own("Failed", 1),
      reason: "last-backup-failed",
      judged: "full-2",
    },
    {
      what: "the item says so without a time",
      state: own("Failed"),
      reason: "last-backup-failed",
      judged: "full-2",
    },
    {
      what: "the item says so of the point's own backup",
      state: own("Failed", 2),
      reason: "last-backup-failed",
      judged: "full-20",
    },
    {
      what: "the item says that the point's backup ended with warnings",
      state: own("CompletedWithWarnings", 2),
      reason: "recovery-point-fresh",
      judged: "full-20",
    },
    {
      what: "the item says that a later backup ended with warnings",
      state: own("CompletedWithWarnings", 1),
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "the item says Cancelled of the point's backup",
      state: own("Cancelled", 2),
      reason: "recovery-point-fresh",
      judged: "full-20",
    },
    {
      what: "the item says Completed",
      state: own("Completed", 2),
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
    {
      what: "the item uses a word nobody knows",
      state: own("Unhealthy", 1),
      reason: "last-backup-failed",
      judged: "full-2",
    },
    {
      what: "the item's first backup is pending",
      state: own("IRPending"),
      reason: "recovery-point-fresh",
      judged: "full-2",
    },
  ])("$what: $reason", ({ reason, judged, jobs = [], state, asked, points }) => {
    const answer = verify(
      {
        item: itemOf(type, { lastBackupStatus: "", ...state }),
        points: points ?? [full(20), full(2)],
        jobs,
      },
      asked,
    );

    expect(answer.reason, answer.message).toBe(reason);
    expect(answer.point?.id).toBe(judged);
  });

  test("say what came of a point that does not count", () => {
    const answer = verify({ item: itemOf(type), points: [full(2)], jobs: [ended("warned", 2)] });

    expect(answer.message).toBe(
      `'${itemOf(type).friendlyName}' has no usable recovery point whose backup ended well: job warned-2 for the point from 2026-01-05T08:00:00Z ended warned.`,
    );
    expect(answer.notes).toEqual([
      "Recovery point full-2 does not count: job warned-2 for the point from 2026-01-05T08:00:00Z ended warned.",
    ]);
    expect(answer.hint).not.toBe("");
  });

  test("name the later one that failed, with what Azure says of it", () => {
    const error = { code: "X", message: "The agent is off.", recommendations: [] };
    const failed = ended("failed", 1, { errors: [error] });
    const { message, service } = verify({ item: itemOf(type), points: [full(2)], jobs: [failed] });

    expect(message).toContain("but a later backup, job failed-1, failed: The agent is off. (X)");
    expect(service).toEqual(error);
  });

  test("lead to the point that would be judged by what is known so far", () => {
    const wish = {
      kind: "verify-backup",
      maxAgeMs: 1,
      types: "any",
      allowWarnings: false,
      ignoreStopped: false,
    } as const;
    const evidence = { item: itemOf(type), points: [full(2), full(20)], now: NOW };

    expect(pointToJudge(wish, { ...evidence, jobs: [] }).point?.id).toBe("full-2");
    expect(pointToJudge(wish, { ...evidence, jobs: [ended("failed", 2)] }).point?.id).toBe(
      "full-20",
    );
  });
});

test("a database's points do not depend on jobs", () => {
  const jobs = [job({ operation: "Backup (Full)", phase: "failed", startTime: ago(1) - 5_000 })];

  expect(verify({ points: [full(1)], jobs })).toMatchObject({
    reason: "recovery-point-fresh",
    point: { id: "full-1" },
  });
});

describe("the way to a new recovery point", () => {
  test.each([
    { condition: "protected", hint: "Use 'backup-now', then run this step again." },
    { condition: "error", hint: "Use 'backup-now', then run this step again." },
    {
      condition: "stopped",
      hint: "Use 'resume-protection' and 'backup-now', then run this step again.",
    },
    {
      condition: "suspended",
      hint: "Use 'resume-protection' and 'backup-now', then run this step again.",
    },
  ] as const)("of an item that is $condition: $hint", ({ condition, hint }) => {
    expect(verify({ item: item({ condition }) }).hint).toBe(hint);
    expect(verify({ item: item({ condition }), points: [full(99)] }).hint).toBe(hint);
  });
});

describe("what is told besides", () => {
  test("a point in the future, which does not count", () => {
    const ahead = full(0, { id: "ahead", time: NOW + HOUR });

    const answer = verify({ points: [full(30), ahead] });

    expect(answer).toMatchObject({ reason: "recovery-point-too-old", point: { id: "full-30" } });
    expect(answer.notes).toEqual([
      "Recovery point ahead is dated 2026-01-05T11:00:00Z, in the future, and does not count. Check the clock of its server.",
    ]);
    expect(verify({ points: [ahead] }).reason).toBe("no-recovery-point");
  });

  test("that the point has to be rehydrated first", () => {
    expect(verify({ points: [full(1, { archivedOnly: true })] }).notes).toEqual([
      "The recovery point is in the archive only; a restore has to rehydrate it first.",
    ]);
  });

  test.each([
    { expiryTime: ago(0), told: true },
    { expiryTime: NOW + 1, told: false },
  ])("that the point is past its expiry, which does not count: $told", ({ expiryTime, told }) => {
    const answer = verify({ points: [full(1, { expiryTime })] });

    expect(answer.reason).toBe("recovery-point-fresh");
    expect(answer.notes.join().includes("past its expiry")).toBe(told);
  });

  test("a job under way, which does not close the gate", () => {
    const running = job({ id: "9", phase: "running", status: "InProgress", operation: "Backup" });

    expect(verify({ points: [full(1)], jobs: [running] })).toMatchObject({
      reason: "recovery-point-fresh",
      notes: ["A job is under way: Backup 9."],
    });
  });

  test.each([
    { condition: "stopped", protectionState: "ProtectionStopped" },
    { condition: "suspended", protectionState: "BackupsSuspended" },
  ] as const)("that an item is $condition, which is judged alike", (state) => {
    const stopped = item(state);

    expect(verify({ item: stopped, points: [full(1)] })).toMatchObject({
      reason: "recovery-point-fresh",
      notes: [],
    });
    expect(verify({ item: stopped, points: [full(99)] }).reason).toBe("recovery-point-too-old");
    expect(warningsOn(stopped)).toEqual([expect.stringContaining(state.protectionState)]);
    expect(warningsOn(item())).toEqual([]);
  });

  test("that Azure does not reach the server, however well its last backup went", () => {
    const unreached = item({
      health: "NotReachable",
      lastBackupStatus: "Healthy",
      lastBackupTime: ago(24 * 365),
    });

    expect(warningsOn(unreached)).toEqual([
      "Azure's own check of 'payroll' reads 'NotReachable' (its last backup, 'Healthy', is of 2025-01-05T10:00:00Z): a missing backup may go unnoticed. Look at the item in the vault.",
    ]);
    expect(verify({ item: unreached, points: [full(1)] }).reason).toBe("recovery-point-fresh");
  });

  test.each(["", "Healthy", "healthy", "IRPending", "Passed", "ActionSuggested"])(
    "nothing of a check that reads '%s'",
    (health) => {
      expect(warningsOn(item({ health }))).toEqual([]);
    },
  );

  test.each(["Unhealthy", "ActionRequired", "SomethingNew"])(
    "what Azure's own check finds: '%s'",
    (health) => {
      expect(warningsOn(item({ health }))).toEqual([expect.stringContaining(`reads '${health}':`)]);
    },
  );

  test("nothing twice of a database that is unhealthy by its last backup", () => {
    expect(warningsOn(item({ health: "Unhealthy", lastBackupStatus: "Unhealthy" }))).toEqual([]);
  });

  test.each(["protected", "error"] as const)("nothing of an item that is %s", (condition) => {
    expect(verify({ item: item({ condition }), points: [full(1)] }).notes).toEqual([]);
  });
});

test("an item that may be soft-deleted or not is refused, however fresh its points are", () => {
  const odd = item({ condition: "unreadable" });

  expect(verify({ item: odd, points: [full(1)] })).toMatchObject({
    reason: "refused",
    message: expect.stringContaining("cannot read from Azure's answer"),
  });
});

test("a soft-deleted item is refused, however fresh its points are", () => {
  const deleted = item({ condition: "soft-deleted" });

  expect(verify({ item: deleted, points: [full(1)] })).toMatchObject({
    reason: "refused",
    hint: "Use 'undelete' first.",
    point: undefined,
  });
});

test("an item whose soft-delete flag cannot be read is refused", () => {
  const unclear = item({ condition: "unreadable" });

  expect(verify({ item: unclear, points: [full(1)] })).toMatchObject({
    reason: "refused",
    message: expect.stringContaining("cannot read from Azure's answer"),
    point: undefined,
  });
});

test("the gate opens for nothing but a fresh usable point and a last backup that did not fail", () => {
  const points = fc.array(
    fc.record({
      hours: fc.integer({ min: 0, max: 50 }),
      type: fc.constantFrom("Full", "Differential", "CopyOnlyFull"),
      flaw: fc.constantFrom("", "soft-deleted"),
    }),
    { maxLength: 5 },
  );
  const conditions = fc.constantFrom("protected", "error", "stopped", "suspended", "soft-deleted");
  fc.assert(
    fc.property(
      points,
      fc.constantFrom(...RECOVERY_POINT_TYPES),
      fc.constantFrom(...WORKLOAD_TYPES),
      fc.tuple(conditions, fc.boolean()),
      (list, types, type, [condition, failed]) => {
        const own = itemOf(type, {
          condition: condition as "protected",
          lastBackupStatus: failed ? "Unhealthy" : "",
        });
        const made = list.map(({ hours, ...rest }) => point({ ...rest, time: ago(hours) }));

        const answer = verify({ item: own, points: made }, { types });

        const isDatabase = own.workload?.isDatabase === true;
        const fresh = made.some(
          ({ flaw, time, type: kind }) =>
            flaw === "" &&
            NOW - time <= 24 * HOUR &&
            (kind.endsWith("Full") || (types === "any" && (!isDatabase || hasBase(made, time)))),
        );
        const open =
          fresh &&
          !failed &&
          condition !== "soft-deleted" &&
          types !== "log" &&
          (isDatabase || types === "any");
        expect(answer.reason === "recovery-point-fresh").toBe(open);
        expect(REASONS[answer.reason].gate).toBe(open ? "open" : "closed");
      },
    ),
  );
});

function hasBase(points: readonly RecoveryPoint[], time: number): boolean {
  return points.some((base) => base.flaw === "" && base.type === "Full" && base.time < time);
}
