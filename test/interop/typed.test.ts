import { describe, expect, test } from "vitest";
import { agreement } from "./typed.ts";

const WIRE = {
  id: "/x",
  properties: {
    protectedItemType: "AzureVmWorkloadSQLDatabase",
    friendlyName: "payroll",
    lastBackupTime: "2026-06-01T10:00:00.1234567Z",
    extendedInfo: { recoveryPointCount: 3 },
    softDeleteRetentionPeriod: 14,
  },
};
const TYPED = {
  id: "/x",
  properties: {
    protectedItemType: "AzureVmWorkloadSQLDatabase",
    friendlyName: "payroll",
    lastBackupTime: new Date("2026-06-01T10:00:00.123Z"),
    extendedInfo: { recoveryPointCount: 3 },
  },
};

function compare(wire: object, typed: object) {
  return agreement("ProtectedItemResource", wire, typed);
}

describe("a body and what the SDK read from it", () => {
  test("agree where nothing was lost, and the unmodelled is named", () => {
    const { compared, problems, unmodelled } = compare(WIRE, TYPED);

    expect(problems).toEqual([]);
    expect(compared).toBe(8);
    expect([...unmodelled]).toEqual([
      "AzureVmWorkloadSQLDatabaseProtectedItem.softDeleteRetentionPeriod",
    ]);
  });

  test.each([
    {
      fault: "a field of the kind of item was lost",
      typed: { friendlyName: undefined },
      says: "ProtectedItemResource.properties.friendlyName: String",
    },
    {
      fault: "a time became another",
      typed: { lastBackupTime: new Date(0) },
      says: "lastBackupTime: DateTime",
    },
    {
      fault: "a number came as text",
      wire: { extendedInfo: { recoveryPointCount: "3" } },
      typed: { extendedInfo: { recoveryPointCount: "3" } },
      says: "recoveryPointCount: Number",
    },
    {
      fault: "a word is not of the contract's",
      wire: { createMode: "Sometimes" },
      typed: { createMode: 7 },
      says: "createMode: String",
    },
    {
      fault: "the discriminator is missing",
      wire: { protectedItemType: undefined },
      says: "protectedItemType: required and not there",
    },
  ])("do not agree where $fault", ({ wire = {}, typed = {}, says }) => {
    const { problems } = compare(
      { ...WIRE, properties: { ...WIRE.properties, ...wire } },
      { ...TYPED, properties: { ...TYPED.properties, ...typed } },
    );

    expect(problems.join("\n")).toContain(says);
  });

  test("do not agree where an element is missing", () => {
    const tasks = { tasksList: [{ taskId: "a" }, { taskId: "b" }] };
    const job = (extendedInfo: object) => ({
      properties: { jobType: "AzureWorkloadJob", extendedInfo },
    });
    const { problems } = agreement(
      "JobResource",
      job(tasks),
      job({ tasksList: [{ taskId: "a" }] }),
    );

    expect(problems).toEqual([
      'JobResource.properties.extendedInfo.tasksList.1.taskId: String is "b" on the wire',
    ]);
  });
});
