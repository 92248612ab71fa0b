import { type Emulator, IDENTITY } from "../emulator/emulator.ts";
import { addSubscriptionTo, SUBSCRIPTION } from "../emulator/vault/additions.ts";
import { seed } from "../emulator/vault/seed.ts";
import { vaultId } from "../emulator/vault/state.ts";
import { loadVaultFile } from "../emulator/vault-file/load.ts";
import { stock } from "../emulator/vault-file/stock.ts";
import { appService } from "../support/by-identity.ts";
import { type Surroundings, startSurroundings } from "../support/surroundings.ts";

/** Who signs in; whoever a workflow names is let in. */
export interface Person {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What an emulated Azure is like. */
interface AzureSettings {
  /** Describes the vault; undefined: that of the seed. */
  readonly vaultFile: string | undefined;
  /** 60 makes a minute a second. */
  readonly timeScale: number;
  readonly person: Person;
}

/**
 * Starts the world that a step meets, with one vault and one person that may do everything.
 *
 * @throws VaultFileError
 */
export async function startAzure({
  vaultFile,
  timeScale,
  person,
}: AzureSettings): Promise<Surroundings> {
  const file = vaultFile === undefined ? undefined : loadVaultFile(vaultFile);
  const { tenantId } = person;
  const surroundings = await startSurroundings(timeScale, {
    fill(service) {
      // A subscription takes tokens of its own tenant only.
      const subscriptionId = file?.subscriptionId ?? SUBSCRIPTION;
      addSubscriptionTo(service, { subscriptionId, tenantId });
      if (file === undefined) seed(service);
      else stock(service, file);
    },
  });
  const { azure, env } = surroundings;
  letIn(azure, person);
  return { ...surroundings, env: { ...env, ...appService(azure) } };
}

function letIn({ entra }: Emulator, { clientId, tenantId, clientSecret }: Person): void {
  const known = entra.find(clientId, tenantId);
  if (known !== undefined) known.clientSecret = clientSecret;
  else {
    const { federatedCredentials } = entra.identity();
    entra.addIdentity({ clientId, tenantId, clientSecret, federatedCredentials, managed: true });
  }
}

/** What says where the vault is and who signs in, by the inputs of the action and of azure/login. */
export function accountValues(azure: Emulator, person: Person) {
  const vault = azure.vault();
  const { subscriptionId } = vault;
  const { clientId, tenantId, clientSecret } = person;
  return {
    vault: vaultId(vault),
    "resource-group": vault.resourceGroup,
    "subscription-id": subscriptionId,
    "client-id": clientId,
    "tenant-id": tenantId,
    "client-secret": clientSecret,
    creds: JSON.stringify({ clientId, clientSecret, subscriptionId, tenantId }),
    "github-token": azure.githubApi.token,
  };
}

/** The person that the emulator knows, but for what is given. */
export function personWith(
  given: { readonly [Field in keyof Person]?: string | undefined },
): Person {
  return {
    tenantId: given.tenantId || IDENTITY.tenantId,
    clientId: given.clientId || IDENTITY.clientId,
    clientSecret: given.clientSecret || IDENTITY.clientSecret,
  };
}
