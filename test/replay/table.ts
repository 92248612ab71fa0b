import type { Played } from "./play.ts";

/** Slices that were not played, by group and reason. */
export interface Left {
  readonly group: string;
  readonly why: string;
}

/** One line per replay, and beneath it whatever did not fit. */
export function playedTable(played: readonly Played[]): readonly string[] {
  const head = ["slice", "expected", "ours", "requests", "late", "filled in"];
  const rows = played.map(({ slice, expected, ours, requests, theirRequests, ...rest }) => [
    slice.name,
    `${expected.gate} ${expected.reason}`,
    `${ours.gate} ${ours.reason}`,
    `${requests}/${theirRequests}`,
    rest.secondsLate === undefined ? "-" : `${round(rest.secondsLate)} s`,
    [...rest.filled].map(([kind, count]) => `${kind} ${count}`).join(", ") || "-",
  ]);
  const [header = "", ...lines] = aligned([head, ...rows]);
  const marked = lines.flatMap((line, index) => {
    const one = played[index];
    if (!one || one.matched) return [`ok    ${line}`];
    const said = one.errors.map((error) => `said ${error.split("\n")[0]}`);
    return [`FAIL  ${line}`, ...[...one.faults, ...said].map((why) => `        ${why}`)];
  });
  return [`      ${header}`, ...marked];
}

/** Sums by workload and operation, every kind of answer that was filled in, then what was left out and why. */
export function totals(played: readonly Played[], left: readonly Left[]): readonly string[] {
  const groups = Object.groupBy(played, ({ slice }) => `${slice.workload} ${slice.operation}`);
  const head = [
    "workload and operation",
    "slices",
    "matched",
    "requests",
    "median late",
    "most late",
    "filled in",
  ];
  const rows = Object.entries(groups).map(([group, members = []]) => groupRow(group, members));
  const reasons = Object.groupBy(left, ({ group, why }) => `${group}: ${why}`);
  const leftRows = Object.entries(reasons).map(([what, members = []]) => [
    String(members.length),
    what,
  ]);
  return [
    ...(rows.length > 0 ? [...aligned([head, ...rows.sort(byFirst)]), "", filledLine(played)] : []),
    ...(leftRows.length > 0 ? ["", "left out", ...aligned(leftRows)] : []),
  ];
}

function filledLine(played: readonly Played[]): string {
  const answers = played.flatMap(({ filled }) => [...filled]);
  const kinds = Object.groupBy(answers, ([kind]) => kind);
  const sums = Object.entries(kinds).map(([kind, members = []]) => ({
    kind,
    sum: members.reduce((all, [, count]) => all + count, 0),
  }));
  const named = sums.sort((a, b) => b.sum - a.sum).map(({ kind, sum }) => `${kind} ${sum}`);
  return `filled in: ${named.join(", ") || "nothing"}`;
}

function groupRow(group: string, members: readonly Played[]): string[] {
  const late = members.flatMap(({ secondsLate }) => secondsLate ?? []).sort((a, b) => a - b);
  const sum = (count: (one: Played) => number) => members.reduce((all, one) => all + count(one), 0);
  const middle = late[Math.floor((late.length - 1) / 2)];
  const most = late.at(-1);
  return [
    group,
    String(members.length),
    String(members.filter(({ matched }) => matched).length),
    `${sum((one) => one.requests)}/${sum((one) => one.theirRequests)}`,
    middle === undefined ? "-" : `${round(middle)} s`,
    most === undefined ? "-" : `${round(most)} s`,
    String(sum((one) => [...one.filled.values()].reduce((all, count) => all + count, 0))),
  ];
}

function byFirst([one = ""]: readonly string[], [other = ""]: readonly string[]): number {
  return one.localeCompare(other);
}

function round(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

/** Columns padded to the widest entry of each. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((entry, column) => entry.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
