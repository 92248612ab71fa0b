import { type Facts, NAME_OUTPUTS } from "../report/outputs.ts";

/**
 * The outputs in a form that a later step may `echo`. Text from Azure becomes harmless by the
 * host's own `makeInert`, as in its log; names and ids stay unchanged. If no item was given, the
 * name in a job is Azure's text.
 */
export function inertFacts(facts: Facts, makeInert: (line: string) => string): Facts {
  const isKept = (name: string) =>
    NAME_OUTPUTS.includes(name) && !(name === "item-name" && facts["item-id"] === "");
  const inertLines = (value: string) => value.split("\n").map(makeInert).join("\n");
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, isKept(name) ? value : inertLines(value)]),
  ) as Facts;
}
