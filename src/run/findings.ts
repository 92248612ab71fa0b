import type { RequestIds } from "../errors.ts";
import { jobsOf, type Known, writeOf } from "../sequence/known.ts";
import type { Findings } from "../sequence/tools.ts";
import { acceptedAt } from "../sequence/write-state.ts";

/** What a step has learned so far, or what it has learned of one item. It only grows. */
export interface StepFindings extends Findings {
  /** Keeps the ids of an answer. */
  answered(ids: RequestIds): void;
}

/** Starts with what is `known`; calls `named` as soon as Azure has named an operation or a job. */
export function stepFindings(named: () => void, known: Known = {}): StepFindings {
  return {
    known: () => known,
    learn(facts) {
      const former = namesIn(known);
      known = { ...known, ...facts };
      if (namesIn(known) !== former) named();
    },
    answered(ids) {
      // Support asks for the ids of the accepted write, so keep those.
      if (acceptedAt(writeOf(known)) === undefined) known = { ...known, ids };
    },
  };
}

/** The ids of the operation and of all jobs, the one that decides last. */
function namesIn(known: Known): string {
  return [known.lro?.id, ...jobsOf(known).map(({ id }) => id)].join("\n");
}
