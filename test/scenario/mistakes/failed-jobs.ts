import { ends } from "./ending-badly.ts";
import type { Mistake } from "./mistake.ts";

const HANA = "HXE/erp";

/** Backups of databases that were taken and ended badly, by the codes of the guide. */
export const FAILED_JOBS: readonly Mistake[] = [
  ends("a log that is full", "UserErrorBackupFailedAsTransactionLogIsFull", {
    said: "The transaction log is full.",
    recommends: ["Make room in the log."],
    message:
      "payroll: Job (id) ended Failed: The transaction log is full. (UserErrorBackupFailedAsTransactionLogIsFull) What to do: The database's transaction log is full. Make room in it, then back up again. Azure recommends: Make room in the log.",
  }),
  ends("no sysadmin", "UserErrorSQLNoSysadminMembership", {
    said: "Azure Backup is no sysadmin.",
    message:
      "payroll: Job (id) ended Failed: Azure Backup is no sysadmin. (UserErrorSQLNoSysadminMembership) What to do: Azure Backup's service account lacks the sysadmin role on the instance. Grant it.",
  }),
  ends("an instance that takes no connections", "UserErrorOpeningSQLConnection", {
    said: "No connection.",
    message:
      "payroll: Job (id) ended Failed: No connection. (UserErrorOpeningSQLConnection) What to do: Azure Backup cannot connect to the SQL instance. See that the instance runs and accepts connections.",
  }),
  ends("a database that was dropped", "UserErrorSQLPODoesNotExist", {
    said: "The database is gone.",
    message:
      "payroll: Job (id) ended Failed: The database is gone. (UserErrorSQLPODoesNotExist) What to do: The database no longer exists on the server. Check the server; stop the protection if it was dropped.",
  }),
  ends("a differential without its full", "UserErrorParentFullBackupMissing", {
    said: "The full one is missing.",
    message:
      "payroll: Job (id) ended Failed: The full one is missing. (UserErrorParentFullBackupMissing) What to do: The chain of backups has no full one to build on. Run 'backup-now' with 'backup-type: Full' first.",
  }),
  ends("a log chain that is broken", "UserErrorSQLLSNValidationFailure", {
    said: "The chain is broken.",
    message:
      "payroll: Job (id) ended Failed: The chain is broken. (UserErrorSQLLSNValidationFailure) What to do: The log chain is broken, for example by a backup outside Azure. Run 'backup-now' with 'backup-type: Full'.",
  }),
  ends("a backup type that the database cannot do", "UserErrorSQLPODoesNotSupportBackupType", {
    said: "Not this type.",
    message:
      "payroll: Job (id) ended Failed: Not this type. (UserErrorSQLPODoesNotSupportBackupType) What to do: The database cannot do this type of backup: logs need the full recovery model, differentials do not work on master.",
  }),
  ends("a remedial backup under way", "UserErrorBackupFailedAsRemedialBackupInProgress", {
    said: "A remedial backup runs.",
    message:
      "payroll: Job (id) ended Failed: A remedial backup runs. (UserErrorBackupFailedAsRemedialBackupInProgress) What to do: A remedial full backup is under way. Wait for it to end, then try again.",
  }),
  ends(
    "a repair of the chain under way",
    "OperationCancelledBecauseConflictingAutohealOperationRunningUserError",
    {
      said: "A repair runs.",
      message:
        "payroll: Job (id) ended Failed: A repair runs. (OperationCancelledBecauseConflictingAutohealOperationRunningUserError) What to do: Azure was repairing the database's chain of backups. Try again once that has ended.",
    },
  ),
  ends("a replica that the preference excludes", "FabricSvcBackupPreferenceCheckFailedUserError", {
    item: "sales-ag/orders",
    said: "Not on this replica.",
    message:
      "orders: Job (id) ended Failed: Not on this replica. (FabricSvcBackupPreferenceCheckFailedUserError) What to do: The availability group's backup preference excludes this node. Back up on the preferred replica, or change the preference.",
  }),
  ends("files that are being moved", "UserErrorFileManipulationIsNotAllowedDuringBackup", {
    said: "Files move.",
    message:
      "payroll: Job (id) ended Failed: Files move. (UserErrorFileManipulationIsNotAllowedDuringBackup) What to do: Files of the database are being moved. Try again once that has ended.",
  }),
  ends("a VM that is off", "VMNotInRunningStateUserError", {
    said: "The VM is not running.",
    message:
      "payroll: Job (id) ended Failed: The VM is not running. (VMNotInRunningStateUserError) What to do: The VM is not running. Start it, then try again.",
  }),
  ends("an agent that does not answer", "GuestAgentStatusUnavailableUserError", {
    said: "No agent.",
    message:
      "payroll: Job (id) ended Failed: No agent. (GuestAgentStatusUnavailableUserError) What to do: The VM's guest agent does not answer. Repair or update the agent.",
  }),
  ends("an extension that cannot be reached", "WorkloadExtensionNotReachable", {
    said: "No extension.",
    message:
      "payroll: Job (id) ended Failed: No extension. (WorkloadExtensionNotReachable) What to do: The backup extension in the VM cannot be reached. See that the VM runs and reaches Azure Backup.",
  }),
  ends("an extension that is missing", "UserErrorWorkloadExtensionNotInstalled", {
    said: "Not installed.",
    message:
      "payroll: Job (id) ended Failed: Not installed. (UserErrorWorkloadExtensionNotInstalled) What to do: The backup extension is missing in the VM. Register the VM with the vault again.",
  }),
  ends("an extension that takes no work", "WorkloadExtensionDidntDequeueMsg", {
    said: "Nothing was taken.",
    message:
      "payroll: Job (id) ended Failed: Nothing was taken. (WorkloadExtensionDidntDequeueMsg) What to do: The backup extension in the VM did not pick up its work. See that the VM runs and reaches Azure Backup.",
  }),
  ends("a VM without the internet", "UserErrorVMInternetConnectivityIssue", {
    said: "No internet.",
    message:
      "payroll: Job (id) ended Failed: No internet. (UserErrorVMInternetConnectivityIssue) What to do: The VM cannot reach Azure Backup. Check its network rules, DNS and proxy.",
  }),
  ends("disks that cannot be read", "WlExtGenericIOFaultUserError", {
    said: "Reading failed.",
    message:
      "payroll: Job (id) ended Failed: Reading failed. (WlExtGenericIOFaultUserError) What to do: Reading or writing failed inside the VM. Check its disks, then try again.",
  }),
  ends("an auto-protection that is off", "AutoProtectionCancelledOrNotValid", {
    said: "It is off.",
    message:
      "payroll: Job (id) ended Failed: It is off. (AutoProtectionCancelledOrNotValid) What to do: Auto-protection of the instance was switched off or is invalid. Set it up again in the vault.",
  }),
  ends("an item at its daily limit", "CloudDosAbsoluteLimitReached", {
    said: "The limit is reached.",
    message:
      "payroll: Job (id) ended Failed: The limit is reached. (CloudDosAbsoluteLimitReached) What to do: The item's limit of operations in 24 hours is used up. Try again tomorrow.",
  }),
  ends("an item at its limit of some hours", "CloudDosTimeboudLimitReached", {
    said: "The limit is reached.",
    message:
      "payroll: Job (id) ended Failed: The limit is reached. (CloudDosTimeboudLimitReached) What to do: The item's limit of operations for some hours is used up. Try again later.",
  }),
  ends("an item at a limit that Azure lifts", "CloudDosAbsoluteLimitReachedWithRetry", {
    said: "The limit is reached.",
    message:
      "payroll: Job (id) ended Failed: The limit is reached. (CloudDosAbsoluteLimitReachedWithRetry) What to do: Too many operations on this item; Azure lifts the limit by itself. Try again in an hour.",
  }),
  ends("a fault inside Azure", "CloudInternalError", {
    said: "An internal error has occurred.",
    recommends: ["Wait for some minutes, then try again."],
    message:
      "payroll: Job (id) ended Failed: An internal error has occurred. (CloudInternalError) What to do: Azure failed inside. Look at the item, then try again in a few minutes. Azure recommends: Wait for some minutes, then try again.",
  }),
  ends("a HANA database that was dropped", "UserErrorHANAPODoesNotExist", {
    item: HANA,
    said: "It is gone.",
    message:
      "erp: Job (id) ended Failed: It is gone. (UserErrorHANAPODoesNotExist) What to do: The HANA database no longer exists. Check the system; stop the protection if it was dropped.",
  }),
  ends("a HANA chain that is broken", "UserErrorHANALSNValidationFailure", {
    item: HANA,
    said: "The chain is broken.",
    message:
      "erp: Job (id) ended Failed: The chain is broken. (UserErrorHANALSNValidationFailure) What to do: The chain of HANA log backups is broken. Run 'backup-now' with 'backup-type: Full'.",
  }),
  ends("a backint that is not Azure's", "UserErrorInvalidBackint", {
    item: HANA,
    said: "Another backint.",
    message:
      "erp: Job (id) ended Failed: Another backint. (UserErrorInvalidBackint) What to do: HANA's backint setting is not Azure Backup's. Run the pre-registration script again.",
  }),
  ends("a HANA user without a privilege", "UserErrorInsufficientPrivilegeOfDatabaseUser", {
    item: HANA,
    said: "No privilege.",
    message:
      "erp: Job (id) ended Failed: No privilege. (UserErrorInsufficientPrivilegeOfDatabaseUser) What to do: The database user of Azure Backup lacks a privilege. Run the pre-registration script again.",
  }),
  ends("a code that nobody knows", "UserErrorBlueMoon", {
    said: "The moon is blue.",
    message:
      "payroll: Job (id) ended Failed: The moon is blue. (UserErrorBlueMoon) What to do: Open the job in the vault (output 'job-url') for its full error list.",
  }),
  ends("a job that does not say why it failed", "", {
    said: "",
    message:
      "payroll: Job (id) ended Failed. What to do: Open the job in the vault (output 'job-url') for its full error list.",
  }),
];
