import type { Result } from "./scenario.ts";

/** Outputs that a transcript leaves out: the report repeats the others. */
const LEFT_OUT = ["report", "report-path"];

/** What the user sees of a step, and what it asked of Azure, as text for a reviewer to read. */
export function transcript(result: Result): string {
  const { host, gate, requests, elapsedMs } = result;
  const outputs = [...host.outputs]
    .filter(([name, value]) => value !== "" && !LEFT_OUT.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  return [
    section("log", host.lines),
    section(
      "errors",
      host.errors.map(({ title, message }) => `${title}\n${message}`),
    ),
    section("outputs", outputs),
    section("requests, in order", requests),
    section("summary", [host.summaryMarkdown.trimEnd()]),
    `gate ${gate} after ${elapsedMs / 1_000} s\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `--- ${title}\n${lines.join("\n")}\n`;
}
