/** One line of an interop run. */
export interface Row {
  /** What the client was made to do. */
  readonly action: string;
  /** How it ended: an exit code, or the HTTP statuses. */
  readonly ended: string;
  /** What was looked at afterwards. */
  readonly state: string;
  readonly ok: boolean;
  /** Why it is not ok, for people. */
  readonly problem?: string;
}

/** Columns of a run's table; the last one says whether a row is as it should be. */
type Heading = readonly [action: string, ended: string, state: string];

/** A run that prints each row when it is known, and counts. */
export class Report {
  readonly #heading: Heading;
  readonly #rows: Row[] = [];

  constructor(heading: Heading) {
    this.#heading = heading;
  }

  /** Remembers a row, and says at once that it went wrong if it did. */
  add(row: Row): void {
    this.#rows.push(row);
    if (!row.ok) console.log(`!! ${row.action}\n${indented(row.problem ?? "")}`);
  }

  /** Whether every row is as it should be. */
  get good(): boolean {
    return this.#rows.every(({ ok }) => ok);
  }

  /** The table and the count, as text. */
  toString(): string {
    const cells = this.#rows.map(({ action, ended, state, ok }) => [
      action,
      ended,
      state,
      ok ? "yes" : "NO",
    ]);
    const failed = this.#rows.filter(({ ok }) => !ok).length;
    return `${table([...this.#heading, "ok"], cells)}\n\n${this.#rows.length - failed} passed, ${failed} failed`;
  }
}

/** Cells in columns, as wide as their widest cell. */
export function table(heading: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const widths = heading.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(heading), rule, ...rows.map(line)].join("\n");
}

function indented(text: string): string {
  return text.replace(/^/gm, "   ");
}
