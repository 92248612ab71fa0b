import { describe, expect, test } from "vitest";
import type { ItemState, RecoveryPointState } from "../emulator/emulator.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { bringInto, itemOf, subjectOf } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 5, 10);
const SQL = subjectOf("SQLDataBase");
const VM = subjectOf("VM-V1");
const SHARE = subjectOf("AzureFileShare");

const hoursAgo = (hours: number) => NOW - hours * HOUR_MS;
const iso = (hours: number) => `${new Date(hoursAgo(hours)).toISOString().slice(0, 19)}Z`;

/** A recovery point that is fine but for what is said of it. */
function point(hours: number, but: Partial<RecoveryPointState> = {}): RecoveryPointState {
  return {
    id: String(Math.round(hours * 1_000)),
    time: hoursAgo(hours),
    type: "Full",
    expiresAt: hoursAgo(-720),
    softDeleted: false,
    tiers: [{ type: "HardenedRP", status: "Valid" }],
    ...but,
  };
}

/** A range of logs from one number of hours ago to another. */
function logs(from: number, to: number) {
  return { from: hoursAgo(from), to: hoursAgo(to) };
}

type Change = Partial<Pick<ItemState, "recoveryPoints" | "logRanges" | "lastBackupStatus">>;

async function verify(change: Change, inputs: Record<string, string> = {}, subject = SQL) {
  const azure = scenario();
  Object.assign(itemOf(azure.azure, subject), change);
  return ask(azure, inputs, subject);
}

function ask(azure: Scenario, inputs: Record<string, string> = {}, subject = SQL) {
  return step(azure, {
    operation: "verify-backup",
    item: subject.item,
    "max-recovery-point-age": "24h",
    ...inputs,
  });
}

/** Whatever the answer, a question writes nothing. */
function expectAnswer(result: Result, reason: string, hours?: number): void {
  expect(result.output("reason"), result.host.errors[0]?.message).toBe(reason);
  expect(result.output("recovery-point-time")).toBe(hours === undefined ? "" : iso(hours));
  expect(result.writes).toEqual([]);
  expect(result.output("changed")).toBe("false");
}

describe("a database is judged by its newest usable point", () => {
  test.each(["Full", "Differential", "Incremental"])("of type %s", async (type) => {
    const recoveryPoints = [point(30), point(5, { type })];

    const result = await verify({ recoveryPoints, logRanges: [] });

    expectAnswer(result, "recovery-point-fresh", 5);
    expect(result.output("recovery-point-type")).toBe(type);
    expect(result.output("recovery-point-tier")).toBe("HardenedRP");
    expect(result.output("recovery-point-id")).toBe("5000");
  });

  test("or by the end of its logs, which is newer", async () => {
    const result = await verify({ recoveryPoints: [point(30)], logRanges: [logs(30, 1)] });

    expectAnswer(result, "recovery-point-fresh", 1);
    expect(result.output("recovery-point-type")).toBe("Log");
  });

  test("of several ranges of logs by the newest", async () => {
    const recoveryPoints = [point(60), point(30)];
    const logRanges = [logs(60, 40), logs(30, 2)];

    expectAnswer(await verify({ recoveryPoints, logRanges }), "recovery-point-fresh", 2);
  });
});

describe("logs count only if a full of their own chain can be restored", () => {
  const RANGE = logs(20, 1);
  test.each([
    { what: "is soft-deleted", points: [point(20, { softDeleted: true })] },
    {
      what: "is in a tier that was deleted",
      points: [point(20, { tiers: [{ type: "HardenedRP", status: "Deleted" }] })],
    },
    { what: "came after the logs", points: [point(0.5)] },
    { what: "is missing, with a differential", points: [point(10, { type: "Differential" })] },
  ])("which is not so where it $what", async ({ points }) => {
    const result = await verify(
      { recoveryPoints: points, logRanges: [RANGE] },
      { "recovery-point-types": "log" },
    );

    expectAnswer(result, "no-recovery-point");
  });

  test("which is so where it lies before the only range, which Azure cuts by the retention of logs", async () => {
    const recoveryPoints = [point(24 * 17), point(20, { type: "Differential" })];
    const logRanges = [logs(24 * 17, 0.2)];

    const result = await verify({ recoveryPoints, logRanges }, { "max-recovery-point-age": "1h" });

    expectAnswer(result, "recovery-point-fresh", 0.2);
  });

  test("but not where it lies before a gap", async () => {
    const recoveryPoints = [point(24 * 10)];
    const logRanges = [logs(24 * 10, 100), logs(90, 1)];

    expectAnswer(await verify({ recoveryPoints, logRanges }), "recovery-point-too-old", 24 * 10);
  });

  test("and after a gap a differential is enough", async () => {
    const recoveryPoints = [point(24 * 10), point(80, { type: "Differential" })];
    const logRanges = [logs(24 * 10, 100), logs(90, 1)];

    expectAnswer(await verify({ recoveryPoints, logRanges }), "recovery-point-fresh", 1);
  });
});

describe("'recovery-point-types' narrows down what counts", () => {
  const recoveryPoints = [point(30), point(20), point(10, { type: "Differential" })];
  const logRanges = [logs(30, 2)];

  test.each([
    { types: "any", hours: 2 },
    { types: "full", hours: 20 },
    { types: "log", hours: 2 },
  ])("to $types", async ({ types, hours }) => {
    const inputs = { "recovery-point-types": types, "max-recovery-point-age": "2d" };

    expectAnswer(
      await verify({ recoveryPoints, logRanges }, inputs),
      "recovery-point-fresh",
      hours,
    );
  });

  test("to log, where there are fulls and no logs: none", async () => {
    const result = await verify(
      { recoveryPoints, logRanges: [] },
      { "recovery-point-types": "log" },
    );

    expectAnswer(result, "no-recovery-point");
  });

  test.each([VM, SHARE])("which is refused for a $name", async (subject) => {
    const result = await verify({}, { "recovery-point-types": "full" }, subject);

    expectAnswer(result, "refused");
    expect(result.host.errors[0]?.message).toContain("'recovery-point-types: full'");
  });
});

describe("a virtual machine and a file share are judged by a point of any tier", () => {
  test.each([
    { tiers: [["InstantRP", "Valid"]], tier: "InstantRP" },
    { tiers: [["HardenedRP", "Valid"]], tier: "HardenedRP" },
    {
      tiers: [
        ["InstantRP", "Deleted"],
        ["HardenedRP", "Valid"],
      ],
      tier: "HardenedRP",
    },
    { tiers: [["ArchivedRP", "Rehydrated"]], tier: "ArchivedRP" },
  ] as const)("$tiers", async ({ tiers, tier }) => {
    const states = tiers.map(([type, status]) => ({ type, status }));
    for (const subject of [VM, SHARE]) {
      const recoveryPoints = [point(6, { type: "CrashConsistent", tiers: states })];

      const result = await verify({ recoveryPoints }, {}, subject);

      expectAnswer(result, "recovery-point-fresh", 6);
      expect(result.output("recovery-point-tier")).toBe(tier);
    }
  });
});

describe.each([SQL, VM, SHARE])("what cannot be restored from does not count: $name", (subject) => {
  const usable = point(20, { type: "Full" });

  test.each([
    { what: "soft-deleted", bad: point(2, { softDeleted: true }) },
    {
      what: "a disabled tier",
      bad: point(2, { tiers: [{ type: "InstantRP", status: "Disabled" }] }),
    },
    {
      what: "a deleted tier",
      bad: point(2, { tiers: [{ type: "InstantRP", status: "Deleted" }] }),
    },
    {
      what: "an archived tier in no known state",
      bad: point(2, { tiers: [{ type: "ArchivedRP", status: "Invalid" }] }),
    },
    { what: "no tier", bad: point(2, { tiers: [] }) },
    { what: "dated in the future", bad: point(-1) },
  ])("$what", async ({ bad }) => {
    const points = { recoveryPoints: [usable, bad], logRanges: [] };
    const alone = { recoveryPoints: [bad], logRanges: [] };

    expectAnswer(await verify(points, {}, subject), "recovery-point-fresh", 20);
    expectAnswer(await verify(alone, {}, subject), "no-recovery-point");
  });

  test("while a point without an expiry is kept for ever", async () => {
    const recoveryPoints = [point(2, { expiresAt: undefined })];

    expectAnswer(
      await verify({ recoveryPoints, logRanges: [] }, {}, subject),
      "recovery-point-fresh",
      2,
    );
  });

  test("and a point that is too old is named with its age", async () => {
    const result = await verify({ recoveryPoints: [point(25)], logRanges: [] }, {}, subject);

    expectAnswer(result, "recovery-point-too-old", 25);
    expect(result.host.errors[0]?.message).toContain("25 h");
    expect(result.host.failed).toBe(true);
  });

  test("and to the second: exactly as old as allowed is fresh, a second more is not", async () => {
    const at = { recoveryPoints: [point(24)], logRanges: [] };
    const after = { recoveryPoints: [point(24 + 1 / 3_600)], logRanges: [] };

    expect((await verify(at, {}, subject)).output("reason")).toBe("recovery-point-fresh");
    expect((await verify(after, {}, subject)).output("reason")).toBe("recovery-point-too-old");
  });

  test("and no point at all is 'no-recovery-point'", async () => {
    const result = await verify({ recoveryPoints: [], logRanges: [] }, {}, subject);

    expectAnswer(result, "no-recovery-point");
    expect(result.host.errors[0]?.message).toContain("'backup-now'");
  });
});

describe("a last backup that failed closes the gate", () => {
  test("of a database, by its health", async () => {
    const result = await verify({ lastBackupStatus: "Unhealthy" });

    expectAnswer(result, "last-backup-failed", 0.5);
  });

  test("of a database, by a word that is none of its own", async () => {
    expectAnswer(await verify({ lastBackupStatus: "Failed" }), "last-backup-failed", 0.5);
  });

  test.each(["Healthy", "IRPending", "Invalid", ""])(
    "of a database not by the word '%s'",
    async (word) => {
      expectAnswer(await verify({ lastBackupStatus: word }), "recovery-point-fresh", 0.5);
    },
  );

  describe.each([VM, SHARE])("of a $name, by its newest backup job that has ended", (subject) => {
    function jobs(...list: readonly { status: string; hours: number; operation?: "Restore" }[]) {
      const azure = scenario();
      const item = itemOf(azure.azure, subject);
      for (const { status, hours, operation } of list) {
        const times = { startedAt: hoursAgo(hours), endedAt: hoursAgo(hours - 0.5) };
        azure.azure.addJob({ item, status, ...times, ...(operation && { operation }) });
      }
      return azure;
    }

    test.each([
      { what: "it failed", list: [{ status: "Failed", hours: 2 }], reason: "last-backup-failed" },
      {
        what: "one failed before the newest point",
        list: [{ status: "Failed", hours: 9 }],
        reason: "recovery-point-fresh",
      },
      {
        what: "one failed after it and a later one left no point yet",
        list: [
          { status: "Failed", hours: 4 },
          { status: "Completed", hours: 2 },
        ],
        reason: "last-backup-failed",
      },
      {
        what: "one was fine and a later one failed",
        list: [
          { status: "Completed", hours: 4 },
          { status: "Failed", hours: 2 },
        ],
        reason: "last-backup-failed",
      },
      {
        what: "it had warnings",
        list: [{ status: "CompletedWithWarnings", hours: 2 }],
        reason: "recovery-point-fresh",
      },
      {
        what: "it was cancelled",
        list: [{ status: "Cancelled", hours: 2 }],
        reason: "recovery-point-fresh",
      },
      {
        what: "a restore failed",
        list: [{ status: "Failed", hours: 2, operation: "Restore" as const }],
        reason: "recovery-point-fresh",
      },
    ])("$what: $reason", async ({ list, reason }) => {
      const result = await ask(jobs(...list), {}, subject);

      expect(result.output("reason"), result.host.errors[0]?.message).toBe(reason);
    });

    test("one that failed and is tried again just now is still the newest that has ended", async () => {
      const azure = jobs({ status: "Failed", hours: 2 });
      azure.azure.addJob({ item: itemOf(azure.azure, subject) });

      const result = await ask(azure, {}, subject);

      expect(result.output("reason")).toBe("last-backup-failed");
    });
  });

  test("not by a job of another machine or share", async () => {
    const azure = scenario();
    const times = { startedAt: hoursAgo(2), endedAt: hoursAgo(1) };
    azure.azure.addJob({ item: azure.azure.item("web-01"), status: "Failed", ...times });
    azure.azure.addJob({ item: azure.azure.item("scans"), status: "Failed", ...times });

    for (const subject of [VM, SHARE]) {
      const result = await ask(azure, {}, subject);
      expect(result.output("reason")).toBe("recovery-point-fresh");
    }
  });

  test("not before the question of age, which comes first", async () => {
    const recoveryPoints = [point(30)];

    const result = await verify({ recoveryPoints, logRanges: [], lastBackupStatus: "Unhealthy" });

    expectAnswer(result, "recovery-point-too-old", 30);
  });
});

test.each([SQL, VM, SHARE])(
  "a running job is told and does not close the gate: $name",
  async (subject) => {
    const azure = scenario();
    const job = azure.azure.addJob({ item: itemOf(azure.azure, subject) });

    const result = await ask(azure, {}, subject);

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.host.lines.join("\n")).toContain(job.id);
    expect(result.host.summaryMarkdown).toContain(job.id);
  },
);

describe("the state of the item", () => {
  test.each(["ProtectionStopped", "BackupsSuspended"] as const)(
    "%s is judged alike, with an annotation and a warning in the summary",
    async (state) => {
      for (const subject of [SQL, VM, SHARE]) {
        const azure = scenario();
        bringInto(itemOf(azure.azure, subject), state, NOW);

        const result = await ask(azure, {}, subject);

        expect(result.output("reason")).toBe("recovery-point-fresh");
        expect(result.host.warnings.join("\n")).toContain(state);
        expect(result.host.summaryMarkdown).toMatch(
          new RegExp(`${state}: no newer recovery point`),
        );
      }
    },
  );

  test("soft-deleted is refused, since nothing can be restored from it", async () => {
    for (const subject of [SQL, VM, SHARE]) {
      const azure = scenario();
      bringInto(itemOf(azure.azure, subject), "SoftDeleted", NOW);

      const result = await ask(azure, {}, subject);

      expectAnswer(result, "refused");
      expect(result.host.errors[0]?.message).toContain("'undelete'");
    }
  });
});

describe("age is counted to the latest of the clocks", () => {
  test.each([
    { what: "Azure's, two hours ahead", skewHours: 2, hours: 23, reason: "recovery-point-too-old" },
    {
      what: "the machine's, two hours ahead",
      skewHours: -2,
      hours: 25,
      reason: "recovery-point-too-old",
    },
    {
      what: "Azure's, minutes ahead",
      skewHours: 0.1,
      hours: 23.95,
      reason: "recovery-point-too-old",
    },
    {
      what: "Azure's, minutes behind",
      skewHours: -0.1,
      hours: 24.05,
      reason: "recovery-point-fresh",
    },
  ])("$what", async ({ skewHours, hours, reason }) => {
    const azure = scenario({ now: () => NOW + skewHours * HOUR_MS });
    const item = itemOf(azure.azure, SQL);
    item.recoveryPoints = [point(hours)];
    item.logRanges = [];
    item.lastBackupTime = hoursAgo(hours);

    const result = await ask(azure);

    expect(result.output("reason")).toBe(reason);
    const warned = result.host.warnings.join("\n");
    expect(warned.includes("are 2 h apart")).toBe(Math.abs(skewHours) === 2);
    expect(warned.includes("ages are measured from the latest")).toBe(Math.abs(skewHours) === 2);
  });

  test("also where the runner's clock makes the age of 25 h look like 23 h", async () => {
    const azure = scenario({ now: () => NOW + 2 * HOUR_MS });
    const item = itemOf(azure.azure, SQL);
    item.recoveryPoints = [point(23)];
    item.logRanges = [];

    const result = await ask(azure);

    expect(result.host.errors[0]?.message).toContain("25 h");
  });
});

describe("several items", () => {
  const FRESH = ["sqlserver-1/payroll", "erp", "web-02"];

  function many(lines: readonly string[], inputs: Record<string, string> = {}, azure = scenario()) {
    return ask(azure, { item: lines.join("\n"), ...inputs });
  }

  test("that agree have the common reason, and outputs of a single item stay empty", async () => {
    const result = await many(FRESH);

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.gate).toBe("open");
    expect(result.output("items-total")).toBe("3");
    expect(result.output("items-passed")).toBe("3");
    for (const name of ["item-id", "item-name", "recovery-point-time", "protection-state"]) {
      expect(result.output(name), name).toBe("");
    }
    const report = JSON.parse(result.output("report"));
    expect(report.items.map((one: Record<string, string>) => one["item-name"])).toEqual([
      "payroll",
      "erp",
      "web-02",
    ]);
    expect(report.items[1]["recovery-point-time"]).toBe(iso(0.5));
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/verify-backup-several.txt");
  });

  test("that agree on why they are closed have that reason", async () => {
    const result = await many(["sqlserver-0/inventory", "crm"], { "max-recovery-point-age": "1d" });
    const old = await many(FRESH, { "max-recovery-point-age": "1m" });

    expect(result.output("reason")).toBe("items-failed");
    expect(old.output("reason")).toBe("recovery-point-too-old");
    expect(old.output("items-passed")).toBe("0");
    expect(old.output("error-message")).toContain("is from");
  });

  test("of which one is closed are 'items-failed', and the first failure is told", async () => {
    const result = await many([...FRESH, "sqlserver-0/billing"]);

    expect(result.output("reason")).toBe("items-failed");
    expect(result.gate).toBe("closed");
    expect(result.output("items-total")).toBe("4");
    expect(result.output("items-passed")).toBe("3");
    expect(result.output("error-message")).toContain("First failure: 'sqlserver-0/billing': ");
    expect(result.host.errors).toHaveLength(2);
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/verify-backup-mixed.txt");
  });

  test("of which one cannot be read at all do not keep the others from their answers", async () => {
    const azure = scenario();
    azure.azure.fault({
      path: /web-02\/recoveryPoints$/,
      answer: { status: 400, body: '{"error":{"code":"UserErrorOdd","message":"Odd."}}' },
    });

    const result = await many(FRESH, {}, azure);

    expect(result.output("reason")).toBe("items-failed");
    expect(result.output("items-passed")).toBe("2");
    expect(result.output("error-code")).toBe("UserErrorOdd");
    const reasons = JSON.parse(result.output("report")).items.map(
      (one: Record<string, string>) => one.reason,
    );
    expect(reasons).toEqual(["recovery-point-fresh", "recovery-point-fresh", "request-refused"]);
  });

  /** Three items, the answer on one of which takes so long, with something that happens meanwhile. */
  async function slowly(minutes: number, meanwhile: (azure: Scenario) => void, age = "7d") {
    const azure = scenario();
    const headers = { "retry-after": String(minutes * 60) };
    const answer = { status: 429, headers, body: "" };
    azure.azure.fault({ path: /web-02\/recoveryPoints$/, answer });
    const later = azure.clock
      .sleep(30_000, new AbortController().signal)
      .then(() => meanwhile(azure));
    const result = await many(FRESH, { "max-recovery-point-age": age }, azure);
    await later;
    return result;
  }
  const nothing = () => {};

  test("are asked about again where another one made their good answers old", async () => {
    const kept = await slowly(20, nothing);
    const deleted = await slowly(20, ({ azure, clock }) =>
      bringInto(azure.item("payroll", "sqlserver-1"), "SoftDeleted", clock.now()),
    );

    expect(kept.output("reason")).toBe("recovery-point-fresh");
    expect(kept.requests.filter((line) => /payroll\/recoveryPoints/.test(line))).toHaveLength(2);
    expect(deleted.output("reason")).toBe("items-failed");
    expect(deleted.output("items-passed")).toBe("2");
    expect(deleted.gate).toBe("closed");
  });

  test("are not asked about again within five minutes", async () => {
    const result = await slowly(4, nothing);

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.requests.filter((line) => /payroll\/recoveryPoints/.test(line))).toHaveLength(1);
  });

  test("are as old as they are when the last answer is in", async () => {
    const result = await slowly(4, nothing, "31m");

    expect(JSON.parse(result.output("report")).items[1]).toMatchObject({
      "item-name": "erp",
      reason: "recovery-point-too-old",
    });
  });

  test("of which one is not there are not judged at all", async () => {
    const result = await many([...FRESH, "sqlserver-0/ledger"]);

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.requests.join()).not.toContain("recoveryPoints");
  });

  test("of which one is ambiguous are not judged at all", async () => {
    const result = await many([...FRESH, "msDB"]);

    expect(result.output("reason")).toBe("item-ambiguous");
    expect(result.requests.join()).not.toContain("recoveryPoints");
  });

  test("named twice are judged once", async () => {
    const result = await many(["web-02", "WebDemo/web-02", "web-*"]);

    expect(result.output("items-total")).toBe("2");
  });

  test("may be a pattern, with lines that take matches out again", async () => {
    const result = await many(["sqlserver-0/*", "!crm", "!billing", "!inventory"]);

    const names = JSON.parse(result.output("report")).items.map(
      (one: Record<string, string>) => one["item-name"],
    );
    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(names.toSorted()).toEqual(["msDB", "payroll", "payroll"]);
  });

  test("up to 'max-items', and no further", async () => {
    const three = { "max-items": "3" };
    const within = await many(FRESH, three);
    const beyond = await many(["*"], three);

    expect(within.output("reason")).toBe("recovery-point-fresh");
    expect(beyond.output("reason")).toBe("refused");
    expect(beyond.host.errors[0]?.message).toContain("'max-items'");
    expect(beyond.requests.join()).not.toContain("recoveryPoints");
  });

  test("are read at most 'max-parallel' at a time, and all of them", async () => {
    const azure = scenario();
    let [now, most] = [0, 0];
    const { handle } = azure.azure;
    azure.azure.handle = async (request) => {
      const counts = request.url.includes("recoveryPoints");
      if (counts) most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      const answer = await handle.call(azure.azure, request);
      if (counts) now -= 1;
      return answer;
    };

    const result = await many(["sql*/*"], { "max-parallel": "2" }, azure);

    expect(Number(result.output("items-total"))).toBeGreaterThan(6);
    expect(most).toBe(2);
  });
});

test("an item that was found is named, although its recovery points cannot be read", async () => {
  const azure = scenario();
  const answer = { status: 403, body: JSON.stringify({ error: { code: "AuthorizationFailed" } }) };
  azure.azure.fault({ path: /recoveryPoints$/, times: Number.POSITIVE_INFINITY, answer });

  const result = await step(azure, {
    operation: "verify-backup",
    item: "sqlserver-1/payroll",
    "max-recovery-point-age": "24h",
  });

  expect(result.output("reason")).toBe("not-authorized");
  expect(result.output("item-path")).toBe("sqlserver-1/payroll");
  expect(result.output("item")).toContain(";sqlserver-1/SQLDataBase;mssqlserver;payroll");
  expect(result.output("workload-type")).toBe("SQLDataBase");
  expect(result.output("items-total")).toBe("1");
});
