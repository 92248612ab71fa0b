import { jobTimes, lroTimes } from "../../../src/operations/recorded-times.ts";
import type { RecordedTimes } from "../../../src/time/schedule.ts";
import { figuresOf, lateInWords, looksInWords } from "./figures.ts";
import { KINDS, type Kind } from "./kinds.ts";
import type { RecordedEnd } from "./recorded-ends.ts";
import {
  type Beat,
  bestBeat,
  bestTimes,
  chanceOf,
  DRAWS,
  onBeat,
  waitsBy,
} from "./table-search.ts";

/** Kinds that share a row of the action's times; databases back up on one beat. */
const GROUPS: readonly (readonly Kind[])[] = [
  ...KINDS.filter((kind) => !/^S.* backup/.test(kind)).map((kind) => [kind]),
  ["SQL backup", "SAP HANA backup"],
];

/** Kinds whose ends keep a beat. */
const ON_BEAT: readonly Kind[] = ["SQL backup", "VM backup", "database restore"];

/**
 * What a search on the tuning part finds, beside the action's own times, and what both come to on the
 * part that the search does not see.
 */
export function searchTables(ends: readonly RecordedEnd[]): readonly (readonly string[])[] {
  const rows = GROUPS.flatMap((kinds) => {
    const chosen = ends.filter(({ kind }) => kinds.includes(kind));
    const tuning = chosen.filter(({ part }) => part === "tuning");
    const checking = chosen.filter(({ part }) => part === "checking");
    const beat = kinds.some((kind) => ON_BEAT.includes(kind)) ? bestBeat(tuning) : undefined;
    const found = bestTimes(tuning, beat);
    const n = `${tuning.length}, ${checking.length}`;
    const inWords = (one: Beat | undefined) => {
      if (one === undefined) return "-";
      const share = [tuning, checking].map((part) => `${onBeat(part, one)} of ${part.length}`);
      const chance = Math.round(100 * chanceOf(one));
      return `${one.every} s: ${share.join(", ")}; by chance ${chance} %`;
    };
    const [first] = chosen;
    const ours = first && timesOf(first);
    const row = (name: string, times: RecordedTimes | undefined, own: Beat | undefined) => [
      ...[kinds.join(", "), name, n, inWords(own)],
      ...[tuning, checking].flatMap((part) => {
        const figures = figuresOf(
          waitsBy(part, () => times),
          DRAWS,
        );
        return [lateInWords(figures), looksInWords(figures)];
      }),
      times === undefined ? "" : `${times.quarter}: ${times.ends.join(", ")}`,
    ];
    return [
      row("found", found, beat),
      row("ours", ours, ours && beatOf(ours)),
      row("nothing", undefined, undefined),
    ];
  });
  const parts = ["tuning: late", "looks", "checking: late", "looks"];
  return [["kind", "times", "n", "beat", ...parts, "quarter: ends"], ...rows];
}

/** The beat of recorded times, whose first end is written half a second late. */
function beatOf({ every, ends: [first = 0] }: RecordedTimes): Beat | undefined {
  return every === undefined ? undefined : { every, offset: (first - 0.5) % every };
}

/** The action's own times; without the start of a beat, which the search takes from each job. */
function timesOf({ operation, jobType, doing }: RecordedEnd): RecordedTimes | undefined {
  if (operation) return lroTimes(operation.lro, operation.workload);
  const times = jobTimes({ jobType, operation: doing, startTime: 0, tasks: [] }, 0);
  if (times === undefined) return undefined;
  const { quarter, ends, every } = times;
  return { quarter, ends, ...(every !== undefined && { every }) };
}
