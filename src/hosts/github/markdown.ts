import { clip } from "../../text.ts";
import { escapeMarkdown } from "./escape.ts";

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
  const line = (cells: readonly string[]) =>
    `|${cells.map((cell) => cellOf(clip(cell, mostCell))).join("")}`;
  const more = rows.length - MOST_ROWS;
  return [
    line(header),
    `|${" --- |".repeat(header.length)}`,
    ...rows.slice(0, MOST_ROWS).map(line),
    ...(more > 0 ? ["", `${more} more are in the report.`] : []),
  ].join("\n");
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
