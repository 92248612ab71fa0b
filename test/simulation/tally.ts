import type { Judgement } from "./judge.ts";

/** How many seeds of one property are named. */
const MOST_NAMED = 5;

/** What came of many runs. */
export interface Tally {
  /** How many runs broke at least one property. */
  readonly broken: number;
  add(seed: number, judgement: Judgement): void;
  /** A line for each property: name, runs, how often it was at stake, how often broken. */
  table(): string;
  /** The first seeds that break each property, with the command that plays each again. */
  failures(): readonly string[];
}

interface Row {
  atStake: number;
  readonly broken: { readonly seed: number; readonly what: string }[];
}

/** An empty tally of these properties. */
export function tallyOf(names: readonly string[]): Tally {
  const rows = new Map<string, Row>(names.map((name) => [name, { atStake: 0, broken: [] }]));
  let runs = 0;
  let broken = 0;
  return {
    get broken() {
      return broken;
    },
    add(seed, { atStake, breaches }) {
      runs += 1;
      if (breaches.length > 0) broken += 1;
      for (const name of atStake) (rows.get(name) as Row).atStake += 1;
      for (const { property, what } of breaches) rows.get(property)?.broken.push({ seed, what });
    },
    table() {
      const width = Math.max(...names.map((name) => name.length));
      const line = (name: string, cells: readonly (string | number)[]) =>
        [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(" ");
      return [
        line("property", ["runs", "at stake", "breaches"]),
        ...[...rows].map(([name, row]) => line(name, [runs, row.atStake, row.broken.length])),
      ].join("\n");
    },
    failures: () =>
      [...rows].flatMap(([name, row]) =>
        row.broken
          .slice(0, MOST_NAMED)
          .map(
            ({ seed, what }) =>
              `${name}: ${what}\n  npm run simulate -- --shrink --seed ${seed} --property ${name}`,
          ),
      ),
  };
}
