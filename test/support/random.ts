/** Numbers from 0 to below 1 that a seed decides: the same seed gives the same ones on every machine. */
export type Random = () => number;

/** Numbers drawn by `seed` (mulberry32). */
export function randomBy(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of several, drawn. */
export function oneOf<T>(random: Random, [first, ...others]: readonly [T, ...T[]]): T {
  return others[Math.floor(random() * (others.length + 1)) - 1] ?? first;
}
