import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { Job } from "../../../src/azure/backup/job.ts";
import type { RecoveryPoint } from "../../../src/azure/backup/recovery-point.ts";
import type { JobFilter } from "../../../src/azure/backup/requests.ts";
import { DeadlineError } from "../../../src/errors.ts";
import type { Question } from "../../../src/operations/evidence.ts";
import type { VerifyBackup } from "../../../src/operations/verify-backup.ts";
import { questionOf } from "../../../src/operations/wish.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { unsoundBackups } from "../../../src/sequence/unsound-backups.ts";
import { verify } from "../../../src/sequence/verify.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { item, itemOf, job, point } from "../azure/backup/read-builders.ts";
import { fakeTools } from "./step-builders.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = new VirtualClock().now();
const WISH: VerifyBackup = {
  kind: "verify-backup",
  maxAgeMs: 24 * HOUR,
  types: "any",
  allowWarnings: false,
  ignoreStopped: false,
};

const pointAt = (hours: number) => point({ id: `of-${hours}-h`, time: NOW - hours * HOUR });
const vm = (changes: Partial<ProtectedItem> = {}) =>
  itemOf("VM", { lastBackupStatus: "", ...changes });
function backup(hours: number, status: string, changes: Partial<Job> = {}): Job {
  return job({
    id: `${status}-${hours}-h`,
    operation: "Backup",
    backupManagementType: "AzureIaasVM",
    entityFriendlyName: "web-01",
    status,
    phase: status === "Completed" ? "completed" : status === "Failed" ? "failed" : "warned",
    startTime: NOW - hours * HOUR,
    endTime: NOW - hours * HOUR + MINUTE,
    ...changes,
  });
}

interface Vault {
  readonly item: ProtectedItem;
  /** What each reading of the item shows; the last one for ever after. */
  readonly readings?: readonly ProtectedItem[];
  readonly points: readonly RecoveryPoint[];
  readonly ended?: readonly Job[];
  readonly running?: readonly Job[];
  readonly listed?: readonly ProtectedItem[];
  /** How long each reading of the item and of the points takes, in ms; then none. */
  readonly itemTakes?: readonly number[];
  readonly pointsTake?: readonly number[];
  readonly ignoresFilters?: boolean;
  /** What the documents of jobs say of their errors, which lists leave out; none throws. */
  readonly causes?: Readonly<Record<string, Job["errors"]>>;
}

/** What `verify` says of a vault, and what it asked. */
async function ask(
  vault: Vault,
  {
    wish = WISH,
    question = questionOf(wish),
    ...changes
  }: { wish?: VerifyBackup; question?: Question; timeoutMs?: number } & Partial<Tools> = {},
) {
  const { reads, asked, queries } = readsOf(vault, (ms) => fake.clock.advance(ms));
  const fake = fakeTools(reads, changes);
  const { tools } = fake;
  const found = {
    item: vault.item,
    listed: vault.listed ?? [],
    running: vault.running ?? [],
    unsound: unsoundBackups(wish, tools),
  };
  const ending = await verify(question, found, tools);
  if (ending.kind !== "answered") throw new Error(`It ended as '${ending.kind}'.`);
  return { ...ending.answer, ...fake, asked, queries, known: tools.known() };
}

/** What a vault answers, and what it was asked; `pass` lets the time go by that an answer takes. */
function readsOf(vault: Vault, pass: (ms: number) => void) {
  const asked: string[] = [];
  const queries: JobFilter[] = [];
  const { readings = [vault.item], itemTakes = [], pointsTake = [] } = vault;
  let [itemsRead, pointsRead] = [0, 0];
  const reads: Partial<VaultWriter> = {
    recoveryPoints: async () => {
      asked.push("points");
      pass(pointsTake[pointsRead++] ?? 0);
      return vault.points;
    },
    listJobs: async (query) => {
      asked.push("jobs");
      queries.push(query);
      return (vault.ended ?? []).filter((one) => vault.ignoresFilters || isMeant(one, query));
    },
    job: async (id) => {
      const errors = vault.causes?.[id];
      if (errors === undefined) throw new DeadlineError(`reading the job ${id}`);
      const found = vault.ended?.find((one) => one.id === id);
      return {
        value: found && { ...found, errors },
        retryAfterMs: undefined,
        remaining: undefined,
      };
    },
    item: async () => {
      asked.push("item");
      pass(itemTakes[itemsRead] ?? 0);
      return readings[Math.min(itemsRead++, readings.length - 1)];
    },
  };
  return { reads, asked, queries };
}

function isMeant({ status, startTime = Number.NaN }: Job, query: JobFilter): boolean {
  const [from, to] = query.startedBetween ?? [];
  const isInTime = startTime >= (from ?? startTime) && startTime <= (to ?? startTime);
  return status === query.status && isInTime;
}

test("a question that rests on points alone reads no ended job", async () => {
  const question: Question = {
    answer: ({ points: [point] }) => ({
      reason: "recovery-point-fresh",
      message: "It has one.",
      hint: "",
      point,
      notes: [],
    }),
    ignoresStopped: false,
    backups: undefined,
  };

  const told = await ask({ item: vm(), points: [pointAt(2)] }, { question });

  expect(told).toMatchObject({ reason: "recovery-point-fresh", point: { id: "of-2-h" } });
  expect(told.asked).toEqual(["points", "item"]);
});

describe("a verdict", () => {
  test("rests on the points, then the jobs, then the item, and keeps what they said", async () => {
    const told = await ask({ item: vm(), points: [pointAt(2)] });

    expect(told).toMatchObject({ reason: "recovery-point-fresh", point: { id: "of-2-h" } });
    expect(told.asked).toEqual(["points", "jobs", "jobs", "jobs", "item"]);
    expect(told.known).toMatchObject({
      before: { friendlyName: "web-01" },
      after: { friendlyName: "web-01" },
      point: { id: "of-2-h" },
      notes: [],
    });
    expect(told.warned).toEqual([]);
    expect(told.said()).toEqual([]);
  });

  test("asks for no jobs of a database", async () => {
    const told = await ask({ item: item(), points: [pointAt(2)] });

    expect(told.asked).toEqual(["points", "item"]);
  });

  test("is not given on an item of a kind that is not known, of which nothing is read", async () => {
    const unknown = { item: item({ workload: undefined }), points: [pointAt(2)] };

    await expect(ask(unknown)).rejects.toMatchObject({ reason: "refused" });
  });

  test("without a point keeps none", async () => {
    const told = await ask({ item: vm(), points: [] });

    expect(told.reason).toBe("no-recovery-point");
    expect("point" in told.known).toBe(false);
    expect(told.asked).toEqual(["points", "item"]);
  });

  test("notes and tells a job that runs on the item, and none on another", async () => {
    const other = itemOf("VM", { friendlyName: "web-02", id: "web-02" });
    const running = [
      backup(0.1, "InProgress", { id: "own", phase: "running" }),
      backup(0.1, "InProgress", { id: "other", phase: "running", entityFriendlyName: "web-02" }),
    ];
    const told = await ask({ item: vm(), listed: [vm(), other], points: [pointAt(2)], running });

    const line = "A job is under way: Backup own.";
    expect(told.known.notes).toEqual([line]);
    expect(told.said()).toEqual([line]);
  });

  test("warns that no newer point of a stopped item will come", async () => {
    const stopped = vm({ condition: "stopped", protectionState: "ProtectionStopped" });
    const told = await ask({ item: stopped, points: [pointAt(2)] });

    const line =
      "The protection of 'web-01' is ProtectionStopped: no newer recovery point will be made.";
    expect(told.warned).toEqual([line]);
    expect(told.known.notes).toEqual([line]);
  });
});

describe("reads that took long", () => {
  test.each([
    { itemTakes: [15_000], pointsTake: [], points: 1, items: 1 },
    { itemTakes: [15_001], pointsTake: [], points: 1, items: 2 },
    { itemTakes: [15_001, 15_001], pointsTake: [], points: 1, items: 3 },
    { itemTakes: [15_000], pointsTake: [285_000], points: 1, items: 1 },
    { itemTakes: [15_000], pointsTake: [285_001], points: 2, items: 2 },
    { itemTakes: [295_000], pointsTake: [], points: 1, items: 2 },
    { itemTakes: [295_001], pointsTake: [], points: 2, items: 2 },
  ])("are repeated: $itemTakes $pointsTake", async ({ points, items, ...takes }) => {
    const told = await ask({ item: item(), points: [pointAt(2)], ...takes });

    const count = (what: string) => told.asked.filter((one) => one === what).length;
    expect({ points: count("points"), items: count("item") }).toEqual({ points, items });
    expect(told.asked.at(-1)).toBe("item");
  });

  test("say so, and pause longer each time", async () => {
    const points = [pointAt(2)];
    const told = await ask({ item: item(), points, itemTakes: [20_000, 30_000, 40_000] });

    expect(told.said()).toEqual([
      "Reading again, because the recovery points took 0 s and the item 20 s to read.",
      "Reading again, because the recovery points took 0 s and the item 30 s to read.",
      "Reading again, because the recovery points took 0 s and the item 40 s to read.",
    ]);
    expect(told.clock.now() - NOW).toBe(90_000 + 5_000 + 10_000 + 20_000);
  });

  test("end at the deadline", async () => {
    const slow = { item: item(), points: [pointAt(2)], itemTakes: [20_000] };

    await expect(ask(slow, { timeoutMs: 25_000 })).rejects.toMatchObject({
      message: expect.stringContaining("the item 20 s to read"),
    });
    expect((await ask(slow, { timeoutMs: 25_001 })).reason).toBe("recovery-point-fresh");
  });
});

describe("a backup that failed", () => {
  const CAUSE = {
    code: "UserErrorVmNotInDesirableState",
    message: "It is off.",
    recommendations: ["Start it."],
  };
  const failed = backup(1, "Failed");

  test.each([
    { points: [pointAt(2)], names: "a later backup, job Failed-1-h, failed" },
    {
      points: [pointAt(0.9)],
      names: "job Failed-1-h for the point from 2026-01-05T09:06:00Z ended Failed",
    },
  ])("is named with its job, and with what the job says of its cause: $names", async (row) => {
    const { points, names } = row;
    const causes = { "Failed-1-h": [CAUSE] };
    const told = await ask({ item: vm(), points, ended: [failed], causes });

    expect(told).toMatchObject({ reason: "last-backup-failed", service: CAUSE });
    expect(told.message).toContain(`${names}: It is off. (UserErrorVmNotInDesirableState)`);
  });

  test("is told without its cause where that cannot be read", async () => {
    const told = await ask({ item: vm(), points: [pointAt(2)], ended: [failed] });

    expect(told).toMatchObject({ reason: "last-backup-failed", service: undefined });
    expect(told.said()).toContain(
      "Why job Failed-1-h failed could not be read: Time ran out while reading the job Failed-1-h.",
    );
  });
});

describe("the jobs of a VM's points", () => {
  test("are listed anew for an older point, from an hour before it", async () => {
    const ended = [backup(6.1, "CompletedWithWarnings"), backup(7.6, "CompletedWithWarnings")];
    const told = await ask({ item: vm(), points: [pointAt(6), pointAt(7.5)], ended });

    expect(told.reason).toBe("last-backup-failed");
    const froms = told.queries
      .filter(({ status }) => status === "Failed")
      .map(({ startedBetween: [from = 0] = [] }) => (NOW - from) / HOUR);
    expect(froms).toEqual([7, 8.5]);
  });

  test("are no failed ones alone, once the item tells of another backup than before", async () => {
    const last = { lastBackupStatus: "Completed", lastBackupTime: NOW - 6.1 * HOUR };
    const now = vm({ lastBackupStatus: "Cancelled", lastBackupTime: NOW - 6.1 * HOUR });
    const points = [pointAt(6), pointAt(6.5)];
    const ended = [backup(6.6, "CompletedWithWarnings")];
    const told = await ask({ item: vm(last), readings: [now], points, ended });

    expect(told.reason).toBe("last-backup-failed");
    expect(told.said()[0]).toBe(
      "Reading again, because the item names another last backup than before.",
    );
  });

  test.each([
    { allowWarnings: false, second: "Completed", reason: "recovery-point-fresh" },
    { allowWarnings: false, second: "CompletedWithWarnings", reason: "last-backup-failed" },
    { allowWarnings: true, second: "CompletedWithWarnings", reason: "recovery-point-fresh" },
  ])("are also later good ones, which may be the point's: $second", async (row) => {
    const { allowWarnings, second, reason } = row;
    const ended = [backup(6.5, "Failed"), backup(6.1, second)];
    const wish = { ...WISH, allowWarnings };
    const told = await ask({ item: vm(), points: [pointAt(6)], ended }, { wish });

    expect(told.reason).toBe(reason);
  });

  test("are such ones from the first bad one on, to the second of the newest point", async () => {
    const ended = [backup(6.5, "Failed"), backup(6.2, "Failed")];
    const told = await ask({ item: vm(), points: [pointAt(6), pointAt(5.9)], ended });

    const good = told.queries.filter(({ status }) => status === "Completed");
    expect(good.map(({ startedBetween }) => startedBetween)).toEqual([
      [NOW - 6.5 * HOUR, NOW - 5.9 * HOUR + 1_000],
    ]);
    expect(good[0]).toMatchObject({ operation: "Backup", backupManagementType: "AzureIaasVM" });
  });

  test("are such ones where the bad one began with the newest point", async () => {
    const told = await ask({ item: vm(), points: [pointAt(6)], ended: [backup(6, "Failed")] });

    expect(told.queries.some(({ status }) => status === "Completed")).toBe(true);
  });

  test("are none of them where every bad one is newer than the points", async () => {
    const told = await ask({ item: vm(), points: [pointAt(6)], ended: [backup(3, "Failed")] });

    expect(told.reason).toBe("last-backup-failed");
    expect(told.queries.some(({ status }) => status === "Completed")).toBe(false);
  });

  test("are the item's alone", async () => {
    const other = itemOf("VM", { friendlyName: "web-02", id: "web-02" });
    const foreign = { entityFriendlyName: "web-02" };
    const ended = [
      backup(6.5, "Failed"),
      backup(6.1, "Completed", foreign),
      backup(3, "Failed", foreign),
    ];
    const listed = [vm(), other];
    const told = await ask({ item: vm(), listed, points: [pointAt(6), pointAt(20)], ended });

    expect(told.message).toContain("Failed-6.5-h");
  });

  test("are not asked for where the point is too old at the end, to the millisecond", async () => {
    const points = [pointAt(24)];
    const oldest = await ask({ item: vm(), points });
    const older = await ask({ item: vm(), points }, { wish: { ...WISH, maxAgeMs: 24 * HOUR - 1 } });

    expect([oldest.reason, older.reason]).toEqual([
      "recovery-point-fresh",
      "recovery-point-too-old",
    ]);
    expect(oldest.queries).toHaveLength(3);
    expect(older.queries).toHaveLength(0);
  });

  test("are those of points that are in the future by one clock alone", async () => {
    const ended = [backup(2.1, "CompletedWithWarnings")];

    for (const clocks of [
      { azure: NOW - 700 * HOUR, machine: NOW },
      { azure: NOW, machine: NOW - 700 * HOUR },
    ]) {
      const vault = { item: vm(), points: [pointAt(2)], ended };
      const told = await ask(vault, { present: () => clocks });
      expect(told.reason).toBe("last-backup-failed");
    }
  });

  test("are none of points that are too old by one clock alone", async () => {
    const present = () => ({ azure: NOW + 30 * HOUR, machine: NOW });
    const told = await ask({ item: vm(), points: [pointAt(2)] }, { present });

    expect(told.reason).toBe("recovery-point-too-old");
    expect(told.queries).toHaveLength(0);
  });
});

describe("ages count to", () => {
  const AHEAD = 3 * HOUR;

  test.each([
    { what: "an ended job's start", ended: [backup(-3, "Failed", { endTime: undefined })] },
    {
      what: "a running job's start",
      running: [backup(-3, "Running", { phase: "running", endTime: undefined })],
    },
    {
      what: "any job's end",
      running: [backup(1, "Running", { entityFriendlyName: "web-02", endTime: NOW + AHEAD })],
    },
  ])("the latest time in a body: $what", async ({ ended = [], running = [] }) => {
    const other = itemOf("VM", { friendlyName: "web-02", id: "web-02" });
    const listed = [vm(), other];
    const told = await ask({ item: vm(), listed, points: [pointAt(22)], ended, running });

    expect(told.reason).toBe("recovery-point-too-old");
    expect(told.message).toContain("25 h old");
    expect(told.warned).toEqual([expect.stringContaining("later time than the 'Date'")]);
  });

  test("a last backup that its server dates ahead, which makes no point of then one of now", async () => {
    const ahead = item({ lastBackupTime: NOW + AHEAD });
    const aged = await ask({ item: ahead, points: [pointAt(22)] });
    const future = await ask({ item: ahead, points: [pointAt(-2)] });

    expect([aged.reason, future.reason]).toEqual(["recovery-point-too-old", "no-recovery-point"]);
  });

  test("nothing where Azure tells no time", async () => {
    const present = () => ({ azure: undefined, machine: NOW });

    for (const lastBackupTime of [undefined, NOW]) {
      const asked = ask({ item: vm({ lastBackupTime }), points: [pointAt(2)] }, { present });
      await expect(asked).rejects.toMatchObject({
        reason: "contact-lost",
        hint: expect.stringContaining("'Date'"),
      });
    }
  });
});

describe("the unsound backups of a vault", () => {
  /** The lists that are asked for, each as its status and how long it goes back in hours. */
  function vault() {
    const { tools, clock } = fakeTools({
      listJobs: async ({ status, startedBetween: [from = 0] = [] }) => {
        lists.push(`${status} ${(NOW - from) / HOUR}`);
        if (fails.shift()) throw new Error("busy");
        return [];
      },
    });
    const lists: string[] = [];
    const fails: boolean[] = [];
    return { lists, fails, clock, unsound: unsoundBackups(WISH, tools) };
  }
  const since = (hours: number) => [NOW - hours * HOUR, "failed", vm().workload] as const;

  test("are listed once for what a kept list covers", async () => {
    const { unsound, lists } = vault();
    for (const hours of [5, 5, 4, 6]) await unsound.since(...since(hours));

    expect(lists).toEqual(["Failed 5", "Failed 6"]);
  });

  test("are kept for five minutes", async () => {
    const { unsound, lists, clock } = vault();
    await unsound.since(...since(5));
    clock.advance(300_000);
    await unsound.since(...since(5));
    clock.advance(1);
    await unsound.since(...since(5));

    expect(lists).toHaveLength(2);
  });

  test("are asked for again where a list could not be read", async () => {
    const { unsound, lists, fails } = vault();
    fails.push(true);

    await expect(unsound.since(...since(5))).rejects.toMatchObject({ message: "busy" });
    await unsound.since(...since(5));
    expect(lists).toHaveLength(2);
  });

  test("reach back as far as they are told to", async () => {
    const { unsound, lists } = vault();
    unsound.reachBackTo(NOW - 9 * HOUR);
    for (const hours of [5, 9, 10]) await unsound.since(...since(hours));

    expect(lists).toEqual(["Failed 9", "Failed 10"]);
  });
});
