import { describe, expect, test } from "vitest";
import { type Asked, evidenceIn } from "./evidence.ts";

const VAULT =
  "https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v";
const ITEM = `${VAULT}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`;
const asked = (operation: string, pointId = ""): Asked => ({ operation, pointId });

function of(url: string, body: unknown, about: Asked) {
  return evidenceIn(url, JSON.stringify(body), about);
}

const JOB = { id: "/x/backupJobs/J1", name: "J1", properties: { status: "Completed" } };
const OPERATION = { id: "/x/O1", name: "O1", status: "Succeeded", properties: { jobId: "J1" } };
const ITEM_BODY = {
  id: "/x/i",
  properties: { protectionState: "Protected", policyId: "/p/Gold", lastBackupStatus: "Healthy" },
};
const POINT = {
  name: "p1",
  properties: {
    recoveryPointTime: "2026-01-05T04:00:00Z",
    recoveryPointTierDetails: [{ type: "HardenedRP", status: "Valid" }],
  },
};

const withTiers = (recoveryPointTierDetails: readonly unknown[]) => ({
  ...POINT,
  properties: { ...POINT.properties, recoveryPointTierDetails },
});

describe("what a verdict rests on", () => {
  test.each([
    {
      what: "a job's status",
      url: `${VAULT}/backupJobs/j1`,
      body: JOB,
      other: { ...JOB, properties: { status: 3 } },
      about: asked("jobwait"),
    },
    {
      what: "a job's name",
      url: `${VAULT}/backupJobs/j1`,
      body: JOB,
      other: { ...JOB, name: "J2" },
      about: asked("jobwait"),
    },
    {
      what: "an operation's status",
      url: `${VAULT}/backupOperations/o1`,
      body: OPERATION,
      other: { ...OPERATION, status: null },
      about: asked("undelete"),
    },
    {
      what: "the job that a backup's operation names",
      url: `${ITEM}/operationsStatus/o1`,
      body: OPERATION,
      other: { ...OPERATION, properties: {} },
      about: asked("backup"),
    },
    {
      what: "the item's state",
      url: ITEM,
      body: ITEM_BODY,
      other: {
        ...ITEM_BODY,
        properties: { ...ITEM_BODY.properties, protectionState: "ProtectionStopped" },
      },
      about: asked("set-policy"),
    },
    {
      what: "the item's policy",
      url: ITEM,
      body: ITEM_BODY,
      other: { ...ITEM_BODY, properties: { protectionState: "Protected" } },
      about: asked("set-policy"),
    },
    {
      what: "a flag in words",
      url: ITEM,
      body: ITEM_BODY,
      other: {
        ...ITEM_BODY,
        properties: { ...ITEM_BODY.properties, isScheduledForDeferredDelete: "true" },
      },
      about: asked("resume"),
    },
    {
      what: "the tier of the point",
      url: `${ITEM}/recoveryPoints`,
      body: { value: [POINT] },
      other: {
        value: [
          { ...POINT, properties: { recoveryPointTime: POINT.properties.recoveryPointTime } },
        ],
      },
      about: asked("points", "P1"),
    },
    {
      what: "whether any tier of the point can be restored from",
      url: `${ITEM}/recoveryPoints`,
      body: { value: [POINT] },
      other: { value: [withTiers([{ type: "HardenedRP", status: "Deleted" }, 3])] },
      about: asked("points", "p1"),
    },
    {
      what: "the vault as such",
      url: VAULT,
      body: { name: "v", properties: {} },
      other: [],
      about: asked("stop-retain"),
    },
  ])("holds $what", ({ url, body, other, about }) => {
    expect(of(url, body, about)).not.toBe(of(url, other, about));
  });

  test.each([
    {
      what: "casing",
      url: `${VAULT}/backupJobs/j1`,
      body: JOB,
      other: { ...JOB, name: "j1" },
      about: asked("jobwait"),
    },
    {
      what: "a name where the id has it",
      url: `${VAULT}/backupJobs/j1`,
      body: JOB,
      other: { id: JOB.id, properties: JOB.properties },
      about: asked("jobwait"),
    },
    {
      what: "the job of a stop, which the item shows",
      url: `${ITEM}/operationsStatus/o1`,
      body: OPERATION,
      other: { ...OPERATION, properties: {} },
      about: asked("stop-retain"),
    },
    {
      what: "other fields",
      url: ITEM,
      body: ITEM_BODY,
      other: { ...ITEM_BODY, properties: { ...ITEM_BODY.properties, lastBackupStatus: 1 } },
      about: asked("set-policy"),
    },
    {
      what: "a second tier",
      url: `${ITEM}/recoveryPoints`,
      body: { value: [POINT] },
      other: { value: [withTiers([null, { type: 1, status: 4 }])] },
      about: asked("points", "p1"),
    },
    {
      what: "other points",
      url: `${ITEM}/recoveryPoints`,
      body: { value: [POINT] },
      other: { value: [POINT, { name: "p2" }] },
      about: asked("points", "p1"),
    },
    {
      what: "a list of jobs",
      url: `${VAULT}/backupJobs`,
      body: { value: [JOB] },
      other: { value: [] },
      about: asked("stop-retain"),
    },
  ])("does not hold $what", ({ url, body, other, about }) => {
    expect(of(url, body, about)).toBe(of(url, other, about));
  });

  test("is nothing that was recorded where the body nests without end", () => {
    const deep = `{"name":"J1","properties":{"status":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`;
    const url = `${VAULT}/backupJobs/j1`;

    expect(evidenceIn(url, deep, asked("jobwait"))).not.toBe(of(url, JOB, asked("jobwait")));
  });
});
