/** Rows of cells, the first of them the head, as columns for a terminal or as a Markdown table. */
export function tableOf(
  rows: readonly (readonly string[])[],
  { markdown = false }: { readonly markdown?: boolean } = {},
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const padded = rows.map((cells) => widths.map((width, column) => pad(cells[column], width)));
  if (!markdown) return padded.map((cells) => cells.join("  ").trimEnd()).join("\n");
  const [head = [], ...others] = padded;
  const rule = widths.map((width, column) =>
    isNumber(rows[1]?.[column]) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [head, rule, ...others].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Numbers end at the right, words begin at the left. */
function pad(cell = "", width: number): string {
  return isNumber(cell) ? cell.padStart(width) : cell.padEnd(width);
}

function isNumber(cell = ""): boolean {
  return /^[\d.,]+( (s|min|h|MB|ms))?$/.test(cell);
}

/** A time in the unit that reads best: `32 s`, `3.2 min`, `74 min`, `4.1 h`. */
export function timeInWords(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 600_000) return `${(ms / 60_000).toFixed(1)} min`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

/** A count an item: whole numbers as they are, others with a digit or two. */
export function perItem(count: number, items: number): string {
  const share = count / items;
  if (Number.isInteger(share)) return String(share);
  return share.toFixed(share < 10 ? 2 : 1);
}
