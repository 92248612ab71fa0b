import { nearest as nearestNames } from "../../src/naming/near-names.ts";

/** A call that cannot be carried out as it is: one line, and exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const LIKENESS = { nameOf: (name: string) => name, share: 0.3, most: 3 };

/** The end of a sentence on an unknown word: the known ones that are closest, or all of them. */
export function nearest(word: string, known: readonly string[]): string {
  const near = nearestNames(word, known, LIKENESS).map((one) => `'${one}'`);
  if (near.length > 0) return `. Did you mean ${near.join(" or ")}?`;
  return known.length === 0 ? "." : `, only ${known.join(", ")}.`;
}
