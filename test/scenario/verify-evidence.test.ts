import { describe, expect, test } from "vitest";
import type { EmulatorRequest, ItemState, RecoveryPointState } from "../emulator/emulator.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, type Subject, subjectOf } from "../support/subjects.ts";

// What the answer of verify-backup rests on: which points, whose jobs, and when all of it was read.

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 5, 10);
const SQL = subjectOf("SQLDataBase");
const VM = subjectOf("VM-V1");
const SHARE = subjectOf("AzureFileShare");
const SNAPSHOT: RecoveryPointState["tiers"] = [{ type: "InstantRP", status: "Valid" }];

const hoursAgo = (hours: number) => NOW - hours * HOUR_MS;

/** A recovery point that is fine but for what is said of it. */
function point(hours: number, but: Partial<RecoveryPointState> = {}): RecoveryPointState {
  return {
    id: String(Math.round(hours * 1_000)),
    time: hoursAgo(hours),
    type: "AppConsistent",
    expiresAt: hoursAgo(-720),
    softDeleted: false,
    tiers: [{ type: "HardenedRP", status: "Valid" }],
    ...but,
  };
}

/** A vault whose item has these points, the newest of which is of its last backup. */
function given(
  subject: Subject,
  points: readonly RecoveryPointState[],
  but: Partial<ItemState> = {},
) {
  const azure = scenario();
  const newest = Math.min(NOW, Math.max(...points.map(({ time }) => time)));
  const recoveryPoints = [...points];
  const state = { recoveryPoints, logRanges: [], lastBackupTime: newest - 5_000 };
  Object.assign(itemOf(azure.azure, subject), { ...state, ...but });
  azure.azure.vault().jobs.length = 0;
  return azure;
}

function addBackup({ azure }: Scenario, subject: Subject, hours: number, status: string) {
  const startedAt = hoursAgo(hours) - 5_000;
  azure.addJob({ item: itemOf(azure, subject), status, startedAt, endedAt: startedAt + 60_000 });
}

function verify(azure: Scenario, subject: Subject, inputs: Record<string, string> = {}) {
  return step(azure, {
    operation: "verify-backup",
    item: subject.item,
    "max-recovery-point-age": "24h",
    ...inputs,
  });
}

/** Has a say in every request before the emulator answers it. */
function intercept({ azure }: Scenario, change: (request: EmulatorRequest) => EmulatorRequest) {
  const handle = azure.handle.bind(azure);
  azure.handle = (request) => handle(change(request));
}

const jobLists = ({ requests }: Result) =>
  requests.filter((one) => one.includes("/backupJobs?")).map((one) => one.replace(/^.*\?/, ""));
const reason = (result: Result) => result.output("reason");
const notes = ({ host }: Result) => host.lines.join("\n");

describe("the points", () => {
  test("and the logs of a database are one read, which nothing narrows down", async () => {
    const result = await verify(scenario(), SQL);

    const reads = result.requests.filter((one) => one.includes("recoveryPoints"));
    expect(reads).toHaveLength(1);
    expect(reads[0]).toMatch(/\/recoveryPoints 200$/);
    expect(result.output("recovery-point-type")).toBe("Log");
  });

  test.each([SQL, VM, SHARE])(
    "of a vault that writes tiers as numbers count: $name",
    async (subject) => {
      const azure = scenario();
      azure.azure.vault().numbersTiers = true;

      const result = await verify(azure, subject, { "recovery-point-types": "any" });

      expect(reason(result)).toBe("recovery-point-fresh");
    },
  );

  test("of a stopped VM count long past their expiry, and a note says so", async () => {
    const old = point(200 * 24, { expiresAt: hoursAgo(170 * 24) });
    const azure = given(VM, [old], { protectionState: "ProtectionStopped", policyId: undefined });

    const result = await verify(azure, VM, { "max-recovery-point-age": "365d" });

    expect(reason(result)).toBe("recovery-point-fresh");
    expect(notes(result)).toContain("past its expiry");
  });

  test.each([
    { hours: -1, expected: "recovery-point-fresh" },
    { hours: 5, expected: "no-recovery-point" },
  ])("of a VM that only a snapshot holds count until it expires: $hours", async (row) => {
    const snapshot = point(53, { tiers: SNAPSHOT, snapshotExpiresAt: hoursAgo(row.hours) });

    const result = await verify(given(VM, [snapshot]), VM, { "max-recovery-point-age": "7d" });

    expect(reason(result)).toBe(row.expected);
  });

  test("in the archive alone are said to need a rehydration", async () => {
    const archived = point(9, { tiers: [{ type: "ArchivedRP", status: "Valid" }] });

    const result = await verify(given(VM, [archived]), VM);

    expect(reason(result)).toBe("recovery-point-fresh");
    expect(notes(result)).toContain("rehydrate");
  });

  test("in the future do not count, and are told", async () => {
    const result = await verify(given(SQL, [point(-1, { type: "Full" })]), SQL);

    expect(reason(result)).toBe("no-recovery-point");
    expect(notes(result)).toContain("in the future");
  });

  test.each([
    { what: "soft-deleted, though listed", flag: true },
    { what: "soft-deleted in a form not known", flag: "true" },
  ])("that are $what do not count", async ({ flag }) => {
    const azure = scenario();
    const id = itemId(azure, VM);
    const properties = {
      recoveryPointType: "AppConsistent",
      recoveryPointTime: new Date(hoursAgo(2)).toISOString(),
      recoveryPointTierDetails: SNAPSHOT,
      recoveryPointProperties: { isSoftDeleted: flag },
    };
    const value = [{ id: `${id}/recoveryPoints/1`, name: "1", properties }];
    const answer = { status: 200, body: JSON.stringify({ value }) };
    azure.azure.fault({ path: /\/recoveryPoints$/, answer });

    expect(reason(await verify(azure, VM))).toBe("no-recovery-point");
  });

  test("of another item are no answer", async () => {
    const azure = scenario();
    intercept(azure, (request) => ({
      ...request,
      url: request.url.replace(/uttestvmub1(\/recoveryPoints)/, "web-01$1").includes("web-01")
        ? request.url.replaceAll("uttestvmub1", "web-01").replaceAll("ABDemo", "WebDemo")
        : request.url,
    }));

    const result = await verify(azure, VM);

    expect(reason(result)).toBe("contact-lost");
    expect(result.host.errors[0]?.message).toContain("about something else");
  });
});

function itemId({ azure }: Scenario, subject: Subject): string {
  const { container, name, vault } = itemOf(azure, subject);
  const root = `/subscriptions/${vault.subscriptionId}/resourceGroups/${vault.resourceGroup}/providers/Microsoft.RecoveryServices/vaults/${vault.name}`;
  return `${root}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}`;
}

describe.each([VM, SHARE])("a point is as good as the job that made it: $name", (subject) => {
  test.each([
    { status: "Completed", allowed: "", expected: "recovery-point-fresh", hours: 6 },
    { status: "CompletedWithWarnings", allowed: "", expected: "recovery-point-fresh", hours: 20 },
    {
      status: "CompletedWithWarnings",
      allowed: "Completed, CompletedWithWarnings",
      expected: "recovery-point-fresh",
      hours: 6,
    },
    {
      status: "Cancelled",
      allowed: "Completed, CompletedWithWarnings",
      expected: "recovery-point-fresh",
      hours: 20,
    },
    { status: "Failed", allowed: "", expected: "last-backup-failed", hours: 20 },
  ])("$status, allowed '$allowed': $expected", async ({ status, allowed, expected, hours }) => {
    for (const lastBackupStatus of [status, ""]) {
      const azure = given(subject, [point(6), point(20)], { lastBackupStatus });
      addBackup(azure, subject, 6, status);

      const result = await verify(azure, subject, { "allowed-job-statuses": allowed });

      const judged = new Date(hoursAgo(hours)).toISOString().slice(0, 19);
      expect(reason(result), result.host.errors[0]?.message).toBe(expected);
      expect(result.output("recovery-point-time")).toBe(`${judged}Z`);
    }
  });

  test("as the item alone says, where no list has the job yet", async () => {
    const azure = given(subject, [point(6)], { lastBackupStatus: "CompletedWithWarnings" });

    const result = await verify(azure, subject);

    expect(reason(result)).toBe("last-backup-failed");
    expect(result.host.errors[0]?.message).toContain("ended CompletedWithWarnings");
  });

  test.each([
    { says: "Cancelled", before: "CompletedWithWarnings" },
    { says: "", before: "Cancelled" },
  ])("and so is the one before it, however far back its job lies: $before", async (row) => {
    const azure = given(subject, [point(6), point(40)], { lastBackupStatus: row.says });
    addBackup(azure, subject, 6, "Cancelled");
    addBackup(azure, subject, 40, row.before);

    const result = await verify(azure, subject, { "max-recovery-point-age": "3d" });

    expect(reason(result)).toBe("last-backup-failed");
    expect(jobLists(result).join()).toContain("startTime eq '2026-01-03 05:00:00 PM'");
  });

  test("also where the item says so at its last reading only", async () => {
    const azure = given(subject, [point(6), point(40)]);
    addBackup(azure, subject, 40, "CompletedWithWarnings");
    intercept(azure, (request) => {
      const isLate = request.url.includes("/recoveryPoints");
      if (isLate) itemOf(azure.azure, subject).lastBackupStatus = "CompletedWithWarnings";
      return request;
    });

    const result = await verify(azure, subject, { "max-recovery-point-age": "3d" });

    expect(reason(result)).toBe("last-backup-failed");
  });

  test("and not as a first try of it that failed", async () => {
    const azure = given(subject, [point(6), point(20)], { lastBackupStatus: "" });
    addBackup(azure, subject, 6.4, "Failed");
    addBackup(azure, subject, 6, "Completed");

    const result = await verify(azure, subject);

    expect(reason(result), result.host.errors[0]?.message).toBe("recovery-point-fresh");
    expect(result.output("recovery-point-time")).toBe("2026-01-05T04:00:00Z");
  });

  test.each([
    { lastBackupStatus: "Failed", expected: "last-backup-failed" },
    { lastBackupStatus: "Unheard", expected: "last-backup-failed" },
    { lastBackupStatus: "Cancelled", expected: "recovery-point-fresh" },
    { lastBackupStatus: "Completed", expected: "recovery-point-fresh" },
  ])("a later backup that the item calls $lastBackupStatus: $expected", async (row) => {
    const { lastBackupStatus } = row;
    const azure = given(subject, [point(6)], { lastBackupStatus, lastBackupTime: hoursAgo(1) });

    expect(reason(await verify(azure, subject))).toBe(row.expected);
  });

  test("whatever the server makes of the filter", async () => {
    const azure = given(subject, [point(6)]);
    addBackup(azure, subject, 3, "Failed");
    const item = itemOf(azure.azure, subject);
    const times = { startedAt: hoursAgo(1), endedAt: hoursAgo(0.9) };
    azure.azure.addJob({ item, operation: "ConfigureBackup", status: "Completed", ...times });
    withoutFilters(azure);

    expect(reason(await verify(azure, subject))).toBe("last-backup-failed");
  });

  test("and jobs that a server lists against the filter close nothing", async () => {
    const azure = given(subject, [point(6)]);
    const item = itemOf(azure.azure, subject);
    const times = { startedAt: hoursAgo(1), endedAt: hoursAgo(0.9) };
    azure.azure.addJob({ item, operation: "Restore", status: "Failed", ...times });
    azure.azure.addJob({ item: azure.azure.item("web-01"), status: "Failed", ...times });
    withoutFilters(azure);

    expect(reason(await verify(azure, subject))).toBe("recovery-point-fresh");
  });
});

function withoutFilters(azure: Scenario): void {
  intercept(azure, (request) => {
    const url = new URL(request.url, "https://management.azure.com");
    if (url.pathname.endsWith("/backupJobs") && !request.url.includes("InProgress")) {
      url.searchParams.delete("$filter");
    }
    return { ...request, url: url.href };
  });
}

describe("the jobs that are listed", () => {
  test("are the failed ones of an hour before the point on, where the item tells of its backup", async () => {
    const result = await verify(scenario(), VM);

    expect(jobLists(result)).toEqual([
      "status eq 'InProgress' 200",
      "backupManagementType eq 'AzureIaasVM' and operation eq 'Backup' and status eq 'Failed' and startTime eq '2026-01-05 03:00:00 AM' and endTime eq '2026-01-06 10:00:00 AM' 200",
    ]);
  });

  test("are none but the running ones of a database, and none for a point that is too old", async () => {
    const old = given(VM, [point(48)]);

    for (const result of [await verify(scenario(), SQL), await verify(old, VM)]) {
      expect(jobLists(result)).toEqual(["status eq 'InProgress' 200"]);
    }
  });

  test("are listed once for all items of a step", async () => {
    const item = ["ABDemo/uttestvmub1", "WebDemo/web-01", "WebDemo/web-02"].join("\n");
    const azure = scenario();
    for (const name of ["web-01", "web-02"]) azure.azure.item(name).lastBackupStatus = "";

    const result = await verify(azure, { ...VM, item }, { "max-parallel": "1" });

    expect(reason(result)).toBe("recovery-point-fresh");
    const asked = jobLists(result).map((one) => /status eq '(\w+)'/.exec(one)?.[1]);
    expect(asked).toEqual(["InProgress", "Failed", "Cancelled", "CompletedWithWarnings"]);
    expect(jobLists(result)[1]).toContain("startTime eq '2026-01-04 09:00:00 AM'");
  });
});

describe("the item is read last", () => {
  test.each([SQL, VM, SHARE])(
    "so a soft deletion that no list shows yet is refused: $name",
    async (subject) => {
      const azure = scenario();
      intercept(azure, (request) => {
        if (request.url.includes("/recoveryPoints")) itemOf(azure.azure, subject).deletedAt = NOW;
        return request;
      });

      expect(reason(await verify(azure, subject))).toBe("refused");
    },
  );

  test.each([SQL, VM, SHARE])(
    "and is refused where its flag cannot be read: $name",
    async (subject) => {
      const azure = scenario();
      itemOf(azure.azure, subject).overrides = { isScheduledForDeferredDelete: "true" };

      const result = await verify(azure, subject);

      expect(reason(result)).toBe("refused");
      expect(result.host.errors[0]?.message).toContain("cannot read from Azure's answer");
    },
  );

  test("so a failure that began while points were read is seen", async () => {
    const azure = scenario();
    intercept(azure, (request) => {
      if (request.url.includes("/recoveryPoints")) {
        itemOf(azure.azure, SQL).lastBackupStatus = "Unhealthy";
      }
      return request;
    });

    expect(reason(await verify(azure, SQL))).toBe("last-backup-failed");
  });
});

describe("reads that take long", () => {
  /** Turns away every other read of the item, each time for a number of seconds. */
  function slowItem(azure: Scenario, seconds: number, times = Number.POSITIVE_INFINITY): void {
    const handle = azure.azure.handle.bind(azure.azure);
    let count = 0;
    azure.azure.handle = async (request) => {
      const isItem = /\/protectedItems\/[^/?]+\?/.test(request.url);
      if (!isItem || count >= times * 2 || count++ % 2 === 1) return handle(request);
      const headers = {
        "retry-after": String(seconds),
        date: new Date(azure.clock.now()).toUTCString(),
      };
      return { kind: "response", response: { status: 429, headers, body: "" } };
    };
  }

  test("are repeated, and the age is that at the verdict", async () => {
    const azure = given(SQL, [point(0.9, { type: "Full" })]);
    slowItem(azure, 900, 1);

    const result = await verify(azure, SQL, { "max-recovery-point-age": "1h" });

    expect(reason(result)).toBe("recovery-point-too-old");
    expect(result.host.errors[0]?.message).toContain("1 h 9 min");
    expect(result.requests.filter((one) => one.includes("recoveryPoints"))).toHaveLength(2);
    expect(result.requests.at(-1)).toMatch(/\/protectedItems\/[^/]+ 200$/);
  });

  test("of jobs, after which the points are old, lead to new points", async () => {
    const azure = scenario();
    const headers = { "retry-after": "100" };
    azure.azure.fault({
      path: /\/backupJobs$/,
      skip: 1,
      times: 4,
      answer: { status: 429, headers },
    });

    const result = await verify(azure, VM);

    expect(reason(result)).toBe("recovery-point-fresh");
    expect(result.requests.filter((one) => one.includes("recoveryPoints"))).toHaveLength(2);
    expect(result.requests.at(-1)).toMatch(/\/protectedItems\/[^/]+ 200$/);
  });

  test("of a few seconds are good enough", async () => {
    const azure = given(SQL, [point(0.9, { type: "Full" })]);
    slowItem(azure, 10, 1);

    const result = await verify(azure, SQL, { "max-recovery-point-age": "1h" });

    expect(reason(result)).toBe("recovery-point-fresh");
    expect(result.requests.filter((one) => one.includes("recoveryPoints"))).toHaveLength(1);
  });

  test("end at the deadline, which says how long they took", async () => {
    const azure = scenario();
    slowItem(azure, 40);

    const result = await verify(azure, SQL, { "timeout-minutes": "10" });

    expect(reason(result)).toBe("timed-out");
    expect(result.host.errors[0]?.message).toMatch(
      /the recovery points took 0 s and the item 4\d s to read/,
    );
    expect(result.elapsedMs).toBeLessThanOrEqual(600_000);
  });
});

describe("Azure's time", () => {
  test.each(["", "0", "yesterday", "2026-01-05T10:00:00Z"])(
    "that no answer tells ('Date: %s') leaves ages unknown",
    async (date) => {
      const azure = scenario();
      const handle = azure.azure.handle.bind(azure.azure);
      azure.azure.handle = async (request) => {
        const answer = await handle(request);
        if (!("response" in answer)) return answer;
        const { date: _, ...others } = answer.response.headers;
        const headers = date === "" ? others : { ...others, date };
        return { ...answer, response: { ...answer.response, headers } };
      };

      const result = await verify(azure, SQL);

      expect(reason(result)).toBe("contact-lost");
      expect(result.host.errors[0]?.message).toContain("have no date");
    },
  );

  test("that a proxy sets back by weeks does not make points younger", async () => {
    const azure = given(SQL, [point(25, { type: "Full" })]);
    const date = new Date(hoursAgo(29 * 24)).toUTCString();
    azure.azure.fault({ path: /./, times: Infinity, answer: { rewriteHeaders: { date } } });

    const result = await verify(azure, SQL);

    expect(reason(result)).toBe("recovery-point-too-old");
    expect(result.host.warnings).toHaveLength(2);
    expect(result.host.warnings[0]).toContain("29 d apart");
  });

  test("that it wrote into a body later than its 'Date' counts", async () => {
    const azure = scenario({ now: () => NOW - 8 * HOUR_MS });
    azure.clock.advance(-8 * HOUR_MS);
    const item = itemOf(azure.azure, SQL);
    Object.assign(item, { recoveryPoints: [point(9, { type: "Full" })], logRanges: [] });
    item.lastBackupTime = NOW - 60_000;

    const result = await verify(azure, SQL, { "max-recovery-point-age": "4h" });

    expect(reason(result)).toBe("recovery-point-too-old");
    expect(result.host.warnings.join()).toContain("Azure wrote a later time");
  });
});

test("a backup that ended with warnings, and verify-backup after it: the point does not count", async () => {
  const azure = given(VM, [point(80)]);
  azure.azure.script({ item: "uttestvmub1", jobStatus: "CompletedWithWarnings" });
  await step(azure, { operation: "backup-now", item: VM.item });
  azure.clock.advance(HOUR_MS);

  const strict = await verify(azure, VM);
  const lenient = await verify(azure, VM, {
    "allowed-job-statuses": "Completed, CompletedWithWarnings",
  });

  expect(reason(strict)).toBe("recovery-point-too-old");
  expect(reason(lenient)).toBe("recovery-point-fresh");
  expect(lenient.output("recovery-point-tier")).toBe("InstantRP");
});
