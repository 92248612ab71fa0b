import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { Job } from "../../../src/azure/backup/job.ts";
import { CLOCK_TOLERANCE_MS } from "../../../src/sequence/job-proof.ts";
import { searchEffect } from "../../../src/sequence/search-effect.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { fakeTools, nthOrLast, plannedWrite } from "./step-builders.ts";

const SENT_AT = Date.UTC(2026, 0, 5, 10);
const SENDING = { sentAt: SENT_AT, since: SENT_AT };
const RUNNING = { status: "InProgress", phase: "running", endTime: undefined } as const;
const stop = (changes: Partial<Job> = {}) =>
  job({ ...RUNNING, operation: "DisableBackup", startTime: SENT_AT, ...changes });
const backup = (changes: Partial<Job> = {}) =>
  job({
    ...RUNNING,
    operation: "Backup (CopyOnlyFull)",
    startTime: SENT_AT,
    isUserTriggered: true,
    ...changes,
  });
const ASKED = { objectType: "X", backupType: "CopyOnlyFull" };
const BACKUP = plannedWrite("POST");
const COPY = {
  ...BACKUP,
  plan: { ...BACKUP.plan, write: { method: "POST" as const, body: { properties: ASKED } } },
};

/** A vault that lists these jobs at one look after the other, and shows the item so. */
function vault(
  lists: readonly (readonly Job[])[],
  {
    shows = [item()],
    own,
    ...others
  }: {
    shows?: readonly ReturnType<typeof item>[];
    own?: readonly (Job | undefined)[];
  } & Partial<VaultWriter> = {},
  settings: Parameters<typeof fakeTools>[1] = {},
) {
  const at: number[] = [];
  const filters: unknown[] = [];
  let reads = 0;
  let looks = 0;
  const fake = fakeTools(
    {
      async listJobs(filter) {
        filters.push(filter);
        at.push((fake.clock.now() - SENT_AT) / 1_000);
        return lists[at.length - 1] ?? lists.at(-1) ?? [];
      },
      item: async () => shows[reads++] ?? shows.at(-1),
      async job(id) {
        const value = own === undefined ? job({ id }) : nthOrLast(own, looks++);
        return { value, retryAfterMs: undefined, remaining: undefined };
      },
      policy: async () => undefined,
      listItems: async () => {
        throw new Error("Nobody needs the list again.");
      },
      ...others,
    },
    settings,
  );
  return { ...fake, at, filters };
}

describe("the effect of a change whose answer was lost", () => {
  test("is looked for among the jobs of its kind since the sending", async () => {
    const { tools, filters } = vault([[stop()]]);

    await searchEffect(plannedWrite("PUT"), SENDING, tools);

    expect(filters).toEqual([
      {
        backupManagementType: "AzureWorkload",
        operation: "DisableBackup",
        startedBetween: [SENT_AT - CLOCK_TOLERANCE_MS, SENT_AT + 86_400_000],
      },
    ]);
  });

  test("is the only job that began with it", async () => {
    const { tools } = vault([[], [stop()]]);

    expect(await searchEffect(plannedWrite("PUT"), SENDING, tools)).toEqual({
      kind: "job-found",
      job: stop(),
    });
  });

  test.each([
    { what: "two jobs began with it", jobs: [stop({ id: "a" }), stop({ id: "b" })] },
    { what: "its only job began later", jobs: [stop({ startTime: SENT_AT + 60_000 })] },
  ])("is told by the item alone where $what", async ({ jobs }) => {
    const after = item({ condition: "stopped" });
    const { tools } = vault([jobs], { shows: [item(), after] });

    expect(await searchEffect(plannedWrite("PUT"), SENDING, tools)).toEqual({ kind: "reached" });
    expect(tools.known().after).toEqual(after);
  });

  test("that is no effect names the jobs that may be it", async () => {
    const jobs = [stop({ id: "a" }), stop({ id: "b" })];
    const { tools } = vault([jobs]);

    expect(await searchEffect(plannedWrite("PUT"), SENDING, tools)).toEqual({
      kind: "no-effect",
      doubtful: jobs,
    });
    expect(tools.known().after).toBeUndefined();
  });

  test("does not count as reached by what only the end of its own job would prove", async () => {
    const reached = (_after: unknown, afterOwnJob?: boolean) => afterOwnJob === true;
    const { tools } = vault([[]]);

    expect(await searchEffect({ ...plannedWrite("PUT"), reached }, SENDING, tools)).toMatchObject({
      kind: "no-effect",
    });
  });

  test.each([
    { isServerError: false, fixedPauseMs: 50_000, at: [0, 50, 100, 120] },
    { isServerError: true, fixedPauseMs: 15_000, at: [0, 15, 20] },
    { isServerError: true, fixedPauseMs: 20_000, at: [0, 20] },
    {
      isServerError: true,
      fixedPauseMs: 50_000,
      at: [0, 50, 100, 120],
      jobs: [stop({ id: "a" }), stop({ id: "b" })],
    },
  ])("is looked for up to the end of its time: $at s", async (row) => {
    const { tools, at } = vault([row.jobs ?? []], {}, { fixedPauseMs: row.fixedPauseMs });

    await searchEffect(plannedWrite("PUT"), { ...SENDING, ...row }, tools);

    expect(at).toEqual(row.at);
  });

  test.each([
    { twins: [], kind: "job-found" },
    { twins: [item({ id: "/another", levels: [] })], kind: "no-effect" },
  ])("is told apart by the vault's other items, which are listed for it: $kind", async (row) => {
    const items = [item(), ...row.twins];
    const { tools } = vault([[stop({ entityFriendlyName: "payroll" })]], {
      listItems: async () => ({ items, unreadable: [] }),
    });

    const effect = await searchEffect({ ...plannedWrite("PUT"), listed: [] }, SENDING, tools);

    expect(effect.kind).toBe(row.kind);
  });
});

describe("the effect of a backup whose answer was lost", () => {
  test("is the only job, which proves that it is ours", async () => {
    const { tools } = vault([[], [backup()]], { own: [backup()] });

    expect(await searchEffect(COPY, SENDING, tools)).toEqual({ kind: "job-found", job: backup() });
  });

  test.each([
    { what: "two jobs", jobs: [backup({ id: "a" }), backup({ id: "b" })], own: backup() },
    { what: "a later job", jobs: [backup({ startTime: SENT_AT + 60_000 })], own: backup() },
    {
      what: "a job that nobody asked for",
      jobs: [backup()],
      own: backup({ isUserTriggered: false }),
    },
  ])("is in doubt by $what, and nobody waits for more", async ({ jobs, own }) => {
    const { tools, at } = vault([jobs], { own: [own] });

    expect(await searchEffect(COPY, SENDING, tools)).toEqual({ kind: "no-effect", doubtful: jobs });
    expect(at).toEqual([0]);
  });

  test("is nothing after two minutes without a job", async () => {
    const { tools, at } = vault([[]], { own: [] });

    expect(await searchEffect(COPY, SENDING, tools)).toEqual({ kind: "no-effect", doubtful: [] });
    expect(at.at(-1)).toBe(120);
  });

  test("waits for a job that the vault lists and does not know yet", async () => {
    const { tools } = vault([[backup()]], { own: [undefined, backup()] });

    expect(await searchEffect(COPY, SENDING, tools)).toEqual({ kind: "job-found", job: backup() });
  });

  test("waits for as long as it takes where its only job does not tell its type yet", async () => {
    const bare = backup({ operation: "Backup" });
    const { tools, at } = vault(
      [[bare]],
      { own: [bare, bare, bare, backup()] },
      { fixedPauseMs: 100_000 },
    );

    expect(await searchEffect(COPY, SENDING, tools)).toEqual({ kind: "job-found", job: backup() });
    expect(at).toEqual([0, 100, 200, 300]);
  });
});
