import { parseArgs } from "node:util";
import { noTraffic, startAzure, type Traffic } from "./azure.ts";
import { START_MS } from "./batch-row.ts";
import { WaitingClock } from "./clock.ts";
import { floorOf } from "./floor.ts";
import { numbersIn, wordIn } from "./options.ts";
import { runStep, type StepEnd } from "./step.ts";
import { type BenchWorkload, subjectNamed, type VaultPlan, WORKLOADS } from "./subjects.ts";
import { perItem, tableOf, timeInWords } from "./table.ts";

const LONGEST_MS = 60 * 86_400_000;

/** A matrix, and how many of its legs run at once. */
interface LegsPlan {
  readonly subject: string;
  readonly workload: BenchWorkload;
  readonly quota: number;
  readonly maxParallel: number;
  readonly legs: number;
  /** Of each leg. */
  readonly items: number;
  readonly atOnce: number;
}

/** How one leg ended. */
interface Leg extends StepEnd {
  /** Virtual milliseconds. */
  readonly wallMs: number;
}

interface LegsEnd {
  readonly wallMs: number;
  readonly legs: readonly Leg[];
  readonly traffic: Traffic;
  readonly realMs: number;
}

/** Benches the legs of a matrix, which share the quotas of one subscription, and prints a table. */
export async function benchLegs(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      legs: { type: "string", default: "12x50,50x12,256x4" },
      "at-once": { type: "string", default: "1,4,12,all" },
      operation: { type: "string", default: "verify-backup" },
      quota: { type: "string", default: "249" },
      workload: { type: "string", default: "SQLDataBase" },
      "max-parallel": { type: "string", default: "10" },
      markdown: { type: "boolean", default: false },
    },
  });
  const shared = {
    subject: values.operation,
    workload: wordIn("workload", values.workload, WORKLOADS),
    quota: numbersIn("quota", values.quota)[0] ?? 249,
    maxParallel: numbersIn("max-parallel", values["max-parallel"])[0] ?? 10,
  };
  subjectNamed(shared.subject);
  const rows: string[][] = [];
  for (const text of values.legs.split(",")) {
    const [legs = 1, items = 1] = text.split("x").flatMap((number) => numbersIn("legs", number));
    for (const atOnce of atOnceIn(values["at-once"], legs)) {
      const plan = { ...shared, legs, items, atOnce };
      const end = await runLegs(plan);
      const seconds = (end.realMs / 1_000).toFixed(1);
      console.error(`${text}, ${atOnce} at once: in ${seconds} s of real time${problemOf(end)}`);
      rows.push(cellsOf(plan, end));
    }
  }
  const { subject, quota, maxParallel } = shared;
  console.log(
    `${subject}, ${quota + 1} reads of an action an hour, \`max-parallel: ${maxParallel}\` in each leg\n`,
  );
  console.log(tableOf([HEAD, ...rows], { markdown: values.markdown }));
}

/** How many of the legs run at once, each number once. */
function atOnceIn(text: string, legs: number): ReadonlySet<number> {
  const numbers = text
    .split(",")
    .map((word) => (word === "all" ? legs : (numbersIn("at-once", word)[0] ?? legs)));
  return new Set(numbers.map((number) => Math.min(number, legs)));
}

function problemOf({ legs }: LegsEnd): string {
  const closed = legs.find(({ gate }) => gate !== "open");
  return closed === undefined ? "" : `: ${closed.reason}: ${closed.message}`;
}

/** Runs the legs as a matrix does: at most so many at once, each a step of its own on one clock. */
async function runLegs(plan: LegsPlan): Promise<LegsEnd> {
  const { legs, items, atOnce } = plan;
  const clock = new WaitingClock(START_MS);
  const vault: VaultPlan = { ...plan, items: legs * items };
  await using azure = await startAzure(vault, clock);
  const traffic = noTraffic();
  const http = azure.client(traffic);
  const ended: Leg[] = [];
  const startedAt = performance.now();
  const queue = Array.from({ length: legs }, (_, index) => index).values();
  const work = Array.from({ length: atOnce }, async () => {
    for (const index of queue) {
      const from = index * items;
      const at = clock.now();
      const step = { ...plan, subject: subjectNamed(plan.subject), by: "lines" as const };
      const end = await runStep({ ...step, from, to: from + items }, { clock, http });
      ended.push({ ...end, wallMs: clock.now() - at });
    }
  });
  if (!(await clock.play(Promise.all(work), LONGEST_MS))) throw new Error("A leg never ended.");
  const wallMs = clock.now() - START_MS;
  return { wallMs, legs: ended, traffic, realMs: performance.now() - startedAt };
}

const HEAD = [
  ...[
    "legs",
    "items each",
    "at once",
    "open",
    "wall",
    "floor",
    "slowest leg",
    "429s",
    "requests an item",
  ],
  ...[
    "of these item",
    "operation",
    "jobs",
    "job lists",
    "points",
    "vault and policies",
    "requests a leg",
  ],
];

function cellsOf(plan: LegsPlan, { wallMs, legs, traffic }: LegsEnd): string[] {
  const all = plan.legs * plan.items;
  const count = (pattern: RegExp) =>
    [...traffic.requests]
      .filter(([kind]) => pattern.test(kind))
      .reduce((sum, [, requests]) => sum + requests, 0);
  return [
    ...[plan.legs, plan.items, plan.atOnce].map(String),
    String(legs.filter(({ gate }) => gate === "open").length),
    timeInWords(wallMs),
    timeInWords(
      floorOf(subjectNamed(plan.subject), {
        ...plan,
        items: all,
        maxParallel: plan.atOnce * plan.maxParallel,
      }).ms,
    ),
    timeInWords(Math.max(...legs.map((leg) => leg.wallMs))),
    String(traffic.throttled),
    perItem(count(/./), all),
    perItem(count(/^GET protectedItems$/), all),
    perItem(count(/^GET (operationsStatus|backupOperations)$/), all),
    perItem(count(/^GET backupJobs$/), all),
    perItem(count(/^GET backupJobs list$/), all),
    perItem(count(/^GET recoveryPoints$/), all),
    perItem(count(/^GET (vault|backupPolicies|backupResourceGuardProxies)$/), all),
    perItem(count(/./), plan.legs),
  ];
}
