import { describe, expect, test } from "vitest";
import { stepFindings } from "../../../src/run/findings.ts";
import type { Known } from "../../../src/sequence/known.ts";
import { job } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";
import { acceptedWrite } from "../sequence/step-builders.ts";

const IDS = { requestId: "request-1", correlationId: "correlation-1" };
const LATER = { requestId: "request-2", correlationId: "correlation-2" };

function setUp() {
  const heard: Known[] = [];
  return { heard, ...stepFindings({ progress: (known) => heard.push(known) }) };
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

describe("the host", () => {
  test("hears of a job as soon as its id is known, with all that is known by then", () => {
    const { heard, learn } = setUp();

    learn({ path: "a" });
    learn({ job: { id: "7", status: "" } });

    expect(heard).toEqual([{ path: "a", job: { id: "7", status: "" } }]);
  });

  test("hears of another job as well, and of nothing else", () => {
    const { heard, learn, answered } = setUp();

    learn({ vault: VAULT });
    learn({ job: { id: "7", status: "" } });
    learn({ job: job({ id: "7", status: "InProgress" }) });
    learn({ path: "a" });
    answered(IDS);
    learn({ job: { id: "8", status: "" } });

    expect(heard.map((known) => known.job?.id)).toEqual(["7", "8"]);
  });
});
