import { describe, expect, test } from "vitest";
import { beginSo, chartsIn, problemsOf, written } from "./chart.ts";
import type { ReadBar, ReadChart } from "./reader.ts";

const TEXT = `gantt
  dateFormat YYYY-MM-DD HH:mm:ss
  axisFormat %H:%M:%S
  todayMarker off
  section Step
  This step :2026-01-05 10:00:00, 2026-01-05 10:10:00
  section Job
  Job Backup Failed, 9 min :crit, 2026-01-05 10:01:00, 2026-01-05 10:09:00
  section Tasks
  Task 1 Transfer Failed :crit, milestone, 2026-01-05 10:09:00, 2026-01-05 10:09:00`;

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 10, minutes));
const STEP = bar({ section: "Step", name: "This step", start: at(0), end: at(10) });
const JOB = bar({
  section: "Job",
  name: "Job Backup Failed, 9 min",
  start: at(1),
  end: at(9),
  looks: ["crit"],
});
const TASK = bar({
  section: "Tasks",
  name: "Task 1 Transfer Failed",
  start: at(9),
  end: at(9),
  looks: ["milestone", "crit"],
});
const READ: ReadChart = {
  kind: "gantt",
  config: {},
  sections: ["Step", "Job", "Tasks"],
  bars: [STEP, JOB, TASK],
};

function bar(fields: Pick<ReadBar, "section" | "name" | "start" | "end"> & Partial<ReadBar>) {
  return { looks: [], clickable: false, ...fields };
}

test("the charts of a summary are its mermaid blocks, each without its fence", () => {
  const markdown = `# A\n\n\`\`\`mermaid\n${TEXT}\n\`\`\`\n\n\`\`\`\ncode\n\`\`\`\n\n\`\`\`mermaid\npie\n\`\`\`\n`;

  expect(chartsIn(markdown)).toEqual([TEXT, "pie"]);
});

test("a chart's text is read line by line, and what is no line of ours is kept", () => {
  const { sections, bars, odd } = written(`${TEXT}\n  click task1 call alert()\n  section A b`);

  expect(sections).toEqual(["Step", "Job", "Tasks"]);
  expect(bars.map(({ section, looks, end }) => ({ section, looks, end }))).toEqual([
    { section: "Step", looks: [], end: "2026-01-05 10:10:00" },
    { section: "Job", looks: ["crit"], end: "2026-01-05 10:09:00" },
    { section: "Tasks", looks: ["crit", "milestone"], end: "2026-01-05 10:09:00" },
  ]);
  expect(odd).toEqual(["click task1 call alert()", "section A b"]);
});

test("a short chart may say how far apart its ticks are", () => {
  const { odd } = written(TEXT.replace("todayMarker", "tickInterval 1second\n  todayMarker"));

  expect(odd).toEqual([]);
});

describe("a chart as mermaid read it", () => {
  test("has no problems where it is what the text says", () => {
    expect(problemsOf(TEXT, READ)).toEqual([]);
  });

  test.each<{ fault: string; read?: Partial<ReadChart>; task?: Partial<ReadBar>; says: string }>([
    { fault: "it is another diagram", read: { kind: "pie" }, says: "kind" },
    { fault: "it brings settings", read: { config: { theme: "dark" } }, says: "settings" },
    { fault: "a section is missing", read: { sections: ["Step", "Job"] }, says: "sections" },
    { fault: "a bar is missing", read: { bars: [STEP, JOB] }, says: "number of bars: 3" },
    {
      fault: "there is one bar more",
      read: { bars: [STEP, JOB, TASK, TASK] },
      says: "Task 1 Transfer Failed: no line of the text says so",
    },
    { fault: "a name is cut", task: { name: "Task 1 Transfer" }, says: "name" },
    { fault: "a bar is in another section", task: { section: "Job" }, says: "section" },
    { fault: "a bar looks otherwise", task: { looks: ["done"] }, says: "looks" },
    { fault: "a bar begins at another time", task: { start: at(8) }, says: "start" },
    { fault: "a bar has no end", task: { end: new Date(Number.NaN) }, says: "end" },
    { fault: "a bar ends before it begins", task: { end: at(8) }, says: "ends before it begins" },
    { fault: "a bar can be clicked", task: { clickable: true }, says: "it can be clicked" },
    {
      fault: "a task lies outside its job",
      task: { start: at(10), end: at(10) },
      says: "Task 1 Transfer Failed: it lies outside every job",
    },
  ])("has a problem where $fault", ({ read = {}, task = {}, says }) => {
    const bars = [STEP, JOB, { ...TASK, ...task }];

    expect(problemsOf(TEXT, { ...READ, bars, ...read }).join("\n")).toContain(says);
  });

  test.each([
    { fault: "a line is none of ours", line: "title Fake", says: "no timeline has the line" },
    { fault: "sections are out of order", line: "section Request", says: "order of sections" },
    {
      fault: "a name does not begin with our words",
      line: "Fake :2026-01-05 10:09:00, 2026-01-05 10:09:00",
      says: "Fake: it does not begin as bars of Tasks do",
    },
  ])("has a problem where $fault", ({ line, says }) => {
    const fake = bar({ section: "Tasks", name: "Fake", start: at(9), end: at(9) });
    const read = { ...READ, bars: [...READ.bars, fake] };

    expect(problemsOf(`${TEXT}\n  ${line}`, read).join("\n")).toContain(says);
  });

  test("has a problem where it is empty", () => {
    const nothing = { ...READ, sections: [], bars: [] };

    expect(problemsOf("gantt", nothing)).toContain("it has no bars");
  });
});

describe("names begin as they were meant", () => {
  test.each([
    { names: ["Task 1 a b Completed"], meant: ["Task 1 a: b"], good: true },
    { names: ["Task 1 a b"], meant: ["Task 1 a: c"], good: false },
    { names: ["Task 1 lon…"], meant: ["Task 1 long long"], good: true },
    { names: ["Task 1 lon"], meant: ["Task 1 long long"], good: false },
    { names: ["Task 1 a"], meant: ["Task 1 a", "Task 2 b"], good: false },
  ])("$names for $meant: $good", ({ names, meant, good }) => {
    expect(beginSo(names, meant)).toBe(good);
  });
});
