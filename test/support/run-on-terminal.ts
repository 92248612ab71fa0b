import "./loaded-ahead.ts";
import type { SignInSettings } from "../../src/azure/identity/sign-in.ts";
import { readCommandLine } from "../../src/hosts/cli/command-line.ts";
import { type CliWorld, runFromTerminal } from "../../src/hosts/cli/step.ts";
import type { RequestRecord } from "../emulator/emulator.ts";
import { FakeTerminal, type FakeTerminalSettings } from "./fake-terminal.ts";
import { inProcess } from "./in-process.ts";
import type { RunWorld } from "./run-on-github.ts";
import { describe, type Scenario, VAULT_INPUTS } from "./scenario.ts";

/** What a command came to. */
export interface Ran {
  readonly terminal: FakeTerminal;
  /** `METHOD path status` of each request, the path below the vault. */
  readonly requests: readonly string[];
  /** The same requests as the emulator recorded them. */
  readonly records: readonly RequestRecord[];
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
  settings: FakeTerminalSettings & {
    readonly heard?: () => NodeJS.Signals;
    readonly signIn?: RunWorld["signIn"];
  } = {},
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
    identity: (host) => ({
      tokens(signIn, cloud) {
        signIns.push(signIn);
        const parts = { signIn: host.signIn, world, keepSecret: host.secret };
        return settings.signIn?.(signIn, cloud, parts) ?? (async () => "test-token");
      },
      sessionSubscription: async () => VAULT_INPUTS["subscription-id"],
    }),
  };
  const before = azure.requests.length;
  await runFromTerminal(asked.line, terminal, world);
  const records = azure.requests.slice(before);
  return { terminal, requests: records.map(describe), records, signIns };
}
