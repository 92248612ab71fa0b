import { at, list, text } from "../../json.ts";
import { sameName } from "./item.ts";

/** How often one part of a policy backs up. */
export interface Schedule {
  /** Such as `full` or `log`; "" if one schedule covers all backups. */
  readonly kind: string;
  /** The longest time between two backups, in minutes; undefined if it cannot be read. */
  readonly longestGapMin: number | undefined;
}

const DAY_MIN = 1_440;
const WEEK_MIN = 7 * DAY_MIN;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * Reads a `schedulePolicy` (E91).
 */
export function readSchedule(kind: string, schedule: unknown): Schedule {
  return { kind, longestGapMin: longestGapMin(schedule) };
}

function longestGapMin(schedule: unknown): number | undefined {
  const everyMin = number(at(schedule, "scheduleFrequencyInMins"));
  if (everyMin !== undefined) return everyMin;
  // No recording shows a schedule such as every second week (E91).
  if (text(at(schedule, "scheduleWeeklyFrequency")).replace(/^0$/, "") !== "") return undefined;
  switch (text(at(schedule, "scheduleRunFrequency")).toLowerCase()) {
    case "hourly":
      return hourlyGapMin(at(schedule, "hourlySchedule"));
    case "daily":
      return gapMin(timesOfDay(at(schedule, "dailySchedule") ?? schedule), DAY_MIN);
    case "weekly": {
      const weekly = at(schedule, "weeklySchedule") ?? schedule;
      return gapMin(timesOfWeek(weekly), WEEK_MIN);
    }
    default:
      return undefined;
  }
}

/** Backups run at an interval within a window of each day, both in hours. */
function hourlyGapMin(hourly: unknown): number | undefined {
  const interval = number(at(hourly, "interval"));
  const window = number(at(hourly, "scheduleWindowDuration"));
  if (interval === undefined || window === undefined || window > 24) return undefined;
  if (window === 24) return interval * 60;
  const last = Math.floor(window / interval) * interval;
  return Math.max(last === 0 ? 0 : interval, 24 - last) * 60;
}

/** In minutes since midnight; undefined if one time has an unknown form. */
function timesOfDay(schedule: unknown): readonly number[] | undefined {
  const times = list(at(schedule, "scheduleRunTimes")).map((time) => {
    const [, hours, minutes] = /T(\d\d):(\d\d)/.exec(text(time)) ?? [];
    return Number(hours) * 60 + Number(minutes);
  });
  return times.some(Number.isNaN) ? undefined : times;
}

/** In minutes since Sunday. */
function timesOfWeek(schedule: unknown): readonly number[] | undefined {
  const times = timesOfDay(schedule);
  const days = list(at(schedule, "scheduleRunDays")).map((day) =>
    WEEKDAYS.findIndex((known) => sameName(known, text(day))),
  );
  if (times === undefined || days.includes(-1)) return undefined;
  return days.flatMap((day) => times.map((time) => day * DAY_MIN + time));
}

/** The longest gap between times that repeat every `periodMin` minutes. */
function gapMin(times: readonly number[] | undefined, periodMin: number): number | undefined {
  const sorted = times?.toSorted((a, b) => a - b) ?? [];
  const [first] = sorted;
  if (first === undefined) return undefined;
  const gaps = sorted.map((time, index) => (sorted[index + 1] ?? first + periodMin) - time);
  return Math.max(...gaps);
}

function number(value: unknown): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text(value)) ? Number(text(value)) : undefined;
}

/**
 * Whether backups of some kind become less frequent or end, so that more could be lost between two
 * of them. What cannot be compared counts as less frequent.
 */
export function isRarer(next: readonly Schedule[], former: readonly Schedule[]): boolean {
  return former.some(({ kind, longestGapMin: before }) => {
    const after = next.filter((schedule) => schedule.kind === kind);
    const isKept = after.every(
      ({ longestGapMin: gap }) => before !== undefined && gap !== undefined && gap <= before,
    );
    return after.length === 0 || !isKept;
  });
}
