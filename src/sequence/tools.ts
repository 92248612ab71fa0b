import type { BackupClient } from "../azure/backup.ts";
import type { Pace } from "../time/poll.ts";
import type { Known } from "./known.ts";

/** What every part of the sequence works with. */
export interface Tools {
  /** Origin of Azure Resource Manager. */
  readonly origin: string;
  readonly backup: BackupClient;
  readonly pace: Pace;
  /** `poll-interval-seconds` in milliseconds; undefined for the adaptive schedule. */
  readonly fixedPauseMs: number | undefined;
  /** What is known so far. */
  known(): Known;
  /** Adds to what is known. */
  learn(facts: Partial<Known>): void;
  /** The service's clock now, in milliseconds since 1970: ours, corrected by the `Date` of its answers. */
  serviceNow(): number;
}
