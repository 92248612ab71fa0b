import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a step of the scenarios wrote, which their tests hold. */
const TRANSCRIPT = join(
  import.meta.dirname,
  "..",
  "test",
  "scenario",
  "transcripts",
  "backup-now--VM-V2.txt",
);

/**
 * The upper part of a job summary as GitHub shows it, for the README: from the verdict to the chart.
 *
 * @throws when the transcript holds no such summary.
 */
export function sampleSummary(): string {
  const [, summary = ""] = readFileSync(TRANSCRIPT, "utf8").split("--- summary\n");
  const [chart = ""] = /^```mermaid$.*?^```$/ms.exec(summary) ?? [];
  const end = summary.indexOf(chart) + chart.length;
  if (chart === "") throw new Error("The transcript of the sample holds no chart.");
  return (
    summary
      .slice(0, end)
      // Deeper than the section it stands in; ids are numbered in transcripts.
      .replace(/^##/gm, "####")
      .replace(/\(id (\d+)\)/g, "00000000-0000-4000-8000-00000000000$1")
  );
}
