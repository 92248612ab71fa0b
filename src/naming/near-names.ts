import leven from "leven";

/** How different names may be. */
interface Likeness<T> {
  nameOf(one: T): string;
  /** The share of a name's letters that may differ. */
  readonly share: number;
  /** How many to return at most. */
  readonly most: number;
}

/**
 * The candidates whose names differ from the wanted one by at most two letters, or by the share;
 * nearest first.
 */
export function nearest<T>(
  wanted: string,
  candidates: readonly T[],
  { nameOf, share, most }: Likeness<T>,
): readonly T[] {
  return candidates
    .map((one) => {
      const name = nameOf(one);
      return { one, far: distance(wanted, name), allowed: Math.max(2, name.length * share) };
    })
    .filter(({ far, allowed }) => far <= allowed)
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ one }) => one);
}

/** Edit distance without case; a name that contains the other counts as one step away. */
function distance(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const contained = a.length > 2 && a !== b && (b.includes(a) || a.includes(b));
  return contained ? 1 : leven(a, b);
}
