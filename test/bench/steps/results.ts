import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "./figures.ts";

/** What one bench of a commit came to, as a file keeps it. */
export interface BenchResult {
  /** The commit whose bundle was measured, in full. */
  readonly commit: string;
  /** The day of that commit, such as `2026-01-31`. */
  readonly date: string;
  /** The version of Node, and what it ran on, such as `linux x64`. */
  readonly node: string;
  readonly platform: string;
  /** The load of the machine at the end: above the number of processors, times say little. */
  readonly load: number;
  readonly rows: readonly Row[];
}

/** The results that are kept: one for each commit that changed performance. */
const RESULTS = join(import.meta.dirname, "..", "results");

/** The name of a result's file, which begins with the day, so that names sort by time. */
export function fileNameOf({ date, commit }: Pick<BenchResult, "date" | "commit">): string {
  return `${date}-${commit.slice(0, 7)}.json`;
}

/** A result as its file holds it; short, because figures need no more than a tenth. */
export function textOf({ rows, ...head }: BenchResult): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  const start = JSON.stringify({ ...head }, null, 2).replace(/\n\}$/, "");
  return `${start},\n  "rows": [\n${lines}\n  ]\n}\n`;
}

/**
 * The result of a file.
 *
 * @throws an error that names the file, if it is no result.
 */
export function readResult(name: string, text: string): BenchResult {
  const found = JSON.parse(text) as Partial<BenchResult>;
  const { commit, date, rows } = found;
  if (!/^[0-9a-f]{40}$/.test(commit ?? "") || date === undefined || !Array.isArray(rows)) {
    throw new Error(`${name} is no result of the bench: it has no commit, date or rows.`);
  }
  return found as BenchResult;
}

/** Writes a result where `--compare` finds it, and gives the file's path. */
export function saveResult(result: BenchResult, folder = RESULTS): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, fileNameOf(result));
  writeFileSync(file, textOf(result));
  return file;
}

/** Every result of a folder, in the order of their names. */
export function savedResults(folder = RESULTS): readonly BenchResult[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => readResult(name, readFileSync(join(folder, name), "utf8")));
}

/**
 * The result to compare with: the last in the order of `history`, commits from the newest to the
 * oldest, in which two of one day stand in their true order.
 */
export function lastOf(
  results: readonly BenchResult[],
  history: readonly string[],
): BenchResult | undefined {
  const commit = history.find((one) => results.some((result) => result.commit === one));
  return results.find((result) => result.commit === commit);
}
