import { object, parseObject, text } from "./json.ts";
import type { Answer, Exchange } from "./slice.ts";

/** One recorded answer and when, in milliseconds after the start, the service began to give it. */
export interface Entry {
  readonly at: number;
  readonly answer: Answer;
}

/** Status words that mean "not over yet" or that nobody has seen before. */
const ENDS = ["succeeded", "completed", "completedwithwarnings", "failed", "cancelled", "canceled"];

/**
 * Puts recorded answers on a time line that starts at `originMs`. Times never step back, though the
 * `date` of some front ends does by a second or three. A 429 lasts for the seconds it names, because
 * the recorded client came back a little later than it was told to.
 */
export function timeline(exchanges: readonly Exchange[], originMs: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (const { response } of exchanges) {
    const recorded = Math.max(dateOf(response) - originMs, entries.at(-1)?.at ?? 0);
    entries.push({ at: Math.min(recorded, endOfThrottling(entries.at(-1))), answer: response });
  }
  return entries;
}

/** When an answer was given, in milliseconds since 1970 (UTC). */
export function dateOf(answer: Answer): number {
  return Date.parse(answer.headers.date ?? "");
}

/** The seconds that a 429 asks its client to wait; undefined where it names none. */
export function throttledSeconds({ status, body }: Answer): number | undefined {
  const named = status === 429 ? /after '(\d+)' seconds/.exec(body)?.[1] : undefined;
  return named === undefined ? undefined : Number(named);
}

/** The status of an operation or a job in an answer; "" where the answer holds none. */
export function statusWord({ status, body }: Answer): string {
  const parsed = status === 200 ? parseObject(body) : undefined;
  return text(parsed?.status) || text(object(parsed?.properties).status);
}

/** Whether a status says that the operation or job is over. */
export function isEnd(word: string): boolean {
  return ENDS.includes(word.toLowerCase()) || word === "Invalid";
}

/** When the series first tells that it is over, in milliseconds after the start. */
export function endOf(entries: readonly Entry[]): number | undefined {
  return entries.find(({ answer }) => isEnd(statusWord(answer)))?.at;
}

/**
 * Recorded answers, read again by elapsed time. A recorded 5xx is told until the time of the next
 * recorded answer, and at least once, to the first look after its moment, so that a client with another
 * pace meets each of them.
 */
export class Series {
  readonly entries: readonly Entry[];
  readonly #told = new Set<Entry>();

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  /** What the service said `elapsedMs` after the start; before the first answer, that one. */
  read(elapsedMs: number): Answer | undefined {
    const due = this.entries.filter(({ at }) => at <= elapsedMs);
    const fault = due.find((entry) => isFault(entry) && !this.#told.has(entry));
    if (fault) {
      this.#told.add(fault);
      return fault.answer;
    }
    const current = due.at(-1);
    if (current && isFault(current) && current !== this.entries.at(-1)) return current.answer;
    const sound = due.findLast((entry) => !isFault(entry));
    return (sound ?? this.entries.find((entry) => !isFault(entry)) ?? due.at(-1))?.answer;
  }

  /** The last good answer by `elapsedMs`; looking here tells no fault. */
  peek(elapsedMs: number): Answer | undefined {
    const good = this.entries.filter(({ at, answer }) => at <= elapsedMs && answer.status === 200);
    return good.at(-1)?.answer;
  }
}

function isFault({ answer }: Entry): boolean {
  return answer.status >= 500;
}

function endOfThrottling(entry: Entry | undefined): number {
  const seconds = entry && throttledSeconds(entry.answer);
  return entry && seconds !== undefined ? entry.at + seconds * 1_000 : Number.POSITIVE_INFINITY;
}
