import { describe, expect, test } from "vitest";
import type { Job } from "../../../src/azure/backup/job.ts";
import { followJob } from "../../../src/sequence/follow-job.ts";
import { rememberJobs } from "../../../src/sequence/tools.ts";
import { job } from "../azure/backup/read-builders.ts";
import { acceptedWrite, fakeTools } from "./step-builders.ts";

const SECOND = 1_000;

/** A job that shows itself so at one look after the other, the last one for ever after. */
function setUp(
  looks: readonly (Partial<Job> | "unknown")[],
  settings: Parameters<typeof fakeTools>[1] = {},
) {
  const at: number[] = [];
  const details: string[] = [];
  const fake = fakeTools(
    {
      async job() {
        const seen = looks[at.length] ?? looks.at(-1) ?? {};
        at.push((fake.clock.now() - fake.tools.pace.startedAt) / SECOND);
        const value = seen === "unknown" ? undefined : job({ id: "7-as-azure-spells-it", ...seen });
        return { value, retryAfterMs: undefined, remaining: undefined };
      },
    },
    { detail: (title, lines) => details.push(title, ...lines), ...settings },
  );
  return { ...fake, at, details };
}

/** When the step begins. */
const NOW = Date.UTC(2026, 0, 5, 10);

const running = { status: "InProgress", phase: "running", endTime: undefined } as const;

test("a job says what it has left with its progress, which alone is not worth a line", async () => {
  const { tools, said } = setUp(
    [
      { ...running, percent: "40", remainingMs: 60_000 },
      { ...running, percent: "40", remainingMs: 50_000 },
      { ...running, percent: "60", remainingMs: 40_000 },
      {},
    ],
    { fixedPauseMs: SECOND },
  );

  await followJob("7", tools);

  expect(said()).toEqual([
    "Job 7 (ConfigureBackup): InProgress; 40 %, about 1 min left",
    "Job 7 (ConfigureBackup): InProgress; 60 %, about 40 s left",
    "Job 7 (ConfigureBackup): Completed",
  ]);
});

describe("a job that is followed", () => {
  test("is known at every look by the id that it was asked for by", async () => {
    const { tools, details } = setUp([{ ...running }, { activityId: "x" }]);

    const ended = await followJob("7", tools);

    expect(ended).toEqual(job({ id: "7", activityId: "x" }));
    expect(tools.known().job).toEqual(ended);
    expect(tools.known().formerJobs).toBeUndefined();
    expect(details).toEqual(["Job 7 in detail", "Activity id: x"]);
  });

  test("is known before the first look, beside the others", async () => {
    const other = job({ id: "6" });
    const { tools } = setUp(["unknown"], { timeoutMs: 0 });
    tools.learn({ job: other });

    await expect(followJob("7", tools)).rejects.toThrow("waiting for job 7 (not visible yet)");
    expect(tools.known()).toMatchObject({ job: { id: "7", status: "" }, formerJobs: [other] });
  });

  test("keeps when its tasks were seen under way", async () => {
    const tasks = [{ name: "Take Snapshot", status: "InProgress" }];
    const { tools } = setUp([{ ...running, tasks }, {}]);
    const earlier = { name: "Earlier", firstSeen: 1, lastSeen: 2 } as never;
    tools.learn({ taskTimes: [earlier] });

    await followJob("7", tools);

    expect(tools.known().taskTimes).toHaveLength(2);
    expect(tools.known().taskTimes?.[0]).toBe(earlier);
  });

  test.each([
    { what: "a job that says nothing of its rest", seen: running, rest: "InProgress" },
    {
      what: "a job that says what it has left",
      seen: { ...running, remainingMs: 60_000 },
      rest: "InProgress, about 1 min left",
    },
  ])("tells at the deadline how it stood: $what", async ({ seen, rest }) => {
    const { tools } = setUp([seen], { timeoutMs: 0 });

    await expect(followJob("7", tools)).rejects.toThrow(`waiting for job 7 (${rest})`);
  });

  test.each([
    { jobType: "AzureWorkloadJob", operation: "Backup (Full)", joined: 100, tasks: [], end: 122.5 },
    { jobType: "AzureStorageJob", operation: "Restore", joined: 30, tasks: [], end: 33.2 },
    {
      jobType: "AzureIaaSVMJobV2",
      operation: "Backup",
      joined: 660,
      tasks: [{ name: "Take Snapshot", status: "Completed", endTime: NOW - 660_000 + 461_000 }],
      end: 675.5,
    },
  ])("is looked at again when such jobs end: $operation of $jobType", async (row) => {
    const { joined, end, ...kind } = row;
    const { tools, at } = setUp([{ ...running, startTime: NOW - joined * SECOND, ...kind }, {}]);

    await followJob("7", tools);

    expect(at.map((after) => joined + after)).toEqual([joined, end]);
  });

  test("counts its time from its own start, should the step join late", async () => {
    const startTime = NOW - 300 * SECOND;
    const { tools, at } = setUp([{ ...running, startTime }, {}]);

    await followJob("7", tools);

    expect(at).toEqual([0, 30]);
  });

  test("is checked at each look, since some tell only at their end what they are, before anything of it is kept", async () => {
    const checked: string[] = [];
    const { tools } = setUp(["unknown", running, running, {}]);

    await followJob("7", tools, { check: ({ id }) => checked.push(id) });
    expect(checked).toEqual(["7", "7", "7"]);

    const foreign = setUp([{}]);
    const error = new Error("not ours");
    await expect(
      followJob("7", foreign.tools, {
        check: () => {
          throw error;
        },
      }),
    ).rejects.toBe(error);
    expect(foreign.tools.known().job).toEqual({ id: "7", status: "" });
  });
});

describe("a job that the vault does not know", () => {
  test("may appear within two minutes, which the log says once", async () => {
    const { tools, at, said } = setUp(["unknown", "unknown", {}], { fixedPauseMs: 59_999 });

    await followJob("7", tools);

    expect(at).toEqual([0, 59.999, 119.998]);
    expect(said()).toEqual([
      "The vault does not know job 7 yet; looking again for up to two minutes.",
      "Still waiting for job 7 (not visible yet), 1 min into the step.",
      "Job 7 (ConfigureBackup): Completed",
    ]);
  });

  test("for two minutes is not found", async () => {
    const { tools, at } = setUp(["unknown"], { fixedPauseMs: 60_000 });

    await expect(followJob("7", tools)).rejects.toMatchObject({
      reason: "job-not-found",
      message: "The vault 'vault-1' knows no job 7.",
      hint: expect.stringContaining("Check 'job-id' and 'vault'"),
    });
    expect(at).toEqual([0, 60, 120]);
  });

  test("although Azure named it for a write is worth another look at the vault", async () => {
    const { tools } = setUp(["unknown"], { fixedPauseMs: 60_000 });
    tools.learn({ write: acceptedWrite() });

    await expect(followJob("7", tools)).rejects.toMatchObject({
      reason: "job-not-found",
      hint: expect.stringContaining("Azure named it for the request that it accepted. Look at"),
    });
  });

  test("any more has two minutes from when it was last seen", async () => {
    const { tools, at } = setUp(["unknown", running, "unknown"], { fixedPauseMs: 60_000 });

    await expect(followJob("7", tools)).rejects.toMatchObject({
      reason: "contact-lost",
      message: "The vault 'vault-1' no longer shows job 7.",
      hint: expect.stringContaining("Look at the vault's backup jobs and at the item."),
    });
    expect(at).toEqual([0, 60, 120, 180]);
  });
});

test("of several jobs the first is reported, and what is known of each stays", () => {
  const { tools } = setUp([]);
  const known = job({ id: "b", status: "Failed" });
  tools.learn({ job: known });

  rememberJobs(["a", "b", "c"], tools);

  expect(tools.known().job).toEqual({ id: "a", status: "" });
  expect(tools.known().formerJobs).toEqual([{ id: "c", status: "" }, known]);
});
