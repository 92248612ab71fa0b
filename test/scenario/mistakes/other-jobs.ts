import type { Scenario } from "../../support/scenario.ts";
import { BACKUP, type Mistake, WAIT } from "./mistake.ts";

/** Of Microsoft's article: a VM's backup and a database's, both of 2018. */
const VM_JOB = "7ddead57-bcb9-4269-ac31-6a1b57588700";
const FAILED_JOB = "c22eca5d-0c1c-48a0-a40d-69bef708d92a";
const MINE = "22222222-3333-4444-5555-666666666666";
const CANCEL = { operation: "cancel-job" };
function ending(status: string, operation: "Backup" | "Restore" = "Backup", hoursAgo = 2) {
  return ({ azure, clock }: Scenario) => {
    const endedAt = clock.now() - hoursAgo * 3_600_000;
    azure.addJob({
      id: MINE,
      item: azure.item("payroll", "sqlserver-1"),
      operation,
      status,
      startedAt: endedAt - 600_000,
      endedAt,
    });
  };
}

/** Jobs that somebody else started, and time that runs out. */
export const OTHER_JOBS: readonly Mistake[] = [
  {
    name: "a job that the vault does not know",
    inputs: { ...WAIT, "job-id": "22222222-3333-4444-5555-666666666667" },
    reason: "job-not-found",
    message:
      "The vault 'SQLServer2012' knows no job 22222222-3333-4444-5555-666666666667. What to do: Check 'job-id' and 'vault': jobs are kept by the vault that ran them. An operation's id is not a job's id. The job of a cross-region restore is kept in the paired region, where this action does not look: follow it in the portal, in the vault's backup jobs of the secondary region.",
  },
  {
    name: "a job to cancel that the vault does not know",
    inputs: { ...CANCEL, "job-id": "22222222-3333-4444-5555-666666666667" },
    reason: "job-not-found",
    message:
      "The vault 'SQLServer2012' knows no job 22222222-3333-4444-5555-666666666667. What to do: Check 'job-id' and 'vault'.",
  },
  {
    name: "a job that failed long ago",
    inputs: { ...WAIT, "job-id": FAILED_JOB },
    reason: "job-failed",
    message:
      "Job c22eca5d-0c1c-48a0-a40d-69bef708d92a (Backup (Full) of 'MSSQLSERVER/msDB [sqlserver-0.contoso.com]') ended Failed 2778 d 22 h ago: Operation cancelled as a conflicting operation was already running on the same database. [510008] (OperationCancelledBecauseConflictingOperationRunningUserError) What to do: Another operation ran on the same database. Try again once it has ended. Azure recommends: Please try again after sometime.",
  },
  {
    name: "a job of another item",
    inputs: { ...WAIT, "job-id": VM_JOB, item: "web-02" },
    reason: "refused",
    message:
      "Job 7ddead57-bcb9-4269-ac31-6a1b57588700 (Backup of 'uttestvmub1') is not one of 'WebDemo/web-02'. It is Completed. What to do: Check 'job-id' and 'item'. Without 'item' the step accepts the job of any item.",
  },
  {
    name: "a job of another server's database",
    inputs: { ...WAIT, "job-id": FAILED_JOB, item: "sqlserver-1/msDB" },
    reason: "refused",
    message:
      "Job c22eca5d-0c1c-48a0-a40d-69bef708d92a (Backup (Full) of 'MSSQLSERVER/msDB [sqlserver-0.contoso.com]') is not one of 'sqlserver-1/msDB'. It is Failed. What to do: Check 'job-id' and 'item'. Without 'item' the step accepts the job of any item.",
  },
  {
    name: "a job of an item that is misspelt",
    inputs: { ...WAIT, "job-id": FAILED_JOB, item: "sqlserver-0/msBD" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/msBD'. What to do: Did you mean 'sqlserver-0/msDB' or 'sqlserver-1/msDB'?",
  },
  {
    name: "a job that somebody cancelled",
    inputs: { ...WAIT, "job-id": MINE },
    world: ending("Cancelled"),
    reason: "job-cancelled",
    message:
      "Job 22222222-3333-4444-5555-666666666666 (Backup (Full) of 'payroll [sqlserver-1.contoso.com]') ended Cancelled 2 h ago. What to do: Someone or something cancelled it; find out why before you run the step again.",
  },
  {
    name: "a restore that failed",
    inputs: { ...WAIT, "job-id": MINE },
    world: ending("Failed", "Restore"),
    reason: "job-failed",
    message:
      "Job 22222222-3333-4444-5555-666666666666 (Restore of 'payroll [sqlserver-1.contoso.com]') ended Failed 2 h ago. What to do: Open the job in the vault (output 'job-url') for its full error list.",
  },
  {
    name: "a job with warnings",
    inputs: { ...WAIT, "job-id": MINE },
    world: ending("CompletedWithWarnings"),
    reason: "job-completed-with-warnings",
    message:
      "Job 22222222-3333-4444-5555-666666666666 (Backup (Full) of 'payroll [sqlserver-1.contoso.com]') ended CompletedWithWarnings 2 h ago. What to do: Open the job in the vault (output 'job-url') for its full error list. If such warnings are acceptable, set 'allowed-job-statuses: Completed, CompletedWithWarnings'.",
  },
  {
    name: "a job to cancel that has ended",
    inputs: { ...CANCEL, "job-id": VM_JOB },
    reason: "job-already-ended",
    message:
      "Job 7ddead57-bcb9-4269-ac31-6a1b57588700 (Backup of 'uttestvmub1') had ended Completed before it could be cancelled. What to do: Nothing is left to cancel; judge the job by its status.",
  },
  {
    name: "a job to cancel that has failed",
    inputs: { ...CANCEL, "job-id": FAILED_JOB },
    reason: "job-already-ended",
    message:
      "Job c22eca5d-0c1c-48a0-a40d-69bef708d92a (Backup (Full) of 'MSSQLSERVER/msDB [sqlserver-0.contoso.com]') had ended Failed before it could be cancelled. What to do: Nothing is left to cancel; judge the job by its status.",
  },
  {
    name: "a job to cancel that is no backup",
    inputs: { ...CANCEL, "job-id": MINE },
    world({ azure }) {
      const item = azure.item("payroll", "sqlserver-1");
      azure.addJob({ id: MINE, item, operation: "ConfigureBackup", endsInSeconds: 600 });
    },
    reason: "refused",
    message:
      "payroll: Job 22222222-3333-4444-5555-666666666666 runs the operation 'ConfigureBackup', and only backups and restores can be cancelled. What to do: Use 'wait-for-job' to wait for its end.",
  },
  {
    name: "a job that outlasts the step",
    inputs: { ...WAIT, "job-id": MINE, "timeout-minutes": "5" },
    world({ azure }) {
      const item = azure.item("payroll", "sqlserver-1");
      azure.addJob({ id: MINE, item, endsInSeconds: 7_200 });
    },
    reason: "timed-out",
    message:
      "payroll [sqlserver-1.contoso.com]: Time ran out while waiting for job 22222222-3333-4444-5555-666666666666 (InProgress). What to do: Work that Azure has accepted continues there. Raise 'timeout-minutes' if this happens often. Run the same step again: it looks first and does nothing twice.",
  },
  {
    name: "a backup that outlasts the step",
    inputs: { ...BACKUP, "timeout-minutes": "5" },
    world({ azure }) {
      azure.script({ operation: "Backup", jobSeconds: 7_200 });
    },
    sent: 1,
    reason: "timed-out",
    message:
      "payroll: Time ran out while waiting for job (id) (InProgress). What to do: Work that Azure has accepted continues there. Raise 'timeout-minutes' if this happens often. Do not run this step again, it would take another backup: follow this one with 'operation: wait-for-job' and 'job-id: (id)'.",
  },
];
