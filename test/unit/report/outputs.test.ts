import { describe, expect, test } from "vitest";
import { FACT_ROWS, OUTPUT_ROWS } from "../../../src/manifest/output-rows.ts";
import {
  type AccountFacts,
  type Facts,
  NAME_OUTPUTS,
  toFacts,
  toSharedFacts,
} from "../../../src/report/outputs.ts";
import type { Known, Verdict } from "../../../src/sequence/known.ts";
import { item, job, point } from "../azure/backup/read-builders.ts";
import { ITEM_ID, POLICY_ID } from "../azure/backup/resource-builders.ts";
import { acceptedWrite, IN_DOUBT } from "../sequence/step-builders.ts";

const OUTPUTS = Object.keys(OUTPUT_ROWS);
const FACTS = Object.keys(FACT_ROWS) as readonly (keyof Facts)[];

const JOB_URL = "https://portal.azure.com/#@/resource/x/backupJobs";
const completed: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
const failed: Verdict = {
  reason: "job-failed",
  message: "Job 7 ended Failed: The log is full. (UserErrorX)",
  hint: "Free some space.",
  service: { code: "UserErrorX", message: "The log is full.", recommendations: ["One.", "Two."] },
};
const SILVER_ID = POLICY_ID.replace("Gold", "Silver");

const done: Known = {
  before: item(),
  after: item({ policyId: SILVER_ID, protectionState: "IRPending" }),
  lro: { id: "op-1", status: "Succeeded" },
  job: job({ id: "7" }),
  write: acceptedWrite(),
  ids: { requestId: "request-1", correlationId: "correlation-1" },
};

describe("the outputs", () => {
  test("of a step that ended well tell everything known", () => {
    expect(toFacts({ known: done, verdict: completed }, JOB_URL)).toEqual({
      gate: "open",
      reason: "completed",
      changed: "true",
      "operation-id": "op-1",
      "operation-status": "Succeeded",
      "job-id": "7",
      "job-status": "Completed",
      "job-url": JOB_URL,
      "job-operation": "ConfigureBackup",
      "job-start-time": "2026-01-05T10:00:00Z",
      "job-end-time": "2026-01-05T10:01:14Z",
      "item-id": ITEM_ID,
      item: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
      "item-name": "payroll",
      "item-path": "rg-sql/vm-1/MSSQLSERVER/payroll",
      "workload-type": "SQLDataBase",
      "next-step": "",
      "protection-state": "IRPending",
      "previous-protection-state": "Protected",
      "policy-id": SILVER_ID,
      "previous-policy-id": POLICY_ID,
      "recovery-point-id": "",
      "recovery-point-time": "",
      "recovery-point-type": "",
      "recovery-point-tier": "",
      "purge-time": "",
      "error-code": "",
      "error-message": "",
      recommendations: "",
      "correlation-id": "correlation-1",
      "items-total": "1",
      "items-passed": "1",
    });
  });

  test("of a step that learned nothing are all there, and empty", () => {
    const verdict: Verdict = { reason: "invalid-input", message: "No.", hint: "" };

    const facts = toFacts({ known: {}, verdict }, "");

    expect(Object.keys(facts)).toEqual([...FACTS]);
    const told = Object.entries(facts).filter(([, value]) => value !== "");
    expect(Object.fromEntries(told)).toEqual({
      gate: "closed",
      reason: "invalid-input",
      changed: "false",
      "error-message": "No.",
    });
  });

  test("of a failure tell code, message and recommendations, one a line", () => {
    expect(toFacts({ known: done, verdict: failed }, JOB_URL)).toMatchObject({
      gate: "closed",
      reason: "job-failed",
      changed: "true",
      "error-code": "UserErrorX",
      "error-message": failed.message,
      recommendations: "One.\nTwo.",
      "items-total": "1",
      "items-passed": "0",
    });
  });

  test("hold no message while the gate is open, warnings or not", () => {
    const warned: Verdict = { ...failed, reason: "completed-with-warnings" };

    expect(toFacts({ known: done, verdict: warned }, JOB_URL)).toMatchObject({
      gate: "open",
      "error-code": "UserErrorX",
      "error-message": "",
      "items-passed": "1",
    });
  });
});

describe("the item", () => {
  test("is as it was found while nothing was read again", () => {
    expect(toFacts({ known: { before: item() }, verdict: failed }, "")).toMatchObject({
      "protection-state": "Protected",
      "previous-protection-state": "Protected",
      "policy-id": POLICY_ID,
      "previous-policy-id": POLICY_ID,
    });
  });

  test("has no state once it is gone, but keeps its name and id", () => {
    expect(toFacts({ known: { ...done, after: "gone" }, verdict: completed }, "")).toMatchObject({
      "item-id": ITEM_ID,
      "item-name": "payroll",
      "protection-state": "",
      "previous-protection-state": "Protected",
      "policy-id": "",
      "previous-policy-id": POLICY_ID,
      "purge-time": "",
    });
  });

  test("says when its deleted data will be purged", () => {
    const after = item({ condition: "soft-deleted", purgeTime: Date.UTC(2026, 0, 19, 10, 5) });

    expect(toFacts({ known: { ...done, after }, verdict: completed }, "")["purge-time"]).toBe(
      "2026-01-19T10:05:00Z",
    );
  });

  test("says it as well of an item that was found deleted", () => {
    const before = item({ condition: "soft-deleted", purgeTime: Date.UTC(2026, 0, 19, 10, 5) });

    expect(toFacts({ known: { before }, verdict: completed }, "")["purge-time"]).toBe(
      "2026-01-19T10:05:00Z",
    );
  });
});

describe("the job", () => {
  test("has its id before it was ever read", () => {
    const facts = toFacts({ known: { job: { id: "7", status: "" } }, verdict: failed }, "");

    expect(facts).toMatchObject({
      "job-id": "7",
      "job-status": "",
      "job-start-time": "",
      "job-end-time": "",
    });
  });

  test("keeps Azure's last word on a time-out", () => {
    const running = job({ status: "InProgress", endTime: undefined });
    const timedOut: Verdict = { reason: "timed-out", message: "Time ran out.", hint: "" };

    expect(toFacts({ known: { job: running }, verdict: timedOut }, "")).toMatchObject({
      gate: "closed",
      "job-status": "InProgress",
      "job-end-time": "",
    });
  });

  test("counts no items where none was asked for", () => {
    expect(toFacts({ known: { job: job() }, verdict: completed }, "")).toMatchObject({
      "items-total": "",
      "items-passed": "",
    });
  });
});

test("whether something changed is not known while a write's outcome is not", () => {
  const lost: Verdict = { reason: "contact-lost", message: "It is not known.", hint: "" };

  expect(toFacts({ known: { before: item(), write: IN_DOUBT }, verdict: lost }, "").changed).toBe(
    "",
  );
  expect(
    toFacts(
      {
        known: { before: item(), write: { kind: "in-doubt", before: acceptedWrite() } },
        verdict: lost,
      },
      "",
    ).changed,
  ).toBe("true");
});

describe("text that Azure sent", () => {
  const HOSTILE = "x\r\n::set-output name=gate::open ##[error]y";
  const service = { code: HOSTILE, message: HOSTILE, recommendations: [HOSTILE, HOSTILE] };
  const database = item({
    id: HOSTILE,
    friendlyName: HOSTILE,
    protectionState: HOSTILE,
    policyId: HOSTILE,
  });
  const facts = toFacts(
    {
      known: {
        before: database,
        after: database,
        lro: { id: "op-1", status: HOSTILE },
        job: job({ id: HOSTILE, status: HOSTILE }),
        point: point({ id: HOSTILE, type: HOSTILE, tier: HOSTILE }),
        ids: { requestId: HOSTILE, correlationId: HOSTILE },
      },
      verdict: { reason: "job-failed", message: HOSTILE, hint: "", service },
    },
    "",
  );

  test.each(FACTS)("is one line in %s, one a recommendation", (name) => {
    expect(facts[name].split(/[\r\n]+/)).toHaveLength(name === "recommendations" ? 2 : 1);
  });

  test.each(FACTS.filter((name) => name !== "item" && facts[name].includes("x")))(
    "keeps its words in %s, which the host makes harmless",
    (name) => {
      expect(facts[name]).toContain("::set-output name=gate::open ##[error]y");
    },
  );
});

describe("the recovery point that a verification relies on", () => {
  test("is told by id, time, type and tier", () => {
    const fresh: Verdict = { reason: "recovery-point-fresh", message: "", hint: "" };
    const known = { before: item(), point: point({ id: "123", type: "CopyOnlyFull" }) };

    expect(toFacts({ known, verdict: fresh }, "")).toMatchObject({
      gate: "open",
      "recovery-point-id": "123",
      "recovery-point-time": "2026-01-05T09:00:00Z",
      "recovery-point-type": "CopyOnlyFull",
      "recovery-point-tier": "HardenedRP",
    });
  });

  test("is told as well where it is too old", () => {
    const old: Verdict = { reason: "recovery-point-too-old", message: "", hint: "" };

    expect(toFacts({ known: { point: point() }, verdict: old }, "")).toMatchObject({
      "recovery-point-id": "point-1",
    });
  });
});

describe("the outputs of several items", () => {
  const judged = (name: string, verdict: Verdict, known: Known = {}): AccountFacts => {
    const all: Known = { before: item({ friendlyName: name }), job: job(), ...known };
    return { known: all, verdict, facts: toFacts({ known: all, verdict }, JOB_URL) };
  };
  const first = { ...failed, message: "1 of 2 items passed. First failure: The log is full." };

  test("tell the gate, the counts and the first failure, and no single item's facts", () => {
    const shared = toSharedFacts(first, [judged("a", completed), judged("b", failed)], JOB_URL);

    expect(Object.keys(shared)).toEqual([...FACTS]);
    const told = Object.entries(shared).filter(([, value]) => value !== "");
    expect(Object.fromEntries(told)).toEqual({
      gate: "closed",
      reason: "job-failed",
      changed: "false",
      "job-url": JOB_URL,
      "next-step": first.hint,
      "error-code": "UserErrorX",
      "error-message": first.message,
      recommendations: "One.\nTwo.",
      "items-total": "2",
      "items-passed": "1",
    });
  });

  test.each([
    { changes: [false, false], changed: "false" },
    { changes: [false, true], changed: "true" },
    { changes: [true, true], changed: "true" },
  ])("say that something changed if anything did: $changes", ({ changes, changed }) => {
    const all = changes.map((one) => judged("a", completed, one ? { write: acceptedWrite() } : {}));

    expect(toSharedFacts(completed, all, "").changed).toBe(changed);
  });

  test.each([
    { words: ["false", ""], changed: "" },
    { words: ["", "true", "false"], changed: "true" },
  ])("leave it open if nothing surely changed and something may have: $words", (given) => {
    const all = given.words.map((word) => {
      const one = judged("a", completed);
      return { ...one, facts: { ...one.facts, changed: word } };
    });

    expect(toSharedFacts(completed, all, "").changed).toBe(given.changed);
  });

  test("count every gate that is open", () => {
    const all = [completed, failed, completed].map((verdict) => judged("a", verdict));

    expect(toSharedFacts(failed, all, "")).toMatchObject({
      "items-total": "3",
      "items-passed": "2",
    });
  });
});

describe("a list of items", () => {
  const listed = {
    item: "VMAppContainer;Compute;rg;vm-1/SQLDataBase;i;a",
    path: "vm-1/a",
    name: "a",
    workload: "SQLDataBase",
    state: "Protected",
  };
  const open: Verdict = { reason: "listed", message: "", hint: "" };

  test.each([
    { items: [], total: "0" },
    { items: [listed, listed], total: "2" },
    {
      items: [
        { item: "", names: ["a", "b"], leg: 1, legs: 2 },
        { item: "", names: ["c"], leg: 2, legs: 2 },
      ],
      total: "3",
    },
  ])("is counted, legs or not: $total", ({ items, total }) => {
    expect(toFacts({ known: { items }, verdict: open }, "")).toMatchObject({
      "items-total": total,
      "items-passed": total,
    });
  });
});

describe("a job whose item was not asked for", () => {
  const known: Known = { job: job({ entityFriendlyName: "payroll [sql-host]" }) };

  test("has the name that Azure gives of it, and no id", () => {
    expect(toFacts({ known, verdict: completed }, "")).toMatchObject({
      "item-name": "payroll [sql-host]",
      "item-id": "",
      item: "",
      "item-path": "",
      "workload-type": "",
    });
  });

  test("has the name of the item where one is known", () => {
    const both = { ...known, before: item() };

    expect(toFacts({ known: both, verdict: completed }, "")).toMatchObject({
      "item-name": "payroll",
      "item-id": ITEM_ID,
    });
  });
});

test("ids and names are handed on to Azure, but those of Azure's own operations and jobs", () => {
  const others = FACTS.filter((name) => /-id$|^item/.test(name) && !NAME_OUTPUTS.includes(name));

  expect(others).toEqual([
    "operation-id",
    "job-id",
    "correlation-id",
    "items-total",
    "items-passed",
  ]);
  expect(OUTPUTS).toEqual(expect.arrayContaining([...NAME_OUTPUTS]));
});

test("every output is there once", () => {
  expect(new Set(OUTPUTS).size).toBe(OUTPUTS.length);
  expect(OUTPUTS).toEqual([...FACTS, "items", "report", "report-path"]);
});
