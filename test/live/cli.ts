import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { sessionSubscription } from "../../src/azure/identity/az-session.ts";
import { tokenSource } from "../../src/azure/identity/credential.ts";
import { cancelSignal, nodeHttpClient } from "../../src/hosts/node.ts";
import { systemClock } from "../../src/time/clock.ts";
import { fromCaller } from "../emulator/server/from-caller.ts";
import { UsageError } from "../try/usage.ts";
import { readArguments, USAGE } from "./arguments.ts";
import { live } from "./live.ts";

const VARIABLES = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET"];

/** Records what a real vault answers. */
async function main(): Promise<number> {
  const call = readArguments(process.argv.slice(2));
  if (call === "help") {
    console.log(USAGE);
    return 0;
  }
  const http = nodeHttpClient();
  const signal = cancelSignal("The run");
  const env = (name: string) => process.env[name] ?? "";
  const secrets = new Set([...VARIABLES.map(env), hostname()]);
  return live(
    { ...call, out: fromCaller(call.out) },
    {
      ...{ clock: systemClock, http, signal, env },
      readFile: (path) => readFileSync(path, "utf8"),
      print: (line) => console.error(line),
      secrets: () => [...secrets].filter((one) => one.trim() !== ""),
      identity: ({ signIn, secret }) => ({
        tokens(settings, cloud) {
          if ("tenantId" in settings) secrets.add(settings.tenantId);
          if ("clientId" in settings) secrets.add(settings.clientId);
          const world = { clock: systemClock, http, signal, uuid: () => "", random: Math.random };
          return tokenSource(settings, cloud, { signIn, world, keepSecret: secret });
        },
        async sessionSubscription(until) {
          const id = await sessionSubscription(signIn, until);
          secrets.add(id);
          return id;
        },
      }),
    },
  );
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE.split("\n")[0]}`);
  process.exitCode = 2;
}
// A sign-in that never answers must not keep a finished run alive.
setTimeout(() => process.exit(), 1_000).unref();
