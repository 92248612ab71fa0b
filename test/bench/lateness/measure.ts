import { randomBy } from "../../support/random.ts";
import { type Figures, figuresOf, type Wait } from "./figures.ts";
import { follow } from "./follow.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { CLIENTS, type ClientName, waitOf } from "./others.ts";
import type { Part, RecordedEnd } from "./recorded-ends.ts";

/** One kind of work in one part of the recordings, by every client. */
export interface KindRow {
  readonly kind: Kind;
  readonly part: Part;
  /** How many ends are recorded. */
  readonly n: number;
  readonly ours: Figures;
  /** Ours, if no look were put off so that steps do not ask together. */
  readonly steady: Figures;
  readonly waits: readonly Wait[];
  readonly steadyWaits: readonly Wait[];
  /** Undefined for a client that has no such wait. */
  readonly others: Readonly<Record<ClientName, Figures | undefined>>;
  /** The looks of the recorded client, and how many ends they are of: those without errors. */
  readonly recorded: { readonly looks: number; readonly n: number };
  /** The ends of VM backups that take us as many looks as az, or more. */
  readonly notBelowAz: readonly RecordedEnd[];
}

/** Waits for each end so many times, each kind by itself. */
export async function measure(
  ends: readonly RecordedEnd[],
  part: Part,
  draws: number,
): Promise<readonly KindRow[]> {
  const rows: KindRow[] = [];
  for (const kind of KINDS) {
    const chosen = ends.filter((end) => end.kind === kind && end.part === part);
    if (chosen.length > 0) rows.push(await measureKind(chosen, { kind, part, draws }));
  }
  return rows;
}

interface Measured {
  readonly kind: Kind;
  readonly part: Part;
  readonly draws: number;
}

async function measureKind(
  ends: readonly RecordedEnd[],
  { kind, part, draws }: Measured,
): Promise<KindRow> {
  const drawn = ends.flatMap((end, index) =>
    Array.from({ length: draws }, (_, draw) => ({ end, seed: index * 1_000 + draw })),
  );
  const waits: Wait[] = [];
  const steady: Wait[] = [];
  for (const { end, seed } of drawn) {
    waits.push(await follow(end, randomBy(seed)));
    steady.push(await follow(end, randomBy(seed), { jitter: false }));
  }
  const othersOf = (name: ClientName) => {
    const all = drawn.flatMap(({ end, seed }) => waitOf(name, end, randomBy(seed)) ?? []);
    return all.length === 0 ? undefined : figuresOf(all, draws);
  };
  const names = Object.keys(CLIENTS) as ClientName[];
  const seenLooks = ends.flatMap(({ looks }) => looks ?? []);
  return {
    ...{ kind, part, n: ends.length, waits, steadyWaits: steady },
    ours: figuresOf(waits, draws),
    steady: figuresOf(steady, draws),
    others: Object.fromEntries(names.map((name) => [name, othersOf(name)])) as KindRow["others"],
    recorded: { looks: seenLooks.reduce((sum, one) => sum + one, 0), n: seenLooks.length },
    notBelowAz: ends.filter((end) => {
      const own = waits.filter((wait) => wait.end === end).map(({ looks }) => looks);
      const az = waitOf("az", end, randomBy(0))?.looks ?? 0;
      return Math.max(...own) >= Math.min(az, end.looks ?? az);
    }),
  };
}
