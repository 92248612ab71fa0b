import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { IDENTITY } from "../../emulator/emulator.ts";
import { appService } from "../../support/by-identity.ts";
import { stepEnv } from "../../support/runner.ts";
import type { Stage } from "./stage.ts";
import { ITEM, type Subject, VAULT } from "./subject.ts";

const STOP = { operation: "stop-protection-retain-data", item: ITEM };
const IDS = { "tenant-id": IDENTITY.tenantId, "client-id": IDENTITY.clientId };
const SECRET = { ...IDS, "client-secret": IDENTITY.clientSecret };

/** A step of ours: its inputs, and what its environment has besides. */
interface OurStep {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: (stage: Stage) => Promise<Readonly<Record<string, string>>>;
}

const STEPS: readonly (OurStep & Pick<Subject, "title" | "kind" | "isCached" | "isLight">)[] = [
  {
    title: "ours, by resource id",
    kind: "ours",
    isCached: true,
    inputs: { ...STOP, ...SECRET },
  },
  {
    title: "ours, by path",
    kind: "ours",
    inputs: { ...STOP, ...SECRET, item: "sqlserver-0/msDB" },
  },
  {
    title: "ours, nothing to do",
    kind: "ours",
    inputs: { ...SECRET, operation: "change-policy", policy: "HourlyLogPolicy", item: ITEM },
  },
  {
    title: "ours, GitHub OIDC",
    kind: "ours",
    isCached: true,
    inputs: { ...STOP, ...IDS },
    env: async ({ azure: { github } }) => ({
      ACTIONS_ID_TOKEN_REQUEST_URL: github.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.requestToken,
    }),
  },
  {
    title: "ours, managed identity",
    kind: "ours",
    isCached: true,
    isLight: true,
    inputs: { ...STOP, "auth-type": "IDENTITY" },
    env: async ({ azure }) => appService(azure),
  },
  {
    title: "ours, az session",
    kind: "ours",
    isLight: true,
    inputs: { ...STOP, "auth-type": "SESSION" },
    env: fakeAz,
  },
  {
    title: "ours, wrong inputs",
    kind: "ours-refused",
    isCached: true,
    inputs: { ...STOP, ...SECRET, "poll-interval-seconds": "often" },
  },
];

/** The steps of a bundle, whose entry is the file `bundle`. */
export function ourSubjects(bundle: string): readonly Subject[] {
  return STEPS.map(({ inputs, env, ...subject }) => ({
    ...subject,
    exitCode: subject.kind === "ours-refused" ? 1 : 0,
    async command(stage) {
      const { url, caFile } = stage.server;
      const all = {
        vault: VAULT,
        "resource-manager-url": url,
        "poll-interval-seconds": "0.001",
        ...inputs,
      };
      const more = {
        AZURE_AUTHORITY_HOST: url,
        NODE_EXTRA_CA_CERTS: caFile,
        ...(await env?.(stage)),
      };
      const { env: whole } = await stepEnv(stage.folder, { inputs: all, env: more });
      return { file: process.execPath, args: [bundle], env: whole };
    },
  }));
}

/** An `az` that gives a token at once, first on the PATH. */
async function fakeAz({ azure, folder }: Stage): Promise<{ readonly PATH: string }> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const answer = JSON.stringify({
    accessToken: azure.entra.issue().token,
    expires_on: Math.floor(Date.now() / 1_000) + 3_600,
  });
  await writeFile(join(bin, "az"), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  return { PATH: `${bin}${delimiter}${process.env.PATH}` };
}
