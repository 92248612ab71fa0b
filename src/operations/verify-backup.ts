import type { ProtectedItem } from "../azure/item.ts";
import type { Job } from "../azure/job.ts";
import type { RecoveryPoint } from "../azure/recovery-point.ts";
import type { ServiceError } from "../errors.ts";
import { isoTime } from "../json.ts";
import type { Reason } from "../reasons.ts";
import { duration } from "../text.ts";
import { UNREADABLE } from "./plan.ts";

/** The user's question whether an item has a recovery point that is new enough. */
export interface VerifyBackup {
  readonly kind: "verify-backup";
  readonly maxAgeMs: number;
  readonly types: RecoveryPointTypes;
}

/** The values of the input `recovery-point-types`. */
export const RECOVERY_POINT_TYPES = ["any", "full", "log"] as const;

/** One value of the input `recovery-point-types`. */
export type RecoveryPointTypes = (typeof RECOVERY_POINT_TYPES)[number];

/** Everything that was read to answer. */
export interface Evidence {
  readonly item: ProtectedItem;
  readonly points: readonly RecoveryPoint[];
  /** Chains of logs; databases only. */
  readonly logs: readonly RecoveryPoint[];
  /** Backup jobs of the item, in any order; VMs and file shares only. */
  readonly jobs: readonly Job[];
  /** The service's time of the answer, in milliseconds since 1970. */
  readonly now: number;
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
  /** What Azure said of the last backup, where that is why the gate is shut. */
  readonly service?: ServiceError | undefined;
}

/** How to get a new recovery point; a stopped item has to be protected again first. */
function backUp({ condition }: ProtectedItem): string {
  const stopped = condition === "stopped" || condition === "suspended";
  return `Use ${stopped ? "'resume-protection' and " : ""}'backup-now', then run this step again.`;
}

/** How far a full may lie before the start of its chain of logs, whose times are whole seconds. */
const CHAIN_SLACK_MS = 60_000;

/** Judges the newest usable recovery point. Built from documents: no recording shows recovery points. */
export function verifyBackup(wish: VerifyBackup, evidence: Evidence): Answer {
  const { item, now } = evidence;
  const notes = notesOn(evidence);
  if (item.condition === "unreadable") {
    const { why: message, hint } = UNREADABLE;
    return { reason: "refused", message, hint, point: undefined, notes };
  }
  if (item.condition === "soft-deleted") {
    return {
      reason: "refused",
      message: "Its backup data is scheduled for deletion, so nothing can be restored from it.",
      hint: "Use 'undelete' first.",
      point: undefined,
      notes,
    };
  }

  if (wish.types !== "any" && !item.workload?.isDatabase) {
    return {
      reason: "refused",
      message: `'recovery-point-types: ${wish.types}' is for databases, and the item is a ${item.workload?.words}.`,
      hint: "Leave 'recovery-point-types' out.",
      point: undefined,
      notes,
    };
  }

  const [point] = usablePoints(wish.types, evidence).toSorted((a, b) => b.time - a.time);
  if (point === undefined) {
    const kind = wish.types === "any" ? "" : `${wish.types} `;
    const message = `'${item.friendlyName}' has no usable ${kind}recovery point.`;
    return { reason: "no-recovery-point", message, hint: backUp(item), point, notes };
  }
  const ageMs = Math.max(0, now - point.time);
  const tier = point.tier === "" ? "" : `, ${point.tier}`;
  const described = `The newest usable recovery point of '${item.friendlyName}' (${point.type}${tier}) is from ${isoTime(point.time)}, ${duration(ageMs)} old`;
  if (ageMs > wish.maxAgeMs) {
    const message = `${described}, which is more than ${duration(wish.maxAgeMs)}.`;
    return { reason: "recovery-point-too-old", message, hint: backUp(item), point, notes };
  }
  if (lastBackupFailed(evidence)) {
    return {
      reason: "last-backup-failed",
      message: `${described}, but its last backup failed${said(item.lastBackupError)}`,
      hint: "Look at the failed backup job in the vault, mend its cause and back up again.",
      service: item.lastBackupError,
      point,
      notes,
    };
  }
  return { reason: "recovery-point-fresh", message: `${described}.`, hint: "", point, notes };
}

/** Azure's word on the last backup, after a verdict; a full stop where it has none. */
function said(error: ServiceError | undefined): string {
  if (error === undefined || error.message === "") return ".";
  return `: ${error.message} (${error.code})`;
}

function usablePoints(
  types: RecoveryPointTypes,
  { item, points, logs }: Evidence,
): readonly RecoveryPoint[] {
  const usable = points.filter((point) => point.usable && point.rangeStart === undefined);
  if (!item.workload?.isDatabase) return usable;

  const fulls = usable.filter(({ type }) => isFull(type));
  // Azure may list a chain of logs among the points as well.
  const chains = [...logs, ...points.filter(({ rangeStart }) => rangeStart !== undefined)];
  const newestLog = chains.filter((log) => log.usable && isRestorable(log, fulls));
  switch (types) {
    case "any":
      return [...usable, ...newestLog];
    case "full":
      return fulls;
    case "log":
      return newestLog;
    default:
      return types satisfies never;
  }
}

/** `Full`, `CopyOnlyFull`, `SnapshotFull`, `SnapshotCopyOnlyFull` (documents). */
function isFull(type: string): boolean {
  return type.toLowerCase().endsWith("full");
}

/** Logs can only be replayed onto a full of their own chain; a copy-only backup belongs to none. */
function isRestorable(log: RecoveryPoint, fulls: readonly RecoveryPoint[]): boolean {
  return fulls.some(
    ({ time, type }) =>
      !/copyonly/i.test(type) &&
      time >= (log.rangeStart ?? log.time) - CHAIN_SLACK_MS &&
      time <= log.time,
  );
}

/** Databases say it themselves; of VMs and file shares the newest job that has ended tells. */
function lastBackupFailed({ item, jobs }: Evidence): boolean {
  if (item.workload?.isDatabase) return item.lastBackupStatus.toLowerCase() === "unhealthy";
  const [last] = jobs
    .filter(({ phase }) => phase !== "running")
    .toSorted((a, b) => (b.endTime ?? b.startTime ?? 0) - (a.endTime ?? a.startTime ?? 0));
  return last?.phase === "failed";
}

function notesOn({ jobs }: Evidence): readonly string[] {
  const running = jobs.filter(({ phase }) => phase === "running");
  return running.map(({ id, operation }) => `A job is under way: ${operation} ${id}.`);
}

/** What a stopped item's reader should know although the answer may be good. */
export function warningOn(item: ProtectedItem): string | undefined {
  if (item.condition !== "stopped" && item.condition !== "suspended") return undefined;
  return `The protection of '${item.friendlyName}' is ${item.protectionState}: no newer recovery point will come.`;
}
