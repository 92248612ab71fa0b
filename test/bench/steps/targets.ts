import { floorOf, kB, megabytes, type Row, ratio } from "./figures.ts";

const FIRST_AT_MOST = 1.6;
const WORK_AT_MOST = 2;
const REFUSED_AT_MOST = 2;
const LIGHT_BYTES = 1_000_000;
const MEMORY = { share: 1.3, moreBytes: 25_000_000 };

/** What our rows miss of what a start should keep to; a sentence each. */
export function missedTargets(rows: readonly Row[]): readonly string[] {
  const empty = rows.find(({ kind }) => kind === "empty");
  return rows.flatMap((row) => {
    const floor = floorOf(row, rows);
    const missed = [
      ...(row.kind === "ours" && floor !== undefined ? missedBy(row, floor) : []),
      row.kind === "ours-refused" &&
        empty !== undefined &&
        row.workMs > REFUSED_AT_MOST * empty.workMs &&
        `${ratio(row.workMs, empty.workMs)} of an empty Node process, more than ${REFUSED_AT_MOST}`,
      row.isLight === true &&
        row.counts !== undefined &&
        row.counts.bytes > LIGHT_BYTES &&
        `${kB(row.counts.bytes)} of JavaScript, more than ${kB(LIGHT_BYTES)}`,
    ];
    return missed.flatMap((what) => (what ? [`${row.title}: ${what}.`] : []));
  });
}

function missedBy(row: Row, floor: Row): readonly (string | false)[] {
  const { firstArmMs = Number.NaN, workMs, counts } = row;
  const { firstArmMs: floorFirst = Number.NaN } = floor;
  const most =
    floor.counts === undefined
      ? Number.POSITIVE_INFINITY
      : MEMORY.share * floor.counts.memoryBytes + MEMORY.moreBytes;
  return [
    firstArmMs > FIRST_AT_MOST * floorFirst &&
      `first ARM request after ${ratio(firstArmMs, floorFirst)} of the floor, more than ${FIRST_AT_MOST}`,
    workMs > WORK_AT_MOST * floor.workMs &&
      `whole run ${ratio(workMs, floor.workMs)} of the floor, more than ${WORK_AT_MOST}`,
    counts !== undefined &&
      counts.memoryBytes > most &&
      `${megabytes(counts.memoryBytes)} of memory, more than ${megabytes(most)}`,
  ];
}
