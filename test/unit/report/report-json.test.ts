import { describe, expect, test } from "vitest";
import { toFacts } from "../../../src/report/outputs.ts";
import {
  fitReport,
  type Report,
  type ReportRoom,
  reportInParts,
  toReport,
} from "../../../src/report/report-json.ts";
import type { Known, Verdict } from "../../../src/sequence/known.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { ITEM_ID } from "../azure/backup/resource-builders.ts";

const LIMIT = 900 * 1024;
/** What a host takes, as plain JSON. */
const ROOM: ReportRoom = { mostBytes: LIMIT, toJson: (report) => JSON.stringify(report) };

const known: Known = {
  before: item(),
  job: job({
    id: "8",
    tasks: [{ name: "Transfer", status: "Failed" }],
    properties: [["Data Transferred (in MB)", "12"]],
  }),
  formerJobs: [{ id: "7", status: "Failed" }],
};

function report(changes: { known?: Partial<Known>; verdict?: Partial<Verdict> } = {}): Report {
  const all = { ...known, ...changes.known };
  const verdict: Verdict = {
    reason: "job-failed",
    message: "Job 8 ended Failed.",
    hint: "",
    service: { code: "UserErrorX", message: "", recommendations: ["Do this."] },
    ...changes.verdict,
  };
  const facts = toFacts({ known: all, verdict }, "https://portal.azure.com/");
  return toReport([{ known: all, facts }], []);
}

/** What the output holds, which must be JSON below the limit. */
function fitted(whole: Report) {
  const json = fitReport(whole, ROOM);
  expect(Buffer.byteLength(json)).toBeLessThan(LIMIT);
  return JSON.parse(json) as Report;
}

const tasks = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => ({ name: `${name} ${index}`, status: "Completed" }));
const recommending = (text: string): Partial<Verdict> => ({
  service: { code: "UserErrorX", message: "", recommendations: [text] },
});

describe("the whole report", () => {
  test("holds every fact and every job, the last one last", () => {
    const [only] = report().items;

    expect(report()).toMatchObject({ version: 1, truncated: false });
    expect(only).toMatchObject({
      gate: "closed",
      reason: "job-failed",
      "item-name": "payroll",
      "job-id": "8",
      "error-code": "UserErrorX",
      recommendations: "Do this.",
    });
    expect(only?.jobs).toEqual([
      { id: "7", status: "Failed" },
      {
        id: "8",
        status: "Completed",
        operation: "ConfigureBackup",
        "start-time": "2026-01-05T10:00:00Z",
        "end-time": "2026-01-05T10:01:14Z",
        "activity-id": "activity-1",
        tasks: [{ name: "Transfer", status: "Failed" }],
        properties: { "Data Transferred (in MB)": "12" },
      },
    ]);
  });

  test("has no jobs where none is known", () => {
    const facts = toFacts({ known: {}, verdict: { reason: "refused", message: "", hint: "" } }, "");

    expect(toReport([{ known: {}, facts }], []).items).toEqual([
      { gate: "closed", reason: "refused", changed: "false" },
    ]);
  });

  test("tells of stopped items that were not judged, if there are any", () => {
    const stopped = { item: "c/i", path: "old", name: "old", workload: "VM", state: "Stopped" };
    const facts = toFacts({ known: {}, verdict: { reason: "refused", message: "", hint: "" } }, "");

    expect(toReport([{ known: {}, facts }], [stopped]).ignored).toEqual([stopped]);
    expect(report()).not.toHaveProperty("ignored");
  });

  test("says once where the jobs are in the portal, and counts items in the outputs alone", () => {
    expect(report()).toHaveProperty("job-url", "https://portal.azure.com/");
    for (const name of ["job-url", "items-total", "items-passed"])
      expect(report().items[0]).not.toHaveProperty(name);
  });

  test("goes into the output as it is when it is small", () => {
    expect(fitted(report())).toEqual(report());
  });
});

describe("a report that is too large", () => {
  test("leaves out tasks first", () => {
    const huge = job({ id: "8", tasks: tasks(20_000, "Transfer of a part of the database") });

    const small = fitted(report({ known: { job: huge } }));

    expect(small).toMatchObject({
      version: 1,
      truncated: true,
      items: [
        {
          "job-id": "8",
          recommendations: "Do this.",
          jobs: [{ id: "7" }, { id: "8", "activity-id": "activity-1" }],
        },
      ],
    });
  });

  test("leaves out what Azure says of the job along with the tasks", () => {
    const huge = job({ id: "8", properties: [["Log", "x".repeat(LIMIT)]] });

    const small = fitted(report({ known: { job: huge } }));

    expect(small.items[0]).toMatchObject({
      recommendations: "Do this.",
      jobs: [{ id: "7" }, { id: "8" }],
    });
    expect(small.items[0]?.jobs?.[1]).not.toHaveProperty("properties");
  });

  test("leaves out recommendations next", () => {
    const verdict = recommending("Free some space. ".repeat(100_000));

    const small = fitted(report({ verdict }));

    expect(small).toMatchObject({
      truncated: true,
      // A job's id is neither a task nor a recommendation.
      items: [
        {
          jobs: [{ id: "7" }, { id: "8" }],
          "error-message": "Job 8 ended Failed.",
          "item-id": ITEM_ID,
        },
      ],
    });
    expect(small.items[0]).not.toHaveProperty("recommendations");
  });

  test("leaves out all but item, gate, reason, job and error code at last", () => {
    const small = fitted(report({ verdict: { message: "It failed. ".repeat(100_000) } }));

    expect(small).toEqual({
      version: 1,
      truncated: true,
      "job-url": "https://portal.azure.com/",
      items: [
        {
          item: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
          gate: "closed",
          reason: "job-failed",
          "job-id": "8",
          "error-code": "UserErrorX",
        },
      ],
    });
  });

  test("is measured in bytes, not in characters", () => {
    const verdict = recommending("ü".repeat(LIMIT * 0.6));

    expect(fitted(report({ verdict })).truncated).toBe(true);
  });

  test("of exactly the limit is too large", () => {
    const room =
      LIMIT - Buffer.byteLength(JSON.stringify(report({ verdict: recommending("x") }))) + 1;
    const below = report({ verdict: recommending("x".repeat(room - 1)) });
    const exact = report({ verdict: recommending("x".repeat(room)) });

    expect(fitted(below).truncated).toBe(false);
    expect(fitted(exact).truncated).toBe(true);
  });

  test("is measured as the host writes it", () => {
    const whole = report();
    const plain = JSON.stringify(whole);
    const room = { mostBytes: 2 * plain.length, toJson: (cut: object) => JSON.stringify(cut) };

    expect(fitReport(whole, room)).toBe(plain);
    expect(
      JSON.parse(fitReport(whole, { ...room, toJson: (cut) => JSON.stringify(cut).padEnd(5_000) })),
    ).toHaveProperty("truncated", true);
  });

  test("stays itself: only the output is cut", () => {
    const whole = report({
      known: { job: job({ tasks: tasks(20_000, "Transfer of some part") }) },
    });

    fitReport(whole, ROOM);

    expect(whole.truncated).toBe(false);
    expect(whole.items[0]?.jobs?.[1]?.tasks).toHaveLength(20_000);
  });
});

test("the parts of a report make up its JSON, whatever its names are", () => {
  const odd = item({ friendlyName: '"items":[],"x' });
  const { items } = report({ known: { before: odd } });
  const several: Report = { ...report(), items: [...items, ...report().items] };

  for (const whole of [report(), several, { ...several, items: [] }])
    expect([...reportInParts(whole, JSON.stringify)].join("")).toBe(JSON.stringify(whole));
});

describe("a report of several items", () => {
  const KIB = 1024;
  const passing: Partial<Verdict> = { reason: "recovery-point-fresh", message: "It is fresh." };
  /** One item with this much in its tasks and in its recommendations. */
  const part = (name: string, verdict: Partial<Verdict>, { tasksKib = 0, adviceKib = 0 }) => {
    const text = adviceKib === 0 ? "Do this." : "x".repeat(adviceKib * KIB);
    const task = { name: "t".repeat(tasksKib * KIB), status: "Completed" };
    return report({
      known: { before: named(name), job: job({ id: "8", tasks: [task] }) },
      verdict: { ...verdict, ...recommending(text) },
    }).items;
  };
  const named = (name: string) =>
    item({
      friendlyName: name,
      address: { container: "VMAppContainer;Compute;rg;vm", name: `SQLDataBase;i;${name}` },
    });
  const together = (...parts: readonly Report["items"][]): Report => ({
    version: 1,
    truncated: false,
    items: parts.flat(),
  });
  const tasksOf = (whole: Report, index: number) =>
    whole.items[index]?.jobs?.at(-1)?.tasks?.[0]?.name.length ?? 0;

  test("keeps them in their order", () => {
    const whole = together(part("a", passing, {}), part("b", {}, {}), part("c", passing, {}));

    expect(fitted(whole).items.map((one) => one["item-name"])).toEqual(["a", "b", "c"]);
  });

  test("takes the tasks of what passed before those of what failed", () => {
    const whole = together(
      part("failed", {}, { tasksKib: 500 }),
      part("passed", passing, { tasksKib: 500 }),
    );

    const small = fitted(whole);

    expect(tasksOf(small, 0)).toBe(500 * KIB);
    expect(tasksOf(small, 1)).toBe(0);
    expect(small.items[1]).toMatchObject({ recommendations: "Do this." });
  });

  test("takes every task before any recommendation", () => {
    const whole = together(
      part("failed", {}, { tasksKib: 800, adviceKib: 200 }),
      part("passed", passing, { tasksKib: 800, adviceKib: 200 }),
    );

    const small = fitted(whole);

    expect(small.items.map((one) => one.recommendations?.length ?? 0)).toEqual([
      200 * KIB,
      200 * KIB,
    ]);
    expect([tasksOf(small, 0), tasksOf(small, 1)]).toEqual([0, 0]);
  });

  test("takes the recommendations of what passed before those of what failed", () => {
    const whole = together(
      part("failed", {}, { adviceKib: 500 }),
      part("passed", passing, { adviceKib: 500 }),
    );

    const small = fitted(whole);

    expect(small.items.map((one) => one.recommendations?.length ?? 0)).toEqual([500 * KIB, 0]);
  });

  test("does so as well where the tasks of what failed are too much besides", () => {
    const whole = together(
      part("failed", {}, { tasksKib: 950 }),
      part("passed", passing, { adviceKib: 950 }),
    );

    const small = fitted(whole);

    expect(small.items[0]).toMatchObject({ recommendations: "Do this.", "job-id": "8" });
    expect(small.items[1]).not.toHaveProperty("recommendations");
  });

  test("takes all the rest of what passed before that of what failed", () => {
    const long = (reason: Verdict["reason"]) => ({ reason, message: "x".repeat(500 * KIB) });
    // Only what closes the gate has a message of that length in the report.
    const whole = together(
      part("failed", long("job-failed"), {}),
      part("other", long("job-failed"), {}),
    );

    const small = fitted(whole);

    expect(small.items.map((one) => Object.keys(one))).toEqual([
      ["gate", "reason", "item", "job-id", "error-code"],
      ["gate", "reason", "item", "job-id", "error-code"],
    ]);
  });

  test("is below the limit and says what was left out, for a thousand items too", () => {
    const many = together(
      ...Array.from({ length: 1_000 }, (_, index) =>
        part(`database-${index}`, index % 2 === 0 ? passing : {}, { tasksKib: 1, adviceKib: 1 }),
      ),
    );

    const small = fitted(many);

    expect(small.truncated).toBe(true);
    expect(small.items).toHaveLength(1_000);
    for (const one of small.items) expect(one.item).toMatch(/;database-\d+$/);
  });
});

describe("a report of so many items that none of their details fit", () => {
  const { items } = report();
  const many = (gates: readonly ("open" | "closed")[]): Report => ({
    ...report(),
    items: gates.map((gate, index) => ({
      ...items[0],
      ...{ gate, reason: "", item: `${index};${"x".repeat(500)}` },
    })),
    ignored: [{ item: "a", path: "a", name: "a", workload: "VM", state: "Protected" }],
  });
  const gatesOf = (whole: Report) => fitted(whole).items.map(({ gate }) => gate);

  test("has those that failed, and of the others as many as fit, in their order", () => {
    const gates = Array.from({ length: 3_000 }, (_, index) =>
      index % 10 === 0 ? "closed" : "open",
    );

    const kept = gatesOf(many(gates as ("open" | "closed")[]));

    expect(kept.filter((gate) => gate === "closed")).toHaveLength(300);
    expect(kept.length).toBeGreaterThan(1_000);
    expect(kept.length).toBeLessThan(2_000);
    expect(kept.slice(0, 3)).toEqual(["closed", "open", "open"]);
  });

  test("has of those that failed as many as fit, and no other", () => {
    const gates = Array.from({ length: 3_000 }, (_, index) =>
      index % 10 === 0 ? "open" : "closed",
    );

    const kept = gatesOf(many(gates as ("open" | "closed")[]));

    expect(new Set(kept)).toEqual(new Set(["closed"]));
    expect(kept.length).toBeGreaterThan(1_000);
  });

  test("says that it was cut", () => {
    expect(fitted(many(Array.from({ length: 3_000 }, () => "closed" as const)))).toMatchObject({
      version: 1,
      truncated: true,
      "job-url": "https://portal.azure.com/",
    });
  });
});
