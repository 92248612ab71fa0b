import type { ItemCondition } from "../src/azure/backup/item.ts";
import type { WorkloadType } from "../src/azure/backup/workload.ts";
import { OPERATIONS_BY_NAME, WRITES } from "../src/operations/operations.ts";
import { JOB_TIMES, operationTime } from "../src/operations/recorded-times.ts";
import type { RecordedDuration } from "../src/time/schedule.ts";
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
  const head = WRITES.map((name) => `${code(name)} (${OPERATIONS_BY_NAME[name].azureName})`);
  const rows = Object.entries(CONDITIONS).map(([condition, words]) => [
    words,
    ...WRITES.map((name) => OPERATIONS_BY_NAME[name].column[condition as ItemCondition].text),
  ]);
  const missing = ["not there", ...WRITES.map(() => code("item-not-found"))];
  return table(["The item is", ...head], [...rows, missing]);
}

/** The columns of the table of pauses: workload, and the type of its jobs. */
const WAITING: Readonly<Record<string, readonly [workload: WorkloadType, jobType: string]>> = {
  SQL: ["SQLDataBase", "AzureWorkloadJob"],
  "SAP HANA": ["SAPHanaDatabase", "AzureWorkloadJob"],
  "SAP ASE": ["SAPAseDatabase", "AzureWorkloadJob"],
  VM: ["VM", "AzureIaaSVMJob"],
  "File share": ["AzureFileShare", "AzureStorageJob"],
};

/** Seconds after which the first look comes, and until when looks are close together. */
export function waitingTable(): string {
  const operations = WRITES.map((name) => [
    code(name),
    ...Object.values(WAITING).map(([workload]) =>
      seconds(operationTime(OPERATIONS_BY_NAME[name].lastsLike, workload)),
    ),
  ]);
  const job = Object.values(WAITING).map(([, type]) => seconds(JOB_TIMES[`${type} Backup`]));
  return table(["", ...Object.keys(WAITING)], [...operations, ["the job of a backup", ...job]]);
}

function seconds(typical: RecordedDuration | undefined): string {
  const { firstSeconds, denseUntilSeconds } = typical ?? { firstSeconds: 0, denseUntilSeconds: 0 };
  return denseUntilSeconds > firstSeconds
    ? `${firstSeconds}, ${denseUntilSeconds}`
    : String(firstSeconds);
}
