import { parseArgs } from "node:util";
import { Emulator } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import { byIdentity } from "../support/by-identity.ts";
import { fastClockEnv, timeAt } from "../support/fast-clock.ts";
import { runStep, type StepResult } from "../support/runner.ts";
import { CHAPTERS, type Chapter } from "./chapters.ts";
import { runsNext, shownStep } from "./show.ts";

/** For Azure and for the steps a minute passes in a second. */
const PACE = { since: Date.now(), speed: 60 };

/** Tells the story on an emulated Azure Backup with the real bundle. */
async function tell(full: boolean): Promise<boolean> {
  const azure = new Emulator({ now: () => timeAt(PACE) });
  await using server = await startServer(azure);
  console.log(
    `Azure Backup is emulated at ${server.url}; for it and for the steps a minute passes in a second.`,
  );
  if (!full)
    console.log("Groups, details and charts are folded; 'npm start -- --full' shows them.");
  let good = true;
  for (const chapter of CHAPTERS) {
    const { result, wrong } = await play(chapter, azure, server);
    console.log(shownStep(chapter, result, full));
    for (const line of wrong) console.log(`!! ${line}`);
    good &&= wrong.length === 0;
  }
  console.log(`\n${good ? "Every step behaved as it should." : "Some steps did not behave."}`);
  return good;
}

/** Plays one chapter; `wrong` says what is not as it should be. */
async function play(chapter: Chapter, azure: Emulator, server: Server) {
  await chapter.before?.(azure);
  const step = byIdentity(server);
  const requestsBefore = azure.requests.length;
  const result = await runStep({
    inputs: { ...step.inputs, ...chapter.inputs },
    env: { ...step.env, ...fastClockEnv(PACE) },
  });
  const more = chapter.check?.(result, azure.requests.slice(requestsBefore));
  const wrong = [...wrongWith(chapter, result), ...(more === undefined ? [] : [more])];
  return { result, wrong };
}

function wrongWith(chapter: Chapter, result: StepResult): readonly string[] {
  const wrong = Object.entries(chapter.expected)
    .filter(([name, value]) => result.outputs.get(name) !== value)
    .map(([name, value]) => `output '${name}' is '${result.outputs.get(name)}', not '${value}'`);
  if (result.exitCode !== chapter.exitCode) wrong.push(`exit code ${result.exitCode}`);
  if (chapter.migrates !== undefined && chapter.migrates !== runsNext(result)) {
    wrong.push(`the migration ${chapter.migrates ? "is skipped" : "runs"}`);
  }
  return wrong;
}

const { full } = parseArgs({ options: { full: { type: "boolean", default: false } } }).values;
process.exitCode = (await tell(full)) ? 0 : 1;
