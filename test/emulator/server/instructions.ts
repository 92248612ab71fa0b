import { type Emulator, IDENTITY, MSI_PATH } from "../emulator.ts";
import { vaultId } from "../vault/state.ts";

/** Where an emulator listens. */
interface Addresses {
  readonly url: string;
  readonly caFile: string;
  /** The endpoint of managed identities on a VM. */
  readonly imdsUrl: string;
}

/**
 * What a client needs to work on a running emulator: blocks of shell, a blank line between them, each
 * for one purpose. A block about signing in builds on the first one.
 */
export function instructions(emulator: Emulator, { url, caFile, imdsUrl }: Addresses): string {
  const { clientId, clientSecret, tenantId, identityHeader } = IDENTITY;
  const vault = emulator.vault();
  const count = `${vault.items.length} items, ${vault.policies.length} policies`;
  const { github, githubApi } = emulator;
  const repository = githubApi.repository();
  const ids = `'INPUT_CLIENT-ID=${clientId}' 'INPUT_TENANT-ID=${tenantId}'`;
  return `Azure Backup emulator on ${url}
Vault ${vault.name} in resource group ${vault.resourceGroup}, subscription ${vault.subscriptionId}: ${count}

# A step or a workflow of your own, on an emulator that comes and goes with it: docs/try.md
npm run try -- operation=list-items 'item=*'
npm run try -- FILE.yml

# A step on this one, in the root of this repository; each input is INPUT_ and its name in upper case
export NODE_EXTRA_CA_CERTS=${caFile}
export AZURE_AUTHORITY_HOST=${url}
gate() { env 'INPUT_RESOURCE-MANAGER-URL=${url}' 'INPUT_VAULT=${vaultId(vault)}' "$@" node dist/index.js; }
gate INPUT_OPERATION=list-items 'INPUT_ITEM=*' ${ids} 'INPUT_CLIENT-SECRET=${clientSecret}'

# The same, signed in through GitHub OIDC
export ACTIONS_ID_TOKEN_REQUEST_URL=${github.requestUrl}
export ACTIONS_ID_TOKEN_REQUEST_TOKEN=${github.requestToken}
gate INPUT_OPERATION=list-items 'INPUT_ITEM=*' ${ids}

# The same with the managed identity of an App Service
export IDENTITY_ENDPOINT=${url}${MSI_PATH}
export IDENTITY_HEADER=${identityHeader}
gate INPUT_OPERATION=list-items 'INPUT_ITEM=*' INPUT_AUTH-TYPE=IDENTITY

# The same with the managed identity of a VM, which has no such endpoint
export AZURE_POD_IDENTITY_AUTHORITY_HOST=${imdsUrl}
gate INPUT_OPERATION=list-items 'INPUT_ITEM=*' INPUT_AUTH-TYPE=IDENTITY

# The first with a commit status; of GitHub Enterprise Server GITHUB_API_URL is ${githubApi.enterpriseUrl}
export GITHUB_API_URL=${githubApi.url}
export GITHUB_REPOSITORY=${repository.fullName}
export GITHUB_SHA=${repository.commits[0]}
gate INPUT_OPERATION=list-items 'INPUT_ITEM=*' ${ids} 'INPUT_CLIENT-SECRET=${clientSecret}' 'INPUT_GITHUB-TOKEN=${githubApi.token}'

${forTheCommand(vault, { url, caFile })}

${forAz({ url, caFile })}

# Anything else, with a bearer token
curl --cacert ${caFile} -H 'Authorization: Bearer test-token' '${url}${vaultId(vault)}?api-version=2024-04-01'`;
}

function forTheCommand(
  { name, resourceGroup, subscriptionId }: ReturnType<Emulator["vault"]>,
  { url, caFile }: Pick<Addresses, "url" | "caFile">,
): string {
  const { clientId, clientSecret, tenantId } = IDENTITY;
  return `# The terminal's command, installed as docs/terminal.md says; the examples there run as they stand
export NODE_EXTRA_CA_CERTS=${caFile}
export AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL=${url}
export AZURE_BACKUP_GATE_AUTHORITY=${url}
export AZURE_CLIENT_ID=${clientId}
export AZURE_TENANT_ID=${tenantId}
export AZURE_CLIENT_SECRET=${clientSecret}
export AZURE_SUBSCRIPTION_ID=${subscriptionId}
azure-backup-gate list-items --vault '${name}' --resource-group '${resourceGroup}' --item '*'`;
}

function forAz({ url, caFile }: Pick<Addresses, "url" | "caFile">): string {
  const { clientId, clientSecret, tenantId } = IDENTITY;
  return `# The Azure CLI, with a configuration of its own beside yours
export AZURE_CONFIG_DIR="$(mktemp -d)"
export REQUESTS_CA_BUNDLE=${caFile}
az cloud register --name Emulator --endpoint-resource-manager ${url}
az cloud set --name Emulator
az login --service-principal -u ${clientId} -p ${clientSecret} --tenant ${tenantId}`;
}
