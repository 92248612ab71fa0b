import { type NewPolicy, SUBSCRIPTION } from "./additions.ts";

const AT = ["2026-01-01T20:00:00Z"];

const DAILY = {
  schedulePolicyType: "SimpleSchedulePolicy",
  scheduleRunFrequency: "Daily",
  scheduleRunTimes: AT,
  scheduleWeeklyFrequency: 0,
};

/** A policy of shares whose backups go to the vault too, and how long either copy is kept (recording). */
export function vaultedSharePolicy(
  name: string,
  { snapshotDays, vaultDays }: { snapshotDays: number; vaultDays: number },
): NewPolicy {
  return {
    name,
    workload: "AzureFileShare",
    properties: {
      backupManagementType: "AzureStorage",
      workLoadType: "AzureFileShare",
      schedulePolicy: DAILY,
      vaultRetentionPolicy: {
        vaultRetention: {
          retentionPolicyType: "LongTermRetentionPolicy",
          dailySchedule: {
            retentionTimes: AT,
            retentionDuration: { count: vaultDays, durationType: "Days" },
          },
        },
        snapshotRetentionInDays: snapshotDays,
      },
      timeZone: "UTC",
    },
  };
}

/** A policy of instances that are snapshotted as a whole (recording of SAP HANA; of SQL Server assumed). */
export function snapshotPolicy(
  name: string,
  workload: "SAPHanaDBInstance" | "SQLInstance",
  snapshotDays: number,
): NewPolicy {
  const identity = `/subscriptions/${SUBSCRIPTION}/resourcegroups/Snapshots/providers/Microsoft.ManagedIdentity/userAssignedIdentities/snapshots`;
  return {
    name,
    workload,
    properties: {
      backupManagementType: "AzureWorkload",
      workLoadType: workload,
      settings: { timeZone: "UTC", issqlcompression: false },
      subProtectionPolicy: [
        {
          policyType: "SnapshotFull",
          schedulePolicy: DAILY,
          snapshotBackupAdditionalDetails: {
            instantRpRetentionRangeInDays: snapshotDays,
            instantRPDetails: "Snapshots",
            userAssignedManagedIdentityDetails: {
              identityArmId: identity,
              identityName: "snapshots",
              userAssignedIdentityProperties: {
                clientId: "00000000-0000-4000-8000-00000000c1d0",
                principalId: "00000000-0000-4000-8000-00000000b1d0",
              },
            },
          },
        },
      ],
    },
  };
}
