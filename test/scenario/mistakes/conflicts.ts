import type { NewJob } from "../../emulator/emulator.ts";
import type { Scenario } from "../../support/scenario.ts";
import { BACKUP, CHANGE, type Mistake, refusing, STOP_PAYROLL } from "./mistake.ts";

const FAIL = { "on-conflict": "fail" };
const VM = { ...BACKUP, item: "web-02" };
const CONFLICTING = "OperationCancelledBecauseConflictingOperationRunningUserError";

function running(
  job: Omit<NewJob, "item">,
  [name, server]: readonly [string, string?] = ["payroll", "sqlserver-1"],
) {
  return ({ azure }: Scenario) => {
    azure.addJob({ endsInSeconds: 7_200, ...job, item: azure.item(name, server) });
  };
}

const refused = (method: string, code: string, times = 1) => {
  return ({ azure }: Scenario) => {
    const answer = refusing(400, code, "Another operation is under way on the item.");
    azure.fault({ method, answer, times });
  };
};

/** A backup job that another operation ended, as in Microsoft's article. */
function conflictingJob({ azure }: Scenario): void {
  azure.script({
    operation: "Backup",
    jobStatus: "Failed",
    jobErrors: [
      {
        errorCode: 510008,
        errorTitle: CONFLICTING,
        errorString: "Another operation was running on the database.",
        recommendations: ["Try again later."],
      },
    ],
    propertyBag: { "Data Transferred (in MB)": "0" },
  });
}

/** Something else holds the item. */
export const CONFLICTS: readonly Mistake[] = [
  {
    name: "a backup that runs, and a stop that does not wait",
    inputs: { ...STOP_PAYROLL, ...FAIL },
    world: running({ operation: "Backup" }),
    reason: "conflict",
    message:
      "'payroll' is in use by Job (id) (Backup): InProgress. 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a backup that runs, and a second one that does not wait",
    inputs: { ...BACKUP, ...FAIL },
    world: running({ operation: "Backup" }),
    reason: "conflict",
    message:
      "'payroll' is in use by Job (id) (Backup): InProgress. 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a change of policy that runs",
    inputs: { ...CHANGE, ...FAIL, policy: "ProdPolicy" },
    world: running({ operation: "ConfigureBackup" }),
    sent: 1,
    reason: "conflict",
    message:
      "'payroll' is in use by another operation (BMSUserErrorConflictingProtectionOperation: Another configure protection operation is in progress for this item). 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a restore that runs",
    inputs: { ...STOP_PAYROLL, ...FAIL },
    world: running({ operation: "Restore" }),
    reason: "conflict",
    message:
      "'payroll' is in use by Job (id) (Restore): InProgress. 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a VM's backup that runs",
    inputs: { ...VM, ...FAIL },
    world: running({ operation: "Backup" }, ["web-02"]),
    reason: "conflict",
    message:
      "'web-02' is in use by Job (id) (Backup): InProgress. 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a backup of somebody else that outlasts the step",
    inputs: { ...STOP_PAYROLL, "timeout-minutes": "10" },
    world: running({ operation: "Backup" }),
    reason: "conflict",
    message:
      "'payroll' is in use by Job (id) (Backup): InProgress. Time ran out while waiting for it. What to do: Wait until that has ended and run the step again, or raise 'timeout-minutes'.",
  },
  {
    name: "a lock that Azure reports at the request",
    inputs: { ...STOP_PAYROLL, ...FAIL },
    world: refused("PUT", "BMSUserErrorObjectLocked"),
    sent: 1,
    reason: "conflict",
    message:
      "'payroll' is in use by another operation (BMSUserErrorObjectLocked: Another operation is under way on the item). 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a lock that Azure reports at every request until the deadline",
    inputs: { ...STOP_PAYROLL, "timeout-minutes": "3" },
    world: refused("PUT", "BMSUserErrorObjectLocked", Number.POSITIVE_INFINITY),
    sent: 5,
    reason: "conflict",
    message:
      "'payroll' is in use by another operation (BMSUserErrorObjectLocked: Another operation is under way on the item). Time ran out while waiting for it. What to do: Wait until that has ended and run the step again, or raise 'timeout-minutes'.",
  },
  {
    name: "a lock that Azure reports in the operation",
    inputs: { ...STOP_PAYROLL, ...FAIL },
    world({ azure }) {
      azure.script({
        operationStatus: "Failed",
        operationError: { code: "BMSUserErrorObjectLocked", message: "The item is locked." },
      });
    },
    sent: 1,
    reason: "conflict",
    message:
      "'payroll' is in use by another operation (BMSUserErrorObjectLocked: The item is locked). 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a VM that Azure is backing up already",
    inputs: { ...VM, ...FAIL },
    world: refused("POST", "UserErrorBackupOperationInProgress"),
    sent: 1,
    reason: "conflict",
    message:
      "'web-02' is in use by another operation (UserErrorBackupOperationInProgress: Another operation is under way on the item). 'on-conflict: fail' says not to wait. What to do: Wait until that has ended and run the step again, or let it wait with 'on-conflict: wait'.",
  },
  {
    name: "a backup that another operation ended (510008)",
    inputs: { ...BACKUP, ...FAIL },
    world: conflictingJob,
    sent: 1,
    reason: "job-failed",
    message:
      "payroll: Job (id) ended Failed: Another operation was running on the database. [510008] (OperationCancelledBecauseConflictingOperationRunningUserError) What to do: Another operation ran on the same database. Try again once it has ended. Azure recommends: Try again later.",
  },
  {
    name: "a backup that another operation ended twice (510008)",
    inputs: BACKUP,
    world(scenario) {
      conflictingJob(scenario);
      conflictingJob(scenario);
    },
    sent: 2,
    reason: "job-failed",
    message:
      "payroll: Job (id) ended Failed: Another operation was running on the database. [510008] (OperationCancelledBecauseConflictingOperationRunningUserError) What to do: Another operation ran on the same database. Try again once it has ended. Azure recommends: Try again later.",
  },
];
