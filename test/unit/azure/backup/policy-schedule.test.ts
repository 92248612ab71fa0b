import { describe, expect, test } from "vitest";
import { isRarer, readSchedule } from "../../../../src/azure/backup/policy-schedule.ts";

const gap = (schedule: unknown) => readSchedule("full", schedule).longestGapMin;
const at = (...times: readonly string[]) => ({
  scheduleRunTimes: times.map((time) => `2026-01-05T${time}:00Z`),
});

describe("the longest time between two backups", () => {
  test.each([
    { schedule: { scheduleFrequencyInMins: 120 }, min: 120 },
    { schedule: { scheduleRunFrequency: "Daily", ...at("22:30") }, min: 24 * 60 },
    { schedule: { scheduleRunFrequency: "Daily", ...at("20:00", "06:00") }, min: 14 * 60 },
    {
      schedule: { scheduleRunFrequency: "Weekly", scheduleRunDays: ["Tuesday"], ...at("03:00") },
      min: 7 * 24 * 60,
    },
    {
      schedule: {
        scheduleRunFrequency: "Weekly",
        scheduleRunDays: ["Sunday", "Wednesday"],
        scheduleWeeklyFrequency: 0,
        ...at("03:00"),
      },
      min: 4 * 24 * 60,
    },
    // Of an enhanced policy (documents), but for the hourly form, which is recorded.
    { schedule: { scheduleRunFrequency: "Daily", dailySchedule: at("22:30") }, min: 24 * 60 },
    {
      schedule: {
        scheduleRunFrequency: "Weekly",
        weeklySchedule: { scheduleRunDays: ["Monday", "Friday"], ...at("03:00") },
      },
      min: 4 * 24 * 60,
    },
    {
      schedule: {
        scheduleRunFrequency: "Hourly",
        hourlySchedule: { interval: 4, scheduleWindowDuration: 12 },
      },
      min: 12 * 60,
    },
    {
      schedule: {
        scheduleRunFrequency: "Hourly",
        hourlySchedule: { interval: 6, scheduleWindowDuration: 24 },
      },
      min: 6 * 60,
    },
    {
      schedule: {
        scheduleRunFrequency: "Hourly",
        hourlySchedule: { interval: 12, scheduleWindowDuration: 8 },
      },
      min: 24 * 60,
    },
  ])("of $schedule is $min minutes", ({ schedule, min }) => {
    expect(gap(schedule)).toBe(min);
  });

  test.each([
    undefined,
    {},
    "Daily",
    { scheduleRunFrequency: "Monthly", ...at("03:00") },
    { scheduleRunFrequency: "Daily" },
    { scheduleRunFrequency: "Daily", scheduleRunTimes: ["at night"] },
    { scheduleRunFrequency: "Weekly", scheduleRunDays: ["Caturday"], ...at("03:00") },
    { scheduleRunFrequency: "Weekly", scheduleRunDays: [], ...at("03:00") },
    { scheduleRunFrequency: "Daily", scheduleWeeklyFrequency: 2, ...at("03:00") },
    { scheduleRunFrequency: "Hourly", hourlySchedule: { interval: 0, scheduleWindowDuration: 12 } },
    { scheduleRunFrequency: "Hourly", hourlySchedule: { interval: 4, scheduleWindowDuration: 48 } },
    { scheduleFrequencyInMins: "often" },
  ])("of %j cannot be read", (schedule) => {
    expect(gap(schedule)).toBeUndefined();
  });
});

describe("backups come more rarely", () => {
  const every = (longestGapMin: number | undefined, kind = "log") => ({ kind, longestGapMin });

  test.each([
    { former: [every(60)], next: [every(61)], rarer: true },
    { former: [every(60)], next: [every(60)], rarer: false },
    { former: [every(60)], next: [every(15)], rarer: false },
    { former: [every(60)], next: [], rarer: true },
    { former: [], next: [every(60)], rarer: false },
    { former: [every(60)], next: [every(undefined)], rarer: true },
    { former: [every(undefined)], next: [every(60)], rarer: true },
    { former: [every(60)], next: [every(60, "full")], rarer: true },
    { former: [every(60)], next: [every(15), every(90)], rarer: true },
  ])("from $former to $next: $rarer", ({ former, next, rarer }) => {
    expect(isRarer(next, former)).toBe(rarer);
  });
});
