import { floorOf, kB, megabytes, type Row, ratio, type Times } from "./figures.ts";

type Table = readonly (readonly string[])[];

/** Each program beside the floor. */
export function stepsTable(rows: readonly Row[]): Table {
  return [
    [
      ...["program", "first ARM request", "to the floor", "whole run", "range", "to the floor"],
      ...["pauses", "requests", "connections", "CPU", "to the floor"],
      ...["memory", "JavaScript", "files"],
    ],
    ...rows.map((row) => {
      const floor = floorOf(row, rows);
      return [
        ...[row.title, ms(row.firstArmMs), ratio(row.firstArmMs, floor?.firstArmMs)],
        ...[ms(row.workMs), row.range.map(Math.round).join("-"), ratio(row.workMs, floor?.workMs)],
        ...[`${row.pausesMs / 1_000} s`, String(row.requests), String(row.connections)],
        ...(row.counts === undefined
          ? ["-", "-", "-", "-", "-"]
          : [
              ...[ms(row.counts.cpuMs), ratio(row.counts.cpuMs, floor?.counts?.cpuMs)],
              ...[megabytes(row.counts.memoryBytes), kB(row.counts.bytes)],
              String(row.counts.modules),
            ]),
      ];
    }),
  ];
}

/** The programs that were run with V8's compile cache too: without it, with an empty one, with a full one. */
export function cacheTable(rows: readonly Row[]): Table {
  const cells = ({ firstArmMs, workMs }: Times, row: Row) => [
    ...[ms(firstArmMs), ms(workMs), ratio(workMs, row.workMs)],
  ];
  return [
    [
      ...["program", "first ARM request", "whole run"],
      ...["first, cold", "whole, cold", "to none", "first, warm", "whole, warm", "to none"],
    ],
    ...rows.flatMap((row) =>
      row.cache === undefined
        ? []
        : [
            [
              ...[row.title, ms(row.firstArmMs), ms(row.workMs)],
              ...[...cells(row.cache.cold, row), ...cells(row.cache.warm, row)],
            ],
          ],
    ),
  ];
}

/** Each step of two bundles. */
export function comparedTable(now: readonly Row[], before: readonly Row[]): Table {
  const pair = (one: number | undefined, other: number | undefined) => [
    ...[ms(other), ms(one), ratio(one, other)],
  ];
  return [
    [
      ...["step", "first ARM request before", "now", "ratio", "whole run before", "now", "ratio"],
      ...["CPU before", "now", "ratio", "memory before", "now", "ratio"],
      ...["JavaScript before", "now", "ratio"],
    ],
    ...now.flatMap((row) => {
      const old = before.find(({ title }) => title === row.title);
      if (old?.counts === undefined || row.counts === undefined) return [];
      const [counts, oldCounts] = [row.counts, old.counts];
      return [
        [
          row.title,
          ...[...pair(row.firstArmMs, old.firstArmMs), ...pair(row.workMs, old.workMs)],
          ...pair(counts.cpuMs, oldCounts.cpuMs),
          ...[megabytes(oldCounts.memoryBytes), megabytes(counts.memoryBytes)],
          ...[ratio(counts.memoryBytes, oldCounts.memoryBytes), kB(oldCounts.bytes)],
          ...[kB(counts.bytes), ratio(counts.bytes, oldCounts.bytes)],
        ],
      ];
    }),
  ];
}

function ms(value: number | undefined): string {
  return value === undefined ? "-" : `${Math.round(value)} ms`;
}
