import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { timeline } from "../../../src/hosts/summary/timeline.ts";
import { Report } from "../table.ts";
import { beginSo } from "./chart.ts";
import { Charts } from "./charts.ts";
import { facts, namesOf } from "./fuzz.ts";
import { loadReader, type ReadChart, type Reader } from "./reader.ts";
import { committedSummaries, HOSTILE, stepsWith, TAME } from "./summaries.ts";

/** Charts of random facts: a few seconds' worth. */
const RANDOM_CHARTS = 500;

/** Makes mermaid read every kind of timeline that a job summary can hold. */
async function main(): Promise<boolean> {
  process.env.TZ = "UTC"; // mermaid takes times for those of its own time zone
  const read = await loadReader();
  if (!read) {
    console.error("Mermaid is not installed: run 'npm ci --prefix test/interop/mermaid' first.");
    return false;
  }
  const report = new Report(["timelines", "charts", "bars"]);
  const committed = new Charts(read);
  for (const { source, markdown } of committedSummaries()) await committed.take(source, markdown);
  committed.report(report, "in the committed transcripts");
  await steps(read, report);
  await random(read, report);
  console.log(`\n${report}`);
  return report.good;
}

/** Whatever things are called, a step draws the chart that it draws for plain words. */
async function steps(read: Reader, report: Report): Promise<void> {
  for (const [index, { source, run }] of stepsWith(TAME).entries()) {
    const charts = new Charts(read);
    const tame = await charts.take("plain words", await run());
    for (const text of HOSTILE) {
      const hostile = stepsWith({ item: text, task: text })[index];
      if (!hostile) throw new Error(`No step '${source}' has other words.`);
      const chart = await charts.take(text, await hostile.run());
      const names = chart?.bars.slice(-hostile.names.length).map(({ name }) => name) ?? [];
      charts.expect(beginSo(names, hostile.names), `${text}: the bars are ${names.join("; ")}`);
      charts.expect(isDeepStrictEqual(shapeOf(chart), shapeOf(tame)), `${text}: other bars`);
    }
    charts.report(report, `of ${source}`);
  }
}

/** Whatever the facts are, each that belongs into the chart is there, and nothing else. */
async function random(read: Reader, report: Report): Promise<void> {
  const charts = new Charts(read);
  const outcome = await fc.check(
    fc.asyncProperty(facts, async (given) => {
      const meant = namesOf(given);
      const markdown = timeline(given.known, given.step);
      if (meant.every((name) => name.startsWith("This") || name.startsWith("Wait"))) {
        return markdown === "";
      }
      const before = charts.problems.length;
      const chart = await charts.take("random facts", markdown);
      const names = chart?.bars.map(({ name }) => name) ?? [];
      return charts.problems.length === before && beginSo(names, meant);
    }),
    { numRuns: RANDOM_CHARTS },
  );
  charts.expect(!outcome.failed, fc.defaultReportMessage(outcome) ?? "");
  charts.report(report, "of random facts");
}

/** What a reader sees of Azure's work besides names and times; how often a step waited may differ. */
function shapeOf(chart: ReadChart | undefined) {
  const work = chart?.bars.filter(({ section }) => section !== "Step");
  return work?.map(({ section, looks }) => ({ section, looks }));
}

process.exitCode = (await main()) ? 0 : 1;
