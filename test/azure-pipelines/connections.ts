import { type Emulator, IDENTITY, MSI_PATH } from "../emulator/emulator.ts";
import { vaultId } from "../emulator/vault/state.ts";

/** The id of the service connection, as the agent passes it. */
function connectionId(azure: Emulator): string {
  return azure.pipelines.connectionId;
}

const { clientId, tenantId, clientSecret, identityHeader } = IDENTITY;

/** The environment of a service connection with these parameters of its sign-in. */
function connection(
  azure: Emulator,
  scheme: string,
  parameters: Readonly<Record<string, string>>,
): Record<string, string> {
  const id = connectionId(azure);
  const entries = Object.entries(parameters).map(([key, value]) => [
    `ENDPOINT_AUTH_PARAMETER_${id}_${key}`,
    value,
  ]);
  return {
    [`ENDPOINT_AUTH_SCHEME_${id}`]: scheme,
    [`ENDPOINT_URL_${id}`]: "https://management.azure.com/",
    [`ENDPOINT_DATA_${id}_SUBSCRIPTIONID`]: azure.vault().subscriptionId,
    [`ENDPOINT_DATA_${id}_ENVIRONMENT`]: "AzureCloud",
    ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN: azure.pipelines.jobToken,
    ENDPOINT_AUTH_SCHEME_SYSTEMVSSCONNECTION: "OAuth",
    SYSTEM_OIDCREQUESTURI: azure.pipelines.requestUri,
    AZURE_AUTHORITY_HOST: azure.origin,
    ...Object.fromEntries(entries),
  };
}

const IDS = { SERVICEPRINCIPALID: clientId, TENANTID: tenantId };

/** A service connection of each way of signing in, by its name in the log. */
export const CONNECTIONS = {
  "workload identity federation": (azure: Emulator) =>
    connection(azure, "WorkloadIdentityFederation", IDS),
  "the client secret of a service principal": (azure: Emulator) =>
    connection(azure, "ServicePrincipal", {
      ...IDS,
      AUTHENTICATIONTYPE: "spnKey",
      SERVICEPRINCIPALKEY: clientSecret,
    }),
  "the certificate of a service principal": (azure: Emulator, pem = "") =>
    connection(azure, "ServicePrincipal", {
      ...IDS,
      AUTHENTICATIONTYPE: "spnCertificate",
      SERVICEPRINCIPALCERTIFICATE: pem,
    }),
  "the machine's managed identity": (azure: Emulator) => ({
    ...connection(azure, "ManagedServiceIdentity", { TENANTID: tenantId }),
    IDENTITY_ENDPOINT: `${azure.origin}${MSI_PATH}`,
    IDENTITY_HEADER: identityHeader,
  }),
};

/** The inputs that name the emulator's vault and the service connection. */
export function vaultInputs(azure: Emulator): Record<string, string> {
  return {
    azureSubscription: connectionId(azure),
    resourceManagerUrl: azure.origin,
    vault: vaultId(azure.vault()),
  };
}
