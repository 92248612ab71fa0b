import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeline } from "../../../../src/hosts/summary/timeline.ts";
import type { Known } from "../../../../src/sequence/known.ts";
import type { TaskTimes } from "../../../../src/sequence/task-times.ts";
import { job } from "../../azure/backup/read-builders.ts";
import { acceptedWrite } from "../../sequence/step-builders.ts";

const at = (minutes: number, seconds = 0) => Date.UTC(2026, 0, 5, 10, minutes, seconds);
const STEP = { from: at(0), until: at(10) };
const backup = job({
  id: "7",
  operation: "Backup (Full)",
  startTime: at(1),
  endTime: at(9),
});
const known: Known = {
  write: acceptedWrite(at(1)),
  lroEndedAt: at(1, 2),
  lro: { id: "op-1", status: "Succeeded" },
  job: backup,
};

function taskTime(changes: Partial<TaskTimes>): TaskTimes {
  return {
    jobId: "7",
    name: "Transfer",
    status: "Completed",
    begunBy: at(2),
    endedBy: at(9),
    ...changes,
  };
}

/** The lines of the chart that are bars, each with the section it stands in. */
function bars(facts: Known, step = STEP): readonly string[] {
  let section = "";
  return timeline(facts, step)
    .split("\n")
    .flatMap((line) => {
      const [, title] = /^ {2}section (.*)$/.exec(line) ?? [];
      if (title !== undefined) section = title;
      return / :/.test(line) && title === undefined ? [`${section}: ${line.trim()}`] : [];
    });
}

describe("the chart", () => {
  test("shows step, request, operation, job and tasks", () => {
    const taskTimes = [taskTime({ name: "Take Snapshot", endedBy: at(3) }), taskTime({})];

    expect(bars({ ...known, taskTimes })).toEqual([
      "Step: This step :2026-01-05 10:00:00, 2026-01-05 10:10:00",
      "Request: Request accepted :2026-01-05 10:00:59, 2026-01-05 10:01:00",
      "Operation: Operation Succeeded, 2 s :2026-01-05 10:01:00, 2026-01-05 10:01:02",
      "Job: Job Backup (Full) Completed, 8 min :2026-01-05 10:01:00, 2026-01-05 10:09:00",
      "Tasks: Task 1 Take Snapshot Completed :2026-01-05 10:01:00, 2026-01-05 10:03:00",
      "Tasks: Task 2 Transfer Completed :2026-01-05 10:02:00, 2026-01-05 10:09:00",
    ]);
  });

  test("shows when the step waited for something else", () => {
    const waits = [{ from: at(0, 5), until: at(0, 55) }];

    expect(bars({ ...known, waits })[1]).toBe(
      "Step: Waiting for the item :2026-01-05 10:00:05, 2026-01-05 10:00:55",
    );
  });

  test("shows waits that follow each other as one", () => {
    const waits = [
      { from: at(0, 5), until: at(0, 20) },
      { from: at(0, 22), until: at(1, 50) },
      { from: at(1, 55), until: at(2) },
      { from: at(2, 30), until: at(3) },
    ];

    expect(bars({ ...known, waits }).slice(1, 3)).toEqual([
      "Step: Waiting for the item :2026-01-05 10:00:05, 2026-01-05 10:02:00",
      "Step: Waiting for the item :2026-01-05 10:02:30, 2026-01-05 10:03:00",
    ]);
  });

  test("shows the last waits alone where there are more than mermaid would draw", () => {
    const waits = Array.from({ length: 1_000 }, (_, index) => {
      return { from: at(index), until: at(index, 1) };
    });

    const shown = timeline({ ...known, waits }, { from: at(0), until: at(1_000) });

    expect(shown.length).toBeLessThan(50_000);
    expect(shown.match(/Waiting for the item/g)).toHaveLength(40);
    expect(shown).toContain("Waiting for the item :2026-01-06 02:39:00");
  });

  test("shows every job of the step", () => {
    const former = job({ id: "6", status: "Failed", phase: "failed", endTime: at(0, 30) });

    const jobs = bars({ ...known, formerJobs: [former] }).filter((bar) => bar.startsWith("Job"));

    expect(jobs).toHaveLength(2);
    expect(jobs[0]).toMatch(/^Job: Job ConfigureBackup Failed, 30 s :crit, /);
  });

  test("shows every task below its own job alone", () => {
    const former = { ...backup, id: "6" };
    const taskTimes = [taskTime({ jobId: "6", name: "First" }), taskTime({ name: "Second" })];

    const tasks = bars({ ...known, formerJobs: [former], taskTimes }).filter((bar) =>
      bar.startsWith("Tasks"),
    );

    expect(tasks.map((bar) => bar.split(" ")[3])).toEqual(["First", "Second"]);
  });

  test("counts days where the work took more than one", () => {
    const long = { ...known, job: { ...backup, startTime: at(0) - 30 * 3_600_000 } };

    expect(timeline(long, STEP)).toContain("axisFormat %m-%d %H:%M\n");
    expect(timeline(known, STEP)).toContain("axisFormat %H:%M:%S\n");
  });
});

describe("the step", () => {
  test("lies around what it waited for, sent and saw end, however the clocks differ", () => {
    const late = { from: at(8), until: at(8, 1) };

    expect(bars(known, late)[0]).toBe("Step: This step :2026-01-05 10:00:59, 2026-01-05 10:09:00");
    expect(bars({ ...known, waits: [{ from: at(0, 5), until: at(1) }] }, late)[0]).toContain(
      " :2026-01-05 10:00:05, ",
    );
  });

  test("does not begin with a job that had begun before it, nor end with one that goes on", () => {
    const { write: _, ...followed } = known;
    const running = { ...backup, startTime: at(0) - 3_600_000, phase: "running" } as const;

    expect(bars({ ...followed, job: running }, { from: at(2), until: at(3) })[0]).toBe(
      "Step: This step :2026-01-05 10:02:00, 2026-01-05 10:03:00",
    );
  });
});

test("seconds are the axis's steps where there are no more than ten", () => {
  const short = { write: acceptedWrite(at(0, 1)) };

  expect(timeline(short, { from: at(0), until: at(0, 9) })).toContain("tickInterval 1second\n");
  expect(timeline(known, STEP)).not.toContain("tickInterval");
});

describe("work that is not over", () => {
  test("goes on to the end of the step", () => {
    const running = {
      ...backup,
      status: "InProgress",
      phase: "running",
      endTime: undefined,
    } as const;
    const { lroEndedAt: _, ...open } = known;
    const operation = { id: "op-1", status: "InProgress" };
    const taskTimes = [taskTime({ status: "InProgress", endedBy: undefined })];

    const shown = bars({ ...open, lro: operation, job: running, taskTimes });

    expect(shown.slice(2)).toEqual([
      "Operation: Operation InProgress, 9 min :2026-01-05 10:01:00, 2026-01-05 10:10:00",
      "Job: Job Backup (Full) InProgress, 9 min :2026-01-05 10:01:00, 2026-01-05 10:10:00",
      "Tasks: Task 1 Transfer InProgress :2026-01-05 10:01:00, 2026-01-05 10:10:00",
    ]);
  });
});

describe("work that ended badly", () => {
  test.each([
    { status: "Failed", phase: "failed" },
    { status: "Cancelled", phase: "cancelled" },
    { status: "CompletedWithWarnings", phase: "warned" },
  ] as const)("stands out: a job that ended $status", (end) => {
    expect(bars({ ...known, job: { ...backup, ...end } })[3]).toContain(" :crit, ");
  });

  test("stands out: an operation and a task that failed", () => {
    const operation = { id: "op-1", status: "Failed" };
    const shown = bars({ ...known, lro: operation, taskTimes: [taskTime({ status: "Failed" })] });

    expect(shown[2]).toContain(" :crit, ");
    expect(shown[4]).toContain(" :crit, ");
  });
});

test.each(["Skipped", "completed"])("a task that is %s is nothing bad", (status) => {
  expect(bars({ ...known, taskTimes: [taskTime({ status })] }).at(-1)).not.toContain("crit");
});

describe("no chart", () => {
  test.each<{ what: string; facts: Known; step?: typeof STEP }>([
    { what: "nothing was known", facts: {} },
    { what: "nothing was sent and no job followed", facts: { lro: { id: "o", status: "" } } },
    { what: "the job was never seen", facts: { job: { id: "7", status: "" } } },
    {
      what: "Azure gives a time that no chart can hold",
      facts: { job: { ...backup, startTime: -8e15 } },
    },
    {
      what: "Azure gives a time after all four-digit years",
      facts: { job: { ...backup, endTime: Date.UTC(10_000, 0) } },
    },
  ])("is drawn where $what", ({ facts, step = STEP }) => {
    expect(timeline(facts, step)).toBe("");
  });
});

describe("a bar", () => {
  test("never ends before it begins, nor lies outside its job", () => {
    const time = fc.integer({ min: at(0), max: at(30) });
    fc.assert(
      fc.property(fc.tuple(time, time, time, time, time, time), ([a, b, c, d, e, f]) => {
        const facts = {
          ...known,
          job: { ...backup, startTime: a, endTime: b },
          taskTimes: [
            taskTime({ begunBy: c, endedBy: d }),
            taskTime({ name: "Second", begunBy: e, endedBy: f }),
          ],
        };
        const spans = bars(facts).map((bar) => bar.match(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g) ?? []);
        for (const [from = "", until = ""] of spans) expect(until >= from).toBe(true);
        const [jobFrom = "", jobUntil = ""] = spans[3] ?? [];
        for (const [from = "", until = ""] of spans.slice(4)) {
          expect(from >= jobFrom && until <= jobUntil).toBe(true);
        }
      }),
    );
  });

  test.each([
    "a\n  section Fake",
    "x :crit, 2026-01-01, 1d",
    "x; click y href https://evil.example",
    "x %% all that follows",
    "%%{init: {}}%%",
    "x # y",
    "```",
    "<b>",
    "&#58;",
    "\u202exe",
  ])("has a name that is words alone: %j", (name) => {
    const lines = timeline({ ...known, taskTimes: [taskTime({ name, status: name })] }, STEP).split(
      "\n",
    );

    expect(lines).toHaveLength(16);
    expect(lines.at(-2)).toMatch(/^ {2}Task 1[\p{L}\p{M}\p{N} .,()'/…-]* :crit, [\d: ,-]+$/u);
  });

  test("is a second at the start of a job that Azure lets end before", () => {
    const early = { ...backup, startTime: at(5), endTime: at(4) };

    expect(bars({ ...known, job: early })[3]).toBe(
      "Job: Job Backup (Full) Completed, 0 s :2026-01-05 10:04:59, 2026-01-05 10:05:00",
    );
  });

  test("is a second long where a task was never seen under way", () => {
    expect(
      bars({ ...known, taskTimes: [taskTime({ begunBy: at(5), endedBy: at(5) })] }).at(-1),
    ).toBe("Tasks: Task 1 Transfer Completed :2026-01-05 10:04:59, 2026-01-05 10:05:00");
  });

  test("keeps the marks of every script in its name", () => {
    const name = "Sauvegarde\u0301 \u0939\u093f\u0928\u094d\u0926\u0940";

    expect(bars({ ...known, taskTimes: [taskTime({ name })] }).at(-1)).toContain(name);
  });

  test("has a name that fits on the page", () => {
    const [name = ""] = bars({ ...known, taskTimes: [taskTime({ name: "long ".repeat(100) })] })
      .at(-1)
      ?.split(" :") ?? [""];

    expect(name.length).toBeLessThan(80);
    expect(name.endsWith("…")).toBe(true);
  });
});
