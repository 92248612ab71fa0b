import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { taskJson } from "../../scripts/task-json.ts";
import { Emulator } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { HAS_PINNED_NODES, pinnedNode } from "../support/pinned-nodes.ts";
import { runTask, type TaskResult, type TaskSettings } from "./agent.ts";
import { CONNECTIONS, vaultInputs } from "./connections.ts";

/** The folder of the unpacked task; without it the task runs from its sources. */
const UNPACKED = process.env.TASK_FOLDER;

/** A version of Node that agents bring. */
interface AgentNode {
  readonly path: string;
  readonly major: string;
}

/** Whether the task is packed, and may run on a Node that reads no TypeScript. */
export const RUNS_ON_OTHERS = UNPACKED !== undefined && HAS_PINNED_NODES;

/** The versions that the task runs on; from its sources only that of the tests. */
export const NODES: readonly AgentNode[] = [
  ...(RUNS_ON_OTHERS ? [{ major: "20", path: pinnedNode("20") }] : []),
  { major: "24", path: process.execPath },
];

/** A folder with the task as a package holds it, but made of the sources. */
function taskOfSources(): string {
  const folder = mkdtempSync(join(tmpdir(), "task-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const main = join(import.meta.dirname, "..", "..", "src", "hosts", "azure-pipelines", "main.ts");
  writeFileSync(join(folder, "task.json"), taskJson());
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "index.js"), `import ${JSON.stringify(pathToFileURL(main).href)};\n`);
  return folder;
}

let made: string | undefined;

/** The folder of the task. */
function taskFolder(): string {
  if (UNPACKED !== undefined) return UNPACKED;
  made ??= taskOfSources();
  return made;
}

/** A step of a pipeline on an emulator of its own, where a minute is a second. */
export interface Stage {
  readonly azure: Emulator;
  run(inputs: Record<string, string>, more?: Partial<TaskSettings>): Promise<TaskResult>;
}

/** Plays steps with a service connection, by default one of workload identity federation. */
export async function onStage(
  work: (stage: Stage) => Promise<void>,
  connection: (azure: Emulator) => Record<string, string> = CONNECTIONS[
    "workload identity federation"
  ],
): Promise<void> {
  const azure = new Emulator({ timeScale: 60 });
  await using server = await startServer(azure);
  await work({
    azure,
    run: (inputs, { env, ...more } = {}) =>
      runTask({
        task: taskFolder(),
        inputs: { ...vaultInputs(azure), pollIntervalSeconds: "0.1", ...inputs },
        env: { NODE_EXTRA_CA_CERTS: server.caFile, ...connection(azure), ...env },
        ...more,
      }),
  });
}
