import type { ItemCondition } from "../src/azure/backup/item.ts";
import { WORKLOADS, type WorkloadType } from "../src/azure/backup/workload.ts";
import { OPERATIONS_BY_NAME, WRITES } from "../src/operations/operations.ts";
import { JOB_TIMES, lroTimes } from "../src/operations/recorded-times.ts";
import type { RecordedTimes } from "../src/time/schedule.ts";
import { code, table } from "./markdown.ts";

/** How the documents name the states of an item, with Azure's own words as code. */
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

/** The heading of each workload's column in the table of pauses. */
const HEADINGS: Readonly<Record<WorkloadType, string>> = {
  SQLDataBase: "SQL",
  SAPHanaDatabase: "SAP HANA",
  SAPAseDatabase: "SAP ASE",
  VM: "VM",
  AzureFileShare: "File share",
};

/** When the quickest quarter had ended, and the beat of the ends, in seconds. */
export function waitingTable(): string {
  const operations = WRITES.map((name) => [
    code(name),
    ...WORKLOADS.map(({ type }) => seconds(lroTimes(OPERATIONS_BY_NAME[name].lastsLike, type))),
  ]);
  const job = WORKLOADS.map(({ jobType }) => seconds(JOB_TIMES[`${jobType} Backup`]));
  return table(
    ["", ...WORKLOADS.map(({ type }) => HEADINGS[type])],
    [...operations, ["the job of a backup", ...job]],
  );
}

function seconds(times: RecordedTimes | undefined): string {
  if (times === undefined) return "";
  const { quarter, every } = times;
  return every === undefined ? String(quarter) : `${quarter}, every ${every}`;
}
