import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Emulator, type Fault, IDENTITY, MSI_PATH } from "./emulator.ts";
import { type ImdsServer, startImds } from "./imds-server.ts";
import { type Server, startServer } from "./server.ts";

const USAGE = `npm run emulator -- [--port 8443] [--time-scale 60] [--token-lifetime 3600] [--fault FILE.json]

  --port            port on 127.0.0.1; a free one by default
  --time-scale      60 makes a minute a second; 1 by default
  --token-lifetime  seconds of emulated time; an hour of the client's own by default
  --fault           JSON: one fault or an array; "path" is a regular expression`;

/** Starts the emulator alone and prints what a client needs to reach it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
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

  const emulator = new Emulator({ timeScale });
  if (lifetime) emulator.entra.tokenLifetimeSeconds = positive(lifetime, "--token-lifetime");
  for (const file of values.fault) for (const fault of readFaults(file)) emulator.fault(fault);
  const server = await startServer(emulator, { port });
  const imds = await startImds(emulator);
  console.log(instructions(emulator, server, imds));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server.close();
      void imds.close();
    });
  }
}

function instructions(emulator: Emulator, server: Server, imds: ImdsServer): string {
  const vault = emulator.vault();
  return `Azure Backup emulator on ${server.url}, vault ${vault.name} in resource group ${vault.resourceGroup}

export AZURE_RESOURCE_MANAGER_URL=${server.url}
export NODE_EXTRA_CA_CERTS=${server.caFile}
export AZURE_SUBSCRIPTION_ID=${vault.subscriptionId}

# managed identity, as on a virtual machine
export AZURE_POD_IDENTITY_AUTHORITY_HOST=${imds.url}

# or as in App Service
export IDENTITY_ENDPOINT=${server.url}${MSI_PATH}
export IDENTITY_HEADER=${IDENTITY.identityHeader}

# service principal
export AZURE_AUTHORITY_HOST=${server.url}
export AZURE_TENANT_ID=${IDENTITY.tenantId}
export AZURE_CLIENT_ID=${IDENTITY.clientId}
export AZURE_CLIENT_SECRET=${IDENTITY.clientSecret}

# GitHub's OIDC endpoint, for the same client without its secret
export ACTIONS_ID_TOKEN_REQUEST_URL=${emulator.github.requestUrl}
export ACTIONS_ID_TOKEN_REQUEST_TOKEN=${emulator.github.requestToken}

# GitHub's REST API, for a commit status; on GitHub Enterprise Server its URL is ${emulator.githubApi.enterpriseUrl}
export GITHUB_API_URL=${emulator.githubApi.url}
export GITHUB_TOKEN=${emulator.githubApi.token}
export GITHUB_REPOSITORY=${emulator.githubApi.repository().fullName}
export GITHUB_SHA=${emulator.githubApi.repository().commits[0]}

# az
export REQUESTS_CA_BUNDLE=${server.caFile}
az cloud register --name Emulator --endpoint-resource-manager ${server.url}
az cloud set --name Emulator
az login --service-principal -u ${IDENTITY.clientId} -p ${IDENTITY.clientSecret} --tenant ${IDENTITY.tenantId}

# or, by hand, the bearer token "test-token"`;
}

function readFaults(file: string): Fault[] {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  const faults = (Array.isArray(parsed) ? parsed : [parsed]) as Fault[];
  return faults.map((fault) =>
    typeof fault.path === "string" ? { ...fault, path: new RegExp(fault.path, "i") } : fault,
  );
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`${option} must be a positive number, not '${text}'.\n\n${USAGE}`);
}

await main();
