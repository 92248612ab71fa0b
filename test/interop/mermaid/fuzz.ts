import fc from "fast-check";
import type { Known } from "../../../src/sequence/known.ts";
import { HOSTILE } from "./summaries.ts";

/** What a step may know, and from when to when it ran. */
interface Facts {
  readonly known: Known;
  readonly step: { readonly from: number; readonly until: number };
}

/** Pieces of the gantt language and of Markdown, and anything else. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.constantFrom("\n", " ", ":", ";", "#", "%%", "%%{", "}%%", "```", ",", "click ", "<br>"),
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(""));

const time = fc.integer({ min: Date.UTC(2026, 0, 5), max: Date.UTC(2026, 0, 7) });
const maybeTime = fc.option(time, { nil: undefined });
const span = fc
  .tuple(time, time)
  .map(([a, b]) => ({ from: Math.min(a, b), until: Math.max(a, b) }));

/** Waits follow each other. With less than half a minute in between, two are drawn as one. */
const waits = fc.array(span, { maxLength: 3 }).map((spans) => {
  const apart: (typeof spans)[number][] = [];
  for (const one of spans.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last === undefined || one.from - last.until >= 30_000) apart.push(one);
  }
  return apart;
});

const taskTime = fc.record({
  jobId: fc.constantFrom("first", "second", "another"),
  name,
  status: name,
  begunBy: time,
  endedBy: maybeTime,
});

function job(id: string) {
  return fc.record({
    id: fc.constant(id),
    status: name,
    operation: name,
    phase: fc.constantFrom("running", "completed", "warned", "failed", "cancelled"),
    startTime: maybeTime,
    endTime: maybeTime,
  });
}

/** Facts of any kind, with names of any kind. A step takes a second at least: charts count in seconds. */
export const facts: fc.Arbitrary<Facts> = fc.record({
  step: span.map(({ from, until }) => ({ from, until: until + 1_000 })),
  known: fc
    .record(
      {
        waits,
        write: time.map((at) => ({ kind: "accepted", at, before: { kind: "unsent" } })),
        lroEndedAt: time,
        lro: fc.record({ id: name, status: name }),
        formerJobs: job("first").map((one) => [one]),
        job: job("second"),
        taskTimes: fc.array(taskTime, { maxLength: 5 }),
      },
      { requiredKeys: [] },
    )
    .map((known) => known as Known),
});

/** How the names of the bars begin that the facts call for, with everything that is in them. */
export function namesOf({ known }: Facts): string[] {
  const { waits = [], write, lro, formerJobs = [], job: last, taskTimes = [] } = known;
  const jobs = [...formerJobs, ...(last ? [last] : [])].filter(
    ({ startTime }) => startTime !== undefined,
  );
  return [
    "This step",
    ...waits.map(() => "Waiting for the item"),
    ...(write === undefined ? [] : ["Request accepted"]),
    ...(write === undefined || !lro ? [] : [`Operation ${lro.status}`]),
    ...jobs.map((one) => `Job ${one.operation} ${one.status}`),
    ...jobs.flatMap(({ id }) =>
      taskTimes
        .filter(({ jobId }) => jobId === id)
        .map((task, index) => `Task ${index + 1} ${task.name} ${task.status}`),
    ),
  ];
}
