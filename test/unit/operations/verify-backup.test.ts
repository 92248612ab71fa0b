import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Job } from "../../../src/azure/job.ts";
import { type RecoveryPoint, readRecoveryPoints } from "../../../src/azure/recovery-point.ts";
import {
  type Evidence,
  RECOVERY_POINT_TYPES,
  type RecoveryPointTypes,
  type VerifyBackup,
  verifyBackup,
  warningOn,
} from "../../../src/operations/verify-backup.ts";
import { REASONS } from "../../../src/reasons.ts";
import { item, itemOf, job, point, TYPES } from "../made.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const HOUR = 3_600_000;
const ago = (hours: number) => NOW - hours * HOUR;
const full = (hours: number, changes: Partial<RecoveryPoint> = {}) =>
  point({ id: `full-${hours}`, time: ago(hours), ...changes });
/** A chain of logs from `from` hours ago to `to` hours ago. */
const logs = (from: number, to: number, changes: Partial<RecoveryPoint> = {}) =>
  point({
    id: `log-${to}`,
    type: "Log",
    tier: "",
    time: ago(to),
    rangeStart: ago(from),
    ...changes,
  });

function verify(
  evidence: Partial<Evidence>,
  { hours = 24, types = "any" }: { hours?: number; types?: RecoveryPointTypes } = {},
) {
  const wish: VerifyBackup = { kind: "verify-backup", maxAgeMs: hours * HOUR, types };
  return verifyBackup(wish, {
    item: item(),
    points: [],
    logs: [],
    jobs: [],
    now: NOW,
    ...evidence,
  });
}

describe("the age", () => {
  test.each([
    { what: "younger", time: ago(23), reason: "recovery-point-fresh" },
    { what: "exactly as old", time: ago(24), reason: "recovery-point-fresh" },
    { what: "a millisecond older", time: ago(24) - 1, reason: "recovery-point-too-old" },
    {
      what: "from the future, by a skewed clock",
      time: NOW + HOUR,
      reason: "recovery-point-fresh",
    },
    {
      what: "far in the future",
      time: NOW + 99 * HOUR,
      reason: "recovery-point-fresh",
    },
    { what: "very old", time: ago(9_999), reason: "recovery-point-too-old" },
  ])("of a point that is $what than allowed: $reason", ({ time, reason }) => {
    for (const type of TYPES) {
      const answer = verify({ item: itemOf(type), points: [point({ time })] });

      expect(answer.reason).toBe(reason);
      expect(answer.point?.time).toBe(time);
    }
  });

  test("is that of the newest usable point, in whatever order they come", () => {
    const points = [full(30), full(2), full(1, { usable: false }), full(50)];

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
  test.each(TYPES)("of a %s is said so, with the way out", (type) => {
    const answer = verify({ item: itemOf(type), points: [full(1, { usable: false })] });

    expect(answer).toMatchObject({
      reason: "no-recovery-point",
      message: `'${itemOf(type).friendlyName}' has no usable recovery point.`,
      hint: expect.stringContaining("'backup-now'"),
      point: undefined,
    });
  });

  test.each(["full", "log"] as const)("of the type %s names the type", (types) => {
    expect(verify({}, { types }).message).toBe(`'payroll' has no usable ${types} recovery point.`);
  });

  test("wins over a failed backup", () => {
    const database = item({ lastBackupStatus: "Unhealthy" });

    expect(verify({ item: database }).reason).toBe("no-recovery-point");
    expect(verify({ item: database, points: [full(99)] }).reason).toBe("recovery-point-too-old");
  });
});

describe("the points of a database that count", () => {
  const WORDS = ["Full", "CopyOnlyFull", "SnapshotFull", "SnapshotCopyOnlyFull"];

  test.each([
    ...WORDS.map((type) => ({ type, any: true, full: true })),
    ...["Differential", "Incremental"].map((type) => ({ type, any: true, full: false })),
  ])("as 'any' and as 'full': $type", ({ type, any, full: isFull }) => {
    const points = [point({ type, time: ago(1) })];

    expect(verify({ points }).reason === "recovery-point-fresh").toBe(any);
    expect(verify({ points }, { types: "full" }).reason === "recovery-point-fresh").toBe(isFull);
    expect(verify({ points }, { types: "log" }).reason).toBe("no-recovery-point");
  });

  test.each([
    { types: "any", id: "log-1" },
    { types: "full", id: "full-20" },
    { types: "log", id: "log-1" },
  ] as const)("as '$types' are narrowed down to $id", ({ types, id }) => {
    const evidence = {
      points: [full(20), point({ id: "diff", type: "Differential", time: ago(5) })],
      logs: [logs(20, 1)],
    };

    expect(verify(evidence, { types }).point?.id).toBe(id);
  });

  test("of several, the newest: a differential is younger than the full it builds on", () => {
    const points = [full(20), point({ id: "diff", type: "Differential", time: ago(5) })];

    expect(verify({ points }).point?.id).toBe("diff");
  });
});

describe("a range of logs counts", () => {
  test.each([
    { what: "with the full it begins at", points: [full(20)], range: logs(20, 1) },
    { what: "with a full within it", points: [full(10)], range: logs(20, 1) },
    { what: "with a full at its very end", points: [full(1)], range: logs(20, 1) },
    {
      what: "with a full seconds before it, as whole seconds can make it look",
      points: [full(20, { time: ago(20) - 59_000 })],
      range: logs(20, 1),
    },
    {
      what: "with a full as long before it as the slack is",
      points: [full(20, { time: ago(20) - 60_000 })],
      range: logs(20, 1),
    },
    {
      what: "with a snapshot full",
      points: [full(20, { type: "SnapshotFull" })],
      range: logs(20, 1),
    },
  ])("$what", ({ points, range }) => {
    expect(verify({ points, logs: [range] }, { types: "log" })).toMatchObject({
      reason: "recovery-point-fresh",
      point: { id: "log-1" },
    });
  });

  test.each([
    { what: "without any full", points: [], range: logs(20, 1) },
    { what: "with a full long before it", points: [full(30)], range: logs(20, 1) },
    {
      what: "with a full a moment longer before it",
      points: [full(20, { time: ago(20) - 60_001 })],
      range: logs(20, 1),
    },
    { what: "with a full after it", points: [full(1)], range: logs(20, 2) },
    {
      what: "with a copy-only full, which belongs to no chain",
      points: [full(20, { type: "CopyOnlyFull" })],
      range: logs(20, 1),
    },
    {
      what: "with a copy-only snapshot",
      points: [full(20, { type: "SnapshotCopyOnlyFull" })],
      range: logs(20, 1),
    },
    {
      what: "with a differential alone",
      points: [point({ type: "Differential", time: ago(20) })],
      range: logs(20, 1),
    },
    {
      what: "with a full that is not usable",
      points: [full(20, { usable: false })],
      range: logs(20, 1),
    },
    {
      what: "when it is not usable itself",
      points: [full(20)],
      range: logs(20, 1, { usable: false }),
    },
  ])("not $what", ({ points, range }) => {
    expect(verify({ points, logs: [range] }, { types: "log" }).reason).toBe("no-recovery-point");
  });

  test("by its own end, not by that of an older range", () => {
    const evidence = { points: [full(90), full(20)], logs: [logs(90, 50), logs(20, 3)] };

    expect(verify(evidence, { types: "log" }).point?.id).toBe("log-3");
    expect(verify({ ...evidence, points: [full(90)] }, { types: "log" })).toMatchObject({
      reason: "recovery-point-too-old",
      point: { id: "log-50" },
    });
  });

  test("not before it is proved by a full, even where Azure lists it among the points", () => {
    const chain = readRecoveryPoints(
      {
        name: "DefaultRangeRecoveryPoint",
        properties: {
          timeRanges: [{ startTime: "2026-01-04T10:00:00Z", endTime: "2026-01-05T09:30:00Z" }],
        },
      },
      NOW,
    );

    expect(verify({ points: [full(24), ...chain] }, { types: "log" })).toMatchObject({
      reason: "recovery-point-fresh",
      point: { id: "DefaultRangeRecoveryPoint" },
    });
    expect(verify({ points: chain }).reason).toBe("no-recovery-point");
    expect(verify({ points: [full(90), ...chain] })).toMatchObject({
      reason: "recovery-point-too-old",
      point: { id: "full-90" },
    });
  });

  test("of VMs and file shares there is none", () => {
    for (const type of ["VM", "AzureFileShare"] as const) {
      const answer = verify({ item: itemOf(type), points: [full(99)], logs: [logs(99, 1)] });

      expect(answer.reason).toBe("recovery-point-too-old");
    }
  });
});

describe("the points of VMs and file shares", () => {
  test.each(["VM", "AzureFileShare"] as const)("of a %s count in any tier", (type) => {
    for (const tier of ["InstantRP", "HardenedRP", "ArchivedRP", "InstantRP, HardenedRP", ""]) {
      const points = [point({ type: "AppConsistent", tier })];

      expect(verify({ item: itemOf(type), points }).reason).toBe("recovery-point-fresh");
    }
  });

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

  test.each(["Healthy", "IRPending", "Invalid", "", "Failed"])(
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
    { lastBackupError: { code: "X", message: "", recommendations: [] }, says: "failed." },
    { lastBackupError: undefined, says: "failed." },
  ])("as Azure says itself: $says", ({ lastBackupError, says }) => {
    const unhealthy = item({ lastBackupStatus: "Unhealthy", lastBackupError });

    const { message, service } = verify({ item: unhealthy, points: [full(1)] });

    expect(message.endsWith(`its last backup ${says}`)).toBe(true);
    expect(service).toBe(lastBackupError);
  });

  test("whatever jobs there were", () => {
    const failed = job({ phase: "failed", status: "Failed" });

    expect(verify({ points: [full(1)], jobs: [failed] }).reason).toBe("recovery-point-fresh");
  });
});

describe.each(["VM", "AzureFileShare"] as const)("the last backup of a %s has failed", (type) => {
  const ended = (phase: Job["phase"], hours: number, changes: Partial<Job> = {}) =>
    job({
      id: `${phase}-${hours}`,
      phase,
      status: phase,
      operation: "Backup",
      startTime: ago(hours + 1),
      endTime: ago(hours),
      ...changes,
    });
  const reasonOf = (...jobs: readonly Job[]) =>
    verify({ item: itemOf(type), points: [full(1)], jobs }).reason;

  test.each([
    { what: "the only job failed", jobs: [ended("failed", 2)] },
    { what: "the newest failed", jobs: [ended("completed", 9), ended("failed", 2)] },
    { what: "the newest failed, listed last", jobs: [ended("failed", 2), ended("completed", 9)] },
    {
      what: "the newest ended one failed and the next is under way",
      jobs: [ended("failed", 2), ended("running", 0, { endTime: undefined })],
    },
    {
      what: "the newest failed though it began first",
      jobs: [ended("failed", 2, { startTime: ago(90) }), ended("completed", 3)],
    },
    {
      what: "the newest failed by its start, where no end is told",
      jobs: [ended("failed", 2, { endTime: undefined }), ended("completed", 9)],
    },
  ])("when $what", ({ jobs }) => {
    expect(reasonOf(...jobs)).toBe("last-backup-failed");
  });

  test.each([
    { what: "there is none", jobs: [] },
    { what: "the newest completed", jobs: [ended("failed", 9), ended("completed", 2)] },
    { what: "the newest ended with warnings", jobs: [ended("failed", 9), ended("warned", 2)] },
    { what: "somebody cancelled the newest", jobs: [ended("failed", 9), ended("cancelled", 2)] },
    { what: "one is under way", jobs: [ended("running", 0, { endTime: undefined })] },
  ])("not when $what", ({ jobs }) => {
    expect(reasonOf(...jobs)).toBe("recovery-point-fresh");
  });

  test("not by what the item writes about a job", () => {
    const own = itemOf(type, { lastBackupStatus: "Unhealthy" });

    expect(verify({ item: own, points: [full(1)] }).reason).toBe("recovery-point-fresh");
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
  test("a job under way, which does not shut the gate", () => {
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
    expect(warningOn(stopped)).toContain(state.protectionState);
    expect(warningOn(item())).toBeUndefined();
  });

  test.each(["protected", "error"] as const)("nothing of an item that is %s", (condition) => {
    expect(verify({ item: item({ condition }), points: [full(1)] }).notes).toEqual([]);
  });
});

test("an item that may be soft-deleted or not is refused, however fresh its points are", () => {
  const odd = item({ condition: "unreadable" });

  expect(verify({ item: odd, points: [full(1)] })).toMatchObject({
    reason: "refused",
    message: expect.stringContaining("in a form that this action does not know"),
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

test("the gate opens for nothing but a fresh usable point and a last backup that did not fail", () => {
  const points = fc.array(
    fc.record({
      hours: fc.integer({ min: 0, max: 50 }),
      type: fc.constantFrom("Full", "Differential", "CopyOnlyFull"),
      usable: fc.boolean(),
    }),
    { maxLength: 5 },
  );
  const conditions = fc.constantFrom("protected", "error", "stopped", "suspended", "soft-deleted");
  fc.assert(
    fc.property(
      points,
      fc.constantFrom(...RECOVERY_POINT_TYPES),
      fc.constantFrom(...TYPES),
      fc.tuple(conditions, fc.boolean()),
      (list, types, type, [condition, failed]) => {
        const own = itemOf(type, {
          condition: condition as "protected",
          lastBackupStatus: failed ? "Unhealthy" : "Healthy",
        });
        const made = list.map(({ hours, ...rest }) => point({ ...rest, time: ago(hours) }));
        const jobs = [job(failed ? { phase: "failed" } : {})];

        const answer = verify({ item: own, points: made, jobs }, { types });

        const isDatabase = own.workload?.isDatabase === true;
        const fresh = made.some(
          ({ usable, time, type: kind }) =>
            usable && NOW - time <= 24 * HOUR && (types === "any" || kind.endsWith("Full")),
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
