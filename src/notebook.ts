import type { RequestIds } from "./errors.ts";
import type { Host, World } from "./host.ts";
import type { Known } from "./sequence/known.ts";
import type { Tools } from "./sequence/tools.ts";
import { inert } from "./text.ts";
import type { Pace } from "./time/poll.ts";

/** What a step has learned and said so far; every line it prints goes through here. */
export interface Notebook
  extends Pick<Tools, "known" | "learn" | "serviceNow">,
    Pick<Pace, "say" | "lastSaid"> {
  debug(line: string): void;
  /** Takes in the ids of an answer, and its time in milliseconds since 1970. */
  answered(ids: RequestIds, date: number | undefined): void;
}

/** An empty notebook. */
export function notebook(host: Host, { clock }: World): Notebook {
  let known: Known = {};
  let lastSaid = clock.now();
  let skewMs: number | undefined;
  return {
    known: () => known,
    learn(facts) {
      known = { ...known, ...facts };
      // A later step may need the job's id even if this one is killed before it can report.
      if (facts.job !== undefined) host.output("job-id", facts.job.id);
    },
    serviceNow: () => clock.now() + (skewMs ?? 0),
    say(line) {
      host.log(inert(line));
      lastSaid = clock.now();
    },
    lastSaid: () => lastSaid,
    debug: (line) => host.debug(inert(line)),
    answered(ids, date) {
      // Once a write is accepted its ids are the ones that support asks for.
      if (known.acceptedAt === undefined) known = { ...known, ids };
      // 'Date' is cut to the second, so the largest difference seen is the nearest to the truth.
      if (date !== undefined) {
        skewMs = Math.max(skewMs ?? Number.NEGATIVE_INFINITY, date - clock.now());
      }
    },
  };
}
