import { expect, test } from "vitest";
import { backsUpMoreRarely } from "./backup-gap.ts";

const AT = ["2026-01-01T20:00:00Z"];

function policy(schedulePolicy: object) {
  return { name: "P", workload: "VM" as const, properties: { schedulePolicy } };
}

const daily = policy({ scheduleRunFrequency: "Daily", scheduleRunTimes: AT });
const twice = policy({
  scheduleRunFrequency: "Daily",
  dailySchedule: { scheduleRunTimes: [...AT, "2026-01-01T08:00:00Z"] },
});
const weekly = (...scheduleRunDays: string[]) =>
  policy({
    scheduleRunFrequency: "Weekly",
    weeklySchedule: { scheduleRunDays, scheduleRunTimes: AT },
  });
const hourly = policy({
  scheduleRunFrequency: "Hourly",
  hourlySchedule: {
    interval: 4,
    scheduleWindowStartTime: "2026-01-01T08:00:00Z",
    scheduleWindowDuration: 12,
  },
});

test.each([
  ["daily", daily, "weekly", weekly("Sunday"), true],
  ["weekly", weekly("Sunday"), "daily", daily, false],
  ["weekly", weekly("Sunday"), "twice a week", weekly("Sunday", "Monday"), false],
  ["twice a week", weekly("Sunday", "Wednesday"), "weekly", weekly("Sunday"), true],
  ["twice a day", twice, "daily", daily, true],
  // From eight o'clock to eight in the evening every four hours, so twelve hours pass at night.
  ["twice a day", twice, "hourly by day", hourly, false],
  ["hourly by day", hourly, "daily", daily, true],
  ["daily", daily, "daily", daily, false],
])("%s to %s", (_, from, __, to, rarer) => {
  expect(backsUpMoreRarely(from, to)).toBe(rarer);
});
