import type { NewPolicy } from "./additions.ts";
import { snapshotPolicy } from "./sample-policies.ts";
import { isInstance } from "./workloads.ts";

/** How long fulls, or points of VMs and shares, are kept, counted in days, weeks, months and years. */
export interface LongTerm {
  days?: number;
  weeks?: number;
  months?: number;
  years?: number;
}

const AT = ["2026-01-01T20:00:00Z"];
const SUNDAY = { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] };

/** Policies of the articles' vault: the article's two, and neighbours that differ in one respect. */
export const SEED_POLICIES: readonly NewPolicy[] = [
  database("HourlyLogPolicy", "SQLDataBase", { full: { days: 30 }, log: 15, logMinutes: 60 }),
  database("ProdPolicy", "SQLDataBase", {
    full: { days: 90, weeks: 52, months: 60, years: 10 },
    log: 35,
    logMinutes: 15,
  }),
  database("DevPolicy", "SQLDataBase", { full: { days: 7 }, log: 7, logMinutes: 120 }),
  database("WeeklyFullPolicy", "SQLDataBase", {
    full: { weeks: 104, months: 60, years: 10 },
    differential: 30,
    log: 15,
    logMinutes: 120,
  }),
  database("HanaPolicy", "SAPHanaDatabase", {
    full: { weeks: 104, months: 60, years: 10 },
    differential: 30,
    log: 15,
    logMinutes: 120,
  }),
  database("HanaLongPolicy", "SAPHanaDatabase", {
    full: { weeks: 208, months: 120, years: 10 },
    differential: 60,
    log: 30,
    logMinutes: 120,
  }),
  database("AsePolicy", "SAPAseDatabase", { full: { days: 30 }, log: 15, logMinutes: 120 }),
  vm("DefaultPolicy", "V1", { days: 30 }, 2),
  vm("VmLongPolicy", "V1", { days: 90, weeks: 12 }, 5),
  vm("EnhancedPolicy", "V2", { days: 30 }, 7),
  share("DailySharePolicy", { days: 30 }),
  share("LongSharePolicy", { days: 60, months: 12 }),
];

/** A policy with daily backups; `logDays` is for databases. */
export function plainPolicy(
  name: string,
  workload: NewPolicy["workload"],
  { retention, logDays }: { retention: LongTerm; logDays: number },
): NewPolicy {
  if (isInstance(workload)) return snapshotPolicy(name, workload, retention.days ?? 1);
  if (workload === "VM") return vm(name, "V1", retention, 2);
  if (workload === "AzureFileShare") return share(name, retention);
  return database(name, workload, { full: retention, log: logDays, logMinutes: 60 });
}

interface DatabaseRetention {
  full: LongTerm;
  /** Days. */
  differential?: number;
  /** Days. */
  log: number;
  logMinutes: number;
}

/** A database policy: one part per backup type (recording). */
function database(
  name: string,
  workload: NewPolicy["workload"],
  { full, differential, log, logMinutes }: DatabaseRetention,
): NewPolicy {
  const simple = (count: number) => ({
    retentionPolicyType: "SimpleRetentionPolicy",
    retentionDuration: { count, durationType: "Days" },
  });
  const parts = [
    { policyType: "Full", schedulePolicy: schedule(full), retentionPolicy: longTerm(full) },
    ...(differential === undefined
      ? []
      : [
          {
            policyType: "Differential",
            schedulePolicy: { ...schedule({ weeks: 1 }), scheduleRunDays: ["Wednesday"] },
            retentionPolicy: simple(differential),
          },
        ]),
    {
      policyType: "Log",
      schedulePolicy: {
        schedulePolicyType: "LogSchedulePolicy",
        scheduleFrequencyInMins: logMinutes,
      },
      retentionPolicy: simple(log),
    },
  ];
  return {
    name,
    workload,
    properties: {
      backupManagementType: "AzureWorkload",
      workLoadType: workload,
      settings: { timeZone: "UTC", issqlcompression: false, isCompression: false },
      subProtectionPolicy: parts,
    },
  };
}

function vm(
  name: string,
  policyType: "V1" | "V2",
  retention: LongTerm,
  instant: number,
): NewPolicy {
  return {
    name,
    workload: "VM",
    properties: {
      backupManagementType: "AzureIaasVM",
      instantRPDetails: {},
      schedulePolicy:
        policyType === "V1"
          ? schedule(retention)
          : {
              schedulePolicyType: "SimpleSchedulePolicyV2",
              scheduleRunFrequency: "Daily",
              dailySchedule: { scheduleRunTimes: AT },
            },
      retentionPolicy: longTerm(retention),
      instantRpRetentionRangeInDays: instant,
      timeZone: "UTC",
      policyType,
    },
  };
}

function share(name: string, retention: LongTerm): NewPolicy {
  return {
    name,
    workload: "AzureFileShare",
    properties: {
      backupManagementType: "AzureStorage",
      schedulePolicy: schedule(retention),
      retentionPolicy: longTerm(retention),
      timeZone: "UTC",
    },
  };
}

function schedule({ days }: LongTerm): Record<string, unknown> {
  return {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: days === undefined ? "Weekly" : "Daily",
    ...(days === undefined && { scheduleRunDays: ["Sunday"] }),
    scheduleRunTimes: AT,
    scheduleWeeklyFrequency: 0,
  };
}

function longTerm({ days, weeks, months, years }: LongTerm): Record<string, unknown> {
  const kept = (count: number, durationType: string) => ({
    retentionTimes: AT,
    retentionDuration: { count, durationType },
  });
  const byWeek = { retentionScheduleFormatType: "Weekly", retentionScheduleWeekly: SUNDAY };
  return {
    retentionPolicyType: "LongTermRetentionPolicy",
    ...(days && { dailySchedule: kept(days, "Days") }),
    ...(weeks && { weeklySchedule: { daysOfTheWeek: ["Sunday"], ...kept(weeks, "Weeks") } }),
    ...(months && { monthlySchedule: { ...byWeek, ...kept(months, "Months") } }),
    ...(years && {
      yearlySchedule: { ...byWeek, monthsOfYear: ["January"], ...kept(years, "Years") },
    }),
  };
}
