import type { Kind, Subject } from "./subject.ts";

/** What one timed run came to; times from the start of the process. */
export interface Sample {
  /** Undefined for a program that asks Azure for nothing. */
  readonly firstArmMs: number | undefined;
  readonly wholeMs: number;
  /** Of it, what the program waited on purpose. */
  readonly pausesMs: number;
  readonly requests: number;
  readonly connections: number;
}

/** What a program loads and needs. */
export interface Counts {
  /** Files of JavaScript that Node loaded, its own modules left out. */
  readonly modules: number;
  readonly bytes: number;
  readonly memoryBytes: number;
  /** The time of all processors together, which a busy machine changes least. */
  readonly cpuMs: number;
}

/** The times of a program with V8's compile cache. */
export interface Times {
  readonly firstArmMs: number | undefined;
  /** Without the pauses. */
  readonly workMs: number;
}

/** The medians of one program's runs. */
export interface Row extends Times {
  readonly title: string;
  readonly kind: Kind;
  readonly isLight?: boolean;
  readonly runs: number;
  /** The quickest and the slowest run, without the pauses. */
  readonly range: readonly [number, number];
  readonly pausesMs: number;
  readonly requests: number;
  readonly connections: number;
  /** Left out for a program that is not Node's. */
  readonly counts?: Counts;
  /** The first run with an empty cache, and the runs after it. */
  readonly cache?: { readonly cold: Times; readonly warm: Times };
}

/** The middle value; the higher one of two. NaN of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The medians of the times of some runs. */
export function timesOf(samples: readonly Sample[]): Times {
  const first = samples.flatMap(({ firstArmMs }) => firstArmMs ?? []);
  return {
    firstArmMs: first.length === 0 ? undefined : tenths(median(first)),
    workMs: tenths(median(samples.map(workOf))),
  };
}

/** The row of a program from all its runs. */
export function rowOf(
  { title, kind, isLight }: Pick<Subject, "title" | "kind" | "isLight">,
  samples: readonly Sample[],
  more: Pick<Row, "counts" | "cache"> = {},
): Row {
  const work = samples.map(workOf);
  return {
    title,
    kind,
    ...(isLight && { isLight }),
    runs: samples.length,
    ...timesOf(samples),
    range: [tenths(Math.min(...work)), tenths(Math.max(...work))],
    pausesMs: median(samples.map(({ pausesMs }) => pausesMs)),
    requests: median(samples.map(({ requests }) => requests)),
    connections: median(samples.map(({ connections }) => connections)),
    ...more,
  };
}

/**
 * The floor to compare a program with: the one that pauses if the program does, because a machine is
 * slower for a while after each pause.
 */
export function floorOf({ pausesMs }: Row, rows: readonly Row[]): Row | undefined {
  const floors = rows.filter(({ kind }) => kind === "floor");
  return floors.find((floor) => floor.pausesMs > 0 === pausesMs > 0) ?? floors[0];
}

function workOf({ wholeMs, pausesMs }: Sample): number {
  return wholeMs - pausesMs;
}

/** Rounded to what a file of figures keeps. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How many times as much, such as `1.62`. */
export function ratio(value: number | undefined, of: number | undefined): string {
  return value === undefined || of === undefined ? "-" : (value / of).toFixed(2);
}

/** Bytes in thousands. */
export function kB(bytes: number): string {
  return `${Math.round(bytes / 1_000).toLocaleString("en")} kB`;
}

/** Bytes in millions. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
