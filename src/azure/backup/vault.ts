import { at, text } from "../../json.ts";

/** Where a Recovery Services vault is. */
export interface VaultRef {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** What a vault says about the protection of its own data. */
export interface VaultState {
  /** `unreadable` if the vault may not be read or does not say. */
  readonly softDelete: "on" | "off" | "unreadable";
  /** How many days soft-deleted data is kept; undefined if the vault does not say. */
  readonly softDeleteDays: number | undefined;
  /** `on` if immutability is `Unlocked` or `Locked`; `unknown` for an unknown word or form. */
  readonly immutability: "on" | "off" | "unknown";
  /** True if multi-user authorization is on, so that a resource guard must permit some operations. */
  readonly guarded: boolean;
}

const VAULT_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)$/i;

/** The vault's ARM path, which is also its resource id. */
export function vaultId({ subscriptionId, resourceGroup, name }: VaultRef): string {
  const part = encodeURIComponent;
  return `/subscriptions/${part(subscriptionId)}/resourceGroups/${part(resourceGroup)}/providers/Microsoft.RecoveryServices/vaults/${part(name)}`;
}

/** Reads a vault's resource id; undefined if `id` is the id of something else. */
export function parseVaultId(id: string): VaultRef | undefined {
  const [, subscriptionId, resourceGroup, name] = VAULT_ID.exec(id.replace(/\/+$/, "")) ?? [];
  if (!subscriptionId || !resourceGroup || !name) return undefined;
  return { subscriptionId, resourceGroup, name };
}

/**
 * What follows the vault in a resource id, without the leading slash; undefined if `id` lies in
 * another vault. Azure changes the casing of ids between calls, so case does not count (E1).
 */
export function insideVault(id: string, vault: VaultRef): string | undefined {
  const prefix = `${decodeURIComponent(vaultId(vault))}/`;
  return id.toLowerCase().startsWith(prefix.toLowerCase()) ? id.slice(prefix.length) : undefined;
}

/** Reads a vault resource (E110). */
export function readVaultState(resource: unknown): VaultState {
  const security = at(resource, "properties", "securitySettings");
  const softDelete = text(at(security, "softDeleteSettings", "softDeleteState")).toLowerCase();
  return {
    softDelete:
      softDelete === "enabled" || softDelete === "alwayson"
        ? "on"
        : softDelete === "disabled"
          ? "off"
          : "unreadable",
    softDeleteDays:
      Number(text(at(security, "softDeleteSettings", "softDeleteRetentionPeriodInDays"))) ||
      undefined,
    immutability: readImmutability(resource),
    guarded: text(at(security, "multiUserAuthorization")).toLowerCase() === "enabled",
  };
}

/**
 * Reads the immutability. A vault that never had it set leaves it out (E111). A vault that may not
 * be read says nothing; there Azure itself refuses.
 */
function readImmutability(resource: unknown): VaultState["immutability"] {
  let value = resource;
  for (const name of ["properties", "securitySettings", "immutabilitySettings", "state"]) {
    if (value === undefined || value === null) return "off";
    if (typeof value !== "object" || Array.isArray(value)) return "unknown";
    value = at(value, name);
  }
  if (value === undefined || value === null) return "off";
  const words = { locked: "on", unlocked: "on", disabled: "off" } as const;
  return words[text(value).toLowerCase() as keyof typeof words] ?? "unknown";
}
