import { describe, expect, test } from "vitest";
import type { Job } from "../../../src/azure/backup/job.ts";
import {
  backupOfPoint,
  backupsAmong,
  lastBackupByItem,
  newerFailure,
  saysHowPointWasMade,
} from "../../../src/operations/backup-jobs.ts";
import { item, job, point } from "../azure/backup/read-builders.ts";

const TAKEN = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;
const backup = (minutes: number | undefined, phase: Job["phase"] = "completed", id = "") =>
  job({
    id: id || `${phase}${minutes}`,
    operation: "Backup",
    phase,
    startTime: minutes === undefined ? undefined : TAKEN + minutes * MINUTE,
    endTime: undefined,
  });

describe("the last backup as an item names it", () => {
  test.each([
    { status: "Completed", phase: "completed" },
    { status: "completed", phase: "completed" },
    { status: "CompletedWithWarnings", phase: "warned" },
    { status: "Failed", phase: "failed" },
    { status: "Cancelled", phase: "cancelled" },
    { status: "Unhealthy", phase: "failed" },
    { status: "Quiescing", phase: "failed" },
  ])("$status is $phase", ({ status, phase }) => {
    const own = lastBackupByItem(item({ lastBackupStatus: status, lastBackupTime: TAKEN }));

    expect(own).toMatchObject({ id: "", status, phase, operation: "Backup", startTime: TAKEN });
  });

  test.each(["", "IRPending", "InProgress", "inprogress"])("'%s' tells of no end", (status) => {
    expect(lastBackupByItem(item({ lastBackupStatus: status }))).toBeUndefined();
  });
});

describe("the backup that made a point", () => {
  test.each<{ what: string; backups: readonly Job[]; id: string | undefined }>([
    { what: "none of none", backups: [], id: undefined },
    {
      what: "the one that began just before",
      backups: [backup(-50), backup(-1)],
      id: "completed-1",
    },
    { what: "in whatever order", backups: [backup(-1), backup(-50)], id: "completed-1" },
    { what: "one of the very moment", backups: [backup(0)], id: "completed0" },
    { what: "none that began later", backups: [backup(1)], id: undefined },
    { what: "one that began an hour before", backups: [backup(-60)], id: "completed-60" },
    { what: "none that began longer ago", backups: [backup(-60.01)], id: undefined },
    { what: "none of unknown start", backups: [backup(undefined)], id: undefined },
    {
      what: "one that still runs",
      backups: [backup(-50, "failed"), backup(-1, "running")],
      id: "running-1",
    },
    {
      what: "the worse of one start",
      backups: [backup(-1), backup(-1, "warned"), backup(-1, "running")],
      id: "warned-1",
    },
  ])("is $what", ({ backups, id }) => {
    expect(backupOfPoint(point({ time: TAKEN }), backups)?.id).toBe(id);
  });
});

describe("whether the item tells of the backup that made a point", () => {
  test.each([
    { status: "Completed", minutes: -1, tells: true },
    { status: "CompletedWithWarnings", minutes: -60, tells: true },
    { status: "Completed", minutes: -61, tells: false },
    { status: "Completed", minutes: 1, tells: false },
    { status: "IRPending", minutes: -1, tells: false },
    { status: "", minutes: -1, tells: false },
  ])("$status, begun at $minutes min: $tells", ({ status, minutes, tells }) => {
    const lastBackupTime = TAKEN + minutes * MINUTE;
    const own = item({ lastBackupStatus: status, lastBackupTime });

    expect(saysHowPointWasMade(own, point({ time: TAKEN }))).toBe(tells);
  });
});

describe("a failure that is newer than a point", () => {
  test.each<{ what: string; backups: readonly Job[]; newer: boolean }>([
    { what: "began later", backups: [backup(1, "failed")], newer: true },
    {
      what: "is followed by one that went well",
      backups: [backup(1, "failed"), backup(2)],
      newer: true,
    },
    { what: "is of unknown time", backups: [backup(undefined, "failed")], newer: true },
    {
      what: "ended later, of unknown start",
      backups: [{ ...backup(undefined, "failed"), endTime: TAKEN + 1 }],
      newer: true,
    },
    {
      what: "ended before, of unknown start",
      backups: [{ ...backup(undefined, "failed"), endTime: TAKEN }],
      newer: false,
    },
    { what: "began before", backups: [backup(-1, "failed"), backup(0, "failed")], newer: false },
    {
      what: "is none, but warnings and cancellations",
      backups: [backup(1, "warned"), backup(1, "cancelled"), backup(1, "running")],
      newer: false,
    },
  ])("$what: $newer", ({ backups, newer }) => {
    expect(newerFailure(point({ time: TAKEN }), backups) !== undefined).toBe(newer);
  });
});

test("backups are told from other jobs by their operation, whatever was asked for", () => {
  const jobs = ["Backup", "Backup (Full)", "ConfigureBackup", "Restore", ""].map((operation) =>
    job({ operation }),
  );

  expect(backupsAmong(jobs).map(({ operation }) => operation)).toEqual(["Backup", "Backup (Full)"]);
});
