import { AzureCliCredential, type TokenCredential } from "@azure/identity";

const AZ_TIMEOUT_MS = 60_000;

/** The session of the Azure CLI. */
export function azSession(): TokenCredential {
  return new AzureCliCredential({ processTimeoutInMs: AZ_TIMEOUT_MS });
}
