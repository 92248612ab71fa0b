import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { numbersIn } from "../options.ts";
import { tableOf } from "../table.ts";
import { AzBench, hasAz } from "./az.ts";
import { buildPrograms, type Programs } from "./build.ts";
import type { Row } from "./figures.ts";
import { OTHERS } from "./others.ts";
import { ourSubjects } from "./ours.ts";
import { type BenchResult, lastOf, savedResults, saveResult, textOf } from "./results.ts";
import { bundleOf, currentBundle, history, type Revision } from "./revision.ts";
import { inRounds } from "./rounds.ts";
import { cacheTable, comparedTable, stepsTable } from "./tables.ts";
import { missedTargets } from "./targets.ts";

/** az takes seconds for each command, so it runs less often. */
const AZ_RUNS = 3;
const JSON_FILE = join(import.meta.dirname, "..", "..", "..", "build", "bench", "steps.json");

const ABOUT = `Medians in ms from the start of the process, on an emulator in another process, on loopback.
The whole run is without its pauses: whole seconds in which no request was under way.
CPU is the time of all processors, memory the most that the process ever had; JavaScript and files are
what Node loaded, its own left out. These come from other runs, with a module that counts them.
`;

const OPTIONS = {
  runs: { type: "string", default: "15" },
  at: { type: "string" },
  json: { type: "string", default: JSON_FILE },
  save: { type: "boolean", default: false },
  compare: { type: "boolean", default: false },
  markdown: { type: "boolean", default: false },
} as const;

/** Measures the bundle beside the floor, Azure's SDK and az, or beside its own last result. */
export async function benchSteps(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const [runs = 1] = numbersIn("runs", values.runs);
  using revision = values.at === undefined ? currentBundle() : bundleOf(values.at);
  if (values.save && !revision.isCommitted) {
    throw new Error("Commit dist/ first: a result is kept under the commit of its bundle.");
  }
  const programs = await buildPrograms();
  const print = (table: Table) => console.log(tableOf(table, values));
  if (values.compare) {
    await compare(revision, { runs, programs, print });
    return;
  }
  console.log(ABOUT);
  sayIfBusy();
  const rows = await measured(revision, { runs, programs });
  print(stepsTable(rows));
  console.log(
    "\nWith V8's compile cache: cold is the first run with an empty one, warm the second.\n",
  );
  print(cacheTable(rows));
  for (const missed of missedTargets(rows)) console.log(`Missed: ${missed}`);
  const result = resultOf(revision, rows);
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, textOf(result));
  console.log(`\nWrote ${values.save ? saveResult(result) : values.json}.`);
}

type Table = Parameters<typeof tableOf>[0];

interface Measuring {
  readonly runs: number;
  readonly programs: Programs;
}

async function measured(
  { bundle }: Revision,
  { runs, programs }: Measuring,
): Promise<readonly Row[]> {
  const az = new AzBench();
  const withAz = await hasAz();
  if (!withAz)
    console.log("No az is on the PATH, so it is left out; '.ci/az install' installs one.\n");
  const rows = await inRounds([...OTHERS, ...ourSubjects(bundle)], {
    ...{ runs, programs, withCache: true },
    async between(round) {
      if (withAz && round < AZ_RUNS) await az.run(programs);
    },
  });
  return [...rows, ...az.rows()];
}

/** Runs two bundles side by side on this machine, because times of another one say nothing here. */
async function compare(
  revision: Revision,
  { runs, programs, print }: Measuring & { readonly print: (table: Table) => void },
): Promise<void> {
  const others = savedResults().filter(({ commit }) => commit !== revision.commit);
  sayIfBusy();
  const last = lastOf(revision.isCommitted ? others : savedResults(), history());
  if (last === undefined) throw new Error("No result of an earlier commit is saved.");
  using before = bundleOf(last.commit);
  const subjects = [revision, before].flatMap(({ bundle }) => ourSubjects(bundle));
  const rows = await inRounds(subjects, { runs, programs, withCache: false });
  const half = rows.length / 2;
  console.log(`Before is the bundle of ${last.commit.slice(0, 7)}, ${last.date}.\n`);
  print(comparedTable(rows.slice(0, half), rows.slice(half)));
}

/** Times of a machine that is at work say little, not even as ratios. */
function sayIfBusy(): void {
  const [load = 0] = loadavg();
  const processors = availableParallelism();
  if (load <= processors) return;
  console.log(
    `The machine is busy: load ${load.toFixed(1)} on ${processors} processors. Trust CPU.\n`,
  );
}

function resultOf({ commit, date }: Revision, rows: readonly Row[]): BenchResult {
  const platform = `${process.platform} ${process.arch}`;
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  return { commit, date, node: process.versions.node, platform, load, rows };
}
