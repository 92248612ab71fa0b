import { isJobKind, type Kind } from "./kinds.ts";
import type { KindRow } from "./measure.ts";

/** What the waits should keep to: median, 90th and largest lateness in seconds, and looks in the median. */
interface Target {
  readonly late: readonly [number, number, number];
  readonly looks?: number;
}

const CONFIGURATION: Target = { late: [1.5, 2, 13] };

/** Restores are only waited for, and have no target of their own. */
const TARGETS: Readonly<Partial<Record<Kind, Target>>> = {
  "database policy": CONFIGURATION,
  "database stop, delete": CONFIGURATION,
  "VM policy, stop, undelete": CONFIGURATION,
  "share policy": CONFIGURATION,
  "share stop, delete": CONFIGURATION,
  "VM delete": { late: [1.5, 2.5, 36], looks: 14 },
  "SQL backup": { late: [1, 2, 12], looks: 14 },
  "SAP HANA backup": { late: [1, 2, 12], looks: 25 },
  "share backup": { late: [1, 2, 2], looks: 2 },
  "VM backup": { late: [2, 5, 45], looks: 56 },
};

/** How many looks more than az's median a configuration may take. */
const MORE_LOOKS = 3;
/** The share of az's requests that is the most, in all. */
const MOST_SHARE = 0.9;
/** By how much an answer is behind at most, in seconds (E155). */
const BEHIND = 1.2;

/** What the rows of one part miss; a sentence each. */
export function missedBy(rows: readonly KindRow[]): readonly string[] {
  return [...rows.flatMap(missedByKind), ...missedInAll(rows)];
}

function missedByKind(row: KindRow): readonly string[] {
  const { kind, n, ours, steady, others, notBelowAz } = row;
  const target = TARGETS[kind];
  const words = ["median", "90th", "largest"] as const;
  const figures = [ours.median, ours.p90, ours.max];
  const steadily = [steady.median, steady.p90, steady.max];
  const late = (target?.late ?? []).flatMap((most, index) => {
    const [value = 0, without = 0] = [figures[index], steadily[index]];
    if (toTenths(value) <= most) return [];
    const bound = [others.bound?.median, others.bound?.p90, others.bound?.max][index] ?? 0;
    return [
      `${words[index]} ${value.toFixed(1)} s late, target ${most} s (without jitter ${without.toFixed(1)} s, the bound ${bound.toFixed(1)} s)`,
    ];
  });
  const az = others.az?.medianLooks ?? 0;
  const { looks: most = isJobKind(kind) ? Number.POSITIVE_INFINITY : az + MORE_LOOKS } =
    target ?? {};
  const sum = row.waits.filter(isTooLate).length;
  const still = row.steadyWaits.filter(isTooLate).length;
  const missed = [
    ...late,
    ours.medianLooks > most && `${ours.medianLooks} looks in the median, target ${most}`,
    kind === "VM backup" &&
      notBelowAz.length > 0 &&
      `${notBelowAz.length} of ${n} take as many looks as az, or more`,
    sum > 0 &&
      `${sum} of ${row.waits.length} waits are later than 0.3 of the time, 60 s at most, with jitter; ${still} without`,
  ];
  return missed.flatMap((what) => (what ? [`${kind} (n=${n}): ${what}`] : []));
}

function toTenths(seconds: number): number {
  return Math.round(10 * seconds) / 10;
}

function isTooLate({ end, seen }: KindRow["waits"][number]): boolean {
  const most = seen < 3_600 ? 60 : 30;
  return seen - end.length > Math.max(5, Math.min(0.3 * seen, most)) + BEHIND;
}

/** Looks at everything that the action starts itself: ours, those of az, and how many ends. */
export function inAll(rows: readonly KindRow[], { restores }: { readonly restores: boolean }) {
  const chosen = rows.filter(({ kind }) => restores || !kind.includes("restore"));
  const sum = (of: (row: KindRow) => number) => chosen.reduce((all, row) => all + of(row), 0);
  return {
    n: sum(({ n }) => n),
    ours: sum(({ ours }) => ours.allLooks),
    az: sum(({ others }) => others.az?.allLooks ?? 0),
  };
}

function missedInAll(rows: readonly KindRow[]): readonly string[] {
  const { n, ours, az } = inAll(rows, { restores: false });
  if (ours <= MOST_SHARE * az) return [];
  return [`in all (n=${n}): ${Math.round(ours)} looks, az ${Math.round(az)}, target a tenth fewer`];
}
