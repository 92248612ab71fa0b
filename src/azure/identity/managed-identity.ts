import type { HttpClient } from "@azure/core-rest-pipeline";
import { ManagedIdentityCredential, type TokenCredential } from "@azure/identity";

/** The managed identity of the machine; `clientId` chooses one of several, or is "". */
export function managedIdentity(
  { clientId }: { readonly clientId: string },
  httpClient: HttpClient,
): TokenCredential {
  return clientId === ""
    ? new ManagedIdentityCredential({ httpClient })
    : new ManagedIdentityCredential({ clientId, httpClient });
}
