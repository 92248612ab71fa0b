import type { ServiceError } from "../../errors.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";

/** Where Azure reports an error: in its answer to a request, in the operation's status, or in the job. */
export type Place = "request" | "operation" | "job";

/** What to do about one of the service's error codes. */
export interface Advice {
  readonly code: string;
  /**
   * Where the code appears. Azure Backup reports a bad request at once or in the operation, so
   * `operation` covers both; `request` is for ARM's own answers.
   */
  readonly seen: Place | "anywhere";
  /** One or two sentences for the person running the pipeline. */
  readonly what: string;
}

/**
 * Which advice applies at each place: advice on a request is never given for a job, or the other
 * way round.
 */
const HOLDS: Readonly<Record<Place, readonly Advice["seen"][]>> = {
  request: ["request", "operation", "anywhere"],
  operation: ["operation", "anywhere"],
  job: ["job", "anywhere"],
};

/**
 * The service's codes and what to do about them (E126). TROUBLESHOOTING.md is generated from this
 * table.
 */
export const ERROR_GUIDE: readonly Advice[] = [
  ...about("request", {
    ResourceGroupNotFound: `Check ${nameInput("resource-group")} and ${nameInput("subscription-id")}.`,
    SubscriptionNotFound: `Check ${nameInput("subscription-id")} and the tenant you sign in to.`,
    MissingSubscriptionRegistration:
      "Register the resource provider Microsoft.RecoveryServices in the subscription.",
    SubscriptionNotRegistered:
      "Register the resource provider Microsoft.RecoveryServices in the subscription.",
    ScopeLocked: "A resource lock forbids it. Have the lock that the message names removed first.",
    RequestDisallowedByPolicy:
      "An Azure Policy forbids it, and no role helps. Ask whoever owns the policy assignment for an exemption.",
    RequestDisallowedByAzure:
      "Azure itself does not allow this in the subscription or the region, and no role helps. Ask the subscription's owner or Azure support.",
    DisallowedOperation:
      "The subscription's offer does not include this, and no role helps. Ask the subscription's owner.",
    DisallowedProvider:
      "The subscription's offer does not include this, and no role helps. Ask the subscription's owner.",
    ReadOnlyDisabledSubscription:
      "The subscription is disabled and can only be read. Its owner has to enable it again.",
    DenyAssignmentAuthorizationFailed:
      "A deny assignment forbids it, such as that of a deployment stack or a managed application, and no role helps. Ask whoever owns it.",
  }),
  ...about("operation", {
    BMSUserErrorDataSourceObjectNotFound: `The vault protects no such item. Check ${nameInput("item")}; 'list-items' shows what there is.`,
    BMSUserErrorContainerNameIncorrectFormat:
      "The container's native name is malformed. Write the item as a path, or copy its resource id.",
    BMSUserErrorProtectedItemNameIncorrectFormat:
      "The item's native name is malformed. Write the item as a path, or copy its resource id.",
    BMSUserErrorInvalidConfigureProtectionRequest:
      "The policy does not fit the item, or the item is in a state that forbids the change. Compare both in the vault.",
    BMSUserErrorInvalidPolicyForGivenProvider:
      "The policy is of another type than the item. Name a policy of the item's workload.",
    BMSUserErrorInvalidInput: "Azure found a value invalid; its message says which.",
    BMSUserErrorInvalidPolicyInput:
      "The policy itself is invalid. Open it in the vault and correct it.",
    BMSUserErrorPolicyRetentionInvalid:
      "The policy's retention is invalid. Correct it in the vault.",
    BMSUserErrorPolicyObjectInUse: "The policy is in use and cannot be changed in that way.",
    UserErrorOperationDeniedOnImmutableItem:
      "The vault's immutability forbids deleting data and shortening retention. Azure also sends this code, misleadingly, when backups of a vault that is NOT immutable are to be suspended.",
    UserErrorDeleteBackupItemOnImmutableItem:
      "The vault is immutable and never deletes backup data. Use 'stop-protection-retain-data' or 'suspend-backups'.",
  }),
  ...about("anywhere", {
    BMSUserErrorObjectLocked: `Another operation holds the item. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
    BMSUserErrorConflictingProtectionOperation: `Another protection operation is under way on the item. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
    UserErrorBackupOperationInProgress: `Another backup of the VM is under way. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
    SystemBackupOperationInProgress: `Azure is backing the VM up already. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
    ResourceNotFound:
      "Azure no longer finds what is backed up, such as the VM. If it was deleted on purpose, keep its backups with 'stop-protection-retain-data'.",
    UserErrorGenericResourceNotFound:
      "Azure no longer finds a resource that the backup needs, such as the VM or one of its disks. Look at what was deleted or moved.",
    UserErrorBackupAFSInSoftDeleteState:
      "The share's backup is soft-deleted. Use 'undelete' first.",
    UserErrorBackupAFSInDeleteState:
      "The share's backup is being deleted. Wait until that has ended.",
    UserErrorSQLPODoesNotSupportBackupType:
      "The database cannot do this type of backup: logs need the full recovery model, differentials do not work on master.",
    CloudInternalError: "Azure failed inside. Look at the item, then try again in a few minutes.",
    CloudDosAbsoluteLimitReachedWithRetry:
      "Too many operations on this item; Azure lifts the limit by itself. Try again in an hour.",
    CloudDosAbsoluteLimitReached:
      "The item's limit of operations in 24 hours is used up. Try again tomorrow.",
    CloudDosTimeboudLimitReached:
      "The item's limit of operations for some hours is used up. Try again later.",
  }),
  ...about("job", {
    OperationCancelledBecauseConflictingOperationRunningUserError:
      "Another operation ran on the same database. Try again once it has ended.",
    OperationCancelledBecauseConflictingAutohealOperationRunningUserError:
      "Azure was repairing the database's chain of backups. Try again once that has ended.",
    UserErrorBackupFailedAsRemedialBackupInProgress:
      "A remedial full backup is under way. Wait for it to end, then try again.",
    UserErrorSQLPODoesNotExist:
      "The database no longer exists on the server. Check the server; stop the protection if it was dropped.",
    UserErrorParentFullBackupMissing: `The chain of backups has no full one to build on. Run 'backup-now' with ${nameInput("backup-type", "Full")} first.`,
    UserErrorSQLLSNValidationFailure: `The log chain is broken, for example by a backup outside Azure. Run 'backup-now' with ${nameInput("backup-type", "Full")}.`,
    UserErrorOpeningSQLConnection:
      "Azure Backup cannot connect to the SQL instance. See that the instance runs and accepts connections.",
    UserErrorSQLNoSysadminMembership:
      "Azure Backup's service account lacks the sysadmin role on the instance. Grant it.",
    UserErrorBackupFailedAsTransactionLogIsFull:
      "The database's transaction log is full. Make room in it, then back up again.",
    FabricSvcBackupPreferenceCheckFailedUserError:
      "The availability group's backup preference excludes this node. Back up on the preferred replica, or change the preference.",
    VMNotInRunningStateUserError: "The VM is not running. Start it, then try again.",
    GuestAgentStatusUnavailableUserError:
      "The VM's guest agent does not answer. Repair or update the agent.",
    WorkloadExtensionNotReachable:
      "The backup extension in the VM cannot be reached. See that the VM runs and reaches Azure Backup.",
    UserErrorWorkloadExtensionNotInstalled:
      "The backup extension is missing in the VM. Register the VM with the vault again.",
    WorkloadExtensionDidntDequeueMsg:
      "The backup extension in the VM did not pick up its work. See that the VM runs and reaches Azure Backup.",
    UserErrorVMInternetConnectivityIssue:
      "The VM cannot reach Azure Backup. Check its network rules, DNS and proxy.",
    WlExtGenericIOFaultUserError:
      "Reading or writing failed inside the VM. Check its disks, then try again.",
    AutoProtectionCancelledOrNotValid:
      "Auto-protection of the instance was switched off or is invalid. Set it up again in the vault.",
    UserErrorHANAPODoesNotExist:
      "The HANA database no longer exists. Check the system; stop the protection if it was dropped.",
    UserErrorHANALSNValidationFailure: `The chain of HANA log backups is broken. Run 'backup-now' with ${nameInput("backup-type", "Full")}.`,
    UserErrorInvalidBackint:
      "HANA's backint setting is not Azure Backup's. Run the pre-registration script again.",
    UserErrorInsufficientPrivilegeOfDatabaseUser:
      "The database user of Azure Backup lacks a privilege. Run the pre-registration script again.",
    UserErrorVmNotInDesirableState:
      "The VM is in a state that allows no backup. See that it is running or cleanly stopped.",
    ExtensionSnapshotFailedCOM:
      "The snapshot failed in the VM's COM+ or VSS service. Check both, then try again.",
    GuestAgentSnapshotTaskStatusError:
      "The guest agent did not report on the snapshot. Repair or update the agent.",
    ParallelSnapshotRequest: "Another snapshot of the VM is under way. Try again later.",
    UserErrorJobSuccessfullyCancelled:
      "Someone cancelled the job. Find out who before you run it again.",
    FileShareNotFound: "The file share no longer exists. Stop its protection if it was deleted.",
    AFSMaxSnapshotReached:
      "The share has as many snapshots as Azure allows. Delete some, or keep them for a shorter time.",
    UserErrorStorageAccountNotFound:
      "The storage account no longer exists. Stop the protection of its shares if it was deleted.",
    UserErrorStorageAccountIsLocked:
      "A lock on the storage account forbids it. Have the lock removed first.",
    DatamoverGenericError: "Copying data failed. Try again; if it persists, ask Azure support.",
    UserErrorStorageKeyBasedAuthenticationNotPermitted:
      "The storage account forbids its access keys, which the backup needs. Allow them.",
    UserErrorFileManipulationIsNotAllowedDuringBackup:
      "Files of the database are being moved. Try again once that has ended.",
  }),
];

/** Titles for the most important errors of jobs that have a number and no title (E81, E82). */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["510008", "OperationCancelledBecauseConflictingOperationRunningUserError"],
  ["320001", "ResourceNotFound"],
  ["400158", "UserErrorJobSuccessfullyCancelled"],
  ["400309", "UserErrorGenericResourceNotFound"],
]);

/** A code as the guide names it, or the title for a job's number. */
export function titleOf(code: string): string {
  return TITLES.get(code) ?? code;
}

/** What a user can do to accept the warnings of a job. */
export const ACCEPT_WARNINGS = `If such warnings are acceptable, set ${nameInput("allowed-job-statuses", "Completed, CompletedWithWarnings")}.`;

/** What to do about a code at the place where it appeared; undefined if the guide does not know it. */
export function adviceOn(code: string, place: Place): string | undefined {
  const title = titleOf(code);
  return ERROR_GUIDE.find((advice) => advice.code === title && HOLDS[place].includes(advice.seen))
    ?.what;
}

/** What to do about errors: first the guide's advice on each, then Azure's own recommendations. */
export function adviceOnAll(errors: readonly ServiceError[], place: Place): readonly string[] {
  const known = new Set(errors.flatMap(({ code }) => adviceOn(code, place) ?? []));
  return [...known, ...azureRecommends(errors)];
}

/** Azure's own recommendations about errors, each once, as sentences; none if there are none. */
export function azureRecommends(errors: readonly ServiceError[]): readonly string[] {
  const given = new Set(errors.flatMap(({ recommendations }) => recommendations));
  return given.size === 0 ? [] : [`Azure recommends: ${[...given].join(" ")}`];
}

/**
 * Errors in words, to follow a verdict: Azure's message with its code; several are numbered. A full
 * stop if there are none.
 */
export function azureSaid(errors: readonly ServiceError[]): string {
  const told = errors.map(({ code, message }) =>
    message === "" || code === "" ? message || code : `${message} (${code})`,
  );
  const [first, ...others] = new Set(told.filter(Boolean));
  if (first === undefined) return ".";
  if (others.length === 0) return `: ${first}`;
  const numbered = [first, ...others].map((text, index) => `${index + 1}. ${text}`);
  return ` with ${numbered.length} errors: ${numbered.join(" ")}`;
}

function about(
  seen: Advice["seen"],
  sentences: Readonly<Record<string, string>>,
): readonly Advice[] {
  return Object.entries(sentences).map(([code, what]) => ({ code, seen, what }));
}
