import { clip } from "../../text.ts";
import { escapeMarkdown } from "./escape-markdown.ts";

/** A name and its value, as a row of a table. */
export type Row = readonly [string, string];

/** GitHub refuses a summary larger than 1 MiB (E146) and shows none of it (E145). */
const MOST_BYTES = 1_000_000;
/** A table with more rows is unreadable; the report has them all. */
const MOST_ROWS = 500;
const MOST_CELL = { ofFew: 4_000, ofMany: 1_000 };

const LEFT_OUT = "(Too long for a summary; the file at the output `report-path` has it.)";

/** Paragraphs of Markdown, without empty ones and without what exceeds GitHub's limit. */
export function paragraphs(blocks: readonly string[]): string {
  let left = MOST_BYTES;
  const kept = blocks
    .filter((block) => block !== "")
    .map((block) => {
      const bytes = Buffer.byteLength(block) + 2;
      if (bytes > left) return LEFT_OUT;
      left -= bytes;
      return block;
    });
  return `${kept.join("\n\n")}\n`;
}

/** A table of the rows that have a value, with the heading `title`; "" if there are none. */
export function factTable(title: string, rows: readonly Row[]): string {
  const filled = rows.filter(([, value]) => value !== "");
  return table([title, ""], filled, MOST_CELL.ofFew);
}

/** A table of the rows that still fit, which also tells how many do not. */
export type FittingTable = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
) => string;

/** Room for headings, for notes, and to tell of rows that do not fit. */
const RESERVED_BYTES = 50_000;

/**
 * Makes the tables of a summary that has `others` too: each has the rows for which the earlier ones
 * left room, so that the last ones are cut first.
 */
export function fittingTables(others: readonly string[]): FittingTable {
  let left = MOST_BYTES - RESERVED_BYTES - Buffer.byteLength(others.join("\n\n"));
  return (header, rows) => {
    const lines = rows.map((cells) => rowOf(cells, MOST_CELL.ofMany));
    const most = lines.findIndex((line) => {
      left -= Buffer.byteLength(line) + 1;
      return left < 0;
    });
    const kept = most < 0 ? lines : lines.slice(0, most);
    const more = lines.length - kept.length;
    const cut = `${more} more do not fit; the file at the output \`report-path\` has them.`;
    if (kept.length === 0) return more === 0 ? "" : cut;
    return [...headOf(header), ...kept, ...(more > 0 ? ["", cut] : [])].join("\n");
  };
}

/**
 * A table; "" without rows. Header and cells are plain text and are escaped here; a cell is cut off
 * after `mostCell` characters.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  mostCell = MOST_CELL.ofMany,
): string {
  if (rows.length === 0) return "";
  const more = rows.length - MOST_ROWS;
  return [
    ...headOf(header),
    ...rows.slice(0, MOST_ROWS).map((cells) => rowOf(cells, mostCell)),
    ...(more > 0 ? ["", `${more} more are in the report.`] : []),
  ].join("\n");
}

function headOf(header: readonly string[]): readonly string[] {
  return [rowOf(header, MOST_CELL.ofMany), `|${" --- |".repeat(header.length)}`];
}

function rowOf(cells: readonly string[], mostCell: number): string {
  return `|${cells.map((cell) => cellOf(clip(cell, mostCell))).join("")}`;
}

function cellOf(value: string): string {
  return value === "" ? " |" : ` ${escapeMarkdown(value)} |`;
}

/**
 * Blocks that open on a click, for details that only some readers need; `title` is our own text. ""
 * without blocks.
 */
export function foldedBlocks(title: string, blocks: readonly string[]): string {
  const filled = blocks.filter((block) => block !== "");
  if (filled.length === 0) return "";
  return [
    "<details>",
    `<summary>${title}</summary>`,
    "",
    filled.join("\n\n"),
    "",
    "</details>",
  ].join("\n");
}
