import type { RequestIds } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Known, writeOf } from "../sequence/known.ts";
import type { Findings } from "../sequence/tools.ts";
import { acceptedAt } from "../sequence/write-state.ts";

/** What a step has learned so far. It only grows. */
export interface StepFindings extends Findings {
  /** Keeps the ids of an answer. */
  answered(ids: RequestIds): void;
}

/** Starts with nothing known; tells the host of each new job at once. */
export function stepFindings({ progress }: Pick<Host, "progress">): StepFindings {
  let known: Known = {};
  return {
    known: () => known,
    learn(facts) {
      const isNewJob = facts.job !== undefined && facts.job.id !== known.job?.id;
      known = { ...known, ...facts };
      if (isNewJob) progress(known);
    },
    answered(ids) {
      // Support asks for the ids of the accepted write, so keep those.
      if (acceptedAt(writeOf(known)) === undefined) known = { ...known, ids };
    },
  };
}
