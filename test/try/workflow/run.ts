import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAction } from "../../support/action-yml.ts";
import { commitAll, USERS_REPOSITORY } from "../../support/git-repository.ts";
import type { Surroundings } from "../../support/surroundings.ts";
import type { Line } from "../../workflows/act.ts";
import type { WorkflowCall } from "../arguments.ts";
import { accountValues, type Person, personWith, startAzure } from "../azure.ts";
import { vaultHint } from "../present.ts";
import { makeAction, makePrograms, makeScripts, sessionOf } from "../stand-ins.ts";
import { nearest, UsageError } from "../usage.ts";
import { type ActSettings, findAct, runAct } from "./act.ts";
import { type Collected, collect, usesOf } from "./files.ts";
import { WorkflowLog } from "./log.ts";
import { notesOn } from "./notes.ts";
import {
  eventOf,
  isLogin,
  oidcJobs,
  requireFeasible,
  requireKnownInputs,
  runnerLabels,
  scriptFiles,
  shellsOf,
} from "./plan.ts";
import { copyAction, copyFiles, rootOf } from "./repository.ts";
import { UngatedSteps } from "./ungated.ts";
import { type Name, namesRead, valuesOf, writtenOut } from "./values.ts";

/**
 * Runs a workflow under act in a temporary copy, prints what its steps write and the outputs and the
 * summary of each gate, and returns act's exit code.
 *
 * @throws UsageError, VaultFileError
 */
export async function tryWorkflow(
  call: WorkflowCall,
  print: (text: string) => void,
): Promise<number> {
  const collected = collect(call.file, {
    root: rootOf(call.file),
    read: (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
  });
  const event = eventOf(collected.main.content, call.file);
  requireFeasible(collected, call.job);
  requireKnownInputs(collected, Object.keys(readAction().inputs));
  const names = namesRead(collected);
  requireRead(call.vars, names);
  const act = findAct();

  const person = personOf(call, collected, names);
  await using surroundings = await startAzure({ ...call, person });
  const account = accountValues(surroundings.azure, person);
  const values = valuesOf(names, call.vars, account);
  const folder = await mkdtemp(join(tmpdir(), "try-"));
  try {
    const notes = notesOn(collected, { call, values, vault: surroundings.azure.vault() });
    for (const note of notes) print(note);
    const settings = {
      ...(await setUp(folder, { call, collected, surroundings, person })),
      ...{ act, event, workflow: collected.main.path, job: call.job, inputs: call.inputs },
      ...values,
    };
    const exitCode = await play(settings, { collected, call, print });
    const strangers = [...new Set(surroundings.strangers())];
    if (strangers.length > 0) print(`Asked for and not there: ${strangers.join(", ")}.`);
    print(`--- exit code ${exitCode}`);
    return exitCode;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs act, and prints its log and, after it, what is to be said about the whole run. */
async function play(
  settings: ActSettings,
  told: { collected: Collected; call: WorkflowCall; print: (text: string) => void },
): Promise<number> {
  const { collected, call, print } = told;
  const log = new WorkflowLog(print, Object.keys(readAction().outputs));
  const ungated = new UngatedSteps(collected);
  const hints = new Set<string>();
  const onLine = (line: Line) => {
    log.take(line);
    ungated.take(line);
    const { command, name, arg = "" } = line;
    const isReason = command === "set-output" && name === "reason";
    const hint = isReason ? vaultHint(arg, call.vaultFile) : undefined;
    if (hint !== undefined) hints.add(hint);
  };
  const exitCode = await runAct(settings, { onLine, onText: print });
  log.end();
  for (const note of [...hints, ...ungated.notes()]) print(note);
  return exitCode;
}

function requireRead(given: ReadonlyMap<string, string>, names: readonly Name[]): void {
  const read = [...new Set([...names.map(({ name }) => name), "GITHUB_TOKEN"])];
  for (const name of given.keys()) {
    if (!read.includes(name)) {
      throw new UsageError(
        `The workflow reads no variable or secret '${name}'${nearest(name, read)}`,
      );
    }
  }
}

/** Whoever the user or the workflow itself names is who signs in. */
function personOf({ vars }: WorkflowCall, collected: Collected, names: readonly Name[]): Person {
  const written = writtenOut(collected);
  const said = (meaning: Name["meaning"]) => {
    const name = names.find((one) => one.meaning === meaning && vars.has(one.name))?.name ?? "";
    return vars.get(name) ?? (meaning && written.get(meaning));
  };
  return personWith({
    clientId: said("client-id"),
    tenantId: said("tenant-id"),
    clientSecret: said("client-secret"),
  });
}

interface Setting {
  readonly call: WorkflowCall;
  readonly collected: Collected;
  readonly surroundings: Surroundings;
  readonly person: Person;
}

type Set = Pick<ActSettings, "labels" | "localActions" | "env" | "repository" | "home" | "path">;

/** Puts everything that act needs into a folder. */
async function setUp(
  folder: string,
  { call, collected, surroundings, person }: Setting,
): Promise<Set> {
  const { azure, env } = surroundings;
  const [repository, action, home] = ["repository", "action", "home"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  for (const path of [repository, action, home]) await mkdir(path);
  await copyAction(action);
  await copyFiles(repository, collected, call.realCommands);
  if (!call.realCommands) await makeScripts(repository, scriptFiles(collected));
  azure.githubApi.repository(USERS_REPOSITORY).commits.push(commitAll(repository));

  const session = join(folder, "az-session");
  const programs = await makePrograms(join(folder, "programs"), {
    shells: shellsOf(collected),
    realCommands: call.realCommands,
    az: { file: session, ...sessionOf(azure, person) },
  });
  const localActions = usesOf(collected, "gate").map((uses) => `${uses}=${action}`);
  for (const uses of usesOf(collected, "elsewhere")) {
    const signIn = isLogin(uses) ? session : undefined;
    localActions.push(await makeAction(join(folder, "left-out"), { uses, signIn }));
  }
  return {
    ...{ repository, home, localActions, labels: runnerLabels(collected) },
    path: programs.path,
    env: { ...withoutOidc(env, collected), ...programs.env },
  };
}

/** Without OIDC's endpoint where no job may ask it. */
function withoutOidc(env: Surroundings["env"], collected: Collected): Surroundings["env"] {
  const { allowed, refused } = oidcJobs(collected);
  if (allowed.length > 0 || refused.length === 0) return env;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("ACTIONS_ID_TOKEN_")),
  );
}
