import { type Facts, NAME_OUTPUTS } from "../../report/outputs.ts";
import { makeInert } from "./escape.ts";

/**
 * The outputs in a form that a later step may `echo`. Text from Azure becomes harmless, as in our
 * own log; names and ids stay unchanged. If no item was given, the name in a job is Azure's text.
 */
export function inertFacts(facts: Facts): Facts {
  const isKept = (name: string) =>
    NAME_OUTPUTS.includes(name) && !(name === "item-name" && facts["item-id"] === "");
  const inertLines = (value: string) => value.split("\n").map(makeInert).join("\n");
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, isKept(name) ? value : inertLines(value)]),
  ) as Facts;
}
