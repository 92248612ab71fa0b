import { parseArgs } from "node:util";
import { drawScene } from "./draw.ts";
import { judgeScene } from "./judge.ts";
import { PROPERTIES } from "./oracle/properties.ts";
import type { Scene } from "./scene.ts";
import { shrink } from "./shrink.ts";
import { storyOf } from "./story.ts";
import { type Tally, tallyOf } from "./tally.ts";

const USAGE = `Usage: npm run simulate -- [--seed N] [--runs N] [--property NAME] [--story] [--shrink]
  --seed      the first seed (1)
  --runs      how many seeds, one after the other (1000; 1 with --story or --shrink)
  --property  judges by this property only
  --story     tells everything that happened
  --shrink    reduces what went wrong to the least that still does, and tells its story`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string" },
    property: { type: "string" },
    story: { type: "boolean", default: false },
    shrink: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const first = Number(values.seed);
const runs = Number(values.runs ?? (values.story || values.shrink ? 1 : 1_000));
const properties = PROPERTIES.filter(
  ({ name }) => values.property === undefined || name === values.property,
);
if (
  values.help ||
  !Number.isSafeInteger(first) ||
  !Number.isSafeInteger(runs) ||
  properties.length === 0
) {
  console.log(USAGE);
  if (properties.length === 0) console.log(PROPERTIES.map(({ name }) => `  ${name}`).join("\n"));
  process.exit(values.help ? 0 : 2);
}

const tally = tallyOf(properties.map(({ name }) => name));
for (let seed = first; seed < first + runs; seed++) {
  const scene = drawScene(seed);
  const judgement = await judgeScene(scene, properties);
  tally.add(seed, judgement);
  if (values.shrink && judgement.breaches.length > 0)
    await tellShrunk(scene, judgement.breaches[0]?.property ?? "");
  else if (values.story) console.log(storyOf(judgement.record, judgement.breaches));
}
if (runs > 1 || !(values.story || values.shrink)) report(tally);
process.exitCode = tally.broken > 0 ? 1 : 0;

async function tellShrunk(scene: Scene, property: string): Promise<void> {
  const only = properties.filter(({ name }) => name === property);
  const fails = async (candidate: Scene) => (await judgeScene(candidate, only)).breaches.length > 0;
  const smallest = await shrink(scene, fails);
  const { record, breaches } = await judgeScene(smallest, only);
  console.log(storyOf(record, breaches));
}

function report({ table, failures, broken }: Tally): void {
  // Of the processor's time: the machine may be busy with something else.
  const { user, system } = process.cpuUsage();
  const perSecond = runs / ((user + system) / 1_000_000);
  console.log(table());
  for (const line of failures()) console.log(line);
  console.log(
    `${runs} runs from seed ${first}, ${broken} of them broken, ${perSecond.toFixed(0)} runs a second of one core`,
  );
}
