import { ACCEPT_WARNINGS, azureSaid } from "../azure/arm/error-guide.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import { errorOf, type Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { isoTime } from "../json.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { duration, joinSentences } from "../text.ts";
import { readAllowsWarnings } from "../values/allowed-job-statuses.ts";
import { durationMs } from "../values/durations.ts";
import { type Get, oneOf, requiredInput } from "../values/input-values.ts";
import { backupOfPoint, backupsAmong, lastBackupByItem, worseBackup } from "./backup-jobs.ts";
import type { Answer, DecisiveBackups, Evidence } from "./evidence.ts";
import { adviceOnFailed, errorsOf, type FailedBackup, lastBackupFailed } from "./failed-backup.ts";
import { adviceToBackUp, whyNoPoint } from "./no-usable-point.ts";
import { UNREADABLE } from "./plan.ts";
import {
  isInFuture,
  type PointTypes,
  RECOVERY_POINT_TYPES,
  usablePoints,
} from "./usable-points.ts";

/** What a recovery point must be like to open the gate. */
export interface PointCriteria {
  readonly maxAgeMs: number;
  readonly types: PointTypes;
  /** Whether a backup that ended with warnings is good enough. */
  readonly allowWarnings: boolean;
}

/**
 * Reads the criteria.
 *
 * @throws InputError
 */
export function readCriteria(get: Get): PointCriteria {
  return {
    maxAgeMs: durationMs("max-recovery-point-age", requiredInput(get, "max-recovery-point-age")),
    types: oneOf(get, "recovery-point-types", RECOVERY_POINT_TYPES),
    allowWarnings: readAllowsWarnings(get),
  };
}

/** How the verdict on points depends on the backups that made them. */
export function decisiveBackups(criteria: PointCriteria): DecisiveBackups {
  return {
    maxAgeMs: criteria.maxAgeMs,
    allowWarnings: criteria.allowWarnings,
    pointToJudge: (evidence) => pointToJudge(criteria, evidence).point,
  };
}

/** Judges the newest usable recovery point whose backup ended well. Pure. */
export function judgePoints(criteria: PointCriteria, evidence: Evidence): Answer {
  const { item, now, sinceBoundMs = 0, ownBackup } = evidence;
  const refusal = whyNotJudged(criteria, item);
  if (refusal !== undefined) return { ...refusal, reason: "refused", point: undefined, notes: [] };

  const { point, passedOver } = pointToJudge(criteria, evidence);
  const notes = notesOn(evidence, { point, passedOver });
  if (point === undefined)
    return { ...nothingUsable(criteria, evidence, passedOver), point, notes };

  const ageMs = Math.max(0, now - point.time);
  const tier = point.tier === "" ? "" : `, ${point.tier}`;
  const described = `The newest usable recovery point of '${item.friendlyName}' (${point.type}${tier}) is from ${isoTime(point.time)}, ${duration(ageMs)} old`;
  const failed =
    ownBackup === undefined
      ? (lastBackupFailed(item, evidence.jobs, point) ?? failedSince(passedOver, item))
      : undefined;
  const isTooOld = ageMs > criteria.maxAgeMs + sinceBoundMs;
  const limit = isTooOld ? `, which is more than ${duration(criteria.maxAgeMs)}` : "";
  if (failed !== undefined && (isTooOld || !failed.isPassedOver)) {
    return {
      reason: isTooOld ? "recovery-point-too-old" : "last-backup-failed",
      message: `${described}${limit}, ${isTooOld ? "and" : "but"} ${failed.what}${azureSaid(failed.errors)}`,
      hint: joinSentences(
        adviceOnFailed(failed.errors),
        failed.job?.phase === "warned" ? ACCEPT_WARNINGS : "",
      ),
      service: errorOf(failed),
      failedJob: failed.job,
      point,
      notes,
    };
  }
  if (isTooOld) {
    const hint = adviceToBackUp(item, criteria.types, evidence.points);
    return {
      reason: "recovery-point-too-old",
      message: `${described}${limit}.`,
      hint,
      point,
      notes,
    };
  }
  return { reason: "recovery-point-fresh", message: `${described}.`, hint: "", point, notes };
}

/** Why the item cannot be judged at all; undefined if it can. */
function whyNotJudged(
  { types }: PointCriteria,
  { condition, workload }: ProtectedItem,
): Pick<Answer, "message" | "hint"> | undefined {
  if (condition === "soft-deleted") {
    return {
      message: "Its backup data is scheduled for deletion, so nothing can be restored from it.",
      hint: "Use 'undelete' first.",
    };
  }
  if (condition === "unreadable") return { message: UNREADABLE.why, hint: UNREADABLE.hint };
  if (types === "any" || workload?.isDatabase) return undefined;
  return {
    message: `${nameInput("recovery-point-types", types)} is for databases, but the item is a ${workload?.words}.`,
    hint: `Leave ${nameInput("recovery-point-types")} out.`,
  };
}

/** A point that does not count because of its job. */
interface PassedOver {
  readonly point: RecoveryPoint;
  readonly job: Job;
}

/**
 * The point that the answer relies on, and newer ones whose backup ended in a status that is not
 * allowed.
 */
interface JudgedPoint {
  readonly point: RecoveryPoint | undefined;
  readonly passedOver: readonly PassedOver[];
}

/**
 * The newest usable point whose own backup ended well. A VM's or share's point is only as good as
 * its job: one that ended with warnings can leave a snapshot that never reached the vault (E80). A
 * job that still runs does not disqualify its point.
 */
export function pointToJudge(
  { types, allowWarnings }: PointCriteria,
  { item, points, jobs, now, present }: Evidence,
): JudgedPoint {
  const newestFirst = usablePoints(types, { item, points, now, present }).toSorted(
    (a, b) => b.time - a.time,
  );
  const own = lastBackupByItem(item);
  const backups = item.workload?.isDatabase ? [] : backupsAmong(jobs);
  const lastOne = item.workload?.isDatabase || own === undefined ? [] : [own];
  const passedOver: PassedOver[] = [];
  for (const point of newestFirst) {
    const job = worseBackup(backupOfPoint(point, backups), backupOfPoint(point, lastOne));
    if (job === undefined || isAllowed(job, allowWarnings)) return { point, passedOver };
    passedOver.push({ point, job });
  }
  return { point: undefined, passedOver };
}

function isAllowed({ phase }: Job, allowWarnings: boolean): boolean {
  return phase === "completed" || phase === "running" || (phase === "warned" && allowWarnings);
}

function nothingUsable(
  criteria: PointCriteria,
  evidence: Evidence,
  [newest]: readonly PassedOver[],
): Pick<Answer, "reason" | "message" | "hint" | "service" | "failedJob"> {
  const { types } = criteria;
  const { item } = evidence;
  const kind = types === "any" ? "" : `${types} `;
  const message = `'${item.friendlyName}' has no usable ${kind}recovery point`;
  if (newest === undefined) {
    const { clause, hint } = whyNoPoint(types, evidence);
    return { reason: "no-recovery-point", message: `${message}${clause}.`, hint };
  }
  const errors = errorsOf(newest.job, item);
  return {
    reason: "last-backup-failed",
    message: `${message} whose backup ended well: ${whyPassedOver(newest)}${azureSaid(errors)}`,
    hint: joinSentences(
      adviceOnFailed(errors),
      newest.job.phase === "warned" ? ACCEPT_WARNINGS : "",
    ),
    service: errorOf({ errors }),
    failedJob: newest.job,
  };
}

/**
 * The newest backup whose point does not count; it does not close the gate if an older point opens
 * it.
 */
function failedSince(
  [newest]: readonly PassedOver[],
  item: ProtectedItem,
): FailedBackup | undefined {
  if (newest === undefined) return undefined;
  const { job } = newest;
  return { what: whyPassedOver(newest), errors: errorsOf(job, item), job, isPassedOver: true };
}

function whyPassedOver({ point, job }: PassedOver): string {
  const named = job.id === "" ? "the backup" : `job ${job.id}`;
  return `${named} for the point from ${isoTime(point.time)} ended ${job.status}`;
}

function notesOn(
  { points, jobs, now, present = now }: Evidence,
  { point, passedOver }: JudgedPoint,
): readonly string[] {
  const running = jobs.filter(({ phase }) => phase === "running");
  const future = points.filter((one) => one.flaw === "" && isInFuture(one, present));
  return [
    ...running.map(({ id, operation }) => `A job is under way: ${operation} ${id}.`),
    ...future.map(
      ({ id, time }) =>
        `Recovery point ${id} is dated ${isoTime(time)}, in the future, and does not count. Check the clock of its server.`,
    ),
    ...passedOver.map(
      (one) => `Recovery point ${one.point.id} does not count: ${whyPassedOver(one)}.`,
    ),
    ...(point === undefined ? [] : notesOnPoint(point, now)),
  ];
}

/** What a reader should know about a point; Azure lists some points past their expiry (E107). */
function notesOnPoint({ archivedOnly, expiryTime }: RecoveryPoint, now: number): readonly string[] {
  return [
    ...(archivedOnly
      ? ["The recovery point is in the archive only; a restore has to rehydrate it first."]
      : []),
    ...(expiryTime !== undefined && expiryTime <= now
      ? [
          `Azure lists the recovery point past its expiry at ${isoTime(expiryTime)}. It keeps the newest point, and every point of a stopped item.`,
        ]
      : []),
  ];
}
