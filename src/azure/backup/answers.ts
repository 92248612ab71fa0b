import { ActionError, ArmError, type ServiceError } from "../../errors.ts";
import { at, isRecord, list, text } from "../../json.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
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

/** Refuses an id of another vault in Azure's answer: acting on it would touch that vault's data. */
export function requireInVault(vault: VaultRef) {
  return (item: ProtectedItem): ProtectedItem => {
    if (insideVault(item.id, vault) !== undefined) return item;
    throw new ActionError("contact-lost", `Azure returned an item of another vault: ${item.id}.`, {
      hint: `Nothing was done. Check ${nameInput("vault")} and ${nameInput("resource-manager-url")}.`,
    });
  };
}

/** Azure's own code for an item that does not exist (E21). */
const NO_SUCH_ITEM = "BMSUserErrorDataSourceObjectNotFound";

/** The codes for native names that no item can have (E22). */
const NO_SUCH_NAME = [
  "BMSUserErrorContainerNameIncorrectFormat",
  "BMSUserErrorProtectedItemNameIncorrectFormat",
];

/** Whether Azure refused the form of an item's native names, so that no such item can exist. */
export function isNoSuchName(error: unknown): boolean {
  return error instanceof ArmError && NO_SUCH_NAME.includes(error.service.code);
}

/**
 * Whether a code means that a policy, job or operation does not exist. The codes are not known
 * (E23), but they surely end like this.
 */
const isNotFound = (code: string) => /NotFound$/i.test(code);

/** What a read of the vault accepts as its answer; one without properties is no answer. */
export function expectVault(vault: VaultRef): Expected {
  return {
    isAbout: (body) =>
      isRecord(at(body, "properties")) &&
      isNamed(body, vault.name) &&
      isSameVault(text(at(body, "id")) || vaultId(vault), vaultId(vault)),
    isNotFound,
  };
}

/** What a read of an item accepts as its answer. */
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

/** What a list of recovery points accepts as its answer: each point lies under the requested item. */
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

/** What a read of a policy accepts as its answer. */
export function expectPolicy(vault: VaultRef, name: string): Expected {
  return {
    isAbout: (body) =>
      isRecord(at(body, "properties")) &&
      isNamed(body, name) &&
      insideVault(text(at(body, "id")), vault) !== undefined,
    isNotFound,
  };
}

/** What a read of a job accepts as its answer. */
export function expectJob(id: string): Expected {
  return {
    isAbout: (body) => isRecord(at(body, "properties")) && isNamed(body, id),
    isNotFound,
  };
}

/**
 * What a read of an operation's status accepts as its answer. Microsoft's article shows `TestOBJ`
 * as the name (E47), so either the id or the name has to match.
 */
export function expectLro(id: string): Expected {
  return {
    isAbout: (body) =>
      sameName(lastSegment(text(at(body, "id"))), id) || sameName(text(at(body, "name")), id),
    isNotFound,
  };
}

/** The operation's id in the path or URL of its status. */
export function lroIdOf(path: string): string {
  return lastSegment(path.split(/[?#]/)[0] ?? "");
}

/** Compares the name, or the end of the id if there is no name. */
function isNamed(body: unknown, name: string): boolean {
  return sameName(text(at(body, "name")) || lastSegment(text(at(body, "id"))), name);
}

/** Whether two ids name the same group and vault; the provider may differ (E112). */
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

/**
 * Prints what a list contains but cannot be read. Says it only once, because lists are read again
 * and again.
 */
export function unreadableReporter({ name }: VaultRef, say: (line: string) => void) {
  const said = new Set<string>();
  return (count: number, what: "item" | "job"): void => {
    const line = `Vault '${name}' lists ${count} ${what}${count === 1 ? "" : "s"} whose id cannot be read.`;
    if (count > 0 && !said.has(line)) say(line);
    said.add(line);
  };
}

/** Makes each read of a missing vault fail with the same message. */
export function rethrowVaultNotFound(vault: VaultRef) {
  return (error: unknown): never => {
    if (error instanceof ArmError && error.reason === "vault-not-found") {
      throw vaultNotFound(vault, error.service, error);
    }
    throw error;
  };
}

/** The hint for Azure's code for what is missing: the subscription, the group, or the vault (E132). */
function hintOf(code: string): string {
  const group = `${nameInput("resource-group")} is that of the vault, not that of the database or its VM.`;
  switch (code) {
    case "SubscriptionNotFound":
      return `Check ${nameInput("subscription-id")}, and whether the identity belongs to the tenant of that subscription.`;
    case "ResourceGroupNotFound":
      return `The subscription has no such group. Check ${nameInput("resource-group")} and ${nameInput("subscription-id")}. ${group}`;
    default:
      return `Check ${nameInput("vault")}, ${nameInput("resource-group")} and ${nameInput("subscription-id")}. ${group}`;
  }
}

/** The error for a vault that does not exist. */
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
