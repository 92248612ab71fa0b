import type { PolicyState } from "./state.ts";

type Json = Record<string, unknown>;

const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;
const WEEK_MIN = 7 * DAY_MIN;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * Whether a new policy lets more time pass between two backups of a kind than the old one, which a
 * resource guard watches as it does shorter retention (document). Of a kind that one of them does not
 * have, retention tells.
 */
export function backsUpMoreRarely(from: PolicyState, to: PolicyState): boolean {
  const after = longestGaps(to);
  return [...longestGaps(from)].some(([kind, gap]) => (after.get(kind) ?? 0) > gap);
}

/** The longest time between two backups, in minutes, per part of a policy. */
function longestGaps({ properties }: PolicyState): Map<string, number> {
  const { subProtectionPolicy, schedulePolicy } = properties;
  const parts = Array.isArray(subProtectionPolicy)
    ? (subProtectionPolicy as Json[])
    : [{ policyType: "All", schedulePolicy }];
  return new Map(
    parts.map((part) => [String(part.policyType), gapOf((part.schedulePolicy ?? {}) as Json)]),
  );
}

function gapOf(schedule: Json): number {
  const { scheduleFrequencyInMins } = schedule;
  if (typeof scheduleFrequencyInMins === "number") return scheduleFrequencyInMins;
  const times = timesOfWeek(schedule).sort((left, right) => left - right);
  const [first = 0] = times;
  return Math.max(0, ...times.map((time, at) => (times[at + 1] ?? first + WEEK_MIN) - time));
}

/** When backups begin, in minutes of the week; V2 schedules name what a day or week holds in a part of its own. */
function timesOfWeek(schedule: Json): number[] {
  const part = (name: string) => (schedule[name] ?? schedule) as Json;
  const days = WEEKDAYS.map((_, day) => day);
  switch (schedule.scheduleRunFrequency) {
    case "Hourly":
      return days.flatMap((day) => hourly(part("hourlySchedule")).map((at) => day * DAY_MIN + at));
    case "Weekly": {
      const weekly = part("weeklySchedule");
      const named = (weekly.scheduleRunDays as string[]).map((day) => WEEKDAYS.indexOf(day));
      return named.flatMap((day) => timesOfDay(weekly).map((at) => day * DAY_MIN + at));
    }
    default:
      return days.flatMap((day) =>
        timesOfDay(part("dailySchedule")).map((at) => day * DAY_MIN + at),
      );
  }
}

/** From the start of a window on, at an interval, both in hours. */
function hourly({ interval, scheduleWindowStartTime, scheduleWindowDuration }: Json): number[] {
  const start = minuteOf(String(scheduleWindowStartTime));
  const count = Math.floor(Number(scheduleWindowDuration) / Number(interval)) + 1;
  return Array.from({ length: count }, (_, index) => start + index * Number(interval) * HOUR_MIN);
}

function timesOfDay({ scheduleRunTimes }: Json): number[] {
  return (scheduleRunTimes as string[]).map(minuteOf);
}

/** The minute of the day of a time such as `2026-01-01T20:00:00Z`. */
function minuteOf(time: string): number {
  const at = new Date(time);
  return at.getUTCHours() * HOUR_MIN + at.getUTCMinutes();
}
