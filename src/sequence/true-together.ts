import { DeadlineError } from "../errors.ts";
import { REASONS } from "../reasons.ts";
import { roughDuration } from "../text.ts";
import type { Chosen } from "./results.ts";
import type { Result } from "./task.ts";
import type { ReadTools } from "./tools.ts";

/** The answer on one of several items. */
export interface Judged {
  readonly each: Chosen;
  readonly result: Result;
  /** By our own clock, in milliseconds since 1970. */
  readonly at: number;
}

/** How old a good answer on one item may be when the last answer arrives. */
const TOGETHER_MS = 300_000;

/**
 * Asks again about items whose answer (good, or stopped) became too old while others were judged,
 * until all answers are true at the same time. So many items that the hour's quota does not allow it are
 * asked again only where their point has become too old.
 */
export async function untilTrueTogether(
  first: readonly Judged[],
  maxAgeMs: number,
  tools: Pick<ReadTools, "log" | "pace" | "requests" | "serviceNow">,
  again: (items: readonly Chosen[]) => Promise<readonly Judged[]>,
): Promise<readonly Result[]> {
  const { clock, deadline } = tools.pace;
  const withinMs = first.length * 2 <= tools.requests.hourly() ? TOGETHER_MS : undefined;
  for (let judged = first; ; ) {
    const old = judged.filter((one) => isOld(one, { maxAgeMs, withinMs }, tools));
    if (old.length === 0) {
      tellOldest(judged, tools);
      return judged.map(({ result }) => result);
    }
    const during = `asking again for ${old.length} answers that had become too old`;
    if (clock.now() >= deadline) {
      const error = new DeadlineError(during);
      return judged.map((one) =>
        old.includes(one) ? { ...one.result, ending: { kind: "thrown", error } } : one.result,
      );
    }
    tools.log.say(`The other items took their time; ${during}.`);
    const renewed = new Map(
      (await again(old.map(({ each }) => each))).map((one) => [one.each, one]),
    );
    judged = judged.map((one) => renewed.get(one.each) ?? one);
  }
}

/** Warns of answers that are older than one step about fewer items would give. */
function tellOldest(
  judged: readonly Judged[],
  { log, pace }: Pick<ReadTools, "log" | "pace">,
): void {
  const ageMs = pace.clock.now() - Math.min(...judged.map(({ at }) => at));
  if (ageMs <= TOGETHER_MS) return;
  log.warn(
    `The first answer is ${roughDuration(ageMs)} old, because Azure's hourly quotas do not allow to ask about ${judged.length} items in less. Fewer items in a step are answered together.`,
  );
}

function isOld(
  { result, at }: Judged,
  { maxAgeMs, withinMs }: { readonly maxAgeMs: number; readonly withinMs: number | undefined },
  tools: Pick<ReadTools, "pace" | "serviceNow">,
): boolean {
  const { ending } = result;
  const isLate = withinMs !== undefined && tools.pace.clock.now() - at > withinMs;
  if (ending.kind === "not-judged") return isLate;
  if (ending.kind !== "answered" || REASONS[ending.answer.reason].gate === "closed") return false;
  const ageMs = tools.serviceNow() - (ending.answer.point?.time ?? Number.NEGATIVE_INFINITY);
  return isLate || ageMs > maxAgeMs;
}
