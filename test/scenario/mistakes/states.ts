import { hanaInstance, sqlInstance, underInstance } from "../../emulator/vault/sample-items.ts";
import type { Scenario } from "../../support/scenario.ts";
import { bringInto, type StartState } from "../../support/subjects.ts";
import { BACKUP, CHANGE, type Mistake, STOP, VERIFY } from "./mistake.ts";

const PAYROLL = "sqlserver-1/payroll";
const RESUME = { operation: "resume-protection", item: PAYROLL, policy: "ProdPolicy" };
const SUSPEND = { operation: "suspend-backups", item: PAYROLL };

function payrollIs(state: StartState) {
  return ({ azure, clock }: Scenario) =>
    bringInto(azure.item("payroll", "sqlserver-1"), state, clock.now());
}

const MACHINE = { group: "HanaDemo", machine: "hana-0" };

/** Items in a state in which Azure does not do it, and items of other kinds. */
export const STATES: readonly Mistake[] = [
  {
    name: "a backup of a stopped item",
    inputs: BACKUP,
    world: payrollIs("ProtectionStopped"),
    reason: "refused",
    message:
      "payroll: Its protection is stopped or suspended, so Azure takes no backup of it. What to do: Use 'resume-protection' first.",
  },
  {
    name: "a backup of a suspended item",
    inputs: BACKUP,
    world: payrollIs("BackupsSuspended"),
    reason: "refused",
    message:
      "payroll: Its protection is stopped or suspended, so Azure takes no backup of it. What to do: Use 'resume-protection' first.",
  },
  {
    name: "a backup of a soft-deleted item",
    inputs: BACKUP,
    world: payrollIs("SoftDeleted"),
    reason: "refused",
    message:
      "payroll: Its backup data is scheduled for deletion, so Azure takes no backup of it. What to do: Use 'undelete', then 'resume-protection'.",
  },
  {
    name: "a change of policy of a stopped item",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world: payrollIs("ProtectionStopped"),
    reason: "refused",
    message:
      "payroll: Its protection is stopped, so it has no policy to change. What to do: Use 'resume-protection', which takes a policy as well.",
  },
  {
    name: "a change of policy of a suspended item",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world: payrollIs("BackupsSuspended"),
    reason: "refused",
    message:
      "payroll: Its backups are suspended, so it has no policy to change. What to do: Use 'resume-protection', which takes a policy as well.",
  },
  {
    name: "a change of policy of a soft-deleted item",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world: payrollIs("SoftDeleted"),
    reason: "refused",
    message:
      "payroll: Its backup data is scheduled for deletion. What to do: Use 'undelete', then 'resume-protection'.",
  },
  {
    name: "a stop of a soft-deleted item",
    inputs: { ...STOP, item: PAYROLL },
    world: payrollIs("SoftDeleted"),
    reason: "refused",
    message:
      "payroll: Its backup data is scheduled for deletion, so there is nothing to retain. What to do: Use 'undelete': that leaves it stopped with its data retained.",
  },
  {
    name: "a resumption of an item that is protected, by another policy",
    inputs: RESUME,
    reason: "refused",
    message:
      "payroll: It is already protected, by another policy. What to do: Use 'change-policy', which compares the retention of the two policies.",
  },
  {
    name: "a resumption of a soft-deleted item",
    inputs: RESUME,
    world: payrollIs("SoftDeleted"),
    reason: "refused",
    message:
      "payroll: Its backup data is scheduled for deletion. What to do: Use 'undelete' first; it leaves the item stopped, ready to resume.",
  },
  {
    name: "a suspension in a vault that is not immutable",
    inputs: SUSPEND,
    reason: "refused",
    message:
      "payroll: The vault is not immutable, or its immutability cannot be read, and only an immutable vault can suspend backups. What to do: Use 'stop-protection-retain-data' to keep the data for ever.",
  },
  {
    name: "a suspension of a stopped item",
    inputs: SUSPEND,
    world: payrollIs("ProtectionStopped"),
    reason: "refused",
    message:
      "payroll: Its protection is stopped, so there are no backups to suspend. What to do: Its data is retained for ever; if it should expire by a policy, use 'resume-protection' first.",
  },
  {
    name: "a suspension of a soft-deleted item",
    inputs: SUSPEND,
    world: payrollIs("SoftDeleted"),
    reason: "refused",
    message:
      "payroll: Its backup data is scheduled for deletion. What to do: Use 'undelete', then 'resume-protection'.",
  },
  {
    name: "a question about a soft-deleted item",
    inputs: { ...VERIFY, item: PAYROLL },
    world: payrollIs("SoftDeleted"),
    reason: "refused",
    message:
      "payroll: Its backup data is scheduled for deletion, so nothing can be restored from it. What to do: Use 'undelete' first.",
  },
  {
    name: "an item whose flag of deletion is in an unknown form",
    inputs: BACKUP,
    world({ azure }) {
      azure.item("payroll", "sqlserver-1").overrides = { isScheduledForDeferredDelete: "no" };
    },
    reason: "refused",
    message:
      "payroll: This action cannot read from Azure's answer whether its backup data is scheduled for deletion. What to do: Look at the item in the vault. Nothing was done.",
  },
  {
    name: "a snapshot of a HANA instance",
    inputs: { ...BACKUP, item: "hana-0/snap" },
    world: ({ azure }) => {
      azure.addItem({ ...hanaInstance("HXE", "snap", MACHINE) });
    },
    reason: "refused",
    message:
      "'snap' is a snapshot of a SAP HANA instance, of the type 'AzureVmWorkloadSAPHanaDBInstance', which this action does not handle. What to do: It handles SQL, SAP HANA and SAP ASE databases in Azure VMs, Azure VMs and Azure file shares. Where a pattern matches the item too, set 'workload-type', such as 'workload-type: SQLDataBase', or leave the item out with a line that begins with '!'.",
  },
  {
    name: "a snapshot of a SQL instance, and a question",
    inputs: { ...VERIFY, item: "sqlserver-1/SNAPS" },
    world: ({ azure }) => {
      azure.addItem({
        ...sqlInstance("SNAPS", { group: "SQLServerPMDemo", machine: "sqlserver-1" }),
      });
    },
    reason: "refused",
    message:
      "'SNAPS' is a snapshot of a SQL instance, of the type 'AzureVmWorkloadSQLInstance', which this action does not handle. What to do: It handles SQL, SAP HANA and SAP ASE databases in Azure VMs, Azure VMs and Azure file shares. Where a pattern matches the item too, set 'workload-type', such as 'workload-type: SQLDataBase', or leave the item out with a line that begins with '!'.",
  },
  {
    name: "a database in the snapshot of its instance",
    inputs: BACKUP,
    world({ azure }) {
      azure.item("payroll", "sqlserver-1").overrides = {
        ...underInstance("/subscriptions/x").overrides,
      };
    },
    reason: "refused",
    message:
      "'payroll' is a database in the snapshot of its instance, of the type 'AzureVmWorkloadSQLDatabase', which this action does not handle. What to do: It handles SQL, SAP HANA and SAP ASE databases in Azure VMs, Azure VMs and Azure file shares. Where a pattern matches the item too, set 'workload-type', such as 'workload-type: SQLDataBase', or leave the item out with a line that begins with '!'.",
  },
  {
    name: "a copy-only backup of a HANA database",
    inputs: { ...BACKUP, item: "HXE/erp", "backup-type": "CopyOnlyFull" },
    reason: "refused",
    message:
      "erp: A SAP HANA database has no on-demand backup of the type 'CopyOnlyFull'. What to do: Use one of: Full, Differential, Incremental.",
  },
  {
    name: "a type of backup for a VM",
    inputs: { ...BACKUP, item: "web-02", "backup-type": "Full" },
    reason: "refused",
    message:
      "web-02: A virtual machine has no on-demand backup of the type 'Full'. What to do: Leave 'backup-type' out.",
  },
  {
    name: "compression for a share",
    inputs: { ...BACKUP, item: "contosofiles/documents", "enable-compression": "true" },
    reason: "refused",
    message:
      "documents: 'enable-compression' is for databases, but the item is a file share. What to do: Leave 'enable-compression' out.",
  },
  {
    name: "an incremental backup of an ASE database",
    inputs: { ...BACKUP, item: "ase-0/tpcc", "backup-type": "Incremental" },
    reason: "refused",
    message:
      "tpcc: A SAP ASE database has no on-demand backup of the type 'Incremental'. What to do: Use one of: Full, Differential, Log.",
  },
];
