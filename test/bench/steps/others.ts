import { IDENTITY } from "../../emulator/emulator.ts";
import type { Programs } from "./build.ts";
import type { Stage } from "./stage.ts";
import { ITEM, type Subject, VAULT } from "./subject.ts";

/** An empty Node process, the floor, and the scripts on Azure's SDK. */
export const OTHERS: readonly Subject[] = [
  {
    title: "an empty Node process",
    kind: "empty",
    exitCode: 0,
    isCached: true,
    command: async () => ({
      file: process.execPath,
      args: ["--eval", "0"],
      env: { PATH: process.env.PATH },
    }),
  },
  script("floor: a bare node:https script", "floor", "floor"),
  script("floor, which pauses as ours", "floor", "floor", { BENCH_PAUSE_MS: "1000" }),
  script("floor, which signs in with Azure's library", "other", "floorIdentity"),
  script("Azure's SDK, a script", "other", "sdk"),
  script("Azure's SDK, bundled", "other", "sdkBundled"),
];

function script(
  title: string,
  kind: Subject["kind"],
  program: keyof Programs,
  env: Readonly<Record<string, string>> = {},
): Subject {
  return {
    title,
    kind,
    exitCode: 0,
    isCached: !("BENCH_PAUSE_MS" in env),
    command: async ({ server, programs }: Stage) => ({
      file: process.execPath,
      args: [programs[program]],
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: server.caFile,
        BENCH_URL: server.url,
        BENCH_VAULT: VAULT,
        BENCH_ITEM: ITEM,
        BENCH_TENANT: IDENTITY.tenantId,
        BENCH_CLIENT: IDENTITY.clientId,
        BENCH_SECRET: IDENTITY.clientSecret,
        ...env,
      },
    }),
  };
}
