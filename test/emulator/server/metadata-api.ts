import { type EmulatorResponse, json, Refusal, same } from "./wire.ts";

const PATH = "/metadata/endpoints";

/**
 * What a cloud says about itself, to clients that do not know it yet; nobody has to be signed in.
 * The newest version, which az asks for, is an object; before it were lists of clouds, and at first
 * other names (document). Undefined: the path is another one.
 */
export function cloudMetadata(url: URL, origin: string): EmulatorResponse | undefined {
  if (!same(url.pathname, PATH)) return undefined;
  const version = url.searchParams.get("api-version") ?? "";
  if (version === "2022-09-01") return json(cloud(origin));
  if (["2019-05-01", "2020-06-01"].includes(version)) return json([cloud(origin)]);
  if (["1.0", "2015-01-01"].includes(version)) return json(oldest(origin));
  throw new Refusal(
    400,
    "InvalidApiVersionParameter",
    `The api-version '${version}' is not supported for '${PATH}'.`,
  );
}

/**
 * The login endpoint ends in `/adfs`: MSAL then asks nobody else whether the authority is a real
 * one. Whoever can switch that off may name the origin alone.
 */
function authentication(origin: string): Record<string, unknown> {
  return {
    loginEndpoint: `${origin}/adfs`,
    audiences: ["https://management.core.windows.net/", origin],
    tenant: "adfs",
    identityProvider: "ADFS",
  };
}

function cloud(origin: string): unknown {
  return {
    name: "AzureBackupEmulator",
    resourceManager: origin,
    portal: `${origin}/portal`,
    gallery: `${origin}/gallery`,
    graph: "https://graph.windows.net/",
    graphAudience: "https://graph.windows.net/",
    microsoftGraphResourceId: "https://graph.microsoft.com/",
    batch: "https://batch.core.windows.net/",
    media: "https://rest.media.azure.net",
    sqlManagement: "https://management.core.windows.net:8443/",
    vmImageAliasDoc: `${origin}/aliases.json`,
    activeDirectoryDataLake: "https://datalake.azure.net/",
    authentication: authentication(origin),
    suffixes: {
      storage: "core.windows.net",
      keyVaultDns: "vault.azure.net",
      mhsmDns: "managedhsm.azure.net",
      sqlServerHostname: "database.windows.net",
      storageSyncEndpointSuffix: "afs.azure.net",
      acrLoginServer: "azurecr.io",
      azureDataLakeStoreFileSystem: "azuredatalakestore.net",
      azureDataLakeAnalyticsCatalogAndJob: "azuredatalakeanalytics.net",
    },
  };
}

function oldest(origin: string): unknown {
  const { loginEndpoint, audiences } = authentication(origin);
  return {
    galleryEndpoint: `${origin}/gallery`,
    graphEndpoint: "https://graph.windows.net/",
    portalEndpoint: `${origin}/portal`,
    authentication: { loginEndpoint, audiences },
  };
}
