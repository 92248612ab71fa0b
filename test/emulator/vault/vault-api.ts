import { guidOf } from "../server/ids.ts";
import { type EmulatorResponse, json } from "../server/wire.ts";
import type { Call } from "./call.ts";
import { type VaultState, vaultId } from "./state.ts";

/** GET of a vault. */
export function getVault({ vault }: Call): EmulatorResponse {
  return json(vaultBody(vault));
}

/** A vault as ARM writes it (recording); a setting that was never made is absent. */
export function vaultBody(vault: VaultState): unknown {
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
  return {
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
  };
}

/** GET of `backupconfig/vaultconfig`: soft delete, as it was set before the vault had it (document). */
export function getVaultConfig({ vault }: Call): EmulatorResponse {
  const { softDeleteState: state, softDeleteRetentionDays: softDeleteRetentionPeriodInDays } =
    vault;
  return json({
    id: `${vaultId(vault)}/backupconfig/vaultconfig`,
    name: "vaultconfig",
    type: "Microsoft.RecoveryServices/vaults/backupconfig",
    properties: {
      enhancedSecurityState: state ?? "Enabled",
      ...(state && { softDeleteFeatureState: state, softDeleteRetentionPeriodInDays }),
      isSoftDeleteFeatureStateEditable: state !== "AlwaysON",
    },
  });
}

/** GET of `backupstorageconfig/vaultstorageconfig` (document). */
export function getStorageConfig({ vault }: Call): EmulatorResponse {
  return json({
    id: `${vaultId(vault)}/backupstorageconfig/vaultstorageconfig`,
    name: "vaultstorageconfig",
    type: "Microsoft.RecoveryServices/vaults/backupstorageconfig",
    properties: {
      storageModelType: "GeoRedundant",
      storageType: "GeoRedundant",
      storageTypeState: vault.items.length > 0 ? "Locked" : "Unlocked",
      crossRegionRestoreFlag: false,
      dedupState: "Disabled",
      xcoolState: "Disabled",
    },
  });
}
