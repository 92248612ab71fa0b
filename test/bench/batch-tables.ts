import type { AzEnd } from "./az-loop.ts";
import type { BatchEnd, BatchPlan } from "./batch-row.ts";
import { floorOf } from "./floor.ts";
import { subjectNamed } from "./subjects.ts";
import { perItem, timeInWords } from "./table.ts";

/** One row and the loops of az beside it. */
export interface Row {
  readonly plan: BatchPlan;
  readonly end: BatchEnd;
  readonly az: AzEnd;
  readonly azByTen: AzEnd;
}

type Table = readonly (readonly string[])[];

const PLAN_HEAD = ["operation", "items", "quota"];

/** How each step ended, how long it took against the floor, and what it cost. */
export function endsTable(rows: readonly Row[]): Table {
  const head = [
    ...[...PLAN_HEAD, "ends", "open", "wall", "floor", "times", "429s", "peak memory"],
    ...["CPU an item", "real time"],
  ];
  return [
    head,
    ...rows.map(({ plan, end }) => {
      const floor = floorOf(subjectNamed(plan.subject), plan);
      const times = floor.ms === 0 ? "-" : (end.wallMs / floor.ms).toFixed(2);
      return [
        ...planCells(plan),
        ...[end.reason, String(end.passed), timeInWords(end.wallMs), timeInWords(floor.ms), times],
        ...[String(end.throttled), `${Math.round(megabytes(end))} MB`],
        ...[`${(end.cpuMs / plan.items).toFixed(1)} ms`, `${(end.realMs / 1_000).toFixed(1)} s`],
      ];
    }),
  ];
}

const KINDS: Readonly<Record<string, RegExp>> = {
  writes: /^(PUT|POST|DELETE) /,
  item: /^GET protectedItems$/,
  operation: /^GET (operationsStatus|backupOperations)$/,
  jobs: /^GET backupJobs$/,
  "job lists": /^GET backupJobs list$/,
  points: /^GET recoveryPoints$/,
  "item lists": /^GET backupProtectedItems$/,
  "vault and policies": /^GET (vault|backupPolicies|backupResourceGuardProxies)$/,
  all: /./,
};

const SINGLE_READS =
  /^GET (protectedItems|operationsStatus|backupOperations|backupJobs|recoveryPoints)$/;

/** The requests that an item costs, by what is asked for. */
export function requestsTable(rows: readonly Row[]): Table {
  return [
    [...PLAN_HEAD, ...Object.keys(KINDS)],
    ...rows.map(({ plan, end }) => [
      ...planCells(plan),
      ...Object.values(KINDS).map((kind) => perItem(countOf(end, kind), plan.items)),
    ]),
  ];
}

/** The step beside loops of az that do the same. */
export function azTable(rows: readonly Row[]): Table {
  const loop = (how: string) => [how, "requests an item", "429s", "gave up"];
  const cells = (end: AzEnd, items: number) => [
    ...[timeInWords(end.wallMs), perItem(end.requests, items)],
    ...[String(end.throttled), String(end.failed)],
  ];
  return [
    [
      ...[...PLAN_HEAD, "one step", "requests an item", "429s"],
      ...[...loop("az, one by one"), ...loop("az, ten at once")],
    ],
    ...rows.map(({ plan, end, az, azByTen }) => [
      ...[...planCells(plan), timeInWords(end.wallMs), perItem(countOf(end, /./), plan.items)],
      ...[String(end.throttled), ...cells(az, plan.items), ...cells(azByTen, plan.items)],
    ]),
  ];
}

/** What the rows miss of what a step about many items should keep to; a sentence each. */
export function missedTargets(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const { plan, end } = row;
    const alike = (items: number) =>
      rows.find((one) => one.plan.items === items && isLike(one.plan, plan))?.end;
    const floor = floorOf(subjectNamed(plan.subject), plan);
    const [one, hundred] = [alike(1), alike(100)];
    const most = one && 1.5 * megabytes(one) + 30;
    const cpu = end.cpuMs / plan.items;
    const { mostReads = Number.POSITIVE_INFINITY } = subjectNamed(plan.subject);
    const reads = countOf(end, SINGLE_READS) / plan.items;
    const missed = [
      end.gate !== "open" && `the gate is ${end.gate}: ${end.reason}`,
      end.throttled > 0 && `${end.throttled} answers are 429`,
      floor.by !== undefined && end.wallMs > 1.5 * floor.ms && "longer than 1.5 times the floor",
      plan.items > 100 && reads > mostReads && `${reads.toFixed(2)} reads an item besides lists`,
      most && megabytes(end) > most && `more than ${Math.round(most)} MB of memory`,
      plan.items > 100 &&
        hundred &&
        cpu > (1.25 * hundred.cpuMs) / 100 &&
        "an item costs more CPU than one of 100",
    ];
    const name = `${plan.subject}, ${plan.items} items, quota ${plan.quota}`;
    return missed.flatMap((what) => (what ? [`${name}: ${what}`] : []));
  });
}

function isLike(left: BatchPlan, right: BatchPlan): boolean {
  return left.subject === right.subject && left.quota === right.quota;
}

function planCells({ subject, items, quota }: BatchPlan): readonly string[] {
  return [subject, String(items), String(quota)];
}

function megabytes({ peakBytes }: BatchEnd): number {
  return peakBytes / 1_048_576;
}

function countOf({ requests }: BatchEnd, kind: RegExp): number {
  return Object.entries(requests)
    .filter(([one]) => kind.test(one))
    .reduce((sum, [, count]) => sum + count, 0);
}
