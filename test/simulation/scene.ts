import type { Workload } from "../emulator/vault/workloads.ts";
import type { Deed } from "./deed.ts";
import type { TokenHabits } from "./token-habits.ts";

/** Every operation that the simulation draws. */
export const OPERATIONS = [
  "change-policy",
  "stop-protection-retain-data",
  "stop-protection-delete-data",
  "suspend-backups",
  "resume-protection",
  "undelete",
  "backup-now",
  "ensure-backup",
  "wait-for-job",
  "cancel-job",
  "verify-backup",
  "list-items",
] as const;

/** The name of an operation. */
export type Operation = (typeof OPERATIONS)[number];

/** Whether an operation may take a backup. */
export function backsUp(operation: Operation): boolean {
  return operation === "backup-now" || operation === "ensure-backup";
}

/** Whether an operation asks how old recovery points are. */
export function asksForPoints(operation: Operation): boolean {
  return operation === "verify-backup" || operation === "ensure-backup";
}

/** Rows of the state table. */
export const STATES = [
  "Protected",
  "IRPending",
  "ProtectionError",
  "Unknown",
  "PolicyInconsistent",
  "ProtectionStopped",
  "BackupsSuspended",
  "SoftDeleted",
] as const;

/** The state that an item begins in. */
export type StartState = (typeof STATES)[number];
/** A recovery point; ages are minutes at the start of the step. */
export interface ScenePoint {
  readonly ageMin: number;
  readonly type: string;
  readonly tiers: readonly (readonly [type: string, status: string])[];
  readonly softDeleted?: boolean;
  /** Minutes from the start of the step until it expires; negative: it has. */
  readonly expiresInMin?: number;
  /** How the backup job that made it ended; undefined: the vault no longer has it. */
  readonly job?: string;
}

/** One protected item, and what a user calls it. */
export interface SceneItem {
  readonly workload: Workload;
  /** Number of its host, and its own name. */
  readonly host: number;
  readonly name: string;
  readonly inGroup: boolean;
  /** The name of the server or availability group, where it is not that of its number. */
  readonly server?: string;
  /** Whether it is protected as part of its instance, and so has no backups of its own. */
  readonly underInstance?: boolean;
  /** Whether it is in the vault only once another item moves to it. */
  readonly absent?: boolean;
  readonly enhanced: boolean;
  /** Whether a VM does not say of which type its policy is. */
  readonly silent?: boolean;
  /** Azure's own check, where it finds something. */
  readonly health?: string;
  readonly state: StartState;
  /** Name of its policy, also where its state drops it. */
  readonly policy: string;
  readonly points: readonly ScenePoint[];
  /** Log ranges in minutes before the start: from, to. */
  readonly logs: readonly (readonly [fromMin: number, toMin: number])[];
  readonly lastBackup: "well" | "failed" | "warned" | "unsaid";
}

/** A policy of the vault: days of retention per kind. */
export interface ScenePolicy {
  readonly name: string;
  readonly workload: Workload;
  /** Of a share, its snapshots. */
  readonly dailyDays: number;
  /** Of a share whose backups go to the vault too. */
  readonly vaultDays?: number;
  /** Between two log backups; an hour by default. */
  readonly logEveryMin?: number;
  /** Between two backups of a day; without it there is one a day. */
  readonly everyHours?: number;
  readonly weeklyWeeks?: number;
  readonly logDays?: number;
  readonly enhanced?: boolean;
  /** A part that no reader knows. */
  readonly odd?: boolean;
  /** Days of a second part of the same kind. */
  readonly secondDays?: number;
  /** Whether it does not say its type (recordings of standard policies). */
  readonly untyped?: boolean;
}

/** What the vault is set to. */
export interface SceneVault {
  readonly softDelete: string | undefined;
  /** Whether soft delete is in force though it reads off. */
  readonly softDeleteEnforced?: boolean;
  readonly immutability: string | undefined;
  readonly mua: boolean;
  readonly guarded: readonly string[];
  /** Its own settings answer 403. */
  readonly unreadable: boolean;
  /** The resource guard lives in another tenant. */
  readonly guardElsewhere?: boolean;
}

/** A job at the start of the step; minutes before the start. */
export interface SceneJob {
  readonly item: number;
  readonly operation: "Backup" | "Restore" | "ConfigureBackup" | "MoveRecoveryPoint";
  readonly startedMin: number;
  /** Seconds from the start of the step until it ends; negative: it has ended. */
  readonly endsInSeconds: number;
  readonly status: string;
  /** Of a database's backup; a full one by default. */
  readonly backupType?: string;
  /** Whether a backup that still runs leaves a recovery point at its end. */
  readonly leavesPoint?: boolean;
}

/** Which requests a mishap hits. */
export type Where =
  | "vault"
  | "items"
  | "item"
  | "policy"
  | "jobs"
  | "job"
  | "points"
  | "operation"
  | "proxies"
  | "write"
  | "any";

/** What goes wrong with one request. */
export type Mishap =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Whether the service did its work before it answered so. */
      readonly acted: boolean;
    }
  | { readonly kind: "body"; readonly body: string }
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string | null>> }
  | { readonly kind: "delay"; readonly ms: number; readonly before: boolean }
  | { readonly kind: "hang"; readonly acted: boolean }
  | { readonly kind: "drop"; readonly code: string; readonly acted: boolean }
  /** The answer to the same question about something else. */
  | { readonly kind: "about" }
  /** A list whose filter the service ignores, or that has its first entry twice. */
  | { readonly kind: "unfiltered" | "twice" }
  /** Tiers of recovery points as numbers, as older versions wrote them. */
  | { readonly kind: "numbered-tiers" }
  /** An operation that failed because of a lock, and names the job that runs all the same. */
  | { readonly kind: "locked-with-job" }
  /** An operation that names a job of somebody else's: the newest, or the newest of its own kind. */
  | { readonly kind: "names-other-job"; readonly alike: boolean }
  | { readonly kind: "alter"; readonly path: string; readonly value: unknown }
  /** A word of Azure's in capitals. */
  | { readonly kind: "shouted"; readonly path: string }
  | { readonly kind: "two-jobs"; readonly second: string; readonly seconds: number };

/** A mishap, and when it strikes. */
export interface Fault {
  readonly where: Where;
  /** Matching requests that pass first. */
  readonly skip: number;
  /** How many it hits. */
  readonly times: number;
  readonly what: Mishap;
}

/** How Azure's next operation of one kind goes, where it does not go well. */
export interface Turn {
  readonly operationStatus?: string;
  readonly noJobId?: boolean;
  readonly jobStatus?: string;
  readonly jobHiddenSeconds?: number;
  readonly itemUnchanged?: boolean;
  readonly acceptStatus?: 200 | 202 | 204;
  readonly conflict?: boolean;
  /** The job ends Completed, and tells of an error and of a task that failed. */
  readonly remarks?: boolean;
  /** The backup's job ends because another one was running, though it has moved data. */
  readonly movedInVain?: boolean;
}

/** Everything that a seed decides; plain data, so that a part of it can be left out. */
export interface Scene {
  readonly seed: number;
  /** `quiet`: nothing goes wrong; `fading`: everything ends by half of the time; `rough`: anything goes. */
  readonly weather: "quiet" | "fading" | "rough";
  readonly operation: Operation;
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether one of the inputs is wrong on purpose. */
  readonly wrong: boolean;
  /** The items that the step is meant for, as indexes of `items`. */
  readonly meant: readonly number[];
  readonly vault: SceneVault;
  readonly items: readonly SceneItem[];
  readonly policies: readonly ScenePolicy[];
  readonly jobs: readonly SceneJob[];
  readonly latencyMs: number;
  /** How far single reads of an item, and lists, are behind, milliseconds. */
  readonly staleItemMs: number;
  readonly staleListMs: number;
  /** How long a job has run before lists show it, milliseconds. */
  readonly staleJobsMs: number;
  /** How far the runner's clock is ahead of Azure's, milliseconds. */
  readonly runnerAheadMs: number;
  /** What a proxy makes of `Date`: leaves it, drops it, or shifts it by a number of milliseconds. */
  readonly date: "kept" | "dropped" | "zero" | number;
  /** Reads of one action an hour, and how many of them others use up a minute. */
  readonly quota: number;
  readonly othersPerMinute: number;
  readonly turn: Turn;
  /** Operations that go well before it, and entries of a page of a list, where not as usual. */
  readonly turnAfter?: number;
  readonly pageSize?: number;
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
  readonly cancelAtMs: number | undefined;
  readonly token: TokenHabits;
}
