import { REASONS } from "../src/reasons.ts";
import { code, table } from "./markdown.ts";

/**
 * The three kinds of ending: the gate opens, it closes and the step is red, it closes and the step
 * is green.
 */
type EndKind = "open" | "red" | "green";

/** The reasons of one kind, in order of precedence. */
export function reasonsTable(wanted: EndKind): string {
  const rows = Object.entries(REASONS)
    .filter(([, reason]) => kindOf(reason) === wanted)
    .map(([reason, { meaning }]) => [code(reason), meaning]);
  return table([code("reason"), "What it means"], rows);
}

function kindOf({ gate, red }: (typeof REASONS)[keyof typeof REASONS]): EndKind {
  if (gate === "open") return "open";
  return red ? "red" : "green";
}
