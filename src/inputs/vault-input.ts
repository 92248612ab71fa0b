import { sameName } from "../azure/item.ts";
import { parseVaultId, type VaultRef } from "../azure/vault.ts";
import { InputError } from "../errors.ts";
import type { OperationName } from "../operations/operation.ts";
import type { InputName } from "./input-table.ts";
import { type Get, GUID, type Read, required } from "./input-values.ts";

/** Documents: 2 to 50 letters, digits and hyphens, a letter first, no hyphen last. */
const VAULT_NAME = /^[A-Za-z][-A-Za-z0-9]{0,48}[A-Za-z0-9]$/;

/**
 * Reads which vault is meant. `subscriptionId` is "" where only the session of the Azure CLI can
 * tell it, which is enough for a read.
 *
 * @throws InputError
 */
export function readVault(get: Get, env: Read, operation: OperationName): VaultRef {
  const written = required(get, "vault");
  const [group, subscription] = [get("resource-group"), get("subscription-id")];
  if (subscription !== "" && !GUID.test(subscription)) {
    throw new InputError(
      "subscription-id",
      `is not a subscription's GUID (got '${subscription}')`,
      "Copy the id that 'az account show' prints.",
    );
  }
  if (written.startsWith("/")) {
    const vault = parseVaultId(written);
    if (vault === undefined) {
      throw new InputError(
        "vault",
        `is not the resource id of a Recovery Services vault (got '${written}')`,
        "Give the vault's name, or its id as 'az backup vault show' prints it.",
      );
    }
    if (
      !GUID.test(vault.subscriptionId) ||
      !VAULT_NAME.test(vault.name) ||
      /^\.{1,2}$/.test(vault.resourceGroup)
    ) {
      throw new InputError(
        "vault",
        `is not the resource id of a Recovery Services vault (got '${written}')`,
        "Its subscription must be a GUID and its vault a vault's name.",
      );
    }
    contradiction("resource-group", group, vault.resourceGroup);
    contradiction("subscription-id", subscription, vault.subscriptionId);
    return vault;
  }
  if (!VAULT_NAME.test(written)) {
    throw new InputError(
      "vault",
      `is not a vault's name (got '${written}')`,
      "A name has 2 to 50 letters, digits and hyphens, a letter first. A resource id works too.",
    );
  }
  if (group === "") {
    throw new InputError(
      "resource-group",
      "is required when 'vault' is a name",
      "Give the vault's resource group, or the vault's resource id as 'vault'.",
    );
  }
  const subscriptionId =
    subscription ||
    subscriptionOf(get("job-id")) ||
    subscriptionOf(get("item")) ||
    env("AZURE_SUBSCRIPTION_ID").trim();
  if (subscriptionId !== "" && !GUID.test(subscriptionId)) {
    throw new InputError(
      "subscription-id",
      `is not given, and AZURE_SUBSCRIPTION_ID is not a GUID (got '${subscriptionId}')`,
      "Set 'subscription-id'.",
    );
  }
  // A write never relies on whatever subscription the az session happens to have as its default.
  if (subscriptionId === "" && !isRead(operation)) throw noSubscription();
  return { subscriptionId, resourceGroup: group, name: written };
}

/** The resource id of a job or of an item says which subscription is meant. */
function subscriptionOf(id: string): string {
  return /^\/subscriptions\/([^/]+)\//i.exec(id)?.[1] ?? "";
}

function isRead(operation: OperationName): boolean {
  return ["wait-for-job", "verify-backup", "list-items"].includes(operation);
}

/** The error for a vault whose subscription is not given. */
export function noSubscription(): InputError {
  return new InputError(
    "subscription-id",
    "is required",
    "Set it, or AZURE_SUBSCRIPTION_ID, or give the vault's resource id as 'vault'.",
  );
}

function contradiction(name: InputName, given: string, fromId: string): void {
  if (given === "" || sameName(given, fromId)) return;
  throw new InputError(
    name,
    `contradicts the id in 'vault' ('${given}' against '${fromId}')`,
    `Leave '${name}' out, or correct 'vault'.`,
  );
}
