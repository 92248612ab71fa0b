import { describe, expect, test } from "vitest";
import {
  cancelAfter,
  changedList,
  database,
  databaseName,
  manyDatabases,
  pointOf,
  reasonsOf,
  reported,
  STOP_ALL,
  withAnswers,
  written,
} from "../support/many-items.ts";
import { type Result, type Scenario, step } from "../support/scenario.ts";

const BACKUP = { ...STOP_ALL, operation: "backup-now" };
const ENSURE = { ...STOP_ALL, operation: "ensure-backup", "max-recovery-point-age": "1h" };
const HOUR_S = 3_600;

function throttled({ requests }: Result): number {
  return requests.filter((line) => line.endsWith(" 429")).length;
}

/** Lets something happen in Azure, so many seconds from now. */
function inSeconds({ azure, clock }: Scenario, seconds: number, happen: () => void): void {
  azure.schedule.at(clock.now() + seconds * 1_000, happen);
}

describe("an item that changes between the decision and its write", () => {
  const inTurn = { ...STOP_ALL, "max-parallel": "1" };

  test("and is gone ends alone", async () => {
    const azure = manyDatabases(4);
    inSeconds(azure, 10, () => {
      const { items } = azure.azure.vault();
      items.splice(2, 1);
    });
    const result = await step(azure, inTurn);

    expect(result.output("reason")).toBe("items-failed");
    expect(reported(result).map(({ reason }) => reason)).toEqual([
      ...["completed", "completed", "item-not-found", "completed"],
    ]);
    expect(written(result)).toEqual(["db-0000", "db-0001", "db-0003"]);
  });

  test("and has moved to another host ends alone, and is written to nowhere", async () => {
    const azure = manyDatabases(4);
    inSeconds(azure, 10, () => {
      const [moved] = azure.azure.vault().items.splice(2, 1);
      if (moved === undefined) throw new Error("There is nothing to move.");
      const container = moved.container.replace("sqlserver-0", "sqlserver-9");
      azure.azure.addItem({ ...moved, container, serverName: "sqlserver-9.contoso.com" });
    });
    const result = await step(azure, inTurn);

    expect(reported(result)[2]?.reason).toBe("item-not-found");
    expect(reasonsOf(result)).toEqual({ completed: 3, "item-not-found": 1 });
    expect(written(result)).toEqual(["db-0000", "db-0001", "db-0003"]);
  });

  test("and is soft-deleted is refused alone", async () => {
    const azure = manyDatabases(4);
    inSeconds(azure, 10, () => {
      Object.assign(database(azure, 2), {
        protectionState: "ProtectionStopped",
        deletedAt: azure.clock.now(),
      });
    });
    const result = await step(azure, inTurn);

    expect(reasonsOf(result)).toEqual({ completed: 3, refused: 1 });
  });

  test("and is stopped by somebody else needs no write", async () => {
    const azure = manyDatabases(4);
    inSeconds(azure, 10, () => {
      Object.assign(database(azure, 2), {
        protectionState: "ProtectionStopped",
        policyId: undefined,
      });
    });
    const result = await step(azure, inTurn);

    expect(reasonsOf(result)).toEqual({ completed: 3, "already-in-state": 1 });
    expect(written(result)).toEqual(["db-0000", "db-0001", "db-0003"]);
  });
});

describe("a page of the list of items", () => {
  const oneList = { ...STOP_ALL, "workload-type": "SQLDataBase" };
  const failing = { method: "GET", path: /\/backupProtectedItems$/i, answer: { status: 500 } };

  test("that fails for a while delays the step", async () => {
    const azure = manyDatabases(12, { pageSize: 5 });
    azure.azure.fault({ ...failing, skip: 1, times: 3 });
    const result = await step(azure, oneList);

    expect(reasonsOf(result)).toEqual({ completed: 12 });
  });

  test("that cannot be read ends it before anything is written", async () => {
    const azure = manyDatabases(12, { pageSize: 5 });
    azure.azure.fault({ ...failing, skip: 1, times: Number.POSITIVE_INFINITY });
    const result = await step(azure, oneList);

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.writes).toEqual([]);
  });

  test("that cannot be read afterwards makes each item be read itself", async () => {
    const azure = manyDatabases(12, { pageSize: 5 });
    azure.azure.fault({ ...failing, skip: 4, times: Number.POSITIVE_INFINITY });
    const result = await step(azure, oneList);

    expect(reasonsOf(result)).toEqual({ completed: 12 });
    const states = reported(result).map((one) => one["protection-state"]);
    expect(new Set(states)).toEqual(new Set(["ProtectionStopped"]));
  });

  test("that is behind for one item makes that one be read itself", async () => {
    const azure = manyDatabases(12);
    type Listed = { readonly name: string; readonly properties: object };
    const http = withAnswers(azure, ({ url }, answer) =>
      /\/backupProtectedItems/i.test(url)
        ? changedList<Listed>(answer, (one) =>
            one.name.endsWith("db-0007")
              ? { ...one, properties: { ...one.properties, protectionState: "Protected" } }
              : one,
          )
        : null,
    );
    const result = await step(azure, STOP_ALL, { world: { http } });

    expect(reasonsOf(result)).toEqual({ completed: 12 });
    const reads = (name: string) =>
      result.requests.filter((line) => new RegExp(`^GET .*${name} `).test(line)).length;
    expect(reads("db-0007")).toBe(reads("db-0006") + 1);
  });
});

describe("a conflict", () => {
  test("on the 200th item is waited out, and holds up no other", async () => {
    const azure = manyDatabases(210, { quota: 10_000 });
    azure.azure.addJob({ item: database(azure, 199), endsInSeconds: 900 });
    const result = await step(azure, { ...STOP_ALL, "max-parallel": "50" });

    expect(reasonsOf(result)).toEqual({ completed: 210 });
    expect(written(result).at(-1)).toBe(databaseName(199));
    expect(new Set(written(result)).size).toBe(210);
    expect(result.elapsedMs).toBeGreaterThan(900_000);
  });

  test("that only the write's answer shows is waited out too", async () => {
    const azure = manyDatabases(12);
    const body = JSON.stringify({
      error: { code: "BMSUserErrorObjectLocked", message: "Locked." },
    });
    azure.azure.fault({ method: "PUT", path: "db-0009", answer: { status: 409, body } });
    const result = await step(azure, STOP_ALL);

    expect(reasonsOf(result)).toEqual({ completed: 12 });
    expect(written(result).filter((name) => name === "db-0009")).toHaveLength(2);
  });
});

describe("throttled for an hour", () => {
  test("all wait for it together, and then go on", async () => {
    const azure = manyDatabases(60, { quota: 10_000 });
    const throttle = azure.azure.throttle;
    inSeconds(azure, 60, () => {
      throttle.quota = -1;
    });
    inSeconds(azure, 60 + HOUR_S, () => {
      throttle.quota = 10_000;
    });
    const result = await step(azure, { ...STOP_ALL, "timeout-minutes": "120" });

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 60 });
    expect(new Set(written(result)).size).toBe(60);
    // One that every read of an action waits for, and at most once more for each in flight.
    expect(throttled(result)).toBeLessThan(60);
  });

  test("until time runs out: what was known is told, and the rest not started", async () => {
    const azure = manyDatabases(60, { quota: 10_000 });
    inSeconds(azure, 60, () => {
      azure.azure.throttle.quota = -1;
    });
    const result = await step(azure, STOP_ALL);

    const reasons = reasonsOf(result);
    expect(reasons["timed-out"]).toBeGreaterThanOrEqual(10);
    expect(reasons["not-started"]).toBeGreaterThan(10);
    expect(result.output("changed")).toBe("true");
    for (const one of reported(result).filter(({ reason }) => reason === "timed-out")) {
      expect(one["operation-id"]).not.toBe("");
    }
  });
});

describe("a token that expires", () => {
  test("in between is renewed, and no item notices", async () => {
    const azure = manyDatabases(30);
    let tokens = 0;
    const signIn = () => async (options: { readonly fresh: boolean }) => {
      if (options.fresh || tokens === 0) tokens += 1;
      azure.azure.acceptToken(`token-${tokens}`);
      return `token-${tokens}`;
    };
    const expiresAt = azure.clock.now() + 90_000;
    const body = JSON.stringify({ error: { code: "ExpiredAuthenticationToken", message: "Old." } });
    const http = withAnswers(azure, ({ headers, method }) =>
      method === "GET" &&
      azure.clock.now() > expiresAt &&
      headers.get("authorization")?.endsWith("-1")
        ? { status: 401, bodyAsText: body }
        : null,
    );
    const result = await step(azure, STOP_ALL, { world: { http, signIn } });

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 30 });
    expect(tokens).toBeGreaterThan(1);
  });
});

describe("cancelled at 500 of 1,000", () => {
  test("tells what was done, the ids of those in flight, and how many were not started", async () => {
    const azure = manyDatabases(1_000, { quota: 100_000 });
    cancelAfter(azure, 330);
    const result = await step(azure, { ...STOP_ALL, "max-parallel": "50" });

    const items = reported(result);
    const started = new Set(written(result));
    expect(items).toHaveLength(1_000);
    expect(started.size).toBeGreaterThan(450);
    expect(started.size).toBeLessThan(600);
    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.output("changed")).toBe("true");
    const cancelled = items.filter(({ reason }) => reason === "workflow-cancelled");
    const done = items.filter(({ reason }) => reason === "completed");
    expect(done.length + cancelled.length).toBe(started.size);
    expect(reasonsOf(result)["not-started"]).toBe(1_000 - started.size);
    for (const one of cancelled) expect(one["operation-id"]).toMatch(/./);
    expect(result.output("error-message")).toMatch(
      /^\d+ of 1000 items passed; \d+ not-started, \d+ workflow-cancelled\./,
    );
    expect(result.elapsedMs).toBeLessThan(335_000);
  });

  test("leaves a file that names every id, whatever kills the step", async () => {
    const azure = manyDatabases(12);
    cancelAfter(azure, 100);
    const result = await step(azure, { ...BACKUP, "max-parallel": "6" });

    const unfinished = JSON.parse(result.host.reports.at(-2) ?? "{}");
    expect(unfinished.finished).toBe(false);
    const known = unfinished.items.filter((one: Record<string, string>) => one["job-id"]);
    expect(known).toHaveLength(6);
    expect(reasonsOf(result)).toEqual({ "workflow-cancelled": 6, "not-started": 6 });
    for (const one of reported(result).slice(0, 6)) expect(one["job-id"]).toMatch(/./);
  });

  test("keeps the verdict on backups that had ended", async () => {
    const azure = manyDatabases(20);
    cancelAfter(azure, 200);
    const result = await step(azure, BACKUP);

    expect(reasonsOf(result)).toEqual({ completed: 10, "workflow-cancelled": 10 });
    expect(result.output("items-passed")).toBe("10");
  });
});

describe("a deadline in the middle", () => {
  const inTime = { ...STOP_ALL, "timeout-minutes": "2" };

  test("is told of each: done, in flight, not started; the next step goes on from there", async () => {
    const azure = manyDatabases(60);
    const first = await step(azure, inTime);

    expect(first.output("reason")).toBe("items-failed");
    const reasons = reasonsOf(first);
    expect(Object.keys(reasons).toSorted()).toEqual(["completed", "not-started", "timed-out"]);
    expect(new Set(written(first)).size).toBe(60 - (reasons["not-started"] ?? 0));
    expect(reported(first).at(-1)?.["error-message"]).toBe("Time ran out before its turn came.");
    azure.clock.advance(120_000);

    const second = await step(azure, STOP_ALL);

    expect(reasonsOf(second)).toEqual({
      "already-in-state": new Set(written(first)).size,
      completed: reasons["not-started"],
    });
    expect(written(second).filter((name) => written(first).includes(name))).toEqual([]);
  });
});

describe("a quota of 150 an hour", () => {
  test("is told before a step of 300 items starts, is never used up, and ends the step late", async () => {
    const azure = manyDatabases(300, { quota: 149 });
    const result = await step(azure, STOP_ALL);

    expect(reasonsOf(result)).toEqual({ completed: 300 });
    expect(throttled(result)).toBe(0);
    const [warning] = result.host.warnings;
    expect(warning).toBe(
      "This step needs about 420 reads of one kind, and Azure allows 150 of a kind in an hour, so it takes about 4 h 20 min.",
    );
    expect(result.elapsedMs).toBeLessThan(260 * 60_000);
  });

  test("does not end a question about nearly so many items", async () => {
    const azure = manyDatabases(148, { quota: 149 });
    const inputs = { ...STOP_ALL, operation: "verify-backup", "max-recovery-point-age": "24h" };
    const result = await step(azure, inputs);

    expect(reasonsOf(result), result.output("error-message")).toEqual({
      "recovery-point-fresh": 148,
    });
    expect(throttled(result)).toBe(0);
  });
});

describe("a joined backup", () => {
  /** Four of seven databases are being backed up, each with another end. */
  function joining() {
    const azure = manyDatabases(7, { hours: 30 });
    const ends = [
      { ends: "Failed", type: "Full", leaves: false },
      { ends: "Cancelled", type: "Full", leaves: false },
      { ends: "Completed", type: "Differential", leaves: true },
      { ends: "Completed", type: "Full", leaves: false },
      { ends: "Completed", type: "Full", leaves: true },
    ];
    const startedAt = azure.clock.now() - 60_000;
    const ids = ends.map(({ ends: status, type, leaves }, index) => {
      const item = database(azure, index);
      const job = azure.azure.addJob({ item, startedAt, backupType: type });
      const endedAt = azure.clock.now() + 300_000;
      azure.azure.schedule.at(endedAt, () => {
        Object.assign(job, { status, endedAt });
        const theirs = { ...pointOf(azure, 0), id: "theirs", time: startedAt, type };
        if (leaves) item.recoveryPoints.push(theirs);
      });
      return job.id;
    });
    return { azure, ids };
  }

  test("that fails, is cancelled, does not count or leaves no point makes each item back up itself", async () => {
    const { azure, ids } = joining();
    const result = await step(azure, { ...ENSURE, "recovery-point-types": "full" });

    expect(result.output("reason"), result.output("error-message")).toBe("completed");
    const items = reported(result);
    expect(items.map(({ reason }) => reason)).toEqual([
      ...["completed", "completed", "completed", "completed"],
      ...["recovery-point-fresh", "completed", "completed"],
    ]);
    expect(written(result).toSorted()).toEqual([0, 1, 2, 3, 5, 6].map(databaseName));
    ids.forEach((id, index) => {
      expect(JSON.stringify(items[index])).toContain(id);
    });
  });
});

describe("a server whose clock is two hours slow", () => {
  test("has new points all the same, and the reader is told of its clock", async () => {
    const azure = manyDatabases(7, { hours: 30 });
    const now = azure.clock.now();
    type Listed = { readonly properties: { readonly recoveryPointTimeInUTC?: string } };
    const slow = ({ properties, ...point }: Listed) => {
      const time = Date.parse(properties.recoveryPointTimeInUTC ?? "");
      if (!Number.isFinite(time)) return { ...point, properties };
      const shown = new Date(time >= now ? time - 2 * HOUR_S * 1_000 : time).toISOString();
      return { ...point, properties: { ...properties, recoveryPointTimeInUTC: shown } };
    };
    const http = withAnswers(azure, ({ url }, answer) =>
      /recoveryPoints\?/i.test(url) ? changedList<Listed>(answer, slow) : null,
    );
    const result = await step(azure, ENSURE, { world: { http } });

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 7 });
    const told = result.host.warnings.filter((line) => line.includes("Check the clock"));
    expect(told).toHaveLength(7);
  });
});

describe("the list of jobs for all", () => {
  type Listed = { readonly name: string; readonly properties: Record<string, unknown> };

  /** A backup of seven databases whose job of the first is listed otherwise. */
  async function listing(
    change: (job: Listed) => Listed | undefined,
    script: Parameters<Scenario["azure"]["script"]>[0] = {},
  ) {
    const azure = manyDatabases(7);
    azure.azure.script({ item: "db-0000", operation: "Backup", ...script });
    const http = withAnswers(azure, ({ url }, answer) =>
      /\/backupJobs\?/i.test(url) && !/InProgress/.test(url)
        ? changedList<Listed>(answer, (job) =>
            job.properties.entityFriendlyName === "db-0000" ||
            JSON.stringify(job).includes("db-0000")
              ? change(job)
              : job,
          )
        : null,
    );
    const result = await step(azure, { ...BACKUP, "max-parallel": "7" }, { world: { http } });
    const id = reported(result)[0]?.["job-id"] ?? "none";
    const own = result.requests.filter((line) => line.startsWith(`GET /backupJobs/${id}`));
    return { result, own };
  }

  const stating = (status: string) => (job: Listed) => ({
    ...job,
    properties: { ...job.properties, status },
  });

  test("that lacks one makes that one be read itself", async () => {
    const { result, own } = await listing(() => undefined);

    expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 7 });
    expect(own.length).toBeGreaterThan(0);
  });

  test.each(["Failed", "CompletedWithWarnings", "Cancelled"])(
    "that shows one as %s is not believed before the job says so itself",
    async (status) => {
      const { result, own } = await listing(stating(status));

      expect(reasonsOf(result), result.output("error-message")).toEqual({ completed: 7 });
      expect(own.length).toBeGreaterThan(0);
    },
  );

  test.each([
    { jobStatus: "Failed", reason: "job-failed" },
    { jobStatus: "CompletedWithWarnings", reason: "job-completed-with-warnings" },
    { jobStatus: "Cancelled", reason: "job-cancelled" },
  ])("shows one that is $jobStatus, and its own document says why", async (end) => {
    const { jobStatus, reason } = end;
    const { result, own } = await listing((job) => job, { jobStatus });

    expect(reasonsOf(result)).toEqual({ completed: 6, [reason]: 1 });
    expect(own.length).toBe(1);
  });

  test("is all that is read of jobs that end well", async () => {
    const { result } = await listing((job) => job);

    const ids = reported(result).map((one) => one["job-id"]);
    const own = result.requests.filter((line) => ids.some((id) => line.includes(`Jobs/${id}`)));
    expect(own).toEqual([]);
  });
});
