import { createPipelineRequest } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { ALTERATIONS, alter } from "./alter.ts";
import { expectedVerdict } from "./expected.ts";
import { inputsOf, play, type Run } from "./play.ts";
import { recordingOf } from "./recording.ts";
import { BACKUP, cut, MACHINE } from "./session-builders.ts";
import type { Slice } from "./slice.ts";
import {
  fault,
  ITEM,
  itemSeen,
  JOB_ID,
  job,
  POLICY,
  poll,
  slice,
  stopSlice,
  VAULT,
  write,
} from "./slice-builders.ts";
import { gullibleRun, honestRun } from "./stand-in.ts";

const live = { friendlyName: "Ledger", protectionState: "Protected", policyId: "old" };
const halted = { friendlyName: "Ledger", protectionState: "ProtectionStopped" };
const binned = { ...halted, isScheduledForDeferredDelete: true };
const ended = [poll(1, "InProgress"), poll(40, "Succeeded"), job(41, "Completed")];

const worked = {
  stop: stopSlice(),
  policy: slice("set-policy", itemSeen("pre", -1, live), write("set-policy"), ...ended),
  softDelete: slice(
    "stop-delete",
    itemSeen("pre", -1, live),
    write("stop-delete"),
    ...ended,
    itemSeen("verify", 50, binned),
  ),
  delete: slice("stop-delete", write("stop-delete"), ...ended),
  resume: slice("resume", itemSeen("pre", -1, halted), write("resume"), ...ended),
  undelete: slice("undelete", itemSeen("pre", -1, binned), write("undelete"), ...ended),
  backup: slice("backup", itemSeen("pre", -1, live), write("backup"), ...ended),
  jobwait: slice("jobwait", job(0, "InProgress"), job(200, "Completed")),
} satisfies Record<string, Slice>;

function inputs(recorded: Slice): Record<string, string> {
  return inputsOf(recordingOf(recorded), expectedVerdict(recorded));
}

describe("play", () => {
  test.each(Object.entries(worked))("lets an honest client through: %s", async (_, recorded) => {
    const played = await play(recorded, honestRun);

    expect(played).toMatchObject({
      expected: { gate: "open", reason: "completed" },
      ours: { gate: "open", reason: "completed" },
      faults: [],
      matched: true,
    });
  });

  const bent = Object.values(worked).flatMap((recorded) =>
    ALTERATIONS.flatMap((how) => {
      const altered = alter(recorded, how);
      return altered ? [{ operation: recorded.operation, how, altered }] : [];
    }),
  );

  test.each(bent)("gives an honest client a closed gate: $operation, $how", async ({ altered }) => {
    const { ours, matched } = await play(altered, honestRun);

    expect(ours.gate).toBe("closed");
    expect(matched).toBe(true);
  });

  test.each(bent)(
    "catches a client that opens all the same: $operation, $how",
    async ({ altered }) => {
      expect((await play(altered, gullibleRun)).matched).toBe(false);
    },
  );

  test("counts the requests of both clients, and how late ours was", async () => {
    const played = await play(worked.stop, honestRun);

    expect(played).toMatchObject({ requests: 8, theirRequests: 6, secondsLate: 0 });
  });

  test("has no lateness where the end never came", async () => {
    const recorded = slice("jobwait", job(0, "InProgress"));

    expect((await play(recorded, honestRun)).secondsLate).toBeUndefined();
  });

  test.each([
    { told: "the gate alone", gate: "open", reason: "job-failed" },
    { told: "the reason alone", gate: "closed", reason: "job-cancelled" },
  ])("fails a client that is wrong in $told", async ({ gate, reason }) => {
    const run: Run = async (host) => {
      host.output("gate", gate);
      host.output("reason", reason);
    };
    const recorded = slice("jobwait", job(0, "Failed"));

    expect((await play(recorded, run)).matched).toBe(false);
  });

  test("fails a client that asks for what the recording does not hold", async () => {
    const run: Run = async (host, world) => {
      const url = `https://management.azure.com${VAULT}/backupEngines`;
      await world.http.sendRequest(createPipelineRequest({ url }));
      await honestRun(host, world);
    };
    const played = await play(worked.jobwait, run);

    expect(played.ours.gate).toBe("open");
    expect(played.matched).toBe(false);
    expect(played.faults).toHaveLength(1);
  });

  test("fails a client that throws", async () => {
    const played = await play(worked.jobwait, async () => {
      throw new Error("no");
    });

    expect(played).toMatchObject({ matched: false, faults: ["threw Error: no"] });
  });

  test("stops a client that never pauses", async () => {
    const run: Run = async (_, world) => {
      const url = `https://management.azure.com${VAULT}/backupJobs/${JOB_ID}`;
      while (!world.signal.aborted) await world.http.sendRequest(createPipelineRequest({ url }));
    };
    const played = await play(worked.jobwait, run);

    expect(played.matched).toBe(false);
    expect(played.faults).toContain("stopped after 5000 requests");
  });

  test("makes a client meet the recorded faults whatever its pace", async () => {
    const gone = { status: 504, body: "{}" };
    const recorded = slice(
      "jobwait",
      job(0, "InProgress"),
      fault("job", 101, gone),
      fault("job", 102, gone),
      job(103, "InProgress"),
      job(200, "Completed"),
    );
    const statuses: number[] = [];
    const run: Run = (host, world) => {
      const sendRequest: typeof world.http.sendRequest = async (request) => {
        const answer = await world.http.sendRequest(request);
        statuses.push(answer.status);
        return answer;
      };
      return honestRun(host, { ...world, http: { sendRequest } });
    };

    const { matched } = await play(recorded, run);

    expect(matched).toBe(true);
    expect(statuses.filter((status) => status === 504)).toHaveLength(2);
  });
});

describe("inputsOf", () => {
  test("names vault and item by their resource ids", () => {
    expect(inputs(worked.stop)).toEqual({
      operation: "stop-protection-retain-data",
      vault: VAULT,
      item: ITEM,
      "timeout-minutes": "600",
    });
  });

  test.each([
    {
      recorded: worked.policy,
      asks: { operation: "change-policy", policy: POLICY, "allow-shorter-retention": "true" },
    },
    { recorded: worked.resume, asks: { operation: "resume-protection", policy: POLICY } },
    { recorded: worked.undelete, asks: { operation: "undelete" } },
    {
      recorded: worked.softDelete,
      asks: { operation: "stop-protection-delete-data", "confirm-delete": "Ledger" },
    },
    { recorded: worked.delete, asks: { "confirm-delete": "permanently ledger" } },
    {
      recorded: worked.backup,
      asks: { operation: "backup-now", "backup-type": "Full", "retain-until": "2026-04-01" },
    },
    { recorded: worked.jobwait, asks: { operation: "wait-for-job", "job-id": JOB_ID } },
    { recorded: cut("cancel"), asks: { operation: "cancel-job", "job-id": JOB_ID } },
    { recorded: cut("backup"), asks: { operation: "backup-now", item: MACHINE } },
  ])("asks for what was recorded: $recorded.operation", ({ recorded, asks }) => {
    expect(inputs(recorded)).toMatchObject(asks);
  });

  test.each([
    {
      told: "whose end nobody recorded",
      recorded: slice("backup", write("backup"), poll(1, "Succeeded"), job(2, "InProgress")),
    },
    { told: "whose job nobody looked at", recorded: cut("backup", BACKUP) },
  ])("does not wait for a backup $told", ({ recorded }) => {
    expect(inputs(recorded)).toMatchObject({ wait: "false" });
  });

  test("gives up half an hour after a recording that has no end", () => {
    const recorded = slice("jobwait", job(0, "InProgress"), job(90, "InProgress"));

    expect(inputs(recorded)).toMatchObject({ "timeout-minutes": "32" });
  });
});
