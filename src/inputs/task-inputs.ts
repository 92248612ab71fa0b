import type { VaultRef } from "../azure/backup/vault.ts";
import { WORKLOADS, type Workload } from "../azure/backup/workload.ts";
import { InputError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { readEachLine } from "../naming/bad-lines.ts";
import {
  type ItemRef,
  isPattern,
  parseSelection,
  type Selection,
  workloadOfRef,
} from "../naming/item-ref.ts";
import {
  deletesData,
  OPERATIONS_BY_NAME,
  type OperationName,
  usesInput,
} from "../operations/operations.ts";
import type { Task, WriteTask } from "../sequence/task.ts";
import { flag, type Get, oneOf, requiredInput, wholeNumber } from "../values/input-values.ts";
import { WORKLOAD_WORDS } from "../values/words.ts";
import { describeId, requireInsideVault, writtenId } from "../values/written-id.ts";
import { CHOICES } from "./choices.ts";

const MOST_ITEMS = 1_000;
const MOST_AT_ONCE = 50;

/**
 * Reads the task from the operation's inputs; `now` is in milliseconds since 1970.
 *
 * @throws InputError
 */
export function readTask(get: Get, name: OperationName, vault: VaultRef, now: number): Task {
  const operation = OPERATIONS_BY_NAME[name];
  const given = { vault, now };
  const dryRun = flag(get, "dry-run");
  // Every operation accepts them, so that a reusable step can pass them on, so they are always checked.
  const { maxItems, maxParallel, failFast } = readLimits(get);
  switch (operation.kind) {
    case "job":
      return {
        kind: operation.kind,
        wish: operation.readWish(get, given),
        items: readItemOfJob(get, vault),
        dryRun,
      };
    case "question":
      return {
        kind: operation.kind,
        wish: operation.readWish(get, given),
        ...readSelection(get, vault),
        maxItems,
        maxParallel,
        failFast,
      };
    case "list":
      return {
        kind: operation.kind,
        wish: operation.readWish(get, given),
        ...readSelection(get, vault),
      };
    case "write":
      return {
        kind: operation.kind,
        wish: operation.readWish(get, given),
        ...readItemsToWrite(get, name, vault),
        maxItems,
        maxParallel,
        failFast,
        policyName: usesInput(name, "policy") ? readPolicyName(get, vault) : undefined,
        onConflict: oneOf(get, "on-conflict", CHOICES["on-conflict"]),
        dryRun,
        wait: flag(get, "wait"),
      };
    default:
      return operation satisfies never;
  }
}

/**
 * Reads how many items the step may be about, how many to work on at once, and whether the first
 * failure is the last.
 *
 * @throws InputError
 */
function readLimits(get: Get): Pick<WriteTask, "maxItems" | "maxParallel" | "failFast"> {
  return {
    maxItems: wholeNumber(get, "max-items", MOST_ITEMS),
    maxParallel: wholeNumber(get, "max-parallel", MOST_AT_ONCE),
    failFast: flag(get, "fail-fast"),
  };
}

function readSelection(
  get: Get,
  vault: VaultRef,
): { selection: Selection; workload: Workload | undefined } {
  const selection = parseSelection(requiredInput(get, "item"), vault);
  const workload = readWorkload(get);
  readEachLine(selection.include, (ref) => requireSameWorkload(ref, workload));
  return { selection, workload };
}

/** Refuses a native name or id whose workload contradicts `workload-type`. */
function requireSameWorkload(ref: ItemRef, workload: Workload | undefined): void {
  const named = workloadOfRef(ref);
  if (workload === undefined || named === undefined || named === workload) return;
  throw new InputError(
    "workload-type",
    `contradicts ${nameInput("item")} (got '${workload.type}', and '${ref.written}' is a ${named.words})`,
    `Leave ${nameInput("workload-type")} out, or correct ${nameInput("item")}.`,
  );
}

function readWorkload(get: Get): Workload | undefined {
  if (get("workload-type") === "") return undefined;
  const type = oneOf(
    get,
    "workload-type",
    WORKLOADS.map(({ type }) => type),
    WORKLOAD_WORDS,
  );
  return WORKLOADS.find((workload) => workload.type === type);
}

/** Reads the items of a write, whose lines must not name more than was meant. */
function readItemsToWrite(get: Get, operation: OperationName, vault: VaultRef) {
  const items = readSelection(get, vault);
  const { include, exclude } = items.selection;
  if (!deletesData(operation)) {
    readEachLine(include, requireLiteralPart);
    return items;
  }
  if (exclude.length > 0) {
    throw new InputError(
      "item",
      "leaves items out with '!'",
      "A deletion takes whole lines only: name each item to delete, and no other.",
    );
  }
  readEachLine(include, (ref) => {
    requireNoPattern(ref, "A deletion takes whole lines only; name each item without '*'.");
    requireHostInPath(ref);
  });
  return items;
}

/** Refuses a pattern that may match everything in the vault. */
function requireLiteralPart(ref: ItemRef): void {
  if (!isPattern(ref) || (ref.kind === "path" && ref.parts.some((part) => !part.includes("*")))) {
    return;
  }
  throw new InputError(
    "item",
    `holds a pattern without any whole name (got '${ref.written}')`,
    "An operation that writes needs a part without '*' in the same line, such as 'server/*' or 'resource group/*'.",
  );
}

function requireNoPattern(ref: ItemRef, hint: string): void {
  if (!isPattern(ref)) return;
  throw new InputError("item", `holds a pattern (got '${ref.written}')`, hint);
}

const ONE_OF_A_JOB = "A job belongs to one item";

/** The item that a job must belong to; undefined to accept any job. */
function readItemOfJob(get: Get, vault: VaultRef) {
  if (get("item") !== "") {
    const items = readSelection(get, vault);
    const { include, exclude } = items.selection;
    const [only] = include;
    if (only === undefined || include.length > 1 || exclude.length > 0) {
      throw new InputError("item", "has several lines", `${ONE_OF_A_JOB}; name that one.`);
    }
    requireNoPattern(only, `${ONE_OF_A_JOB}; name it without '*'.`);
    return items;
  }
  const workload = get("workload-type");
  if (workload === "") return undefined;
  throw new InputError(
    "workload-type",
    `is not used without ${nameInput("item")} (got '${workload}')`,
    `Name the item that the job has to be one of, or leave ${nameInput("workload-type")} out.`,
  );
}

/** Refuses a name that many servers may share, for an operation that cannot be undone. */
function requireHostInPath(ref: ItemRef): void {
  if (ref.kind !== "path" || ref.parts.length > 1) return;
  throw new InputError(
    "item",
    `names only the item itself (got '${ref.written}')`,
    "A deletion needs its host too, such as 'server/database', 'resource group/VM' or 'storage account/share', or the item's resource id.",
  );
}

const POLICY_FORMS = "Give the policy's name or resource id, as 'az backup policy list' prints it.";

function readPolicyName(get: Get, vault: VaultRef): string {
  const written = requiredInput(get, "policy");
  const id = writtenId("policy", written);
  if (id === undefined) {
    // A dot alone would change the URL's path.
    if (!/[/?#\r\n]/.test(written) && !/^\.{1,2}$/.test(written)) return written;
    throw new InputError("policy", `is not a policy's name (got '${written}')`, POLICY_FORMS);
  }
  const path = requireInsideVault("policy", id, { vault, forms: POLICY_FORMS });
  const name = /^backupPolicies\/([^/]+)\/?$/i.exec(path)?.[1];
  if (name !== undefined) return name;
  throw new InputError("policy", `${describeId(id)} (got '${written}')`, POLICY_FORMS);
}
