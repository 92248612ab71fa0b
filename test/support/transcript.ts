import { describe, type Result } from "./scenario.ts";

/** Outputs that a transcript leaves out: the report repeats the others. */
const LEFT_OUT = ["report", "report-path"];

/** What the user sees of a step, and what it asked of Azure, as text for a reviewer to read. */
export function transcript(result: Result): string {
  const { host, gate, records, elapsedMs } = result;
  const outputs = [...host.outputs]
    .filter(([name, value]) => value !== "" && !LEFT_OUT.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  const text = [
    section("log", host.lines),
    section(
      "errors",
      host.errors.map(({ title, message }) => `${title}\n${message}`),
    ),
    section("warnings", host.warnings),
    section("outputs", outputs),
    section(
      "requests, in order",
      counted(
        records.map((record) =>
          [describe(record), record.body].filter((part) => part !== undefined).join("\n  "),
        ),
      ),
    ),
    section("summary", [host.summaryMarkdown.trimEnd()]),
    `gate ${gate} after ${elapsedMs / 1_000} s\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
  return withNumberedIds(text);
}

const GUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g;

/** Ids that Azure made up are numbered, so that a transcript shows which are the same and nothing else. */
export function withNumberedIds(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(GUID, (id) => {
    if (/^0{8}-/.test(id)) return id;
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return `(id ${numbers.get(id)})`;
  });
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `--- ${title}\n${lines.join("\n")}\n`;
}

/** Looks at one thing again and again are one line with their number. */
function counted(lines: readonly string[]): readonly string[] {
  return collapsed(lines).map(({ line, count }) =>
    count === 1 ? line : `${line}, ${count} times`,
  );
}

/** Lines, each with how often it comes in a row. */
export function collapsed(
  lines: readonly string[],
): readonly { readonly line: string; readonly count: number }[] {
  const runs: { readonly line: string; count: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.line === line) last.count += 1;
    else runs.push({ line, count: 1 });
  }
  return runs;
}
