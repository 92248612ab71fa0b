import { sameName } from "../azure/backup/item.ts";
import { parseVaultId, type VaultRef } from "../azure/backup/vault.ts";
import { InputError } from "../errors.ts";
import type { InputName } from "../manifest/input-table.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { type OperationName, onlyReads } from "../operations/operations.ts";
import { type Get, GUID, missingInput, type Read, requiredInput } from "../values/input-values.ts";
import { describeId, subscriptionInVaultId, writtenId } from "../values/written-id.ts";

/** 2 to 50 letters, digits and hyphens; a letter first, no hyphen last (E109). */
const VAULT_NAME = /^[A-Za-z][-A-Za-z0-9]{0,48}[A-Za-z0-9]$/;
/**
 * 1 to 90 letters, digits, underscores, hyphens, parentheses and full stops; no full stop last
 * (E109).
 */
const GROUP_NAME = /^[-\w.()\p{L}\p{N}]{0,89}[-\w()\p{L}\p{N}]$/u;

/**
 * Reads which vault is meant. `subscriptionId` is "" if it has to come from the session of the
 * Azure CLI, which is good enough for a read.
 *
 * @throws InputError
 */
export function readVault(get: Get, env: Read, operation: OperationName): VaultRef {
  const written = requiredInput(get, "vault");
  const [group, subscription] = [readGroup(get), readSubscription(get)];
  const id = writtenId("vault", written);
  if (id !== undefined) {
    const vault = vaultOfId(id, written);
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
    throw missingInput(
      "resource-group",
      `Give the vault's resource group, or the vault's resource id as ${nameInput("vault")}.`,
      `is empty or missing, and ${nameInput("vault")} is a name`,
    );
  }
  const subscriptionId = subscription || subscriptionOf(get) || env("AZURE_SUBSCRIPTION_ID").trim();
  if (subscriptionId !== "" && !GUID.test(subscriptionId)) {
    throw new InputError(
      "subscription-id",
      `is not given, and AZURE_SUBSCRIPTION_ID is not a GUID (got '${subscriptionId}')`,
      `Set ${nameInput("subscription-id")}.`,
    );
  }
  // A write never relies on the default subscription of the az session.
  if (subscriptionId === "" && !onlyReads(operation)) throw noSubscription();
  return { subscriptionId, resourceGroup: group, name: written };
}

function vaultOfId(id: string, written: string): VaultRef {
  const vault = parseVaultId(id);
  if (vault === undefined) {
    throw new InputError(
      "vault",
      `${describeId(id)} (got '${written}')`,
      "Give the vault's name, or its id as 'az backup vault show' prints it.",
    );
  }
  const { subscriptionId, resourceGroup, name } = vault;
  if (GUID.test(subscriptionId) && VAULT_NAME.test(name) && GROUP_NAME.test(resourceGroup)) {
    return vault;
  }
  throw new InputError(
    "vault",
    `is not the resource id of a Recovery Services vault (got '${written}')`,
    "Its subscription must be a GUID, its group a resource group's name and its vault a vault's name.",
  );
}

function readGroup(get: Get): string {
  const group = get("resource-group");
  if (group === "" || GROUP_NAME.test(group)) return group;
  throw new InputError(
    "resource-group",
    `is not a resource group's name (got '${group}')`,
    `Give the name alone, as 'az group list' prints it, or the vault's resource id as ${nameInput("vault")}.`,
  );
}

/** The subscription's GUID, from the input or from the id that the portal and `az account list` print. */
function readSubscription(get: Get): string {
  const written = get("subscription-id");
  const subscription = written.replace(/^\/?subscriptions\/([^/]+)\/?$/i, "$1");
  if (subscription === "" || GUID.test(subscription)) return subscription;
  throw new InputError(
    "subscription-id",
    `is not a subscription's GUID (got '${written}')`,
    "A name is not enough: give the id that 'az account show' prints.",
  );
}

/** The subscription in the resource id of the job or item. */
function subscriptionOf(get: Get): string {
  const ids = (["job-id", "item"] as const).map((name) => {
    const [first = ""] = get(name).split(/\r?\n/);
    return subscriptionInVaultId(writtenId(name, first) ?? "");
  });
  return ids.find((id) => id !== "") ?? "";
}

/** The error for a vault whose subscription is not given. */
export function noSubscription(): InputError {
  return missingInput(
    "subscription-id",
    `Set it, or AZURE_SUBSCRIPTION_ID, or give the vault's resource id as ${nameInput("vault")}.`,
  );
}

function contradiction(name: InputName, given: string, fromId: string): void {
  if (given === "" || sameName(given, fromId)) return;
  throw new InputError(
    name,
    `contradicts the id in ${nameInput("vault")} ('${given}' against '${fromId}')`,
    `Leave ${nameInput(name)} out, or correct ${nameInput("vault")}.`,
  );
}
