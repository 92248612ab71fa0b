import "./loaded-ahead.ts";
import { taskJson } from "../../scripts/task-json.ts";
import type { SignInSettings } from "../../src/azure/identity/sign-in.ts";
import { pipelinesHost } from "../../src/hosts/azure-pipelines/host.ts";
import { run } from "../../src/run/run.ts";
import type { World } from "../../src/world.ts";
import type { TaskDefinition } from "../azure-pipelines/agent.ts";
import { CONNECTIONS } from "../azure-pipelines/connections.ts";
import type { RequestRecord } from "../emulator/emulator.ts";
import { FakeAgent } from "./fake-agent.ts";
import { inProcess } from "./in-process.ts";
import type { RunWorld } from "./run-on-github.ts";
import { type Scenario, VAULT_INPUTS } from "./scenario.ts";

/** What a task came to. */
interface TaskRan {
  readonly agent: FakeAgent;
  /** Its requests as the emulator recorded them. */
  readonly records: readonly RequestRecord[];
  /** How it signed in, each time. */
  readonly signIns: readonly SignInSettings[];
}

/** What the agent fills in where a step gives nothing. */
const DEFAULTS = Object.fromEntries(
  (JSON.parse(taskJson()) as TaskDefinition).inputs.map(({ name, defaultValue = "" }) => [
    name,
    defaultValue,
  ]),
);

/** Runs the task once with these inputs, by their names in the tables, in virtual time. */
export async function task(
  { azure, clock, cancel }: Scenario,
  inputs: Readonly<Record<string, string>>,
  signIn: RunWorld["signIn"] = () => async () => "test-token",
): Promise<TaskRan> {
  const agent = new FakeAgent({
    inputs: { ...DEFAULTS, "azure-subscription": azure.pipelines.connectionId, ...inputs },
    env: {
      ...CONNECTIONS["the client secret of a service principal"](azure),
      // As on other hosts, only the inputs say where the vault is.
      [`ENDPOINT_DATA_${azure.pipelines.connectionId}_SUBSCRIPTIONID`]: "",
    },
  });
  const signIns: SignInSettings[] = [];
  const world: World = {
    clock,
    http: inProcess(azure, clock),
    signal: cancel.signal,
    uuid: () => "request-1",
    random: () => 0,
  };
  const before = azure.requests.length;
  const host = pipelinesHost(agent, world);
  const parts = { signIn: host.signIn, world, keepSecret: host.secret };
  await run(host, world, {
    tokens(settings, cloud) {
      signIns.push(settings);
      return signIn(settings, cloud, parts);
    },
    sessionSubscription: async () => VAULT_INPUTS["subscription-id"],
  });
  return { agent, records: azure.requests.slice(before), signIns };
}
