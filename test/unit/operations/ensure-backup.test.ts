import { describe, expect, test } from "vitest";
import type { InputName } from "../../../src/manifest/input-table.ts";
import { ensureBackup } from "../../../src/operations/ensure-backup.ts";
import { job } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const HOUR_MS = 3_600_000;

function read(given: Partial<Record<InputName, string>>) {
  const all: Partial<Record<InputName, string>> = { "max-recovery-point-age": "1h", ...given };
  return ensureBackup.readWish((name) => all[name] ?? "", { vault: VAULT, now: NOW });
}

describe("the type of the backup", () => {
  test.each([
    { types: "any", type: undefined },
    { types: "full", type: undefined },
    { types: "log", type: "Log" },
  ])("is $type if the user names none and asks for points of type '$types'", (row) => {
    expect(read({ "recovery-point-types": row.types }).backupType).toBe(row.type);
  });

  const TYPES = ["Full", "CopyOnlyFull", "Differential", "Incremental", "Log"];
  test.each([
    { types: "any", fit: TYPES },
    { types: "full", fit: ["Full", "CopyOnlyFull"] },
    { types: "log", fit: ["Log"] },
  ])("may be one of $fit where points of type '$types' are asked for", ({ types, fit }) => {
    for (const type of TYPES) {
      const given = () => read({ "recovery-point-types": types, "backup-type": type });
      if (fit.includes(type)) expect(given().backupType).toBe(type);
      else expect(given).toThrow(`cannot satisfy 'recovery-point-types: ${types}'`);
    }
  });

  test("decides whether 'retain-until' has a meaning, also if the user names none", () => {
    const given = () => read({ "recovery-point-types": "log", "retain-until": "60d" });

    expect(given).toThrow("is not used with 'backup-type: Log'");
  });
});

describe("a running backup is worth joining", () => {
  const at = (startTime: number | undefined, operation = "Backup") => job({ operation, startTime });
  const isWorth = (types: string, one: ReturnType<typeof job>) =>
    ensureBackup.asks?.(read({ "recovery-point-types": types })).isWorthJoining(one, NOW - HOUR_MS);

  test.each([
    { what: "began after the bound", start: NOW - 60_000, worth: true },
    { what: "began at the bound", start: NOW - HOUR_MS, worth: true },
    { what: "began before it", start: NOW - HOUR_MS - 1, worth: false },
    { what: "names no start", start: undefined, worth: false },
  ])("if it $what: $worth", ({ start, worth }) => {
    expect(isWorth("any", at(start))).toBe(worth);
  });

  test.each([
    { operation: "Backup", full: true, log: true },
    { operation: "Backup (Full)", full: true, log: false },
    { operation: "Backup (Copy-only full)", full: true, log: false },
    { operation: "Backup (Differential)", full: false, log: false },
    { operation: "Backup (Log)", full: false, log: true },
  ])("if its type fits or is not named yet: $operation", ({ operation, full, log }) => {
    expect(isWorth("any", at(NOW, operation))).toBe(true);
    expect(isWorth("full", at(NOW, operation))).toBe(full);
    expect(isWorth("log", at(NOW, operation))).toBe(log);
  });
});
