import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Emulator, type Fault } from "./emulator.ts";
import { startImds } from "./identity/imds-server.ts";
import { readFaults } from "./server/fault-file.ts";
import { fromCaller } from "./server/from-caller.ts";
import { instructions } from "./server/instructions.ts";
import { startServer } from "./server/server.ts";
import { VaultFileError } from "./vault-file/fields.ts";
import { loadVaultFile } from "./vault-file/load.ts";
import { stock } from "./vault-file/stock.ts";

const USAGE = `npm run emulator -- [--port 8443] [--vault FILE] [--time-scale 60] [--token-lifetime 3600] [--fault FILE]

  --port            port on 127.0.0.1; a free one by default
  --vault           describes the vault (docs/vault.yml), or holds the output 'items' of 'list-items'
  --time-scale      60 makes a minute a second; 1 by default
  --token-lifetime  seconds of emulated time; an hour of the client's own by default
  --fault           lets requests go wrong, in JSON or YAML: docs/try.md`;

/** Starts the emulator alone and prints what a client needs to reach it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      vault: { type: "string" },
      "time-scale": { type: "string", default: "1" },
      "token-lifetime": { type: "string" },
      fault: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const timeScale = positive(values["time-scale"], "--time-scale");
  const port = values.port === "0" ? 0 : positive(values.port, "--port");
  const lifetime = values["token-lifetime"];

  const vault = values.vault === undefined ? undefined : loadVaultFile(fromCaller(values.vault));
  const emulator = new Emulator({
    timeScale,
    ...(vault && { fill: (service) => stock(service, vault) }),
  });
  if (lifetime) emulator.entra.tokenLifetimeSeconds = positive(lifetime, "--token-lifetime");
  for (const file of values.fault)
    for (const fault of faultsIn(fromCaller(file))) emulator.fault(fault);
  const server = await startServer(emulator, { port });
  const imds = await startImds(emulator);
  console.log(instructions(emulator, { ...server, imdsUrl: imds.url }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server.close();
      void imds.close();
    });
  }
}

function faultsIn(file: string): readonly Fault[] {
  return readFaults(readFileSync(file, "utf8"), file);
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`${option} must be a positive number, not '${text}'.\n\n${USAGE}`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof VaultFileError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
