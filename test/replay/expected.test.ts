import { describe, expect, test } from "vitest";
import { expectedVerdict } from "./expected.ts";
import { BACKUP, CANCEL, cut, IDS, look, result, SESSION } from "./session-builders.ts";
import type { Exchange } from "./slice.ts";
import {
  exchange,
  ITEM,
  itemSeen,
  JOB_ID,
  job,
  POLICY,
  poll,
  slice,
  stopSlice,
  throttled,
  VAULT,
  write,
} from "./slice-builders.ts";

const live = { protectionState: "Protected", policyId: POLICY };

function stopped(...exchanges: readonly Exchange[]) {
  return slice("stop-retain", write("stop-retain"), ...exchanges);
}

describe("expectedVerdict", () => {
  test("opens for a completed job and an item that shows the wish", () => {
    expect(expectedVerdict(stopSlice())).toEqual({ gate: "open", reason: "completed" });
  });

  test.each([
    {
      told: "no later look at the item",
      recorded: stopped(poll(9, "Succeeded"), job(9, "Completed")),
    },
    { told: "no look at the job", recorded: stopped(poll(9, "Succeeded")) },
    {
      told: "an item that is gone after a delete",
      recorded: slice(
        "stop-delete",
        write("stop-delete"),
        exchange("verify", ITEM, { status: 404 }),
      ),
    },
    { told: "a job that was waited for", recorded: slice("jobwait", job(0, "Completed")) },
  ])("opens with $told", ({ recorded }) => {
    expect(expectedVerdict(recorded).gate).toBe("open");
  });

  test.each([
    { word: "Failed", reason: "job-failed" },
    { word: "Cancelled", reason: "job-cancelled" },
    { word: "CompletedWithWarnings", reason: "job-completed-with-warnings" },
    { word: "InProgress", reason: "timed-out" },
    { word: "Cancelling", reason: "timed-out" },
    { word: "Quiescing", reason: "timed-out" },
  ])("stays closed with $reason for a job that ends $word", ({ word, reason }) => {
    const recorded = slice("jobwait", job(0, "InProgress"), job(30, word));

    expect(expectedVerdict(recorded)).toEqual({ gate: "closed", reason });
  });

  test.each([
    { word: "Failed", reason: "operation-failed" },
    { word: "Canceled", reason: "operation-cancelled" },
    { word: "InProgress", reason: "timed-out" },
    { word: "Quiescing", reason: "timed-out" },
  ])("stays closed with $reason for an operation that ends $word", ({ word, reason }) => {
    expect(expectedVerdict(stopped(poll(30, word)))).toEqual({ gate: "closed", reason });
  });

  test.each([
    { status: 403, reason: "not-authorized" },
    { status: 400, reason: "request-refused" },
    { status: 504, reason: "contact-lost" },
    { status: 429, reason: "timed-out" },
  ])(
    "stays closed with $reason for a write that ARM answers with $status",
    ({ status, reason }) => {
      const recorded = slice("stop-retain", write("stop-retain", status));

      expect(expectedVerdict(recorded)).toEqual({ gate: "closed", reason });
    },
  );

  test("stays closed for an item that does not show the wish", () => {
    const recorded = stopped(
      poll(9, "Succeeded"),
      job(9, "Completed"),
      itemSeen("verify", 9, live),
    );

    expect(expectedVerdict(recorded)).toEqual({ gate: "closed", reason: "state-not-reached" });
  });

  test("takes the last readable word, not a fault after it", () => {
    const recorded = slice("jobwait", job(0, "Completed"), throttled("job", 1, 300));

    expect(expectedVerdict(recorded).gate).toBe("open");
  });

  test.each([
    {
      told: "whose end nobody recorded",
      recorded: slice("backup", write("backup"), poll(1, "Succeeded"), job(2, "InProgress")),
    },
    { told: "whose job nobody looked at", recorded: cut("backup", BACKUP) },
  ])("leaves a backup running $told", ({ recorded }) => {
    expect(expectedVerdict(recorded)).toEqual({ gate: "closed", reason: "job-running" });
  });

  test.each([
    { told: "nobody looked at again", session: SESSION },
    { told: "was seen cancelled", session: [...CANCEL, look(36, "Cancelled")] },
  ])("opens for the cancellation of a job that $told", ({ session }) => {
    expect(expectedVerdict(cut("cancel", session))).toEqual({
      gate: "open",
      reason: "cancelled-as-asked",
    });
  });

  const taken = `${VAULT}/backupJobs/${JOB_ID}/operationResults/${IDS.cancel}`;

  test.each([
    { told: "comes too late", last: look(36, "Completed"), reason: "job-already-ended" },
    { told: "leaves the job running", last: look(36, "Cancelling"), reason: "timed-out" },
    {
      told: "Azure takes back",
      last: result(36, taken, { status: 409 }),
      reason: "request-refused",
    },
    { told: "is forbidden", last: result(36, taken, { status: 403 }), reason: "not-authorized" },
  ])("stays closed with $reason for a cancellation that $told", ({ last, reason }) => {
    const recorded = cut("cancel", [...CANCEL, last]);

    expect(expectedVerdict(recorded)).toEqual({ gate: "closed", reason });
  });

  test("stays closed with timed-out for a cancellation without a result", () => {
    expect(expectedVerdict(cut("cancel", CANCEL.slice(0, 2))).reason).toBe("timed-out");
  });
});
