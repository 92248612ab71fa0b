import { type Json, object, parseObject, text } from "./json.ts";

const WORKLOADS = ["sql", "hana", "ase", "afs", "vm"] as const;
const OPERATIONS = [
  "set-policy",
  "stop-retain",
  "stop-delete",
  "resume",
  "undelete",
  "backup",
  "suspend",
  "cancel",
  "jobwait",
  "points",
] as const;
const PHASES = ["pre", "unlock", "mutate", "poll", "result", "job", "read", "verify"] as const;

/** Operations that some recordings put into other words. */
const OTHER_WORDS: Readonly<Record<string, Operation>> = {
  "cancel-job": "cancel",
  "recovery-points": "points",
  "resume from BackupsSuspended": "resume",
  "set-policy shorter retention under MUA": "set-policy",
  "stop-delete under MUA": "stop-delete",
};

/** What was protected in a recording. */
export type Workload = (typeof WORKLOADS)[number];

/** What a recording did, in the words of its file name; every job wait is `jobwait`, a look at recovery points `points`. */
export type Operation = (typeof OPERATIONS)[number];

/**
 * The part of the operation that an exchange belongs to; `result` is a look at its `operationResults`,
 * `read` a list of recovery points, `unlock` what a resource guard wants before a deletion.
 */
export type Phase = (typeof PHASES)[number];

/** One recorded answer; header names are lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is made up about it, counted whenever it is given; undefined for an answer as recorded. */
  readonly filled?: string;
}

/** One recorded request with its answer. */
export interface Recorded {
  readonly request: { readonly method: string; readonly url: string; readonly body: string | null };
  readonly response: Answer;
}

/** One recorded request whose part in an operation is known. */
export interface Exchange extends Recorded {
  readonly phase: Phase;
}

/** One recorded operation or job wait. */
export interface Slice {
  readonly name: string;
  readonly workload: Workload;
  readonly operation: Operation;
  readonly exchanges: readonly Exchange[];
  /** Of a look at recovery points: how old the newest one may be, in seconds. */
  readonly maxAgeSeconds?: number;
}

/** One operation or job wait that is recorded, and whether it can be played. */
export type Part =
  | { readonly kind: "slice"; readonly slice: Slice }
  | {
      readonly kind: "skipped";
      readonly name: string;
      readonly group: string;
      readonly why: string;
    };

/** What a file turned out to be; a session is still to be cut into its parts. */
export type Reading =
  | Part
  | { readonly kind: "session"; readonly name: string; readonly exchanges: readonly Recorded[] }
  | { readonly kind: "not-a-slice"; readonly name: string; readonly why: string };

/** Such as `vm-stop-delete-with504--2018-03-06--…`. */
const NAME = /^([a-z]+)-(.+?)(?:-with\d+)?(?:--.*)?$/;
/** Recorded operations that the action does not offer. */
const NOT_OFFERED = ["enable", "disk-exclusion-update"];

/** Reads one recording; `name` is its file name without `.json`. */
export function readSlice(name: string, content: string): Reading {
  const parsed = parseObject(content);
  if (!parsed) return { kind: "not-a-slice", name, why: "it holds no JSON object" };
  if (!Array.isArray(parsed.interactions)) {
    return { kind: "not-a-slice", name, why: "it holds no list of interactions" };
  }
  const interactions: readonly unknown[] = parsed.interactions;
  if (interactions.some((one) => "phase" in object(one))) {
    return withOperation(name, parsed, interactions);
  }
  const exchanges = interactions.map(readRecorded).filter((one) => one !== undefined);
  if (exchanges.length < interactions.length) {
    return { kind: "not-a-slice", name, why: "an interaction lacks URL, status or date" };
  }
  return { kind: "session", name, exchanges };
}

/** The workload that the name of a file begins with. */
export function workloadIn(name: string): Workload | undefined {
  const first = NAME.exec(name)?.[1];
  return WORKLOADS.find((one) => one === first);
}

function withOperation(name: string, parsed: Json, interactions: readonly unknown[]): Reading {
  const [, , rest = ""] = NAME.exec(name) ?? [];
  const workload = workloadIn(name);
  const recorded = text(parsed.operation) || rest;
  const word = recorded.startsWith("jobwait") ? "jobwait" : (OTHER_WORDS[recorded] ?? recorded);
  const group = `${workload} ${word}`;
  const exchanges = interactions.map(readExchange).filter((one) => one !== undefined);

  if (!workload) return { kind: "not-a-slice", name, why: "its name starts with no workload" };
  if (NOT_OFFERED.includes(word)) {
    return { kind: "skipped", name, group, why: "the action does not offer this operation" };
  }
  if (exchanges.length < interactions.length) {
    return { kind: "not-a-slice", name, why: "an interaction lacks phase, URL, status or date" };
  }
  if (word === "points") return pointsOf({ name, workload, operation: word, exchanges }, group);
  // Of an operation whose start is not recorded, the job can still be waited for.
  const looks = exchanges.filter(({ phase }) => phase === "job");
  const begins = exchanges.some(({ phase }) => phase === "mutate");
  if (!begins && looks.length === 0) {
    return { kind: "skipped", name, group, why: "neither its start nor its job is recorded" };
  }
  if (word === "jobwait" || !begins) {
    return { kind: "slice", slice: { name, workload, operation: "jobwait", exchanges: looks } };
  }
  const operation = OPERATIONS.find((one) => one === word);
  if (!operation) return { kind: "not-a-slice", name, why: `operation '${word}' is not known` };
  return { kind: "slice", slice: { name, workload, operation, exchanges } };
}

/** A list of recovery points is played whole; one that was asked for logs only lacks the rest. */
function pointsOf(slice: Slice, group: string): Part {
  const { name, exchanges } = slice;
  const read = exchanges.find(({ phase }) => phase === "read");
  const why = !read
    ? "its list of recovery points is not recorded"
    : /filter=/i.test(read.request.url)
      ? "its list was narrowed down to some types"
      : undefined;
  return why === undefined ? { kind: "slice", slice } : { kind: "skipped", name, group, why };
}

/** One interaction of a file; undefined where it lacks phase, URL, status or date. */
export function readExchange(value: unknown): Exchange | undefined {
  const phase = PHASES.find((one) => one === object(value).phase);
  const recorded = readRecorded(value);
  if (!phase || !recorded) return undefined;
  // Some recordings call the look at the job that ends an operation a poll, too.
  const isJob = phase === "poll" && /\/backupJobs\//i.test(recorded.request.url);
  return { phase: isJob ? "job" : phase, ...recorded };
}

function readRecorded(value: unknown): Recorded | undefined {
  const { request, response } = object(value);
  const { method, url, body: sent } = object(request);
  const { status, headers, body: received } = object(response);
  if (typeof url !== "string" || typeof status !== "number") return undefined;
  const pairs = Object.entries(object(headers)).map(([key, entry]) => [key, String(entry)]);
  const answer: Answer = { status, headers: Object.fromEntries(pairs), body: text(received) };
  if (Number.isNaN(Date.parse(answer.headers.date ?? ""))) return undefined;
  return {
    request: { method: text(method), url, body: typeof sent === "string" ? sent : null },
    response: answer,
  };
}
