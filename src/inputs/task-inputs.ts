import { sameName } from "../azure/backup/item.ts";
import { requireInsideVault, type VaultRef } from "../azure/backup/vault.ts";
import { WORKLOADS, type Workload } from "../azure/backup/workload.ts";
import { describeId, writtenId } from "../azure/backup/written-id.ts";
import { InputError } from "../errors.ts";
import {
  type ItemRef,
  isPattern,
  parseSelection,
  type Selection,
  workloadOfRef,
} from "../naming/item-ref.ts";
import { BACKUP_TYPES, type BackupNow, FOLLOW_POLICY } from "../operations/backup-now.ts";
import type { OperationName, WriteWish } from "../operations/operation.ts";
import { RECOVERY_POINT_TYPES } from "../operations/usable-points.ts";
import type { Task } from "../sequence/task.ts";
import { durationMs, readRetainUntil } from "./durations.ts";
import { INPUTS } from "./input-table.ts";
import { flag, type Get, GUID, oneOf, required, wholeNumber } from "./input-values.ts";
import { BACKUP_WORDS, WORKLOAD_WORDS } from "./words.ts";

/** More legs than a matrix may have make no sense. */
const MOST_LEGS = 256;
const MOST_PARALLEL = 50;
const MOST_ITEMS = 1_000;

/**
 * Reads what is to be done, by the inputs of the operation; `now` is in milliseconds since 1970.
 *
 * @throws InputError
 */
export function readTask(get: Get, operation: OperationName, vault: VaultRef, now: number): Task {
  const dryRun = flag(get, "dry-run");
  switch (operation) {
    case "wait-for-job":
    case "cancel-job":
      return {
        wish: { kind: operation, jobId: readJobId(get, vault) },
        items: readItemOfJob(get, operation, vault),
        dryRun,
      };
    case "verify-backup":
      return {
        wish: {
          kind: operation,
          maxAgeMs: durationMs("max-recovery-point-age", required(get, "max-recovery-point-age")),
          types: oneOf(get, "recovery-point-types", RECOVERY_POINT_TYPES),
          allowWarnings: readAllowsWarnings(get),
          ignoreStopped: flag(get, "ignore-stopped"),
        },
        ...readItems(get, vault),
        maxItems: wholeNumber(get, "max-items", MOST_ITEMS),
        maxParallel: wholeNumber(get, "max-parallel", MOST_PARALLEL),
      };
    case "list-items":
      return {
        wish: {
          kind: operation,
          allowEmpty: flag(get, "allow-empty"),
          matrixChunks: wholeNumber(get, "matrix-chunks", MOST_LEGS),
        },
        ...readItems(get, vault),
      };
    default:
      return {
        wish: readWish(get, operation, now),
        ...readSingleItem(get, operation, vault),
        policyName: takesPolicy(operation) ? readPolicyName(get, vault) : undefined,
        onConflict: oneOf(get, "on-conflict", ["wait", "fail"] as const),
        dryRun,
        wait: flag(get, "wait"),
      };
  }
}

function takesPolicy(operation: WriteWish["kind"]): boolean {
  return operation === "change-policy" || operation === "resume-protection";
}

function readWish(get: Get, operation: WriteWish["kind"], now: number): WriteWish {
  switch (operation) {
    case "change-policy":
    case "resume-protection":
      return { kind: operation, allowShorterRetention: flag(get, "allow-shorter-retention") };
    case "stop-protection-delete-data": {
      const hint =
        "Repeat the item's name as Azure shows it; where soft delete is off, 'permanently' and the name.";
      return { kind: operation, confirmDelete: required(get, "confirm-delete", hint) };
    }
    case "backup-now":
      return readBackup(get, now);
    case "stop-protection-retain-data":
    case "suspend-backups":
    case "undelete":
      return { kind: operation };
    default:
      return operation satisfies never;
  }
}

/**
 * Whether a job that ended with warnings is good enough.
 *
 * @throws InputError
 */
export function readAllowsWarnings(get: Get): boolean {
  const known = ["Completed", "CompletedWithWarnings"];
  const given = (get("allowed-job-statuses") || INPUTS["allowed-job-statuses"].default)
    .split(/[,\r\n]/)
    .map((status) => status.trim())
    .filter(Boolean);
  const unknown = given.find((status) => !known.some((word) => sameName(word, status)));
  if (unknown !== undefined) {
    throw new InputError(
      "allowed-job-statuses",
      `does not accept '${unknown}'`,
      `Use 'Completed', or 'Completed, CompletedWithWarnings'.`,
    );
  }
  return given.some((status) => sameName(status, "CompletedWithWarnings"));
}

function readBackup(get: Get, now: number): BackupNow {
  const backupType =
    get("backup-type") === "" ? undefined : oneOf(get, "backup-type", BACKUP_TYPES, BACKUP_WORDS);
  const written = get("retain-until");
  if (written !== "" && backupType !== undefined && FOLLOW_POLICY.includes(backupType)) {
    throw new InputError(
      "retain-until",
      `is not used with 'backup-type: ${backupType}' (got '${written}')`,
      "The policy alone decides how long such a backup is kept; leave 'retain-until' out.",
    );
  }
  return {
    kind: "backup-now",
    backupType,
    retainUntil: written === "" ? undefined : readRetainUntil("retain-until", written, now),
    enableCompression: flag(get, "enable-compression"),
  };
}

function readItems(
  get: Get,
  vault: VaultRef,
): { selection: Selection; workload: Workload | undefined } {
  const selection = parseSelection(required(get, "item"), vault);
  const workload = readWorkload(get);
  for (const ref of selection.include) requireWorkload(ref, workload);
  return { selection, workload };
}

/** A native name and an id say of which workload their item is. */
function requireWorkload(ref: ItemRef, workload: Workload | undefined): void {
  const named = workloadOfRef(ref);
  if (workload === undefined || named === undefined || named === workload) return;
  throw new InputError(
    "workload-type",
    `contradicts 'item' (got '${workload.type}', and '${ref.written}' is a ${named.words})`,
    "Leave 'workload-type' out, or correct 'item'.",
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

const ONE_A_STEP = "This version changes one item a step";

/** A write takes one item, named without a pattern, and a job belongs to one; `why` begins the hint. */
function readSingleItem(get: Get, operation: OperationName, vault: VaultRef, why = ONE_A_STEP) {
  const items = readItems(get, vault);
  const { include, exclude } = items.selection;
  const [only] = include;
  if (only === undefined || include.length > 1 || exclude.length > 0) {
    throw new InputError(
      "item",
      "has several lines",
      why === ONE_A_STEP
        ? `${why}; use a matrix from 'list-items' for several.`
        : `${why}; name that one.`,
    );
  }
  if (isPattern(only)) {
    throw new InputError(
      "item",
      `holds a pattern (got '${only.written}')`,
      `${why}; name it without '*'.`,
    );
  }
  if (operation === "stop-protection-delete-data") requireHost(only);
  return items;
}

/** A job can be taken as it is, or only if it is one of an item. */
function readItemOfJob(get: Get, operation: OperationName, vault: VaultRef) {
  if (get("item") !== "") return readSingleItem(get, operation, vault, "A job belongs to one item");
  const workload = get("workload-type");
  if (workload === "") return undefined;
  throw new InputError(
    "workload-type",
    `is not used without 'item' (got '${workload}')`,
    "Name the item that the job has to be one of, or leave 'workload-type' out.",
  );
}

/** What cannot be undone has to be named by more than a name that many servers share. */
function requireHost(ref: ItemRef): void {
  if (ref.kind !== "path" || ref.parts.length > 1) return;
  throw new InputError(
    "item",
    `names only the item itself (got '${ref.written}')`,
    "A deletion needs its host too, such as 'server/database', 'resource group/VM' or 'storage account/share', or the item's resource id.",
  );
}

const POLICY_FORMS = "Give the policy's name or resource id, as 'az backup policy list' prints it.";

function readPolicyName(get: Get, vault: VaultRef): string {
  const written = required(get, "policy");
  const id = writtenId("policy", written);
  if (id === undefined) {
    // A dot alone would lead the URL elsewhere.
    if (!/[/?#\r\n]/.test(written) && !/^\.{1,2}$/.test(written)) return written;
    throw new InputError("policy", `is not a policy's name (got '${written}')`, POLICY_FORMS);
  }
  const path = requireInsideVault("policy", id, { vault, forms: POLICY_FORMS });
  const name = /^backupPolicies\/([^/]+)\/?$/i.exec(path)?.[1];
  if (name !== undefined) return name;
  throw new InputError("policy", `${describeId(id)} (got '${written}')`, POLICY_FORMS);
}

const JOB_FORMS = "Give the GUID from an earlier step's output 'job-id', or the job's resource id.";

function readJobId(get: Get, vault: VaultRef): string {
  const written = required(get, "job-id");
  const id = writtenId("job-id", written);
  const path = id && requireInsideVault("job-id", id, { vault, forms: JOB_FORMS });
  const guid = path === undefined ? written : /^backupJobs\/([^/]+)\/?$/i.exec(path)?.[1];
  if (guid !== undefined && GUID.test(guid)) return guid;
  throw new InputError("job-id", `is not the id of a backup job (got '${written}')`, JOB_FORMS);
}
