import { snapshotPolicy } from "../emulator/vault/sample-policies.ts";
import { isDatabase, isInstance } from "../emulator/vault/workloads.ts";
import type { ScenePolicy } from "./scene.ts";

const AT = ["2026-01-01T20:00:00Z"];

/** A policy as Azure writes it (recordings). */
export function policyProperties(policy: ScenePolicy): Record<string, unknown> {
  const { name, workload, dailyDays } = policy;
  if (isInstance(workload)) return snapshotPolicy(name, workload, dailyDays).properties;
  if (isDatabase(workload)) return database(policy);
  if (workload === "AzureFileShare") return share(policy);
  return {
    backupManagementType: "AzureIaasVM",
    instantRPDetails: {},
    schedulePolicy: policy.enhanced ? enhanced(policy) : daily(),
    retentionPolicy: longTerm(policy),
    timeZone: "UTC",
    instantRpRetentionRangeInDays: policy.enhanced ? 7 : 2,
    ...(!policy.untyped && { policyType: policy.enhanced ? "V2" : "V1" }),
  };
}

/** What goes to the vault has a retention of its own, beside that of the snapshots (recording). */
function share(policy: ScenePolicy): Record<string, unknown> {
  const { vaultDays, dailyDays, everyHours } = policy;
  return {
    backupManagementType: "AzureStorage",
    workLoadType: "AzureFileShare",
    schedulePolicy: everyHours === undefined ? daily() : hourly("SimpleSchedulePolicy", everyHours),
    ...(vaultDays === undefined
      ? { retentionPolicy: longTerm(policy) }
      : {
          vaultRetentionPolicy: {
            vaultRetention: longTerm({ ...policy, dailyDays: vaultDays }),
            snapshotRetentionInDays: dailyDays,
          },
        }),
    timeZone: "UTC",
  };
}

function enhanced({ everyHours }: ScenePolicy): Record<string, unknown> {
  if (everyHours !== undefined) return hourly("SimpleSchedulePolicyV2", everyHours);
  return {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Daily",
    dailySchedule: { scheduleRunTimes: AT },
  };
}

function hourly(schedulePolicyType: string, interval: number): Record<string, unknown> {
  return {
    schedulePolicyType,
    scheduleRunFrequency: "Hourly",
    hourlySchedule: {
      interval,
      scheduleWindowStartTime: "2026-01-01T08:00:00Z",
      scheduleWindowDuration: 12,
    },
  };
}

function database(policy: ScenePolicy): Record<string, unknown> {
  const simple = (count: number) => ({
    retentionPolicyType: "SimpleRetentionPolicy",
    retentionDuration: { count, durationType: "Days" },
  });
  return {
    backupManagementType: "AzureWorkload",
    workLoadType: policy.workload,
    settings: { timeZone: "UTC", issqlcompression: false, isCompression: false },
    subProtectionPolicy: [
      { policyType: "Full", schedulePolicy: daily(), retentionPolicy: longTerm(policy) },
      ...(policy.secondDays === undefined
        ? []
        : [
            {
              policyType: "Full",
              schedulePolicy: daily(),
              retentionPolicy: longTerm({ ...policy, dailyDays: policy.secondDays }),
            },
          ]),
      ...(policy.logDays === undefined
        ? []
        : [
            {
              policyType: "Log",
              schedulePolicy: {
                schedulePolicyType: "LogSchedulePolicy",
                scheduleFrequencyInMins: policy.logEveryMin ?? 60,
              },
              retentionPolicy: simple(policy.logDays),
            },
          ]),
    ],
  };
}

function daily(): Record<string, unknown> {
  return {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: AT,
    scheduleWeeklyFrequency: 0,
  };
}

function longTerm({ dailyDays, weeklyWeeks, odd }: ScenePolicy): Record<string, unknown> {
  const kept = (count: number, durationType: string) => ({
    retentionTimes: AT,
    retentionDuration: { count, durationType },
  });
  return {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: kept(dailyDays, "Days"),
    ...(weeklyWeeks !== undefined && {
      weeklySchedule: { daysOfTheWeek: ["Sunday"], ...kept(weeklyWeeks, "Weeks") },
    }),
    ...(odd && { lunarSchedule: kept(400, "Moons") }),
  };
}
