import { isoTime } from "../../json.ts";
import { jobsOf, type Known, type KnownJob, type Span, writeOf } from "../../sequence/known.ts";
import type { TaskTimes } from "../../sequence/task-times.ts";
import { acceptedAt } from "../../sequence/write-state.ts";
import { duration } from "../../text.ts";
import { DAY_MS, SECOND_MS } from "../../time/units.ts";

/** One bar of the chart. Times are the service's, in milliseconds since 1970. */
interface Bar extends Span {
  readonly section: string;
  readonly name: string;
  /** Whether it ended badly. */
  readonly bad: boolean;
}

/**
 * A wait that begins this soon after another continues it: the item was only read once more in
 * between.
 */
const SAME_WAIT_MS = 30_000;
/**
 * Only the last ones are shown, because a conflict of days has hundreds and mermaid draws no text
 * of more than 50,000 characters (E153).
 */
const MOST_WAITS = 40;
/** From then on dates have another form, which mermaid cannot read. */
const YEAR_10000_MS = Date.UTC(10_000, 0);

/**
 * What happened when, as a mermaid gantt that GitHub draws: the step, the request, the operation,
 * the jobs and their tasks, in UTC. Pure; "" if nothing happened in Azure. The colours are
 * GitHub's, which suit light and dark mode.
 */
export function timeline(known: Known, step: Span): string {
  const { taskTimes = [] } = known;
  const jobs = jobsOf(known);
  const whole = wholeStep(step, known, jobs);
  const bars: readonly Bar[] = [
    { section: "Step", name: "This step", bad: false, ...whole },
    ...waitsOf(known).map((wait) => {
      return { section: "Step", name: "Waiting for the item", bad: false, ...wait };
    }),
    ...lroBars(known, whole),
    ...jobs.flatMap((each) => jobBars(each, taskTimes, whole)),
  ].map(wholeSeconds);
  const from = Math.min(...bars.map((bar) => bar.from));
  const until = Math.max(...bars.map((bar) => bar.until));
  const hasWork = bars.some(({ section }) => section !== "Step");
  const isDrawable = from >= 0 && until < YEAR_10000_MS;
  return hasWork && isDrawable ? chart(bars, until - from) : "";
}

/**
 * The span of the step, even if the clocks differ: it began before anything it waited for or sent,
 * and ended after every end it knows.
 */
function wholeStep(step: Span, known: Known, jobs: readonly KnownJob[]): Span {
  const ends = jobs.flatMap(({ phase = "running", endTime }) =>
    phase === "running" || endTime === undefined ? [] : [endTime],
  );
  const { waits = [] } = known;
  const accepted = acceptedAt(writeOf(known)) ?? step.until;
  const begins = [accepted - SECOND_MS, ...waits.map(({ from }) => from)];
  return { from: Math.min(step.from, ...begins), until: Math.max(step.until, ...ends) };
}

function waitsOf({ waits = [] }: Known): readonly Span[] {
  const merged: Span[] = [];
  for (const wait of waits) {
    const last = merged.at(-1);
    const goesOn = last !== undefined && wait.from - last.until < SAME_WAIT_MS;
    if (goesOn) merged[merged.length - 1] = { from: last.from, until: wait.until };
    else merged.push(wait);
  }
  return merged.slice(-MOST_WAITS);
}

function lroBars(known: Known, step: Span): readonly Bar[] {
  const { lro, lroEndedAt } = known;
  const from = acceptedAt(writeOf(known));
  if (from === undefined) return [];
  const request: Bar = {
    section: "Request",
    name: "Request accepted",
    bad: false,
    from,
    until: from,
  };
  if (lro === undefined) return [request];
  const until = lroEndedAt ?? step.until;
  const name = `Operation ${lro.status}`.trim() + lengthInWords(from, until);
  const bad = lroEndedAt !== undefined && !/^succeeded$/i.test(lro.status);
  return [request, { section: "Operation", name, bad, from, until }];
}

/** The bar of a job; none for a job without a start, which was never seen. */
function jobBars(job: KnownJob, taskTimes: readonly TaskTimes[], step: Span): readonly Bar[] {
  const { startTime: from, phase = "running" } = job;
  if (from === undefined) return [];
  const until = Math.max(job.endTime ?? step.until, from);
  const name = `Job ${job.operation ?? ""} ${job.status}${lengthInWords(from, until)}`;
  const bad = phase !== "running" && phase !== "completed";
  const own = taskTimes.filter(({ jobId }) => jobId === job.id);
  return [{ section: "Job", name, bad, from, until }, ...taskBars(own, { from, until })];
}

/**
 * Tasks follow each other, so a task that had begun by one look began when the previous one ended.
 * If a task was never seen running, only its end is known. All tasks lie within their job.
 */
function taskBars(taskTimes: readonly TaskTimes[], job: Span): readonly Bar[] {
  const within = (time: number) => Math.min(Math.max(time, job.from), job.until);
  let former: number | undefined = job.from;
  return taskTimes.map(({ name, status, begunBy, endedBy }, index): Bar => {
    const until = within(Math.max(endedBy ?? job.until, job.from + SECOND_MS));
    const from = begunBy === endedBy ? until : within(Math.min(begunBy, former ?? begunBy));
    former = endedBy;
    const bad = endedBy !== undefined && !/^(completed|skipped)$/i.test(status);
    return { section: "Tasks", name: `Task ${index + 1} ${name} ${status}`, bad, from, until };
  });
}

function lengthInWords(from: number, until: number): string {
  return `, ${duration(until - from)}`;
}

/** No bar is narrower than a second; anything shorter is drawn in the second before its end. */
function wholeSeconds(bar: Bar): Bar {
  const floor = (time: number) => Math.floor(time / SECOND_MS) * SECOND_MS;
  const until = floor(bar.until);
  return { ...bar, from: Math.min(floor(bar.from), until - SECOND_MS), until };
}

function chart(bars: readonly Bar[], spanMs: number): string {
  const sections = [...new Set(bars.map(({ section }) => section))];
  const lines = sections.flatMap((section) => [
    `  section ${section}`,
    ...bars.filter((bar) => bar.section === section).map((bar) => `  ${barLine(bar)}`),
  ]);
  return [
    "```mermaid",
    "gantt",
    "  dateFormat YYYY-MM-DD HH:mm:ss",
    `  axisFormat ${spanMs < DAY_MS ? "%H:%M:%S" : "%m-%d %H:%M"}`,
    // Mermaid would choose steps below a second here, and all their labels would look alike.
    ...(spanMs <= 10 * SECOND_MS ? ["  tickInterval 1second"] : []),
    "  todayMarker off",
    ...lines,
    "```",
  ].join("\n");
}

/**
 * Only a bad end has a style. In dark mode the mermaid version that GitHub last used writes the
 * name of a `done` or `active` bar in the colour of the bar.
 */
function barLine({ name, bad, from, until }: Bar): string {
  return `${plainWords(name)} :${bad ? "crit, " : ""}${chartTime(from)}, ${chartTime(until)}`;
}

/** Mermaid reads and shows this form unchanged, so every reader sees UTC. */
function chartTime(ms: number): string {
  return isoTime(ms).replace("T", " ").replace("Z", "");
}

const LONGEST_NAME = 70;

/**
 * A bar's name in a form that mermaid accepts: letters, digits and harmless punctuation, because a
 * colon, a semicolon, a hash or two percent signs would end it. Every name begins with a word of
 * ours, so that none reads as a keyword or a date.
 */
function plainWords(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{M}\p{N} .,()'/-]+/gu, " ")
    .replace(/ +/g, " ")
    .trim();
  return [...words].length <= LONGEST_NAME
    ? words
    : `${[...words].slice(0, LONGEST_NAME - 1).join("")}…`;
}
