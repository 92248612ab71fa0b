import leven from "leven";

/** How far apart names may be. */
interface Likeness<T> {
  nameOf(one: T): string;
  /** Of its name, what may be other letters. */
  readonly share: number;
  /** How many are given. */
  readonly most: number;
}

/** Those whose names differ from the wanted one in no more than two letters, or than a share; nearest first. */
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
