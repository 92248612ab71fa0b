import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The output of a scenario's step, kept by its test. */
const TRANSCRIPT = join(
  import.meta.dirname,
  "..",
  "test",
  "scenario",
  "transcripts",
  "backup-now--VM-V2.txt",
);

/**
 * The upper part of a job summary as GitHub shows it, for its page: from the verdict to the
 * chart.
 *
 * @throws if the transcript contains no such summary.
 */
export function sampleSummary(): string {
  const [, summary = ""] = readFileSync(TRANSCRIPT, "utf8").split("--- summary\n");
  const [chart = ""] = /^```mermaid$.*?^```$/ms.exec(summary) ?? [];
  const end = summary.indexOf(chart) + chart.length;
  if (chart === "") throw new Error("The transcript of the sample holds no chart.");
  return (
    summary
      .slice(0, end)
      // Deeper than the page's section; ids are numbered in transcripts.
      .replace(/^##/gm, "####")
      .replace(/\(id (\d+)\)/g, "00000000-0000-4000-8000-00000000000$1")
  );
}
