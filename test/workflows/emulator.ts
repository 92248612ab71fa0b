import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { Emulator, IDENTITY } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { vaultId } from "../emulator/vault/state.ts";

// Starts an emulator that goes on when the step of a workflow ends, and hands what the action needs to
// reach it to the steps after that. 'end' ends it.

const SERVES = "serve";
/** An hour is a minute. */
const TIME_SCALE = 60;

/** Starts this file once more, apart from the step, and waits for its first line. */
async function start(): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, SERVES], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    windowsHide: true,
  });
  const variables = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", resolve);
    child.once("exit", (code) => reject(new Error(`The emulator has ended with ${code}.`)));
  });
  appendFileSync(process.env.GITHUB_ENV ?? "", variables);
  process.exit(0);
}

/** Serves until it is killed. */
async function serve(): Promise<void> {
  const azure = new Emulator({ timeScale: TIME_SCALE });
  const { url, caFile } = await startServer(azure);
  const variables = {
    NODE_EXTRA_CA_CERTS: caFile,
    NO_PROXY: new URL(url).hostname,
    AZURE_AUTHORITY_HOST: url,
    RESOURCE_MANAGER_URL: url,
    VAULT_ID: vaultId(azure.vault()),
    CLIENT_ID: IDENTITY.clientId,
    TENANT_ID: IDENTITY.tenantId,
    CLIENT_SECRET: IDENTITY.clientSecret,
    EMULATOR_PID: process.pid,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  process.stdout.write(lines.join(""));
}

switch (process.argv[2]) {
  case SERVES:
    await serve();
    break;
  case "end":
    process.kill(Number(process.env.EMULATOR_PID));
    break;
  default:
    await start();
}
