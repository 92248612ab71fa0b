import type { Call } from "./call.ts";
import { guidOf } from "./ids.ts";
import { vaultId } from "./state.ts";
import { type EmulatorResponse, json } from "./wire.ts";

/** GET of a vault (recording); a setting that was never made is absent. */
export function getVault({ vault }: Call): EmulatorResponse {
  const securitySettings = {
    ...(vault.immutability && { immutabilitySettings: { state: vault.immutability } }),
    ...(vault.softDeleteState && {
      softDeleteSettings: {
        softDeleteState: vault.softDeleteState,
        softDeleteRetentionPeriodInDays: vault.softDeleteRetentionDays,
        enhancedSecurityState: vault.softDeleteState,
      },
    }),
    multiUserAuthorization: vault.mua ? "Enabled" : "Disabled",
  };
  return json({
    location: vault.location,
    name: vault.name,
    etag: `W/"datetime'${guidOf(vault.name).slice(0, 8)}'"`,
    properties: {
      provisioningState: "Succeeded",
      privateEndpointStateForBackup: "None",
      privateEndpointStateForSiteRecovery: "None",
      publicNetworkAccess: "Enabled",
      redundancySettings: {
        standardTierStorageRedundancy: "GeoRedundant",
        crossRegionRestore: "Disabled",
      },
      restoreSettings: {
        crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" },
      },
      securitySettings,
      secureScore: vault.immutability === "Locked" ? "Maximum" : "Adequate",
      bcdrSecurityLevel: "Good",
      backupStorageVersion: "V1",
    },
    id: vaultId(vault),
    type: "Microsoft.RecoveryServices/vaults",
    sku: { name: "Standard" },
  });
}
