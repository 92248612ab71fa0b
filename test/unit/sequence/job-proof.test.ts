import { describe, expect, test } from "vitest";
import type { Duration } from "../../../src/azure/backup/policy.ts";
import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import {
  beganWithRequest,
  jobsThatMayBeOurs,
  type LostWrite,
  proveOurs,
} from "../../../src/sequence/job-proof.ts";
import { itemOf, job, policy } from "../azure/backup/read-builders.ts";

const SENT_AT = Date.UTC(2026, 0, 5, 10);
const SENDING = { sentAt: SENT_AT, since: SENT_AT };

function lostWrite(type: WorkloadType, properties: object = {}): LostWrite {
  return {
    item: itemOf(type),
    plan: {
      kind: "send",
      write: { method: "POST", body: { properties } },
      doing: "back it up",
      jobOperation: "Backup",
      notes: [],
    },
    listed: [itemOf(type)],
  };
}

const backup = (changes: Parameters<typeof job>[0] = {}) =>
  job({ operation: "Backup (Full)", startTime: SENT_AT, ...changes });

describe("a job that may be the work of a lost write", () => {
  test.each([
    { what: "started with it", changes: {}, may: true },
    {
      what: "started five seconds before it, by the clocks",
      changes: { startTime: SENT_AT - 5_000 },
      may: true,
    },
    { what: "started before it", changes: { startTime: SENT_AT - 5_001 }, may: false },
    { what: "started long after it", changes: { startTime: SENT_AT + 90_000 }, may: true },
    { what: "does not tell its start", changes: { startTime: undefined }, may: true },
    { what: "is of another operation", changes: { operation: "Restore" }, may: false },
    {
      what: "is another database's",
      changes: { entityFriendlyName: "crm [sql-host]" },
      may: false,
    },
  ])("$what: $may", ({ changes, may }) => {
    const jobs = [backup(changes)];

    expect(jobsThatMayBeOurs(jobs, lostWrite("SQLDataBase"), SENDING)).toEqual(may ? jobs : []);
  });

  test.each([
    { startTime: SENT_AT - 5_001, began: false },
    { startTime: SENT_AT - 5_000, began: true },
    { startTime: SENT_AT + 10_000, began: true },
    { startTime: SENT_AT + 10_001, began: false },
    { startTime: undefined, began: false },
  ])("began with it only if it started when it reached Azure: $startTime", (row) => {
    const { startTime, began } = row;

    expect(beganWithRequest(backup({ startTime }), lostWrite("SQLDataBase"), SENDING)).toBe(began);
  });

  test("never began with it for certain where nothing confirms when it was sent", () => {
    const sending = { sentAt: undefined, since: SENT_AT };

    expect(beganWithRequest(backup(), lostWrite("SQLDataBase"), sending)).toBe(false);
  });

  test("did not surely begin with it where another item has the same name", () => {
    const twins = [itemOf("SQLDataBase"), { ...itemOf("SQLDataBase"), id: "/another" }];

    expect(
      beganWithRequest(backup(), { ...lostWrite("SQLDataBase"), listed: twins }, SENDING),
    ).toBe(false);
  });
});

describe("a database's backup", () => {
  const asked = lostWrite("SQLDataBase", { backupType: "CopyOnlyFull" });

  test.each([
    { operation: "Backup (CopyOnlyFull)", isUserTriggered: true, proof: "ours" },
    { operation: "Backup (Copy-only full)", isUserTriggered: true, proof: "ours" },
    { operation: "Backup (Full)", isUserTriggered: true, proof: "none" },
    { operation: "Backup (Differential)", isUserTriggered: true, proof: "none" },
    { operation: "Backup (CopyOnlyFull)", isUserTriggered: false, proof: "none" },
    { operation: "Backup (CopyOnlyFull)", isUserTriggered: undefined, proof: "none" },
    { operation: "Restore of Backup (CopyOnlyFull)", isUserTriggered: true, proof: "none" },
  ] as const)("$operation, asked for by a user: $isUserTriggered, is $proof", (row) => {
    expect(proveOurs(backup(row), asked, undefined)).toBe(row.proof);
  });

  test("that does not name its type is watched until it ends, and then proves nothing", () => {
    const bare = { operation: "Backup", isUserTriggered: true };

    expect(proveOurs(backup({ ...bare, phase: "running" }), asked, undefined)).toBe("not-yet");
    expect(proveOurs(backup({ ...bare, phase: "completed" }), asked, undefined)).toBe("none");
  });
});

test.each([
  { told: "True", proof: "ours" },
  { told: "False", proof: "none" },
  { told: "Untrue", proof: "none" },
  { told: undefined, proof: "none" },
] as const)(
  "a share's backup that says '$told' of being asked for is $proof",
  ({ told, proof }) => {
    const properties =
      told === undefined ? [] : ([["Whether job is adhoc or scheduled.", told]] as const);

    expect(
      proveOurs(
        backup({ operation: "Backup", properties }),
        lostWrite("AzureFileShare"),
        undefined,
      ),
    ).toBe(proof);
  },
);

describe("a VM's backup", () => {
  const asked = lostWrite("VM", { recoveryPointExpiryTimeInUTC: "2026-03-07T00:00:00Z" });
  const keeping = (count: number, unit: Duration["unit"] = "Days") =>
    policy({ retention: [{ kind: "backups, daily", duration: { count, unit } }] });
  const telling = (expiry: string | undefined, phase: "running" | "completed" = "running") =>
    backup({
      operation: "Backup",
      phase,
      properties: expiry === undefined ? [] : [["Recovery Point Expiry Time in UTC", expiry]],
    });

  test.each([
    { what: "what was asked for", expiry: "3/7/2026 12:00:00 AM", by: keeping(30), proof: "ours" },
    { what: "another time", expiry: "3/8/2026 12:00:00 AM", by: keeping(30), proof: "none" },
    { what: "something unreadable", expiry: "soon", by: keeping(30), proof: "none" },
    {
      what: "what the policy says too",
      expiry: "3/7/2026 12:00:00 AM",
      by: keeping(60),
      proof: "none",
    },
    {
      what: "what the policy says in months",
      expiry: "3/7/2026 12:00:00 AM",
      by: keeping(2, "Months"),
      proof: "none",
    },
    {
      what: "it under a policy that cannot be read",
      expiry: "3/7/2026 12:00:00 AM",
      by: undefined,
      proof: "none",
    },
    {
      what: "it under a policy without retention",
      expiry: "3/7/2026 12:00:00 AM",
      by: policy({ retention: [] }),
      proof: "none",
    },
    { what: "nothing yet", expiry: undefined, by: keeping(30), proof: "not-yet" },
  ] as const)("that repeats $what is $proof", ({ expiry, by, proof }) => {
    expect(proveOurs(telling(expiry), asked, by)).toBe(proof);
  });

  test.each([
    { what: "56 days by a policy of 8 weeks", until: "2026-03-02", count: 8, unit: "Weeks" },
    { what: "a year by a policy of one year", until: "2027-01-05", count: 1, unit: "Years" },
    { what: "a month by a policy of one month", until: "2026-02-05", count: 1, unit: "Months" },
  ] as const)("that is kept $what proves nothing", ({ until, count, unit }) => {
    const wish = lostWrite("VM", { recoveryPointExpiryTimeInUTC: `${until}T00:00:00Z` });

    expect(proveOurs(telling(until), wish, keeping(count, unit))).toBe("none");
    expect(proveOurs(telling(until), wish, keeping(count + 1, unit))).toBe("ours");
  });

  test.each([
    { days: 58, proof: "ours" },
    { days: 59, proof: "none" },
    { days: 63, proof: "none" },
    { days: 64, proof: "ours" },
  ])("that the policy keeps $days days, two days off at most, is $proof", ({ days, proof }) => {
    const job = { ...telling("3/7/2026 12:00:00 AM"), startTime: Date.UTC(2026, 0, 5) };

    expect(proveOurs(job, asked, keeping(days))).toBe(proof);
  });

  test("proves nothing where one of the policy's kinds of points may be kept so long", () => {
    const kinds = (duration: Duration | undefined) =>
      policy({ retention: [...keeping(30).retention, { kind: "backups, monthly", duration }] });
    const job = telling("3/7/2026 12:00:00 AM");

    expect(proveOurs(job, asked, kinds({ count: 12, unit: "Months" }))).toBe("ours");
    expect(proveOurs(job, asked, kinds({ count: 2, unit: "Months" }))).toBe("none");
    expect(proveOurs(job, asked, kinds(undefined))).toBe("none");
  });

  test("is told by that one of all that it says of itself", () => {
    const others = [["Backup Size", "7 MB"]] as const;
    const job = telling("3/7/2026 12:00:00 AM");
    const full = { ...job, properties: [...others, ...job.properties] };

    expect(proveOurs(full, asked, keeping(30))).toBe("ours");
  });

  test("that does not tell its start proves nothing", () => {
    const job = { ...telling("3/7/2026 12:00:00 AM"), startTime: undefined };

    expect(proveOurs(job, asked, keeping(30))).toBe("none");
  });

  test("that ended without a word on it proves nothing", () => {
    expect(proveOurs(telling(undefined, "completed"), asked, keeping(30))).toBe("none");
  });
});
