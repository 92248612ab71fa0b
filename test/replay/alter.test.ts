import { describe, expect, test } from "vitest";
import { ALTERATIONS, type Alteration, alter } from "./alter.ts";
import { expectedVerdict } from "./expected.ts";
import { jobIn } from "./job.ts";
import { pointsSlice } from "./point-builders.ts";
import { BACKUP, CANCEL, cut, look } from "./session-builders.ts";
import { itemSeen, JOB_ID, job, POLICY, poll, slice, stopSlice, write } from "./slice-builders.ts";

const former = { protectionState: "Protected", policyId: "old" };
const followed = { protectionState: "Protected", policyId: POLICY };

function reasonAfter(how: Alteration, recorded = stopSlice()): string | undefined {
  const altered = alter(recorded, how);
  return altered && expectedVerdict(altered).reason;
}

describe("alter", () => {
  test.each([
    { how: "job-failed", reason: "job-failed" },
    { how: "job-cancelled", reason: "job-cancelled" },
    { how: "job-completed-with-warnings", reason: "job-completed-with-warnings" },
    { how: "job-unknown-word", reason: "timed-out" },
    { how: "operation-failed", reason: "operation-failed" },
    { how: "operation-cancelled", reason: "operation-cancelled" },
    { how: "item-unchanged", reason: "state-not-reached" },
  ] as const)("$how makes a copy that has to end with $reason", ({ how, reason }) => {
    expect(reasonAfter(how)).toBe(reason);
  });

  test("covers every alteration with an end that closes the gate", () => {
    const altered = ALTERATIONS.map((how) => alter(stopSlice(), how) ?? alter(pointsSlice(), how));

    expect(altered.map((one) => one && expectedVerdict(one).gate)).toEqual(
      ALTERATIONS.map(() => "closed"),
    );
  });

  test("leaves the slice itself as it was", () => {
    const recorded = stopSlice();

    for (const how of ALTERATIONS) alter(recorded, how);

    expect(recorded).toEqual(stopSlice());
  });

  test("adds a look at the item where none was recorded", () => {
    const recorded = slice(
      "set-policy",
      itemSeen("pre", -1, former),
      write("set-policy"),
      poll(9, "Succeeded"),
      job(9, "Completed"),
    );

    expect(reasonAfter("item-unchanged", recorded)).toBe("state-not-reached");
  });

  test("keeps the old state even of an item that showed the wish all along", () => {
    const recorded = slice(
      "set-policy",
      itemSeen("pre", -1, followed),
      write("set-policy"),
      poll(9, "Succeeded"),
      job(9, "Completed"),
      itemSeen("verify", 10, followed),
    );

    expect(reasonAfter("item-unchanged", recorded)).toBe("state-not-reached");
  });

  test.each([
    { how: "job-failed", reason: "job-already-ended" },
    { how: "job-completed-with-warnings", reason: "job-already-ended" },
    { how: "job-unknown-word", reason: "timed-out" },
    { how: "operation-failed", reason: "request-refused" },
  ] as const)("$how makes a cancellation that has to end with $reason", ({ how, reason }) => {
    expect(reasonAfter(how, cut("cancel"))).toBe(reason);
    expect(reasonAfter(how, cut("cancel", [...CANCEL, look(36, "Cancelled")]))).toBe(reason);
  });

  test("adds a look at the job to a cancellation", () => {
    const added = alter(cut("cancel"), "job-failed")?.exchanges.at(-1);

    expect(added).toMatchObject({ phase: "job", request: { method: "GET" } });
    expect(added && jobIn(added, JOB_ID)).toMatchObject({ properties: { status: "Failed" } });
  });

  test("makes a backup whose result was looked at fail all along", () => {
    expect(reasonAfter("operation-failed", cut("backup"))).toBe("operation-failed");
    expect(reasonAfter("operation-cancelled", cut("backup", BACKUP))).toBe("operation-cancelled");
  });

  test.each([
    { how: "job-failed", recorded: slice("jobwait", job(0, "InProgress")) },
    { how: "job-cancelled", recorded: cut("cancel") },
    { how: "operation-cancelled", recorded: cut("cancel") },
    { how: "operation-failed", recorded: cut("cancel", CANCEL.slice(0, 2)) },
    { how: "item-unchanged", recorded: cut("cancel") },
    { how: "job-failed", recorded: cut("backup") },
    { how: "job-failed", recorded: slice("stop-retain", write("stop-retain")) },
    { how: "operation-failed", recorded: slice("jobwait", job(0, "Completed")) },
    { how: "item-unchanged", recorded: slice("jobwait", job(0, "Completed")) },
    { how: "item-unchanged", recorded: slice("backup", write("backup")) },
  ] as const)(
    "has nothing to alter with $how where the recording lacks it",
    ({ how, recorded }) => {
      expect(alter(recorded, how)).toBeUndefined();
    },
  );
});
