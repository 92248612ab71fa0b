import type { RecordedEnd } from "./recorded-ends.ts";

/** One wait for a recorded end. */
export interface Wait {
  readonly end: RecordedEnd;
  readonly looks: number;
  /** When the end was seen, in seconds since the job's start. */
  readonly seen: number;
}

/** What several waits come to: seconds late, and looks. */
export interface Figures {
  readonly median: number;
  readonly p90: number;
  readonly max: number;
  readonly medianLooks: number;
  readonly maxLooks: number;
  /** Looks at all recorded ends together, in the mean of the draws. */
  readonly allLooks: number;
}

/** The figures of `waits`, which are so many draws of each end. */
export function figuresOf(waits: readonly Wait[], draws: number): Figures {
  const late = sorted(waits.map(({ end, seen }) => seen - end.length));
  const looks = sorted(waits.map((wait) => wait.looks));
  return {
    median: quantile(late, 0.5),
    p90: quantile(late, 0.9),
    max: quantile(late, 1),
    medianLooks: quantile(looks, 0.5),
    maxLooks: quantile(looks, 1),
    allLooks: looks.reduce((sum, one) => sum + one, 0) / draws,
  };
}

/** The value below or at which that share of the sorted values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  return values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}

/** The numbers in order. */
export function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((left, right) => left - right);
}

/** Late: `median / 90th / largest` in seconds. */
export function lateInWords({ median, p90, max }: Figures): string {
  return [median, p90, max].map(secondsInWords).join(" / ");
}

/** Looks: `median / largest`. */
export function looksInWords({ medianLooks, maxLooks }: Figures): string {
  return `${medianLooks} / ${maxLooks}`;
}

function secondsInWords(seconds: number): string {
  return seconds < 9.95 ? seconds.toFixed(1) : String(Math.round(seconds));
}
