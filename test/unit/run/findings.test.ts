import { describe, expect, test } from "vitest";
import { stepFindings } from "../../../src/run/findings.ts";
import { withoutJob } from "../../../src/sequence/known.ts";
import { rememberJobs } from "../../../src/sequence/tools.ts";
import { job } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";
import { acceptedWrite } from "../sequence/step-builders.ts";

const IDS = { requestId: "request-1", correlationId: "correlation-1" };
const LATER = { requestId: "request-2", correlationId: "correlation-2" };

/** Findings, and which ids they held each time that Azure had named one. */
function setUp() {
  const named: (readonly (string | undefined)[])[] = [];
  const findings = stepFindings(() => {
    const { lro, job: last, formerJobs = [] } = findings.known();
    named.push([lro?.id, ...formerJobs.map(({ id }) => id), last?.id]);
  });
  return { named, ...findings };
}

describe("what is known", () => {
  test("is nothing at first, and only grows", () => {
    const { known, learn } = setUp();
    expect(known()).toEqual({});

    learn({ vault: VAULT });
    learn({ path: "a" });
    learn({ path: "b" });

    expect(known()).toEqual({ vault: VAULT, path: "b" });
  });

  test("begins with what was known before", () => {
    expect(stepFindings(() => {}, { path: "a" }).known()).toEqual({ path: "a" });
  });

  test("has the ids of the last answer, until a write was accepted", () => {
    const { known, learn, answered } = setUp();

    answered(IDS);
    answered(LATER);
    expect(known().ids).toEqual(LATER);

    learn({ write: acceptedWrite(1), ids: IDS });
    answered(LATER);
    expect(known().ids).toEqual(IDS);
  });
});

describe("an id that Azure has named", () => {
  test("is told at once, of an operation, of its job and of another job", () => {
    const { named, learn, known } = setUp();

    learn({ lro: { id: "op-1", status: "InProgress" } });
    rememberJobs(["7"], { known, learn });
    rememberJobs(["8"], { known, learn });

    expect(named).toEqual([
      ["op-1", undefined],
      ["op-1", "7"],
      ["op-1", "7", "8"],
    ]);
  });

  test("is told once, and nothing else is", () => {
    const { named, learn, answered } = setUp();

    learn({ vault: VAULT });
    learn({ job: { id: "7", status: "" } });
    learn({ job: job({ id: "7", status: "InProgress" }) });
    learn({ path: "a" });
    answered(IDS);

    expect(named).toHaveLength(1);
  });

  test("is taken back if the job is not this step's work", () => {
    const { named, learn, known } = setUp();

    learn({ job: { id: "7", status: "" } });
    learn(withoutJob(known(), "7"));

    expect(named.at(-1)).toEqual([undefined, undefined]);
  });
});
