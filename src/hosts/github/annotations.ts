import { type NamedVerdict, sayLastWord } from "../last-word.ts";
import { makeInert } from "./escape.ts";
import type { Runner } from "./runner.ts";

/** Prints the verdict last, and warnings about an open gate, as annotations. */
export function annotate(
  verdict: NamedVerdict,
  items: readonly NamedVerdict[],
  runner: Pick<Runner, "log" | "error" | "warning">,
): void {
  sayLastWord(verdict, items, {
    log: (line) => runner.log(makeInert(line)),
    warning: (message) => runner.warning(makeInert(message)),
    error: (message, title) => runner.error(makeInert(message), title),
  });
}
