import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../emulator/emulator.ts";
import { type ActionMetadata, readAction } from "../support/action-yml.ts";
import { runStep } from "../support/runner.ts";
import type { StepCall } from "./arguments.ts";
import { accountValues, type Person, personWith, startAzure } from "./azure.ts";
import { LiveLog, presented, vaultHint } from "./present.ts";
import { makePrograms, sessionOf } from "./stand-ins.ts";

/**
 * Runs one step as the runner does, prints what a user would see, and returns its exit code.
 *
 * @throws VaultFileError
 */
export async function tryStep(call: StepCall, print: (text: string) => void): Promise<number> {
  const person = personOf(call.inputs);
  await using surroundings = await startAzure({ ...call, person });
  const { azure, env } = surroundings;
  const inputs = filledIn(call.inputs, azure, person);
  const action = readAction();
  const token = inputs.get("github-token");
  if (token) azure.githubApi.tokens.set(token, "write");

  await using session = await azWithSession(azure, person);
  print("--- step");
  for (const [name, value] of inputs) print(`    ${name}: ${value.replaceAll("\n", "\n        ")}`);
  print("--- log");
  const log = new LiveLog(print);
  const { exitCode, stdout, stderr, outputs, summary } = await runStep({
    inputs: { ...defaultsOf(action), ...Object.fromEntries(inputs) },
    env: { ...env, ...session.env, GITHUB_SHA: azure.githubApi.repository().commits[0] ?? "" },
    onOutput: (all) => log.show(all),
  });
  log.show(`${stdout}\n`);
  if (stderr !== "") print(stderr.trimEnd());
  print(presented({ outputs, summary }, Object.keys(action.outputs)));
  const hint = vaultHint(outputs.get("reason") ?? "", call.vaultFile);
  if (hint !== undefined) print(hint);
  print(`--- exit code ${exitCode}`);
  return exitCode;
}

/** An `az` that is signed in to the emulator, before any other on the PATH; on Windows there is none. */
async function azWithSession(azure: Emulator, person: Person) {
  const folder = await mkdtemp(join(tmpdir(), "try-"));
  const file = join(folder, "az-session");
  await writeFile(file, "");
  const az = { file, ...sessionOf(azure, person) };
  const PATH =
    process.platform === "win32"
      ? process.env.PATH
      : (await makePrograms(join(folder, "programs"), { shells: [], realCommands: true, az })).path;
  return {
    env: { PATH: PATH ?? "" },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function personOf(inputs: ReadonlyMap<string, string>): Person {
  return personWith({
    tenantId: inputs.get("tenant-id"),
    clientId: inputs.get("client-id"),
    clientSecret: inputs.get("client-secret"),
  });
}

const SIGN_IN = ["client-id", "tenant-id", "client-secret", "auth-type"];

/**
 * The inputs with what says where the vault is and who signs in, unless they say so themselves. A
 * resource id of the vault needs nothing beside it.
 */
function filledIn(
  given: ReadonlyMap<string, string>,
  azure: Emulator,
  person: Person,
): ReadonlyMap<string, string> {
  const values = accountValues(azure, person);
  const filled = new Map<string, string>();
  if (!given.has("vault")) filled.set("vault", azure.vault().name);
  if (!given.get("vault")?.includes("/")) {
    for (const name of ["resource-group", "subscription-id"] as const)
      filled.set(name, values[name]);
  }
  if (!SIGN_IN.some((name) => given.has(name))) {
    for (const name of ["client-id", "tenant-id"] as const) filled.set(name, values[name]);
  }
  return new Map([...given, ...[...filled].filter(([name]) => !given.has(name))]);
}

/** The runner fills in what `action.yml` gives a default. */
function defaultsOf({ inputs }: ActionMetadata): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""]),
  );
}
