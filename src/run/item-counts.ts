import { isFailure, REASONS } from "../reasons.ts";
import type { Verdict } from "../sequence/known.ts";
import { duration } from "../text.ts";
import type { Clock } from "../time/clock.ts";
import type { TimedLog } from "../time/poll.ts";
import { MINUTE_MS } from "../time/units.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";

/** Up to five items are followed line by line; of more, the log shows failures and counts. */
const MOST_FOLLOWED = 5;
/** Between two lines of counts, when something has changed and when nothing has. */
const BETWEEN_MS = { changed: MINUTE_MS, unchanged: 5 * MINUTE_MS };

/** The lines about the ends of several items, and the counts of many. */
export interface ItemCounts {
  /** Prints how many items there are. */
  announce(): void;
  /** Prints the counts if it is time. */
  update(): void;
  /** Prints the end of an item at once; of many items only a failure. */
  ended(entry: LedgerEntry): void;
  /** Prints the last counts. */
  finish(): void;
}

/** Whether a step is about so many items that their own lines would bury what counts. */
export function isAboutMany(ledger: Pick<Ledger, "size">): boolean {
  return ledger.size() > MOST_FOLLOWED;
}

/** Counts the items of a ledger for the log of its step, which began at `startedAt` (ms since 1970). */
export function itemCounts(
  ledger: Pick<Ledger, "size" | "entries">,
  { log, clock, startedAt }: { log: TimedLog; clock: Clock; startedAt: number },
): ItemCounts {
  let [saidAt, said] = [startedAt, ""];
  const say = (counts: string) => {
    [saidAt, said] = [clock.now(), counts];
    log.say(`${counts}; ${duration(saidAt - startedAt)} into the step.`);
  };
  const update = () => {
    const sinceMs = clock.now() - saidAt;
    if (!isAboutMany(ledger) || sinceMs < BETWEEN_MS.changed) return;
    const counts = inWords(ledger.entries());
    if (counts !== said || sinceMs >= BETWEEN_MS.unchanged) say(counts);
  };
  return {
    announce() {
      if (!isAboutMany(ledger)) return;
      saidAt = clock.now();
      log.say(
        `${ledger.size()} items. The log shows each failure, and the counts now and then; other lines about an item are debug lines.`,
      );
    },
    update,
    ended({ path, verdict }) {
      if (verdict !== undefined && (!isAboutMany(ledger) || isOwnFailure(verdict))) {
        const { gate } = REASONS[verdict.reason];
        log.say(`[${path}] Gate ${gate}: ${verdict.reason}. ${verdict.message}`);
      }
      update();
    },
    finish() {
      if (isAboutMany(ledger)) say(inWords(ledger.entries()));
    },
  };
}

/** A cancel, and what it or a failure kept from being started, are no failures of an item. */
function isOwnFailure({ reason }: Verdict): boolean {
  return isFailure(reason) && reason !== "workflow-cancelled";
}

/** What becomes of an item, in the order of the counts. */
const KINDS: readonly { readonly is: (entry: LedgerEntry) => boolean; readonly word: string }[] = [
  { word: "passed", is: ({ verdict }) => verdict !== undefined && isOpen(verdict) },
  { word: "failed", is: ({ verdict }) => verdict !== undefined && isOwnFailure(verdict) },
  { word: "to do", is: ({ verdict }) => verdict?.reason === "dry-run" },
  { word: "left running", is: ({ verdict }) => verdict?.reason === "job-running" },
  { word: "not judged", is: ({ leftOut }) => leftOut },
  { word: "cancelled", is: ({ verdict }) => verdict?.reason === "workflow-cancelled" },
  { word: "not started", is: ({ verdict }) => verdict?.reason === "not-started" },
  { word: "done in Azure", is: (entry) => entry.begun && !isOver(entry) && isDone(entry) },
  { word: "in flight", is: (entry) => entry.begun && !isOver(entry) && !isDone(entry) },
];

/** Azure has ended its work on the item, which waits for its last look. */
function isDone({ findings }: LedgerEntry): boolean {
  const { job, lroEndedAt } = findings.known();
  return job === undefined ? lroEndedAt !== undefined : (job.phase ?? "running") !== "running";
}

function isOpen({ reason }: Verdict): boolean {
  return REASONS[reason].gate === "open";
}

function isOver({ verdict, leftOut }: LedgerEntry): boolean {
  return verdict !== undefined || leftOut;
}

/** Such as "120 of 300 items: 118 passed, 2 failed, 10 in flight". */
function inWords(entries: readonly LedgerEntry[]): string {
  const counts = KINDS.map(({ word, is }) => ({ word, count: entries.filter(is).length }));
  const words = counts.flatMap(({ word, count }) => (count === 0 ? [] : `${count} ${word}`));
  const all = `${entries.length} items`;
  return words.length === 0
    ? `Found ${all}`
    : `${entries.filter(isOver).length} of ${all}: ${words.join(", ")}`;
}
