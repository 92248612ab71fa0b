import { type ItemRef, parseItemRef } from "../azure/item-path.ts";
import { requireInsideVault, type VaultRef } from "../azure/vault.ts";
import { InputError } from "../errors.ts";
import type { OperationName } from "../operations/operation.ts";
import type { Task } from "../sequence/perform.ts";
import { flag, type Get, GUID, oneOf, required } from "./input-values.ts";

/**
 * Reads what is to be done, by the inputs of the operation.
 *
 * @throws InputError
 */
export function readTask(get: Get, operation: OperationName, vault: VaultRef): Task {
  if (operation === "wait-for-job") {
    return { wish: { kind: operation, jobId: readJobId(get, vault) } };
  }
  const item = readItem(get, vault);
  const onConflict = oneOf(get, "on-conflict", ["wait", "fail"] as const);
  switch (operation) {
    case "change-policy": {
      const wish = { kind: operation, allowShorterRetention: flag(get, "allow-shorter-retention") };
      return { wish, item, policyName: readPolicyName(get, vault), onConflict };
    }
    case "stop-protection-retain-data":
      return { wish: { kind: operation }, item, policyName: undefined, onConflict };
    case "stop-protection-delete-data": {
      const confirmDelete = required(
        get,
        "confirm-delete",
        "Repeat the item's name as Azure shows it; where soft delete is off, 'permanently' and the name.",
      );
      if (item.kind === "path" && item.parts.length < 2) {
        throw new InputError(
          "item",
          `names only the database (got '${item.written}')`,
          "A deletion needs at least 'server/database', or the item's resource id.",
        );
      }
      return { wish: { kind: operation, confirmDelete }, item, policyName: undefined, onConflict };
    }
    default:
      return operation satisfies never;
  }
}

function readItem(get: Get, vault: VaultRef): ItemRef {
  const written = required(get, "item");
  if (/[\r\n]/.test(written)) {
    throw new InputError(
      "item",
      "has several lines",
      "This version takes one item a step; use a matrix for several.",
    );
  }
  return parseItemRef(written, vault);
}

function readPolicyName(get: Get, vault: VaultRef): string {
  const written = required(get, "policy");
  if (!written.startsWith("/")) {
    if (!/[/?#\r\n]/.test(written)) return written;
    throw new InputError(
      "policy",
      `is not a policy's name (got '${written}')`,
      "Give the name that 'az backup policy list' prints, or the policy's resource id.",
    );
  }
  const name = /^backupPolicies\/([^/]+)$/i.exec(requireInsideVault("policy", written, vault))?.[1];
  if (name === undefined) {
    throw new InputError(
      "policy",
      `is not the resource id of a backup policy (got '${written}')`,
      "Copy the 'id' that 'az backup policy list' prints, or give the policy's name.",
    );
  }
  return name;
}

function readJobId(get: Get, vault: VaultRef): string {
  const written = required(get, "job-id");
  const id = written.startsWith("/")
    ? /^backupJobs\/([^/]+)$/i.exec(jobPath(written, vault))?.[1]
    : written;
  if (id === undefined || !GUID.test(id)) {
    throw new InputError(
      "job-id",
      `is not the id of a backup job (got '${written}')`,
      "Give the GUID from an earlier step's output 'job-id', or the job's resource id.",
    );
  }
  return id;
}

/** Without a subscription of our own, the id's group and vault still have to agree. */
function jobPath(written: string, vault: VaultRef): string {
  const subscriptionId = vault.subscriptionId || (written.split("/")[2] ?? "");
  return requireInsideVault("job-id", written, { ...vault, subscriptionId });
}
