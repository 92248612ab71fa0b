import type { SignInSettings } from "../../src/azure/identity/sign-in.ts";
import { readCommandLine } from "../../src/hosts/cli/command-line.ts";
import { type CliWorld, runFromTerminal } from "../../src/hosts/cli/step.ts";
import { FakeTerminal, type FakeTerminalSettings } from "./fake-terminal.ts";
import { inProcess } from "./in-process.ts";
import { describe, type Scenario, VAULT_INPUTS } from "./scenario.ts";

/** What a command came to. */
export interface Ran {
  readonly terminal: FakeTerminal;
  /** `METHOD path status` of each request, the path below the vault. */
  readonly requests: readonly string[];
  /** How it signed in, each time. */
  readonly signIns: readonly SignInSettings[];
}

/** The vault of the emulator's seed, as options. */
export const VAULT_OPTIONS: readonly string[] = [
  ...["--vault", VAULT_INPUTS.vault, "--resource-group", VAULT_INPUTS["resource-group"]],
  ...["--subscription-id", VAULT_INPUTS["subscription-id"]],
];

/** Runs one command line against an emulator, in virtual time. */
export async function command(
  { azure, clock, cancel }: Scenario,
  args: readonly string[],
  settings: FakeTerminalSettings & { readonly heard?: () => NodeJS.Signals } = {},
): Promise<Ran> {
  const asked = readCommandLine(args, "1.0.0");
  if (asked.kind !== "run") throw new Error(JSON.stringify(asked));
  const terminal = new FakeTerminal(settings);
  const signIns: SignInSettings[] = [];
  const world: CliWorld = {
    clock,
    http: inProcess(azure, clock),
    signal: cancel.signal,
    uuid: () => "request-1",
    random: () => 0,
    heard: () => settings.heard?.(),
    started() {},
    identity: () => ({
      tokens(signIn) {
        signIns.push(signIn);
        return async () => "test-token";
      },
      sessionSubscription: async () => VAULT_INPUTS["subscription-id"],
    }),
  };
  const before = azure.requests.length;
  await runFromTerminal(asked.line, terminal, world);
  return { terminal, requests: azure.requests.slice(before).map(describe), signIns };
}
