import { describe, expect, test } from "vitest";
import { adviceOn, ERROR_GUIDE } from "../../../src/azure/error-guide.ts";
import { INPUTS } from "../../../src/inputs/input-table.ts";
import { OPERATIONS } from "../../../src/operations/operation.ts";

const CODES = Object.keys(ERROR_GUIDE);

/** The codes of the fact sheet, section 7, that the service sends as text. */
const KNOWN = [
  ...["ResourceNotFound", "ResourceGroupNotFound", "SubscriptionNotFound"],
  ...["AuthorizationFailed", "LinkedAuthorizationFailed", "MissingSubscriptionRegistration"],
  ...["ScopeLocked", "BMSUserErrorDataSourceObjectNotFound"],
  ...["BMSUserErrorContainerNameIncorrectFormat", "BMSUserErrorProtectedItemNameIncorrectFormat"],
  ...["BMSUserErrorInvalidConfigureProtectionRequest", "BMSUserErrorInvalidInput"],
  ...["BMSUserErrorInvalidPolicyInput", "BMSUserErrorObjectLocked"],
  ...["BMSUserErrorConflictingProtectionOperation", "CloudInternalError"],
  ...["BMSUserErrorPolicyRetentionInvalid", "BMSUserErrorPolicyObjectInUse"],
  ...["OperationCancelledBecauseConflictingOperationRunningUserError"],
  ...["OperationCancelledBecauseConflictingAutohealOperationRunningUserError"],
  ...["UserErrorBackupFailedAsRemedialBackupInProgress", "ParallelSnapshotRequest"],
  ...["UserErrorFileManipulationIsNotAllowedDuringBackup"],
  ...["CloudDosAbsoluteLimitReachedWithRetry", "CloudDosAbsoluteLimitReached"],
  ...["UserErrorOperationDeniedOnImmutableItem", "UserErrorDeleteBackupItemOnImmutableItem"],
  ...["UserErrorBackupAFSInSoftDeleteState", "UserErrorBackupAFSInDeleteState"],
  ...["UserErrorSQLPODoesNotExist", "UserErrorSQLPODoesNotSupportBackupType"],
  ...["UserErrorParentFullBackupMissing", "UserErrorSQLLSNValidationFailure"],
  ...["UserErrorOpeningSQLConnection", "UserErrorSQLNoSysadminMembership"],
  ...["UserErrorBackupFailedAsTransactionLogIsFull"],
  ...["FabricSvcBackupPreferenceCheckFailedUserError", "VMNotInRunningStateUserError"],
  ...["GuestAgentStatusUnavailableUserError", "WorkloadExtensionNotReachable"],
  ...["UserErrorWorkloadExtensionNotInstalled", "WorkloadExtensionDidntDequeueMsg"],
  ...["UserErrorVMInternetConnectivityIssue", "WlExtGenericIOFaultUserError"],
  ...["AutoProtectionCancelledOrNotValid", "UserErrorHANAPODoesNotExist"],
  ...["UserErrorHANALSNValidationFailure", "UserErrorInvalidBackint"],
  ...["UserErrorInsufficientPrivilegeOfDatabaseUser", "UserErrorVmNotInDesirableState"],
  ...["ExtensionSnapshotFailedCOM", "GuestAgentSnapshotTaskStatusError", "FileShareNotFound"],
  ...["AFSMaxSnapshotReached", "UserErrorStorageAccountNotFound"],
  ...["UserErrorStorageAccountIsLocked", "DatamoverGenericError"],
  ...["UserErrorStorageKeyBasedAuthenticationNotPermitted", "UserErrorJobSuccessfullyCancelled"],
];

test.each(KNOWN)("%s, which the service is known to send, is in the guide", (code) => {
  expect(adviceOn(code)).toBeDefined();
});

describe.each(CODES)("%s", (code) => {
  const { what, seen } = ERROR_GUIDE[code] ?? { what: "", seen: "" };

  test("has whole sentences that say what is wrong or what to do", () => {
    expect(what).toMatch(/^\p{Lu}[^\n]{15,}\.$/u);
    expect(what).not.toMatch(/\s{2}|\.\.|::|##\[|[|`<>]/);
    expect(adviceOn(code)).toBe(what);
  });

  test("is said to turn up somewhere", () => {
    expect(["request", "operation", "job", "anywhere"]).toContain(seen);
  });

  test("names only inputs and operations that there are", () => {
    const names = [...what.matchAll(/'([a-z][a-z-]+)(?:: ([^']+))?'/g)].map(
      ([, name = ""]) => name,
    );
    for (const name of names) {
      expect([...Object.keys(INPUTS), ...OPERATIONS]).toContain(name);
    }
  });
});

test.each(["", "Whatever", "510008", "constructor", "toString", "resourcenotfound"])(
  "there is no advice on '%s'",
  (code) => {
    expect(adviceOn(code)).toBeUndefined();
  },
);
