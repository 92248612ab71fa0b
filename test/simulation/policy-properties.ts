import { isDatabase } from "../emulator/workloads.ts";
import type { ScenePolicy } from "./scene.ts";

const AT = ["2026-01-01T20:00:00Z"];

/** A policy as Azure writes it (recordings). */
export function policyProperties(policy: ScenePolicy): Record<string, unknown> {
  if (isDatabase(policy.workload)) return database(policy);
  const common = {
    schedulePolicy: daily(),
    retentionPolicy: longTerm(policy),
    timeZone: "UTC",
  };
  if (policy.workload === "AzureFileShare")
    return { backupManagementType: "AzureStorage", ...common };
  return {
    backupManagementType: "AzureIaasVM",
    instantRPDetails: {},
    ...common,
    ...(policy.enhanced && {
      schedulePolicy: {
        schedulePolicyType: "SimpleSchedulePolicyV2",
        scheduleRunFrequency: "Daily",
        dailySchedule: { scheduleRunTimes: AT },
      },
    }),
    instantRpRetentionRangeInDays: policy.enhanced ? 7 : 2,
    ...(!policy.untyped && { policyType: policy.enhanced ? "V2" : "V1" }),
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
                scheduleFrequencyInMins: 60,
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
