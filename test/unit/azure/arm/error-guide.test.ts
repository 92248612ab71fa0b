import { describe, expect, test } from "vitest";
import {
  adviceOn,
  adviceOnAll,
  ERROR_GUIDE,
  type Place,
  titleOf,
} from "../../../../src/azure/arm/error-guide.ts";
import { INPUTS } from "../../../../src/manifest/input-table.ts";
import { OPERATIONS } from "../../../../src/operations/operations.ts";

const PLACES: readonly Place[] = ["request", "operation", "job"];

/** The codes of the fact sheet, section 7, that the service sends as text. */
const KNOWN = [
  ...["ResourceNotFound", "ResourceGroupNotFound", "SubscriptionNotFound"],
  ...["MissingSubscriptionRegistration", "RequestDisallowedByPolicy"],
  ...["UserErrorBackupOperationInProgress", "SystemBackupOperationInProgress"],
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
  expect(PLACES.map((place) => adviceOn(code, place)).some(Boolean)).toBe(true);
});

describe.each(ERROR_GUIDE)("$code ($seen)", ({ code, seen, what }) => {
  test("has whole sentences that say what is wrong or what to do", () => {
    expect(what).toMatch(/^\p{Lu}[^\n]{15,}\.$/u);
    expect(what).not.toMatch(/\s{2}|\.\.|::|##\[|[|`<>]/);
  });

  test("is given where it turns up, and nowhere else", () => {
    const where = PLACES.filter((place) => adviceOn(code, place) === what);

    expect(where).toEqual(
      {
        request: ["request"],
        operation: ["request", "operation"],
        job: ["job"],
        anywhere: PLACES,
      }[seen],
    );
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

test.each(["", "Whatever", "constructor", "toString", "resourcenotfound"])(
  "there is no advice on '%s'",
  (code) => {
    for (const place of PLACES) expect(adviceOn(code, place)).toBeUndefined();
  },
);

test.each(["ResourceNotFound", "320001"])(
  "a VM that is gone (%s) is not told to be a matter of the inputs",
  (code) => {
    for (const place of PLACES) {
      expect(adviceOn(code, place)).toMatch(/^Azure no longer finds what is backed up/);
    }
  },
);

test("a job's number stands for its title", () => {
  expect(titleOf("510008")).toBe("OperationCancelledBecauseConflictingOperationRunningUserError");
  expect(adviceOn("510008", "job")).toBe(adviceOn(titleOf("510008"), "job"));
  expect(titleOf("999999")).toBe("999999");
});

test("what Azure recommends follows our own advice, each once", () => {
  const error = (code: string, ...recommendations: string[]) => ({
    code,
    message: "",
    recommendations,
  });

  expect(
    adviceOnAll(
      [error("FileShareNotFound", "Look.", "Wait."), error("Other", "Wait."), error("", "Ask.")],
      "job",
    ),
  ).toEqual([
    "The file share no longer exists. Stop its protection if it was deleted.",
    "Azure recommends: Look. Wait. Ask.",
  ]);
  expect(adviceOnAll([error("Other")], "job")).toEqual([]);
});
