import type { Host } from "../../host.ts";
import type { World } from "../../world.ts";
import { unknownInput } from "../unknown-input.ts";
import type { Agent } from "./agent.ts";
import { setSecret } from "./commands.ts";
import { type ServiceConnection, serviceConnection } from "./connection.ts";
import { toAgentJson } from "./escape.ts";
import { taskInputs, unresolvedPart } from "./inputs.ts";
import { agentLog } from "./log.ts";
import { camelCase, inputVariable } from "./names.ts";
import { agentProgress } from "./progress.ts";
import { publishToAgent } from "./publish.ts";
import { pipelinesSignIn } from "./sign-in.ts";
import { DEFINE_VARIABLE } from "./spelling.ts";

/**
 * Every output is in the environment of all later steps. On Windows a variable has 32,767 characters
 * at most, and on Linux a program does not start with one of 128 KiB (E209).
 */
const MOST_OUTPUT_CHARACTERS = 30_000;

/** Azure Pipelines as the host of a step. */
export function pipelinesHost(agent: Agent, world: Pick<World, "clock" | "http" | "signal">): Host {
  const { variables } = agent;
  const get = taskInputs(variables);
  const connection = serviceConnection(get("azure-subscription"), variables);
  const secret = (value: string) => keepSecret(value, agent);
  connection.secrets.forEach(secret);
  return {
    input: (name) => (name === "environment" ? cloudOf(agent, connection) : get(name)),
    unknownInput: unknownInput(agent.names, "azure-pipelines", camelCase),
    unresolved(value) {
      const part = unresolvedPart(value);
      return part === undefined ? undefined : { part, hint: DEFINE_VARIABLE };
    },
    env: (name) =>
      (name === "AZURE_SUBSCRIPTION_ID" && connection.subscriptionId) || agent.env(name),
    log: agentLog(agent),
    secret,
    signIn: pipelinesSignIn(agent, connection, world),
    run: {
      name: `Azure Pipelines ${agent.env("SYSTEM_TEAMPROJECT")} build ${agent.env("BUILD_BUILDID")}`,
      fitsOutput: (value) => toAgentJson(value).length < MOST_OUTPUT_CHARACTERS,
      limit: {
        minutes: 360,
        clause:
          "Azure Pipelines ends a job on its own agents after six hours, and after one without 'timeoutInMinutes'",
      },
    },
    progress: agentProgress(agent),
    publish: (report) => publishToAgent(report, agent, get("summary")),
  };
}

/** The cloud that the step names, or else that of its service connection. */
function cloudOf({ variables }: Pick<Agent, "variables">, connection: ServiceConnection): string {
  const isGiven = (variables(inputVariable("environment")) ?? "").trim() !== "";
  const environment = connection.environment.toLowerCase();
  return isGiven || environment === "" ? taskInputs(variables)("environment") : environment;
}

/** The agent masks line by line; what a PEM file begins and ends with is no secret. */
function keepSecret(value: string, { print }: Pick<Agent, "print">): void {
  for (const line of value.split(/\r?\n/)) {
    if (line.trim() !== "" && !line.startsWith("-----")) print(setSecret(line));
  }
}
