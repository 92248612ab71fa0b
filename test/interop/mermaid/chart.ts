import { isDeepStrictEqual } from "node:util";
import type { ReadBar, ReadChart } from "./reader.ts";

/** One bar as a timeline's own text says it. */
interface WrittenBar {
  readonly section: string;
  readonly name: string;
  readonly looks: readonly string[];
  /** As they stand there: `YYYY-MM-DD HH:mm:ss`. */
  readonly start: string;
  readonly end: string;
}

/** A timeline, read line by line and not as mermaid does it. */
interface WrittenChart {
  readonly sections: readonly string[];
  readonly bars: readonly WrittenBar[];
  /** Lines that no timeline has. */
  readonly odd: readonly string[];
}

/** The sections of a timeline in their order, and how the names of their bars begin. */
const SECTIONS: Readonly<Record<string, RegExp>> = {
  Step: /^(This step|Waiting for the item)$/,
  Request: /^Request accepted$/,
  Operation: /^Operation( |,)/,
  Job: /^Job( |,)/,
  Tasks: /^Task \d+( |$)/,
};
const HEAD =
  /^(gantt|dateFormat YYYY-MM-DD HH:mm:ss|axisFormat %[-%:\w ]+|tickInterval 1second|todayMarker off)$/;
const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
const BAR = new RegExp(`^([^:]+) :((?:[a-z]+, )*)(${TIME}), (${TIME})$`);

/** The texts of the mermaid blocks in Markdown, as GitHub finds them. */
export function chartsIn(markdown: string): string[] {
  const blocks = markdown.matchAll(/^```mermaid\n(.*?)\n```$/gms);
  return [...blocks].map(([, text = ""]) => text);
}

/** What a timeline says, line by line. */
export function written(text: string): WrittenChart {
  const chart = { sections: [] as string[], bars: [] as WrittenBar[], odd: [] as string[] };
  for (const line of text.split("\n").map((one) => one.trim())) {
    const [, title] = /^section (\w+)$/.exec(line) ?? [];
    const [, name, looks = "", start = "", end = ""] = BAR.exec(line) ?? [];
    if (title !== undefined) chart.sections.push(title);
    else if (name !== undefined) {
      const section = chart.sections.at(-1) ?? "";
      chart.bars.push({ section, name, looks: looks.split(", ").slice(0, -1), start, end });
    } else if (!HEAD.test(line)) chart.odd.push(line);
  }
  return chart;
}

/** Why a timeline is not what its text says; nothing if it is. */
export function problemsOf(text: string, read: ReadChart): string[] {
  const { sections, bars, odd } = written(text);
  const inOrder = Object.keys(SECTIONS).filter((name) => sections.includes(name));
  const problems = [
    ...odd.map((line) => `no timeline has the line: ${line}`),
    ...differing("kind", "gantt", read.kind),
    ...differing("settings", {}, read.config),
    ...differing("sections", sections, read.sections),
    ...differing("order of sections", inOrder, sections),
    ...differing("first section", "Step", sections[0]),
    ...differing("number of bars", bars.length, read.bars.length),
  ];
  if (bars.length === 0) problems.push("it has no bars");
  const jobs = read.bars.filter(({ section }) => section === "Job");
  return [
    ...problems,
    ...read.bars.flatMap((bar, index) => problemsOfBar(bars[index], bar)),
    ...read.bars
      .filter(({ section }) => section === "Tasks")
      .filter((task) => !jobs.some((job) => job.start <= task.start && task.end <= job.end))
      .map(({ name }) => `${name}: it lies outside every job`),
  ];
}

/** Whether the names of bars begin so, one by one, but for what is no letter and no digit. */
export function beginSo(names: readonly string[], meant: readonly string[]): boolean {
  const plain = (text = "") => text.replace(/[^\p{L}\p{N}]/gu, "");
  return (
    names.length === meant.length &&
    names.every((name, index) => {
      const [shown, wanted] = [plain(name), plain(meant[index])];
      return shown.startsWith(wanted) || (name.endsWith("…") && wanted.startsWith(shown));
    })
  );
}

function problemsOfBar(meant: WrittenBar | undefined, bar: ReadBar): string[] {
  if (meant === undefined) return [`${bar.name}: no line of the text says so`];
  const { section, name, looks, start, end } = meant;
  const problems = [
    ...differing("name", name, bar.name),
    ...differing("section", section, bar.section),
    ...differing("looks", [...looks].sort(), [...bar.looks].sort()),
    ...differing("start", start, timeOf(bar.start)),
    ...differing("end", end, timeOf(bar.end)),
  ];
  if (!SECTIONS[section]?.test(name)) problems.push(`it does not begin as bars of ${section} do`);
  if (bar.start > bar.end) problems.push("it ends before it begins");
  if (bar.clickable) problems.push("it can be clicked");
  return problems.map((problem) => `${name}: ${problem}`);
}

function differing(what: string, meant: unknown, read: unknown): string[] {
  if (isDeepStrictEqual(meant, read)) return [];
  return [`${what}: ${JSON.stringify(meant)} is read as ${JSON.stringify(read)}`];
}

function timeOf(date: Date): string {
  return Number.isNaN(date.getTime())
    ? "no time"
    : date.toISOString().slice(0, 19).replace("T", " ");
}
