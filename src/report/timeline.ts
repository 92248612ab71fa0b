import { isoTime } from "../json.ts";
import type { Known, KnownJob, Span } from "../sequence/known.ts";
import type { TaskSighting } from "../sequence/sightings.ts";
import { duration } from "../text.ts";

/** One bar of the chart. Times are the service's, in milliseconds since 1970. */
interface Bar extends Span {
  readonly section: string;
  readonly name: string;
  readonly look: "done" | "active" | "crit" | "plain";
}

/** Below a second nothing can be seen on a chart that counts in seconds. */
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** From here on a date has another form, which mermaid does not read. */
const YEAR_10000_MS = Date.UTC(10_000, 0);

/**
 * What happened when, as a mermaid gantt that GitHub draws: the step, the request, the operation,
 * the jobs and their tasks, in UTC. Pure; "" where nothing went on in Azure. Colours are left to
 * GitHub, which has them for light and dark.
 */
export function timeline(known: Known, step: Span): string {
  const { acceptedAt, job, formerJobs = [], waits = [], sightings = [] } = known;
  const jobs = [...formerJobs, ...(job === undefined ? [] : [job])];
  const ours = (name: string, span: Span): Bar => ({
    section: "Step",
    name,
    look: "plain",
    ...span,
  });
  const bars: readonly Bar[] = [
    ours("This step", step),
    ...waits.map((wait) => ours("Waiting for the item", wait)),
    ...(acceptedAt === undefined ? [] : operationBars(known, acceptedAt, step)),
    ...jobs.flatMap((each) => jobBars(each, sightings, step)),
  ].map(wholeSeconds);
  const from = Math.min(...bars.map((bar) => bar.from));
  const until = Math.max(...bars.map((bar) => bar.until));
  const hasWork = bars.some(({ section }) => section !== "Step");
  const isDrawable = until - from >= SECOND_MS && from >= 0 && until < YEAR_10000_MS;
  return hasWork && isDrawable ? chart(bars, until - from) : "";
}

function operationBars(known: Known, acceptedAt: number, { until }: Span): readonly Bar[] {
  const { operation, operationEndedAt } = known;
  const accepted: Bar = {
    section: "Request",
    name: "Request accepted",
    look: "plain",
    from: acceptedAt,
    until: acceptedAt,
  };
  if (operation === undefined) return [accepted];
  const ended = operationEndedAt !== undefined;
  const look = !ended ? "active" : /^succeeded$/i.test(operation.status) ? "done" : "crit";
  const end = operationEndedAt ?? until;
  return [
    accepted,
    {
      section: "Operation",
      name: `Operation ${operation.status}${taken(acceptedAt, end)}`,
      look,
      from: acceptedAt,
      until: end,
    },
  ];
}

/** A job without a start was never seen. */
function jobBars(job: KnownJob, sightings: readonly TaskSighting[], step: Span): readonly Bar[] {
  const { startTime: from, phase = "running" } = job;
  if (from === undefined) return [];
  const until = Math.max(job.endTime ?? step.until, from);
  const look = phase === "running" ? "active" : phase === "completed" ? "done" : "crit";
  const name = `Job ${job.operation ?? ""} ${job.status}${taken(from, until)}`;
  const own = sightings.filter(({ jobId }) => jobId === job.id);
  return [{ section: "Job", name, look, from, until }, ...taskBars(own, { from, until })];
}

/**
 * Tasks follow each other, so one that had begun by a look began when the one before it ended. Of one
 * that was never seen under way only the end is known. None lies outside its job.
 */
function taskBars(sightings: readonly TaskSighting[], job: Span): readonly Bar[] {
  const within = (time: number) => Math.min(Math.max(time, job.from), job.until);
  let former: number | undefined = job.from;
  return sightings.map(({ name, status, begunBy, endedBy }, index): Bar => {
    const until = within(endedBy ?? job.until);
    const from = begunBy === endedBy ? until : within(Math.min(begunBy, former ?? begunBy));
    former = endedBy;
    const look = endedBy === undefined ? "active" : status === "Completed" ? "done" : "crit";
    return { section: "Tasks", name: `Task ${index + 1} ${name} ${status}`, look, from, until };
  });
}

function taken(from: number, until: number): string {
  return `, ${duration(until - from)}`;
}

/** The chart counts in whole seconds, as every time of the report does. */
function wholeSeconds<T extends Span>(span: T): T {
  const floor = (time: number) => Math.floor(time / SECOND_MS) * SECOND_MS;
  return { ...span, from: floor(span.from), until: Math.max(floor(span.until), floor(span.from)) };
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
    "  todayMarker off",
    ...lines,
    "```",
  ].join("\n");
}

function barLine({ name, look, from, until }: Bar): string {
  const tags = [
    ...(look === "plain" ? [] : [look]),
    ...(until - from < SECOND_MS ? ["milestone"] : []),
    chartTime(from),
    chartTime(until),
  ];
  return `${plainWords(name)} :${tags.join(", ")}`;
}

/** Read and shown as it is written, so that every reader sees UTC. */
function chartTime(ms: number): string {
  return isoTime(ms).replace("T", " ").replace("Z", "");
}

const LONGEST_NAME = 70;

/**
 * A bar's name as mermaid takes it: letters, digits and harmless punctuation, since a colon, a
 * semicolon, a hash or two percent signs would end it. Every name begins with a word of ours, so
 * that none is read as a keyword or a date.
 */
function plainWords(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N} .,()'/-]+/gu, " ")
    .replace(/ +/g, " ")
    .trim();
  return [...words].length <= LONGEST_NAME
    ? words
    : `${[...words].slice(0, LONGEST_NAME - 1).join("")}…`;
}
