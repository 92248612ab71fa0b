import type { Answer } from "../operations/evidence.ts";
import { warningsOn } from "../operations/item-warnings.ts";
import type { Asked } from "./asking.ts";
import type { Ending } from "./task.ts";
import { addWarning, type ReadTools } from "./tools.ts";

/** Notes the answer that ends the step, and prints what the reader should know about it. */
export function tellAnswer(
  { item, warning }: Pick<Asked, "item" | "warning">,
  answer: Answer,
  tools: ReadTools,
): Extract<Ending, { kind: "answered" }> {
  noteAnswer({ item, warning }, answer, tools);
  return { kind: "answered", answer };
}

/** Notes the point that an answer relies on, and what the reader should know about it. */
export function noteAnswer(
  { item, warning }: Pick<Asked, "item" | "warning">,
  { point, notes }: Answer,
  tools: ReadTools,
): void {
  const { known, learn, log } = tools;
  learn({ after: item, ...(point === undefined ? {} : { point }) });
  const warnings = [...(warning === undefined ? [] : [warning]), ...warningsOn(item)];
  for (const each of warnings) addWarning(each, tools);
  learn({ notes: [...(known().notes ?? []), ...notes] });
  for (const note of notes) log.say(note);
}
