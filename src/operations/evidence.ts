import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { ServiceError } from "../errors.ts";
import type { Reason } from "../reasons.ts";

/** Everything that was read to answer a question about an item. */
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
  readonly reason: Reason;
  readonly message: string;
  readonly hint: string;
  readonly point: RecoveryPoint | undefined;
  readonly notes: readonly string[];
  /** What Azure said of the last backup, where that is why the gate is closed. */
  readonly service?: ServiceError | undefined;
  /** The job of the backup that closes the gate, where one is known. */
  readonly failedJob?: Job | undefined;
}

/** How an answer depends on the backups that made the points. */
export interface DecisiveBackups {
  /** Older points decide nothing, so that nobody has to know how their backups ended. */
  readonly maxAgeMs: number;
  /** Whether a backup that ended with warnings is good enough. */
  readonly allowWarnings: boolean;
  /** The point that the answer rests on by this evidence. */
  pointToJudge(evidence: Evidence): RecoveryPoint | undefined;
}
