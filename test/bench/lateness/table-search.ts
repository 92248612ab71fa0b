import { nextLook, type RecordedTimes } from "../../../src/time/schedule.ts";
import { randomBy } from "../../support/random.ts";
import { quantile, sorted, type Wait } from "./figures.ts";
import { drawBegin, drawBehind } from "./follow.ts";
import type { RecordedEnd } from "./recorded-ends.ts";

/** What a look costs, in seconds of lateness. */
const LOOK_PRICE = 0.15;
/** The least that one more end must save, in seconds. */
const LEAST_SAVING = 0.03;
/** The most ends of a kind. */
const MOST_ENDS = 8;
/** How often each end is waited for during the search. */
export const DRAWS = 6;
/** How near to a beat an end counts as on it, in seconds. */
const NEAR = 3;

/** A beat: ends come `offset` seconds after where it begins, and every so many seconds later. */
export interface Beat {
  readonly every: number;
  readonly offset: number;
}

/** When the beat of a job begins, in seconds since its start. */
function beatFrom({ kind, snapshot }: RecordedEnd): number {
  return kind === "VM backup" ? (snapshot.told ?? 458) : 0;
}

/** How many of the ends are on a beat, within three seconds. */
export function onBeat(ends: readonly RecordedEnd[], beat: Beat): number {
  return ends.filter((end) => offBeat(end.length - beatFrom(end), beat) <= NEAR).length;
}

/** How far a time is from the nearest beat, in seconds. */
function offBeat(at: number, { every, offset }: Beat): number {
  const off = (((at - offset) % every) + every) % every;
  return Math.min(off, every - off);
}

/** The share of the ends that chance alone puts on a beat. */
export function chanceOf({ every }: Beat): number {
  return Math.min(1, (2 * NEAR) / every);
}

/**
 * The beat to which more of the ends come near, beyond chance, than to any other; tried in tenths of a
 * second. One of databases counts from the start, and its ends lie there; of a VM's backup, whose beat
 * counts from its snapshot, the median end decides where they lie.
 */
export function bestBeat(ends: readonly RecordedEnd[]): Beat {
  const at = sorted(ends.map((end) => end.length - beatFrom(end)));
  const isVm = ends[0]?.kind === "VM backup";
  let best = { every: 1, offset: 0, gain: Number.NEGATIVE_INFINITY };
  for (let tenths = 200; tenths <= 9_000; tenths++) {
    const every = tenths / 10;
    const beat = { every, offset: isVm ? quantile(at, 0.5) % every : 0.6 };
    const near = at.map((one) => Math.max(0, 1 - offBeat(one, beat) / NEAR));
    const gain = near.reduce((sum, one) => sum + one, 0) / at.length - NEAR / every;
    if (gain > best.gain + 1e-9) best = { ...beat, gain };
  }
  return { every: best.every, offset: best.offset };
}

/** The recorded times that cost the least, found end by end; on a beat if one is given. */
export function bestTimes(ends: readonly RecordedEnd[], beat: Beat | undefined): RecordedTimes {
  const lengths = sorted(ends.map(({ length }) => length));
  const candidates = candidatesOf(ends, beat);
  const starts = [0.1, 0.25, 0.4].map(
    (share) => Math.floor(10 * quantile(lengths, share) - 1) / 10,
  );
  const tried = starts.map((quarter) => {
    let times: RecordedTimes = { quarter, ends: [], ...(beat && { every: beat.every }) };
    let cost = costOf(ends, times);
    for (let count = 0; count < MOST_ENDS; count++) {
      const [next] = candidates
        .map((end) => ({ ...times, ends: sorted([...times.ends, end]) }))
        .map((one) => ({ one, cost: costOf(ends, one) }))
        .sort((left, right) => left.cost - right.cost);
      if (next === undefined || next.cost > cost - LEAST_SAVING) break;
      ({ one: times, cost } = next);
    }
    return { times, cost };
  });
  const [best] = tried.sort((left, right) => left.cost - right.cost);
  return best?.times ?? { quarter: 0, ends: [] };
}

/** Half seconds from each recorded end to two seconds after it; around the beat if there is one. */
function candidatesOf(ends: readonly RecordedEnd[], beat: Beat | undefined): readonly number[] {
  const from = ends.map((end) => {
    const at = end.length - beatFrom(end);
    if (beat === undefined) return at;
    const near =
      ((((at - beat.offset) % beat.every) + beat.every * 1.5) % beat.every) - beat.every / 2;
    return beat.offset + near;
  });
  const all = from.flatMap((at) =>
    [0.1, 0.5, 1, 2].map((later) => Math.ceil(4 * (at + later)) / 4),
  );
  // An end in the first round has to lie behind the start.
  return [...new Set(all.map((at) => (at < 0 && beat ? at + beat.every : at)))];
}

/** Seconds late in the mean, and the price of the looks. */
function costOf(ends: readonly RecordedEnd[], times: RecordedTimes): number {
  const waits = waitsBy(ends, () => times);
  return (
    waits.reduce((sum, { end, looks, seen }) => sum + seen - end.length + LOOK_PRICE * looks, 0) /
    waits.length
  );
}

/** Waits by the pure schedule alone, the same draws for each table. */
export function waitsBy(
  ends: readonly RecordedEnd[],
  timesOf: (end: RecordedEnd) => RecordedTimes | undefined,
): readonly Wait[] {
  return ends.flatMap((end, index) =>
    Array.from({ length: DRAWS }, (_, draw): Wait => {
      const random = randomBy(index * 1_000 + draw);
      const behind = drawBehind(end, random);
      let at = drawBegin(end, random);
      let looks = end.operation ? 0 : 1;
      const times = timesOf(end);
      const recorded =
        times?.every !== undefined && beatFrom(end) > 0 ? { ...times, from: beatFrom(end) } : times;
      for (; at < end.length + behind || looks === 0; looks++) {
        at += nextLook({ elapsedMs: at * 1_000, recorded, jitter: random() }) / 1_000;
      }
      return { end, looks, seen: at };
    }),
  );
}
