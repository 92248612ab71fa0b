import type { RunRecord } from "../record.ts";

/** What a property says of one run. */
interface Finding {
  /** Whether the run could have broken it. */
  readonly atStake: boolean;
  /** What broke it; undefined where it holds. */
  readonly breach?: string;
}

/** Something that must hold of every run. */
export interface Property {
  readonly name: string;
  readonly judge: (record: RunRecord) => Finding;
}

/** The run could not have broken it. */
export const NOT_AT_STAKE: Finding = { atStake: false };

/** It holds, though it could have been broken. */
export const HOLDS: Finding = { atStake: true };

/** It is broken, for this reason. */
export function broken(breach: string): Finding {
  return { atStake: true, breach };
}

/** Broken where there is a reason, else it holds. */
export function unless(breach: string | undefined): Finding {
  return breach === undefined ? HOLDS : broken(breach);
}
