import { describe, expect, test } from "vitest";
import { recordingOf } from "./recording.ts";
import { BACKUP, cut, IDS, MACHINE, SESSION } from "./session-builders.ts";
import type { Operation } from "./slice.ts";
import {
  exchange,
  ITEM,
  itemSeen,
  JOB_ID,
  job,
  OPERATION_ID,
  POLICY,
  poll,
  START_MS,
  slice,
  stopSlice,
  VAULT,
  write,
} from "./slice-builders.ts";

const FORMER = `${VAULT}/backupPolicies/replay-former-policy`;
const live = { friendlyName: "ledger", protectionState: "Protected", policyId: POLICY };
const halted = { friendlyName: "ledger", protectionState: "ProtectionStopped" };
const binned = { ...halted, isScheduledForDeferredDelete: true };

describe("recordingOf", () => {
  test("takes the names out of the URLs", () => {
    expect(recordingOf(stopSlice())).toMatchObject({
      vaultId: VAULT,
      itemId: ITEM,
      operationId: OPERATION_ID,
      facts: { jobId: JOB_ID, friendlyName: "ledger" },
      startMs: START_MS,
    });
  });

  test("counts from the write that was accepted in the end", () => {
    const recording = recordingOf(
      slice(
        "stop-retain",
        write("stop-retain", 504, 0),
        write("stop-retain", 202, 40),
        poll(41, "InProgress"),
        poll(70, "Succeeded"),
        job(71, "Completed"),
      ),
    );

    expect(recording.startMs).toBe(START_MS);
    expect(recording.endMs).toBe(30_000);
    expect(recording.writes.map(({ status }) => status)).toEqual([504, 202]);
  });

  test("holds the job readable as soon as the operation has ended", () => {
    expect(recordingOf(stopSlice()).endMs).toBe(30_000);
  });

  test("finds the item in a recorded list, whatever the casing of its id", () => {
    const other = { id: `${ITEM}-other`, properties: halted };
    const value = [other, { id: ITEM.toUpperCase(), properties: live }];
    const list = exchange("pre", `${VAULT}/backupProtectedItems`, { body: { value } });

    const { before } = recordingOf(slice("stop-retain", list, write("stop-retain")));

    expect(before).toMatchObject({ source: "recorded", item: { properties: live } });
  });

  test("takes the look that is nearest to the write", () => {
    const early = itemSeen("pre", -9, { ...live, policyId: "older" });
    const late = itemSeen("pre", -1, live);

    const { before } = recordingOf(slice("stop-retain", early, late, write("stop-retain")));

    expect(before.item.properties.policyId).toBe(POLICY);
  });

  test("makes an item out of its names where no body holds one", () => {
    const { before } = recordingOf(slice("stop-retain", write("stop-retain")));

    expect(before).toMatchObject({
      source: "made",
      item: {
        id: ITEM,
        name: "SQLDataBase;inst;ledger",
        properties: {
          friendlyName: "ledger",
          protectedItemType: "AzureVmWorkloadSQLDatabase",
          containerName: "VMAppContainer;Compute;rg-x;vm-x",
          protectionState: "Protected",
        },
      },
    });
  });

  test.each<{ operation: Operation; seen: object; becomes: object }>([
    { operation: "set-policy", seen: live, becomes: { policyId: FORMER } },
    { operation: "set-policy", seen: halted, becomes: { protectionState: "Protected" } },
    { operation: "stop-retain", seen: halted, becomes: { protectionState: "Protected" } },
    { operation: "stop-delete", seen: binned, becomes: { protectionState: "Protected" } },
    { operation: "resume", seen: live, becomes: { protectionState: "ProtectionStopped" } },
    { operation: "undelete", seen: halted, becomes: { isScheduledForDeferredDelete: true } },
    { operation: "backup", seen: halted, becomes: { protectionState: "Protected" } },
  ])("rewinds an item for which $operation has nothing to do", ({ operation, seen, becomes }) => {
    const { before } = recordingOf(slice(operation, write(operation), itemSeen("verify", 9, seen)));

    expect(before).toMatchObject({ source: "rewound", item: { properties: becomes } });
  });

  test.each<{ operation: Operation; seen: object; becomes: object }>([
    {
      operation: "set-policy",
      seen: { ...live, policyId: FORMER },
      becomes: { ...live, policyId: POLICY },
    },
    { operation: "resume", seen: halted, becomes: { policyId: POLICY } },
    { operation: "stop-retain", seen: live, becomes: halted },
    { operation: "undelete", seen: binned, becomes: halted },
  ])("applies $operation where the recording has no later look", ({ operation, seen, becomes }) => {
    const recorded = slice(
      operation,
      itemSeen("pre", -1, seen),
      write(operation),
      poll(9, "Succeeded"),
    );

    expect(recordingOf(recorded).after).toMatchObject({
      source: "filled",
      item: { properties: becomes },
    });
  });

  test("lets a delete without a later look remove the item, in a vault without soft delete", () => {
    const recorded = slice("stop-delete", write("stop-delete"), poll(9, "Succeeded"));

    expect(recordingOf(recorded)).toMatchObject({
      after: { source: "filled", item: undefined },
      facts: { softDelete: false },
    });
  });

  test("knows soft delete by the recorded look after a delete", () => {
    const recorded = slice("stop-delete", write("stop-delete"), itemSeen("verify", 9, binned));

    expect(recordingOf(recorded).facts.softDelete).toBe(true);
  });

  test("keeps the later look as it is, even against the wish", () => {
    const recorded = slice("stop-retain", write("stop-retain"), itemSeen("verify", 9, live));

    expect(recordingOf(recorded).after).toMatchObject({
      source: "recorded",
      item: { properties: live },
    });
  });

  test("applies nothing of an operation that failed", () => {
    const recorded = slice(
      "stop-retain",
      itemSeen("pre", -1, live),
      write("stop-retain"),
      poll(9, "Failed"),
    );

    expect(recordingOf(recorded).after.item).toMatchObject({ properties: live });
  });

  test("takes the item of a session from the result that tells it, under its public ids", () => {
    expect(recordingOf(cut("backup"))).toMatchObject({
      vaultId: VAULT,
      itemId: MACHINE,
      facts: { jobId: JOB_ID, friendlyName: "vm-y", followsJob: false },
      before: {
        source: "renamed",
        item: { id: MACHINE.replace("AzureIaasVM", "Azure"), properties: { friendlyName: "vm-y" } },
      },
    });
  });

  test("finds the item under its public ids in a list, too", () => {
    const value = [{ id: ITEM.replace("Services/", "ServicesBVTD/"), properties: live }];
    const list = exchange("pre", `${VAULT}/backupProtectedItems`, { body: { value } });

    const { before } = recordingOf(slice("stop-retain", list, write("stop-retain")));

    expect(before).toMatchObject({ source: "renamed", item: { id: ITEM } });
  });

  test("ends a session's backup with its result, not with the later look at the status", () => {
    const { operation, endMs } = recordingOf(cut("backup", BACKUP));

    expect(operation.map(({ at }) => at)).toEqual([0, 7_000, 10_000]);
    expect(endMs).toBe(7_000);
  });

  test("takes the names of a cancellation out of its request", () => {
    expect(recordingOf(cut("cancel"))).toMatchObject({
      vaultId: VAULT,
      itemId: "",
      writePath: `${VAULT}/backupJobs/${JOB_ID}/cancel`,
      operationId: IDS.cancel,
      facts: { jobId: JOB_ID },
      startMs: START_MS + 20_000,
      endMs: 15_000,
    });
  });

  test("counts a session's wait from the first look at the job", () => {
    expect(recordingOf(cut("jobwait", SESSION))).toMatchObject({
      itemId: "",
      startMs: START_MS + 12_000,
      endMs: undefined,
    });
  });
});
