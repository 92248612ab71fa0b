import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { ServiceError } from "../errors.ts";
import type { Reason } from "../reasons.ts";

/** Everything that was read to answer a question about an item. */
export interface Evidence {
  readonly item: ProtectedItem;
  /** All points that Azure lists for the item, including chains of logs. */
  readonly points: readonly RecoveryPoint[];
  /** Jobs of the item, in any order; ended ones only for VMs and file shares. */
  readonly jobs: readonly Job[];
  /** The time of the verdict, from which ages are measured, in milliseconds since 1970. */
  readonly now: number;
  /** The present by the clocks alone, if a body holds a later time; points must not be dated after it. */
  readonly present?: number | undefined;
  /** How long ago the step fixed the oldest time that a point may have; 0 if left out. */
  readonly sinceBoundMs?: number;
  /** The step's own backup, which ended well; then no other backup counts against the points. */
  readonly ownBackup?: Job | undefined;
}

/** The answer, and the point it relies on. */
export interface Answer {
  readonly reason: Reason;
  readonly message: string;
  readonly hint: string;
  readonly point: RecoveryPoint | undefined;
  readonly notes: readonly string[];
  /** What Azure said about the last backup, if that closes the gate. */
  readonly service?: ServiceError | undefined;
  /** The job of the backup that closes the gate, if it is known. */
  readonly failedJob?: Job | undefined;
}

/** How an answer depends on the backups that made the points. */
export interface DecisiveBackups {
  /** A point older than this cannot open the gate, so it does not matter how its backup ended. */
  readonly maxAgeMs: number;
  /** Whether a backup that ended with warnings is good enough. */
  readonly allowWarnings: boolean;
  /** The point that the answer relies on, given this evidence. */
  pointToJudge(evidence: Evidence): RecoveryPoint | undefined;
}

/** A question as the user asks it. */
export interface Question {
  /** Answers for one item. */
  answer(evidence: Evidence): Answer;
  /** Whether stopped and suspended items are listed but not judged. */
  readonly ignoresStopped: boolean;
  /** Undefined if the answer depends on points alone. */
  readonly backups: DecisiveBackups | undefined;
}

/** A question that a write asks first. A yes ends the step; a no makes it join a backup or take one. */
export interface FirstQuestion extends Question {
  /** Whether a backup that still runs may bring what is asked for; `bound` is in ms since 1970. */
  isWorthJoining(job: Job, bound: number): boolean;
  readonly maxAgeMs: number;
}
