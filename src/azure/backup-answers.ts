import { ActionError, type ArmError } from "../errors.ts";
import { at, text } from "../json.ts";
import { type ItemAddress, itemPath, type ProtectedItem, parseItemPath, sameName } from "./item.ts";
import { insideVault, type VaultRef } from "./vault.ts";

/** Refuses an id that Azure returned for another vault: acting on it would touch another vault's data. */
export function requireInVault(vault: VaultRef) {
  return (item: ProtectedItem): ProtectedItem => {
    if (insideVault(item.id, vault) !== undefined) return item;
    throw new ActionError("contact-lost", `Azure returned an item of another vault: ${item.id}.`, {
      hint: "Nothing was done. Check 'vault' and 'resource-manager-url'.",
    });
  };
}

/** An answer about another item, as a broken cache or proxy can give, must not be acted on. */
export function isAt(item: ProtectedItem, address: ItemAddress): boolean {
  return sameName(itemPath(item.address), itemPath(address));
}

/** Whether a recovery point's id lies under the item of the vault that was asked about. */
export function isPointOf(address: ItemAddress, vault: VaultRef) {
  return (resource: unknown): boolean => {
    const path = insideVault(text(at(resource, "id")), vault) ?? "";
    const owner = parseItemPath(path.replace(/\/recoveryPoints\/[^/]+$/i, ""));
    return owner !== undefined && sameName(itemPath(owner), itemPath(address));
  };
}

/** The error for an answer that is not what was asked for. */
export function somethingElse(doing: string): ActionError {
  return new ActionError(
    "contact-lost",
    `Could not ${doing}: the answer is about something else.`,
    {
      hint: "Azure sent something this action does not know; nothing was done on its account.",
    },
  );
}

/** Says where there is no such vault. */
export function vaultNotFound(vault: VaultRef, cause: ArmError): ActionError {
  const where = `resource group '${vault.resourceGroup}' of subscription ${vault.subscriptionId}`;
  return new ActionError("vault-not-found", `There is no vault '${vault.name}' in ${where}.`, {
    hint: "Check 'vault', 'resource-group' and 'subscription-id'.",
    service: cause.service,
    cause,
  });
}
