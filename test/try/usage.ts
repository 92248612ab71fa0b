import leven from "leven";

/** A call that cannot be carried out as it is: one line, and exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The end of a sentence on an unknown word: the known one that is closest, or all of them. */
export function nearest(word: string, known: readonly string[]): string {
  const near = known
    .map((one) => ({ one, distance: distance(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, distance: far }) => far <= Math.max(2, one.length * 0.3))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ one }) => `'${one}'`);
  if (near.length > 0) return `. Did you mean ${near.join(" or ")}?`;
  return known.length === 0 ? "." : `, only ${known.join(", ")}.`;
}

/** Edit distance; a word that holds the other counts as one step away. */
function distance(a: string, b: string): number {
  return a.length > 2 && a !== b && (b.includes(a) || a.includes(b)) ? 1 : leven(a, b);
}
