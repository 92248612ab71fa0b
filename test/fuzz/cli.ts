import { parseArgs } from "node:util";
import { table } from "../interop/table.ts";
import { findSlices } from "../replay/find-slices.ts";
import type { Slice } from "../replay/slice.ts";
import { playable } from "../replay/ways.ts";
import { type Random, randomBy } from "../support/random.ts";
import { runOnGitHub } from "../support/run-on-github.ts";
import { recordedBodies } from "./bodies.ts";
import { mutate } from "./mutate.ts";
import { readAll } from "./readers.ts";
import { drawSpoiling, type Ended, playAsRecorded, playSpoiled } from "./steps.ts";

const { values, positionals } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    mutants: { type: "string", default: "100000" },
    steps: { type: "string", default: "10000" },
  },
  allowPositionals: true,
});
const [folder = "../shared/recordings"] = positionals;

/** No more than these are printed of one kind; the count tells the rest. */
const MOST_SHOWN = 3;
const shown = new Map<string, number>();
let breaches = 0;

console.log(`Seed ${values.seed}, recordings in ${folder}.`);
fuzzReaders(recordedBodies(folder), randomBy(Number(values.seed)));
await fuzzSteps(chosenSlices(), randomBy(Number(values.seed) + 1));
for (const [kind, count] of shown) {
  if (count > MOST_SHOWN) console.log(`   ${count} times in all: ${kind}`);
}
console.log(`\n${breaches} breaches.`);
process.exitCode = breaches === 0 ? 0 : 1;

function tell(kind: string, line: string): void {
  breaches += 1;
  const count = (shown.get(kind) ?? 0) + 1;
  shown.set(kind, count);
  if (count <= MOST_SHOWN) console.log(`!! ${kind}: ${line}`);
}

function fuzzReaders(bodies: readonly string[], random: Random): void {
  const most = Number(values.mutants);
  for (let count = 0; count < most && bodies.length > 0; count++) {
    const { body, what } = mutate(bodies[Math.floor(random() * bodies.length)] ?? "", random);
    for (const breach of readAll(body)) {
      tell(`${breach.reader}: ${breach.what}`, `mutant ${count}, ${what}: ${body.slice(0, 500)}`);
    }
  }
  console.log(`${most} mutants of ${bodies.length} bodies read.`);
}

function chosenSlices(): readonly Slice[] {
  return findSlices([folder])
    .flatMap((reading) => (reading.kind === "slice" ? [reading.slice] : []))
    .filter(({ workload, operation }) => playable[workload].includes(operation));
}

async function fuzzSteps(slices: readonly Slice[], random: Random): Promise<void> {
  const asRecorded = new Map<Slice, Ended>();
  const ends = new Map<string, Ended[]>();
  for (let count = 0; count < Number(values.steps) && slices.length > 0; count++) {
    const slice = slices[Math.floor(random() * slices.length)];
    if (slice === undefined) continue;
    const recorded = asRecorded.get(slice) ?? (await playAsRecorded(slice, runOnGitHub));
    asRecorded.set(slice, recorded);
    const spoiling = drawSpoiling(recorded.requests, random);
    const ended = await playSpoiled(slice, recorded, spoiling, runOnGitHub);
    ends.set(slice.operation, [...(ends.get(slice.operation) ?? []), ended]);
    for (const breach of ended.breaches) {
      const kind = `${slice.operation}, ${breach.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "(id)")}`;
      const key = kind.length > 160 ? `${kind.slice(0, 160)}…` : kind;
      tell(
        key,
        `step ${count}, ${slice.name} answer ${spoiling.index}, ${ended.what.slice(0, 300)}`,
      );
    }
  }
  console.log(`\n${summary(ends)}`);
}

function summary(ends: ReadonlyMap<string, readonly Ended[]>): string {
  const rows = [...ends].map(([operation, all]) => {
    const count = (is: (ended: Ended) => boolean) => String(all.filter(is).length);
    const reasons = new Set(all.map(({ reason }) => reason));
    return [
      operation,
      String(all.length),
      count(({ gate }) => gate === "open"),
      count(({ gate }) => gate === "closed"),
      count((ended) => ended.breaches.length > 0),
      [...reasons].sort().join(" "),
    ];
  });
  return table(["operation", "steps", "open", "closed", "breaches", "reasons"], rows.sort());
}
