import type { RequestIds } from "../errors.ts";
import type { Host, World } from "../host.ts";
import { type Known, writeOf } from "../sequence/known.ts";
import type { Tools } from "../sequence/tools.ts";
import { acceptedAt } from "../sequence/write-state.ts";
import { duration, inert } from "../text.ts";
import type { Pace } from "../time/poll.ts";
import { areApart, NO_SKEW, type Present, withReading } from "../time/skew.ts";

/** GitHub shows ten warnings of a step; one says that there are more, and the end of the step may need two. */
const MOST_WARNINGS = 7;

/** What a step has learned and said so far; every line it prints goes through here. */
export interface Notebook
  extends Pick<Tools, "known" | "learn" | "detail" | "warn" | "serviceNow" | "present">,
    Pick<Pace, "say" | "lastSaid"> {
  debug(line: string): void;
  /** Takes in the ids of an answer, and its time in milliseconds since 1970. */
  answered(ids: RequestIds, date: number | undefined): void;
}

/** An empty notebook. */
export function notebook(host: Host, { clock }: World): Notebook {
  let known: Known = {};
  let lastSaid = clock.now();
  let warnings = 0;
  let skew = NO_SKEW;
  let warnedOfSkew = false;
  const warn = (line: string) => {
    warnings += 1;
    if (warnings <= MOST_WARNINGS) host.warning(inert(line));
    else host.log(inert(`Warning: ${line}`));
    if (warnings === MOST_WARNINGS + 1) host.warning("There are more warnings in the log.");
    lastSaid = clock.now();
  };
  const present = (): Present => {
    const machine = clock.now();
    return { azure: skew.ms === undefined ? undefined : machine + skew.ms, machine };
  };
  return {
    known: () => known,
    learn(facts) {
      const isNewJob = facts.job !== undefined && facts.job.id !== known.job?.id;
      known = { ...known, ...facts };
      // A later step may need the job's id even if this one is killed before it can report.
      if (isNewJob && facts.job) host.output("job-id", inert(facts.job.id));
    },
    serviceNow: () => clock.now() + (skew.ms ?? 0),
    present,
    say(line) {
      host.log(inert(line));
      lastSaid = clock.now();
    },
    detail(title, lines) {
      host.group(inert(title), lines.map(inert));
      lastSaid = clock.now();
    },
    warn,
    lastSaid: () => lastSaid,
    debug: (line) => host.debug(inert(line)),
    answered(ids, date) {
      // Once a write is accepted its ids are the ones that support asks for.
      if (acceptedAt(writeOf(known)) === undefined) known = { ...known, ids };
      if (date === undefined) return;
      skew = withReading(skew, date - clock.now());
      if (warnedOfSkew || !areApart(present())) return;
      warnedOfSkew = true;
      const apart = duration(Math.abs(skew.ms ?? 0));
      warn(
        `The clock of this machine and the 'Date' of Azure's answers are ${apart} apart. Check the machine's clock and the proxy.`,
      );
    },
  };
}
