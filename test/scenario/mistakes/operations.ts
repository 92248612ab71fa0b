import type { Scenario } from "../../support/scenario.ts";
import { BACKUP, CHANGE, DELETE, type Mistake, refusing, STOP_PAYROLL } from "./mistake.ts";

function failingOperation(code: string, message: string, operationStatus = "Failed") {
  return ({ azure }: Scenario) => {
    azure.script({ operationStatus, operationError: { code, message } });
  };
}

/** Operations that Azure gives up, or that leave nothing to see. */
export const FAILED_OPERATIONS: readonly Mistake[] = [
  {
    name: "an operation that outlasts the step",
    inputs: { ...STOP_PAYROLL, "timeout-minutes": "5" },
    world({ azure }) {
      azure.script({ operationSeconds: 7_200 });
    },
    sent: 1,
    reason: "timed-out",
    message:
      "payroll: Time ran out while waiting for operation (id) (InProgress). What to do: Work that Azure has accepted continues there. Raise 'timeout-minutes' if this happens often. Run the same step again: it looks first and does nothing twice.",
  },
  {
    name: "an operation that fails, as the policy does not fit",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world: failingOperation(
      "BMSUserErrorInvalidConfigureProtectionRequest",
      "The request is not valid.",
    ),
    sent: 1,
    reason: "operation-failed",
    message:
      "Could not change the policy of 'payroll' to 'ProdPolicy': operation (id) ended Failed: The request is not valid. (BMSUserErrorInvalidConfigureProtectionRequest) What to do: The policy does not fit the item, or the item is in a state that forbids the change. Compare both in the vault.",
  },
  {
    name: "an operation that fails, as Azure finds an immutable item",
    inputs: DELETE,
    world: failingOperation("UserErrorDeleteBackupItemOnImmutableItem", "The item is immutable."),
    sent: 1,
    reason: "operation-failed",
    message:
      "Could not stop the protection of 'payroll' and delete its data: operation (id) ended Failed: The item is immutable. (UserErrorDeleteBackupItemOnImmutableItem) What to do: The vault is immutable and never deletes backup data. Use 'stop-protection-retain-data' or 'suspend-backups'.",
  },
  {
    name: "an operation that fails by a code that nobody knows",
    inputs: STOP_PAYROLL,
    world: failingOperation("UserErrorBlueMoon", "The moon is blue."),
    sent: 1,
    reason: "operation-failed",
    message:
      "Could not stop the protection of 'payroll' and retain its data: operation (id) ended Failed: The moon is blue. (UserErrorBlueMoon) What to do: Correct what the message names and run the step again.",
  },
  {
    name: "an operation that fails without a word",
    inputs: STOP_PAYROLL,
    world: failingOperation("", ""),
    sent: 1,
    reason: "operation-failed",
    message:
      "Could not stop the protection of 'payroll' and retain its data: operation (id) ended Failed. What to do: Azure does not say why. Look at the item and its jobs in the vault before the step runs again.",
  },
  {
    name: "an operation that is cancelled",
    inputs: STOP_PAYROLL,
    world: failingOperation("UserErrorOperationCancelled", "Somebody cancelled it.", "Canceled"),
    sent: 1,
    reason: "operation-cancelled",
    message:
      "Could not stop the protection of 'payroll' and retain its data: operation (id) ended Canceled. What to do: Someone or something cancelled it; find out why before you run the step again.",
  },
  {
    name: "a change that Azure reports as done and does not show",
    inputs: STOP_PAYROLL,
    world({ azure }) {
      azure.script({ itemUnchanged: true });
    },
    sent: 1,
    reason: "state-not-reached",
    message:
      "payroll: Job (id) ended Completed, but the item does not show the state asked for. What to do: Look at the item in the vault; something else may have changed it at the same time. Run the step again once it is settled.",
  },
  {
    name: "a change that Azure reports as done without a job, and does not show",
    inputs: STOP_PAYROLL,
    world({ azure }) {
      azure.script({ itemUnchanged: true, noJobId: true });
    },
    sent: 1,
    reason: "state-not-reached",
    message:
      "payroll: Azure accepted the request and named no job, but the item does not show the state asked for. What to do: Look at the item in the vault; something else may have changed it at the same time. Run the step again once it is settled.",
  },
  {
    name: "a backup of which Azure names no job",
    inputs: BACKUP,
    world({ azure }) {
      azure.script({ operation: "Backup", noJobId: true });
    },
    sent: 1,
    reason: "contact-lost",
    message:
      "Azure accepted the request to back up 'payroll' (CopyOnlyFull) and named no job, so its outcome cannot be known. What to do: Look for the backup among the vault's jobs before you run this step again: it would take another one.",
  },
  {
    name: "a backup beyond the number that Azure allows a day",
    inputs: BACKUP,
    world({ azure }) {
      const answer = refusing(
        400,
        "CloudDosAbsoluteLimitReached",
        "The limit of operations is reached.",
      );
      azure.fault({ method: "POST", answer });
    },
    sent: 1,
    reason: "request-refused",
    message:
      "Could not back up 'payroll' (CopyOnlyFull): The limit of operations is reached. (CloudDosAbsoluteLimitReached, HTTP 400) What to do: The item's limit of operations in 24 hours is used up. Try again tomorrow. This request changed nothing. Azure's request id is (id).",
  },
];
