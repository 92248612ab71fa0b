import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { table } from "../interop/table.ts";
import { oneOf, type Random, randomBy } from "../support/random.ts";
import { KILL_CASES, type KillCase } from "./cases.ts";
import { breaches, type Fell, fell } from "./judge.ts";
import { hit, type Length, type Moment, undisturbed } from "./moment.ts";

/** Runs at once; each is asleep most of the time. */
const AT_ONCE = 4;

interface Hit extends Moment {
  readonly one: KillCase;
}

interface Outcome {
  readonly hit: Hit;
  readonly fell: Fell;
  readonly goodbyeMs: number;
  readonly wrong: readonly string[];
}

const { values } = parseArgs({
  options: {
    moments: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string", default: "" },
  },
});
const random = randomBy(Number(values.seed));
const cases = KILL_CASES.filter(({ operation }) => operation.includes(values.only));
console.log(
  `Seed ${values.seed}, ${values.moments} moments for each of ${cases.length} operations.`,
);

const folder = await mkdtemp(join(tmpdir(), "kill-"));
const bundle = join(folder, "index.js");
await cp(join(import.meta.dirname, "..", "..", "dist"), folder, { recursive: true });
try {
  const hits: Hit[] = [];
  for (const one of cases) {
    const length = await undisturbed(one, bundle);
    hits.push(...draw(one, length, random));
  }
  const outcomes = await inParallel(hits);
  console.log(summary(outcomes));
  const wrong = outcomes.filter((outcome) => outcome.wrong.length > 0);
  console.log(`\n${outcomes.length} runs hit, ${wrong.length} breaches.`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Moments over the whole of a run; one in ten while it starts. */
function draw(one: KillCase, { startMs, workMs }: Length, by: Random): Hit[] {
  return Array.from({ length: Number(values.moments) }, () => {
    const since = by() < 0.1 ? "start" : "first request";
    const afterMs = Math.round(by() * (since === "start" ? startMs : workMs));
    return { one, since, afterMs, signal: oneOf(by, ["SIGTERM", "SIGINT", "SIGKILL"]) };
  });
}

async function inParallel(hits: readonly Hit[]): Promise<Outcome[]> {
  const waiting = [...hits];
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await outcomeOf(next);
      outcomes.push(outcome);
      const { one, signal, afterMs, since } = next;
      const where = `${one.operation}, ${signal} ${afterMs} ms after its ${since}`;
      for (const what of outcome.wrong) console.log(`!! ${where} (${outcome.fell}): ${what}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

/** A run whose files cannot be read, such as half an output, is a breach as well. */
async function outcomeOf(next: Hit): Promise<Outcome> {
  try {
    const seen = await hit(next.one, bundle, next);
    return {
      hit: next,
      fell: fell(seen),
      goodbyeMs: Math.max(0, seen.endedAt - seen.signalledAt),
      wrong: breaches(seen, next.one),
    };
  } catch (error) {
    return { hit: next, fell: "during", goodbyeMs: 0, wrong: [String(error)] };
  }
}

function summary(outcomes: readonly Outcome[]): string {
  const heading = ["operation", "SIGTERM", "SIGINT", "SIGKILL", "before", "during", "after"];
  const rows = cases.map(({ operation }) => {
    const own = outcomes.filter((outcome) => outcome.hit.one.operation === operation);
    const count = (is: (outcome: Outcome) => boolean) => String(own.filter(is).length);
    const goodbyes = own.filter(({ hit: { signal } }) => signal !== "SIGKILL");
    return [
      operation,
      ...["SIGTERM", "SIGINT", "SIGKILL"].map((signal) =>
        count(({ hit }) => hit.signal === signal),
      ),
      ...["before", "during", "after"].map((where) => count((outcome) => outcome.fell === where)),
      `${Math.round(Math.max(0, ...goodbyes.map(({ goodbyeMs }) => goodbyeMs)))} ms`,
      count(({ wrong }) => wrong.length > 0),
    ];
  });
  return table([...heading, "longest goodbye", "breaches"], rows);
}
