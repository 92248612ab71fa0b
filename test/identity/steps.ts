import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import { Emulator, IDENTITY } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import type { Bundle } from "../support/bundle.ts";
import { runStep, type StepResult, type StepSettings } from "../support/runner.ts";
import { VAULT_INPUTS } from "../support/scenario.ts";

const { "auth-type": _, ...names } = VAULT_INPUTS;

/** The vault of the emulator's seed. */
export const VAULT = names;

/** A write that takes a second. */
export const STOP = {
  ...VAULT,
  operation: "stop-protection-retain-data",
  item: "sqlserver-1/payroll",
  "poll-interval-seconds": "0.1",
};
/** A write that has nothing to do. */
export const LOOK = { ...STOP, item: "inventory" };

/** The ids of a service principal. */
export const IDS = { "client-id": IDENTITY.clientId, "tenant-id": IDENTITY.tenantId };
/** The same with its secret. */
export const SECRET = { ...IDS, "client-secret": IDENTITY.clientSecret };

/** The path, from the tenant on, at which tokens are asked for. */
export const TOKEN_PATH = "/oauth2/v2.0/token";
/** What the paths of ARM begin with. */
export const ARM_PATH = "/subscriptions/";

/** An emulator that listens, and the steps that are run against it. */
export interface Stage {
  readonly azure: Emulator;
  readonly server: Server;
  /** Runs the bundle; the emulator is its ARM and its authority, and GitHub has granted it nothing. */
  step(
    inputs: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
  ): Promise<StepResult>;
  /** Requests so far to paths that contain this. */
  count(path: string): number;
}

/** Runs `work` against an emulator of its own; `settings` name the Node of its steps. */
export async function onStage(
  bundle: Bundle,
  work: (stage: Stage) => Promise<void>,
  settings: Pick<StepSettings, "node"> = {},
): Promise<void> {
  const azure = new Emulator({ timeScale: 600 });
  await using server = await startServer(azure);
  await work({
    azure,
    server,
    step: (inputs, env) =>
      runStep({
        ...settings,
        bundle: bundle.path,
        inputs: { "resource-manager-url": azure.origin, ...inputs },
        env: {
          NODE_EXTRA_CA_CERTS: server.caFile,
          AZURE_AUTHORITY_HOST: azure.origin,
          ...env,
        },
      }),
    count: (path) => azure.requests.filter((request) => request.path.includes(path)).length,
  });
}

/** What a job with `id-token: write` finds in its environment. */
export function oidc({ github }: Emulator) {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: github.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.requestToken,
  };
}

/** The bearer tokens that ARM was shown, in order. */
export function watchBearers(azure: Emulator): readonly string[] {
  const bearers: string[] = [];
  const { tokens } = azure.entra;
  const check = tokens.check.bind(tokens);
  vi.spyOn(tokens, "check").mockImplementation((authorization, tenantId) => {
    bearers.push(authorization?.replace(/^Bearer /, "") ?? "");
    check(authorization, tenantId);
  });
  return bearers;
}

/** What a claim of a JWT says. */
export function claim(jwt: string | undefined, name: string): unknown {
  return JSON.parse(Buffer.from(jwt?.split(".")[1] ?? "", "base64url").toString())[name];
}

/** A script that stands in for `az`, first on the PATH; it notes how it was called. */
export async function fakeAz({ folder }: Bundle, script: string) {
  const calls = join(folder, "az-calls");
  await writeFile(calls, "");
  await writeFile(join(folder, "az"), `#!/bin/sh\necho "$*" >> '${calls}'\n${script}\n`, {
    mode: 0o755,
  });
  return { calls, env: { PATH: `${folder}${delimiter}${process.env.PATH}` } };
}

/** An `az` that has a session: it gives this token, and the subscription of the emulator's vault. */
export function azWithToken(token: string): string {
  const expires_on = Math.floor(Date.now() / 1_000) + 3_600;
  return `case "$1 $2" in
"account get-access-token") echo '${JSON.stringify({ accessToken: token, expires_on })}';;
"account show") echo '${VAULT["subscription-id"]}';;
*) exit 2;;
esac`;
}
