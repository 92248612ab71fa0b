import { ActionError, ArmError, type ServiceError } from "../../errors.ts";
import { at, isRecord, list, text } from "../../json.ts";
import type { Expected } from "../arm/attempt.ts";
import {
  type ItemAddress,
  itemPath,
  type ProtectedItem,
  parseItemPath,
  readItem,
  sameName,
} from "./item.ts";
import { insideVault, type VaultRef, vaultId } from "./vault.ts";

/** Refuses an id that Azure returned for another vault: acting on it would touch another vault's data. */
export function requireInVault(vault: VaultRef) {
  return (item: ProtectedItem): ProtectedItem => {
    if (insideVault(item.id, vault) !== undefined) return item;
    throw new ActionError("contact-lost", `Azure returned an item of another vault: ${item.id}.`, {
      hint: "Nothing was done. Check 'vault' and 'resource-manager-url'.",
    });
  };
}

/** Azure's own code for an item that is not there (E21). */
const NO_SUCH_ITEM = "BMSUserErrorDataSourceObjectNotFound";

/** Native names that no item can have are refused by one of these (E22). */
const NO_SUCH_NAME = [
  "BMSUserErrorContainerNameIncorrectFormat",
  "BMSUserErrorProtectedItemNameIncorrectFormat",
];

/** Whether Azure refused an item's native names for their form, so that there can be no such item. */
export function isNoSuchName(error: unknown): boolean {
  return error instanceof ArmError && NO_SUCH_NAME.includes(error.service.code);
}

/**
 * The codes of policies, jobs and operations that are not there are not known (E23), but their names
 * surely end alike.
 */
const isNotFound = (code: string) => /NotFound$/i.test(code);

/** What a read of the vault takes for its answer; one without properties is none. */
export function expectVault(vault: VaultRef): Expected {
  return {
    isAbout: (body) =>
      isRecord(at(body, "properties")) &&
      isNamed(body, vault.name) &&
      isSameVault(text(at(body, "id")) || vaultId(vault), vaultId(vault)),
    isNotFound,
  };
}

/** What a read of an item takes for its answer. */
export function expectItem(vault: VaultRef, address: ItemAddress): Expected {
  return {
    isAbout(body) {
      const item = readItem(body);
      return (
        item !== undefined &&
        insideVault(item.id, vault) !== undefined &&
        sameName(itemPath(item.address), itemPath(address))
      );
    },
    isNotFound: (code) => code === NO_SUCH_ITEM,
  };
}

/** What a list of recovery points takes for its answer: each lies under the item that was asked about. */
export function expectPoints(vault: VaultRef, address: ItemAddress): Expected {
  const isOfItem = (point: unknown) => {
    const path = insideVault(text(at(point, "id")), vault) ?? "";
    const owner = parseItemPath(path.replace(/\/recoveryPoints\/[^/]+$/i, ""));
    return owner !== undefined && sameName(itemPath(owner), itemPath(address));
  };
  return {
    isAbout: (body) => list(at(body, "value")).every(isOfItem),
    isNotFound: (code) => code === NO_SUCH_ITEM,
  };
}

/** What a read of a policy takes for its answer. */
export function expectPolicy(vault: VaultRef, name: string): Expected {
  return {
    isAbout: (body) =>
      isRecord(at(body, "properties")) &&
      isNamed(body, name) &&
      insideVault(text(at(body, "id")), vault) !== undefined,
    isNotFound,
  };
}

/** What a read of a job takes for its answer. */
export function expectJob(id: string): Expected {
  return {
    isAbout: (body) => isRecord(at(body, "properties")) && isNamed(body, id),
    isNotFound,
  };
}

/**
 * What a read of an operation's status takes for its answer. Microsoft's article shows `TestOBJ` for a
 * name (E47), so one of id and name is enough.
 */
export function expectOperation(id: string): Expected {
  return {
    isAbout: (body) =>
      sameName(lastSegment(text(at(body, "id"))), id) || sameName(text(at(body, "name")), id),
    isNotFound,
  };
}

/** The id in the path or URL by which an operation's status is read. */
export function operationIdOf(path: string): string {
  return lastSegment(path.split(/[?#]/)[0] ?? "");
}

/** By its name, or by the end of its id where it has none. */
function isNamed(body: unknown, name: string): boolean {
  return sameName(text(at(body, "name")) || lastSegment(text(at(body, "id"))), name);
}

/** Names the same group and vault; the provider can be another one (E112). */
function isSameVault(a: string, b: string): boolean {
  const [one, other] = [a, b].map((id) => decoded(id).replace(/\/providers\/[^/]+\//i, "/"));
  return sameName(one ?? "", other ?? "");
}

function lastSegment(path: string): string {
  return decoded(path.split("/").findLast((segment) => segment !== "") ?? "");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Says what a list holds and nobody can read, each only once, since lists are read again and again. */
export function unreadableReporter({ name }: VaultRef, say: (line: string) => void) {
  const said = new Set<string>();
  return (count: number, what: "item" | "job"): void => {
    const line = `Vault '${name}' lists ${count} ${what}${count === 1 ? "" : "s"} whose id cannot be read.`;
    if (count > 0 && !said.has(line)) say(line);
    said.add(line);
  };
}

/** Lets each read of a vault that is not there say so in the same words. */
export function rethrowVaultNotFound(vault: VaultRef) {
  return (error: unknown): never => {
    if (error instanceof ArmError && error.reason === "vault-not-found") {
      throw vaultNotFound(vault, error.service, error);
    }
    throw error;
  };
}

/** By Azure's code for what is missing: the subscription, the group, or the vault in it (E132). */
function hintOf(code: string): string {
  const group = "'resource-group' is that of the vault, not that of the database or its VM.";
  switch (code) {
    case "SubscriptionNotFound":
      return "Check 'subscription-id', and whether the identity belongs to the tenant of that subscription.";
    case "ResourceGroupNotFound":
      return `The subscription has no such group. Check 'resource-group' and 'subscription-id'. ${group}`;
    default:
      return `Check 'vault', 'resource-group' and 'subscription-id'. ${group}`;
  }
}

/** Says where there is no such vault. */
export function vaultNotFound(
  vault: VaultRef,
  service: ServiceError,
  cause?: ArmError,
): ActionError {
  const where = `resource group '${vault.resourceGroup}' of subscription ${vault.subscriptionId}`;
  return new ActionError("vault-not-found", `There is no vault '${vault.name}' in ${where}.`, {
    hint: hintOf(service.code),
    service,
    cause,
  });
}
