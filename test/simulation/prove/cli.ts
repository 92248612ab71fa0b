import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { drawScene } from "../draw.ts";
import { judgeScene } from "../judge.ts";
import type { Quarry } from "./hunt.ts";
import type { Mend } from "./mend.ts";
import { MENDS } from "./mends.ts";

const USAGE = `Usage: npm run simulate:prove -- [--seed N] [--runs N] [--only TEXT] [--processes N]
  Takes one rule at a time out of the action, and lets the simulation find that it is gone.
  --seed       the first seed (1)
  --runs       how many seeds a mend may take to be found (10000)
  --only       mends whose name or rule holds this text
  --processes  how many hunts go on at once (as many as there are cores)`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "10000" },
    only: { type: "string", default: "" },
    processes: { type: "string", default: String(availableParallelism()) },
    help: { type: "boolean", default: false },
  },
});
const first = Number(values.seed);
const last = first + Number(values.runs) - 1;
const mends = MENDS.filter(({ name, rule }) => `${name} ${rule}`.includes(values.only));
if (values.help || !Number.isSafeInteger(last) || mends.length === 0) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const width = Math.max(...mends.map(({ name }) => name.length));
const line = (name: string, rule: string, seeds: string, property: string) =>
  console.log(
    `${name.padEnd(width)}  ${rule.padEnd(5)} ${seeds.padStart(7)}  ${property}`.trimEnd(),
  );

line("mend", "rule", "seeds", "found by");
let missed = 0;
const queue = mends.values();
await Promise.all(Array.from({ length: Number(values.processes) }, work));
console.log(`${mends.length} mends, ${missed} of them not found in ${values.runs} seeds`);
process.exitCode = missed > 0 ? 1 : 0;

async function work(): Promise<void> {
  for (const mend of queue) {
    const found = await hunt(mend);
    if (found === undefined) missed += 1;
    const seeds = found === undefined ? "never" : String(found.seed - first + 1);
    line(mend.name, mend.rule, seeds, found?.properties.join(", ") ?? "");
  }
}

/** The first seed that breaks something without the rule, and not with it. */
async function hunt({ name }: Mend): Promise<Quarry | undefined> {
  const script = join(import.meta.dirname, "hunt.ts");
  const hunter = spawn(process.execPath, [script, name, String(first), String(last)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => hunter.once("close", resolve));
  for await (const text of createInterface({ input: hunter.stdout })) {
    const { seed, properties } = JSON.parse(text) as Quarry;
    const before = (await judgeScene(drawScene(seed))).breaches.map(({ property }) => property);
    const own = properties.filter((property) => !before.includes(property));
    if (own.length === 0) continue;
    hunter.kill();
    return { seed, properties: own };
  }
  if ((await ended) !== 0) throw new Error(`The hunt for '${name}' failed.`);
  return undefined;
}
