import type { ProtectedItem } from "../azure/item.ts";
import type { Job } from "../azure/job.ts";
import type { RecoveryPoint } from "../azure/recovery-point.ts";
import type { ServiceError } from "../errors.ts";
import { isoTime } from "../json.ts";
import type { Reason } from "../reasons.ts";
import { duration } from "../text.ts";
import { backupsAmong, maker, newerFailure, ownBackup, worse } from "./backup-jobs.ts";
import { UNREADABLE } from "./plan.ts";
import { isInFuture, type PointTypes, usablePoints } from "./usable-points.ts";

/** The user's question whether an item has a recovery point that is new enough. */
export interface VerifyBackup {
  readonly kind: "verify-backup";
  readonly maxAgeMs: number;
  readonly types: PointTypes;
  /** Whether a backup that ended with warnings is good enough. */
  readonly allowWarnings: boolean;
}

/** Everything that was read to answer. */
export interface Evidence {
  readonly item: ProtectedItem;
  /** Everything that Azure lists of the item, chains of logs included. */
  readonly points: readonly RecoveryPoint[];
  /** Jobs of the item, running ones included, in any order; ended ones of VMs and file shares only. */
  readonly jobs: readonly Job[];
  /** The time of the verdict, which ages are measured at, in milliseconds since 1970. */
  readonly now: number;
  /** The present by the clocks alone, where a body holds a later time; points must not lie ahead of it. */
  readonly present?: number | undefined;
}

/** The answer, with the point it relies on. */
export interface Answer {
  readonly reason: Extract<
    Reason,
    | "refused"
    | "recovery-point-fresh"
    | "recovery-point-too-old"
    | "no-recovery-point"
    | "last-backup-failed"
  >;
  readonly message: string;
  readonly hint: string;
  readonly point: RecoveryPoint | undefined;
  readonly notes: readonly string[];
  /** What Azure said of the last backup, where that is why the gate is closed. */
  readonly service?: ServiceError | undefined;
  /** The job of the backup that closes the gate, where one is known. */
  readonly failedJob?: Job | undefined;
}

/** How to get a new recovery point; a stopped item has to be protected again first. */
function backUp({ condition }: ProtectedItem): string {
  const stopped = condition === "stopped" || condition === "suspended";
  return `Use ${stopped ? "'resume-protection' and " : ""}'backup-now', then run this step again.`;
}

const LOOK_AT_FAILED =
  "Look at the failed backup job in the vault, mend its cause and back up again.";

/** Judges the newest usable recovery point whose backup ended well. */
export function verifyBackup(wish: VerifyBackup, evidence: Evidence): Answer {
  const { item, now } = evidence;
  const refusal = refuse(wish, item);
  if (refusal !== undefined) return { ...refusal, reason: "refused", point: undefined, notes: [] };

  const { point, passedOver } = pointToJudge(wish, evidence);
  const notes = notesOn(evidence, { point, passedOver });
  if (point === undefined) return { ...nothingUsable(wish, item, passedOver), point, notes };

  const ageMs = Math.max(0, now - point.time);
  const tier = point.tier === "" ? "" : `, ${point.tier}`;
  const described = `The newest usable recovery point of '${item.friendlyName}' (${point.type}${tier}) is from ${isoTime(point.time)}, ${duration(ageMs)} old`;
  if (ageMs > wish.maxAgeMs) {
    const message = `${described}, which is more than ${duration(wish.maxAgeMs)}.`;
    return { reason: "recovery-point-too-old", message, hint: backUp(item), point, notes };
  }
  const failed = lastBackupFailed(evidence, point);
  if (failed !== undefined) {
    return {
      reason: "last-backup-failed",
      message: `${described}, but ${failed.what}${said(failed.service)}`,
      hint: LOOK_AT_FAILED,
      service: failed.service,
      failedJob: failed.job,
      point,
      notes,
    };
  }
  return { reason: "recovery-point-fresh", message: `${described}.`, hint: "", point, notes };
}

/** What speaks against judging the item at all. */
function refuse(
  { types }: VerifyBackup,
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
    message: `'recovery-point-types: ${types}' is for databases, and the item is a ${workload?.words}.`,
    hint: "Leave 'recovery-point-types' out.",
  };
}

/** A point that does not count because of its job. */
interface PassedOver {
  readonly point: RecoveryPoint;
  readonly job: Job;
}

/** The point that the answer relies on, and newer ones whose backup ended in a status not allowed. */
export interface Judged {
  readonly point: RecoveryPoint | undefined;
  readonly passedOver: readonly PassedOver[];
}

/**
 * The newest usable point whose own backup ended well. A VM's or share's point is as good as the job
 * that made it: one that ended with warnings can leave a snapshot that never reached the vault
 * (recordings). A job that still runs takes nothing from its point.
 */
export function pointToJudge(
  { types, allowWarnings }: VerifyBackup,
  { item, points, jobs, now, present }: Evidence,
): Judged {
  const newestFirst = usablePoints(types, { item, points, now, present }).toSorted(
    (a, b) => b.time - a.time,
  );
  const own = ownBackup(item);
  const backups = item.workload?.isDatabase ? [] : backupsAmong(jobs);
  const lastOne = item.workload?.isDatabase || own === undefined ? [] : [own];
  const passedOver: PassedOver[] = [];
  for (const point of newestFirst) {
    const job = worse(maker(point, backups), maker(point, lastOne));
    if (job === undefined || isAllowed(job, allowWarnings)) return { point, passedOver };
    passedOver.push({ point, job });
  }
  return { point: undefined, passedOver };
}

function isAllowed({ phase }: Job, allowWarnings: boolean): boolean {
  return phase === "completed" || phase === "running" || (phase === "warned" && allowWarnings);
}

function nothingUsable(
  { types }: VerifyBackup,
  item: ProtectedItem,
  [newest]: readonly PassedOver[],
): Pick<Answer, "reason" | "message" | "hint" | "service" | "failedJob"> {
  const kind = types === "any" ? "" : `${types} `;
  const message = `'${item.friendlyName}' has no usable ${kind}recovery point`;
  if (newest === undefined) {
    const isSimple = types === "log" && /^simple$/i.test(item.recoveryModel);
    return isSimple
      ? { reason: "no-recovery-point", message: `${message}.`, hint: NO_LOGS }
      : { reason: "no-recovery-point", message: `${message}.`, hint: backUp(item) };
  }
  const service = newest.job.errors[0] ?? item.lastBackupError;
  return {
    reason: "last-backup-failed",
    message: `${message} whose backup ended well: ${whyPassedOver(newest)}${said(service)}`,
    hint: LOOK_AT_FAILED,
    service,
    failedJob: newest.job,
  };
}

const NO_LOGS =
  "The database is in the simple recovery model, which has no log backups. Use 'recovery-point-types: full', or set the database to the full recovery model.";

function whyPassedOver({ point, job }: PassedOver): string {
  const named = job.id === "" ? "its backup" : `its job ${job.id}`;
  return `of the one from ${isoTime(point.time)} ${named} ended ${job.status}`;
}

/** Azure's word on the last backup, after a verdict; a full stop where it has none. */
function said(error: ServiceError | undefined): string {
  if (error === undefined || error.message === "") return ".";
  return `: ${error.message} (${error.code})`;
}

/** Words of a database's last backup that do not close the gate (recordings; `Invalid`: documents). */
const NOT_FAILED = ["healthy", "irpending", "invalid", ""];

/** Databases say it themselves; of VMs and file shares the item does, and every backup since the point. */
function lastBackupFailed({ item, jobs }: Evidence, point: RecoveryPoint): Failure | undefined {
  const service = item.lastBackupError;
  if (item.workload?.isDatabase) {
    const failed = !NOT_FAILED.includes(item.lastBackupStatus.toLowerCase());
    return failed ? { what: "its last backup failed", service } : undefined;
  }
  const job = newerFailure(point, backupsAmong(jobs));
  if (job !== undefined) {
    return {
      what: `a later backup, job ${job.id}, failed`,
      service: job.errors[0] ?? service,
      job,
    };
  }
  const isFailed = ownBackup(item)?.phase === "failed";
  return isFailed ? { what: "its last backup failed", service } : undefined;
}

interface Failure {
  readonly what: string;
  readonly service: ServiceError | undefined;
  readonly job?: Job;
}

function notesOn(
  { points, jobs, now, present = now }: Evidence,
  { point, passedOver }: Judged,
): readonly string[] {
  const running = jobs.filter(({ phase }) => phase === "running");
  const future = points.filter((one) => one.usable && isInFuture(one, present));
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
