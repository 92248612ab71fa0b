import type { ItemCondition } from "../src/azure/backup/item.ts";
import { ITEM_OPERATIONS } from "../src/operations/operation.ts";
import { JOB_TIMES, operationTime, type Typical } from "../src/time/schedule.ts";
import { code, table } from "./markdown.ts";

/** How the documents call the states of an item; Azure's own words in code. */
const CONDITIONS: Readonly<Record<ItemCondition, string>> = {
  protected: "`Protected`, or `IRPending` (first backup pending)",
  error: "`ProtectionError` or another state, or its policy is inconsistent",
  stopped: "`ProtectionStopped`",
  suspended: "`BackupsSuspended`",
  "soft-deleted": "soft-deleted",
};

/** What each operation does with an item in each state. */
export function stateTable(): string {
  const operations = Object.entries(ITEM_OPERATIONS);
  const head = operations.map(([name, { azureName }]) => `${code(name)} (${azureName})`);
  const rows = Object.entries(CONDITIONS).map(([condition, words]) => [
    words,
    ...operations.map(([, { column }]) => column[condition as ItemCondition].text),
  ]);
  const missing = ["not there", ...operations.map(() => code("item-not-found"))];
  return table(["The item is", ...head], [...rows, missing]);
}

/** The columns of the table of pauses: workload, and the type of its jobs. */
const WAITING: Readonly<Record<string, readonly [workload: string, jobType: string]>> = {
  SQL: ["SQLDataBase", "AzureWorkloadJob"],
  "SAP HANA": ["SAPHanaDatabase", "AzureWorkloadJob"],
  "SAP ASE": ["SAPAseDatabase", "AzureWorkloadJob"],
  VM: ["VM", "AzureIaaSVMJob"],
  "File share": ["AzureFileShare", "AzureStorageJob"],
};

/** Seconds after which the first look comes, and until when looks are close together. */
export function waitingTable(): string {
  const operations = Object.keys(ITEM_OPERATIONS).map((operation) => [
    code(operation),
    ...Object.values(WAITING).map(([workload]) => seconds(operationTime(operation, workload))),
  ]);
  const job = Object.values(WAITING).map(([, type]) => seconds(JOB_TIMES[`${type} Backup`]));
  return table(["", ...Object.keys(WAITING)], [...operations, ["the job of a backup", ...job]]);
}

function seconds(typical: Typical | undefined): string {
  const { firstSeconds, denseUntilSeconds } = typical ?? { firstSeconds: 0, denseUntilSeconds: 0 };
  return denseUntilSeconds > firstSeconds
    ? `${firstSeconds}, ${denseUntilSeconds}`
    : String(firstSeconds);
}
