import { table } from "../interop/table.ts";

/** The parts of StrykerJS's report that are needed (mutation testing report schema, version 2). */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly MutantResult[] }>>;
}

/** What became of one mutant. */
export interface MutantResult {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** The score of one file. */
export interface Score {
  readonly file: string;
  readonly detected: number;
  /** Mutants that no test told; a line each, for whoever kills or explains them. */
  readonly survivors: readonly string[];
  /** In percent; 100 where nothing could be mutated. */
  readonly percent: number;
}

/** A mutant that makes a test fail or run for ever is detected. */
const DETECTED = ["Killed", "Timeout"];
/** Of the others these two count; what is ignored or does not compile was never tried. */
const UNDETECTED = ["Survived", "NoCoverage"];

/** The score of each file, the worst first. */
export function scoresOf({ files }: MutationReport): readonly Score[] {
  return Object.entries(files)
    .map(([file, { mutants }]) => {
      const detected = mutants.filter(({ status }) => DETECTED.includes(status)).length;
      const survivors = mutants
        .filter(({ status }) => UNDETECTED.includes(status))
        .map((mutant) => survivorLine(file, mutant));
      const all = detected + survivors.length;
      return { file, detected, survivors, percent: all === 0 ? 100 : (100 * detected) / all };
    })
    .sort((a, b) => a.percent - b.percent);
}

function survivorLine(file: string, mutant: MutantResult): string {
  const { line, column } = mutant.location.start;
  const became = (mutant.replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 80);
  const unseen = mutant.status === "NoCoverage" ? ", which no test runs" : "";
  return `${file}:${line}:${column} ${mutant.mutatorName}: ${became}${unseen}`;
}

/** The scores as a table, and the survivors below it. */
export function scoreTable(scores: readonly Score[], least: number): string {
  const rows = scores.map(({ file, detected, survivors, percent }) => [
    file,
    String(detected + survivors.length),
    String(survivors.length),
    percent.toFixed(1),
    percent >= least ? "yes" : "NO",
  ]);
  const survivors = scores.flatMap((score) => score.survivors);
  return [table(["file", "mutants", "survivors", "score", "ok"], rows), ...survivors].join("\n");
}
