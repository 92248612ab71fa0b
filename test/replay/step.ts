import { object, parseObject, text } from "./json.ts";
import { type Exchange, readExchange, workloadIn } from "./slice.ts";

/** A recorded step that only read: what was asked of the action, every answer, and the verdict. */
export interface RecordedStep {
  readonly name: string;
  readonly workload: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly gate: string;
  readonly reason: string;
  /** When it began, in milliseconds since 1970. */
  readonly startMs: number;
  readonly exchanges: readonly Exchange[];
}

/** The step in a file; undefined where there is none, or one that wrote and is played as a slice. */
export function readStep(name: string, content: string): RecordedStep | undefined {
  const parsed = parseObject(content) ?? {};
  const step = object(parsed.step);
  if (!("inputs" in step) || !Array.isArray(parsed.interactions)) return undefined;
  const interactions: readonly unknown[] = parsed.interactions;
  const exchanges = interactions.map(readExchange).filter((one) => one !== undefined);
  const startMs = Date.parse(text(parsed.date));
  const isWhole = exchanges.length === interactions.length && !Number.isNaN(startMs);
  if (!isWhole || exchanges.some(({ request }) => request.method !== "GET")) return undefined;
  const inputs = Object.entries(object(step.inputs)).map(([key, value]) => [key, text(value)]);
  return {
    name,
    workload: workloadIn(name) ?? "",
    inputs: Object.fromEntries(inputs),
    gate: text(step.gate),
    reason: text(step.reason),
    startMs,
    exchanges,
  };
}
