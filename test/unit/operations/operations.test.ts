import { describe, expect, test } from "vitest";
import { INPUTS, type InputName } from "../../../src/manifest/input-table.ts";
import {
  deletesData,
  descriptorOf,
  OPERATIONS,
  onlyReads,
  operationsUsing,
} from "../../../src/operations/operations.ts";
import { plainWord } from "../../../src/values/words.ts";

test("users see the operations in one order", () => {
  expect(OPERATIONS).toEqual([
    "change-policy",
    "stop-protection-retain-data",
    "stop-protection-delete-data",
    "suspend-backups",
    "resume-protection",
    "undelete",
    "ensure-backup",
    "backup-now",
    "wait-for-job",
    "cancel-job",
    "verify-backup",
    "list-items",
  ]);
});

test("some only read, and one deletes", () => {
  expect(OPERATIONS.filter(onlyReads)).toEqual(["wait-for-job", "verify-backup", "list-items"]);
  expect(OPERATIONS.filter(deletesData)).toEqual(["stop-protection-delete-data"]);
});

describe("an input that not all operations use", () => {
  /** As `action.yml` describes them, written out a second time. */
  const USERS: Readonly<Partial<Record<InputName, readonly string[]>>> = {
    policy: ["change-policy", "resume-protection"],
    "allow-shorter-retention": ["change-policy", "resume-protection"],
    "job-id": ["wait-for-job", "cancel-job"],
    "confirm-delete": ["stop-protection-delete-data"],
    "backup-type": ["ensure-backup", "backup-now"],
    "retain-until": ["ensure-backup", "backup-now"],
    "enable-compression": ["ensure-backup", "backup-now"],
    wait: ["backup-now"],
    "max-recovery-point-age": ["ensure-backup", "verify-backup"],
    "recovery-point-types": ["ensure-backup", "verify-backup"],
    "ignore-stopped": ["verify-backup"],
    "allow-empty": ["list-items"],
    "matrix-chunks": ["list-items"],
    "on-cancel": ["ensure-backup", "backup-now", "wait-for-job"],
    "resource-guard-tenant-id": [
      "change-policy",
      "resume-protection",
      "stop-protection-retain-data",
      "stop-protection-delete-data",
      "suspend-backups",
    ],
  };
  const shared = (Object.keys(INPUTS) as InputName[]).filter(
    (name) => INPUTS[name].operations === "some",
  );

  test("is used by some", () => {
    expect(shared).toEqual(Object.keys(USERS));
  });

  test.each(shared)("%s is told to belong to them in one order", (name) => {
    expect(operationsUsing(name)).toEqual(USERS[name]);
  });
});

describe("a word of another tool", () => {
  const words = OPERATIONS.flatMap((name) => descriptorOf(name).alsoCalled ?? []);

  test("means one operation, and is written as it is compared", () => {
    expect(words).toEqual([...new Set(words)]);
    expect(words.map(plainWord)).toEqual(words);
  });
});
