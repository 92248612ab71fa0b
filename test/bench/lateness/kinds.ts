import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import { type TimedLro, withoutVersion } from "../../../src/operations/recorded-times.ts";
import type { Operation, Workload } from "../../replay/slice.ts";

/** Kinds of work whose ends are alike, in the order of the tables. */
export const KINDS = [
  "database policy",
  "database stop, delete",
  "VM policy, stop, undelete",
  "VM delete",
  "share policy",
  "share stop, delete",
  "SQL backup",
  "SAP HANA backup",
  "VM backup",
  "share backup",
  "database restore",
  "VM restore",
  "share restore",
] as const;

/** One kind of work. */
export type Kind = (typeof KINDS)[number];

/** Whether a kind is a job that goes on after its operation, or an operation that ends with its job. */
export function isJobKind(kind: Kind): boolean {
  return /backup|restore/.test(kind);
}

const WORKLOADS: Readonly<Record<Workload, WorkloadType>> = {
  sql: "SQLDataBase",
  hana: "SAPHanaDatabase",
  ase: "SAPAseDatabase",
  vm: "VM",
  afs: "AzureFileShare",
};

const LIKE: Readonly<Partial<Record<Operation, TimedLro>>> = {
  "set-policy": "policy",
  resume: "policy",
  "stop-retain": "stop",
  suspend: "stop",
  "stop-delete": "delete",
  undelete: "undelete",
};

/** What a recorded operation is timed by, and its kind. */
interface TimedOperation {
  readonly kind: Kind;
  readonly lro: TimedLro;
  readonly workload: WorkloadType;
}

/** The kind of a recorded operation that ends with its job; undefined for any other. */
export function operationKind(
  operation: Operation,
  workload: Workload,
): TimedOperation | undefined {
  const lro = LIKE[operation];
  if (lro === undefined || workload === "ase") return undefined;
  return { kind: kindOf(lro, workload), lro, workload: WORKLOADS[workload] };
}

function kindOf(lro: TimedLro, workload: Exclude<Workload, "ase">): Kind {
  if (workload === "vm") return lro === "delete" ? "VM delete" : "VM policy, stop, undelete";
  const isPolicy = lro === "policy";
  if (workload === "afs") return isPolicy ? "share policy" : "share stop, delete";
  return isPolicy ? "database policy" : "database stop, delete";
}

/** The kind of a job that is waited for; undefined for one that ends with its operation. */
export function jobKind(jobType: string, operation: string, workloadType: string) {
  const [word = ""] = operation.split(" ");
  const rows: Readonly<Record<string, Kind>> = {
    "AzureWorkloadJob Backup": /hana/i.test(workloadType) ? "SAP HANA backup" : "SQL backup",
    "AzureWorkloadJob Restore": "database restore",
    "AzureIaaSVMJob Backup": "VM backup",
    "AzureIaaSVMJob Restore": "VM restore",
    "AzureStorageJob Backup": "share backup",
    "AzureStorageJob Restore": "share restore",
  };
  return rows[`${withoutVersion(jobType)} ${word}`];
}
