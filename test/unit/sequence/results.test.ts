import { describe, expect, test } from "vitest";
import { notStarted, one, resultOf, resultWith } from "../../../src/sequence/results.ts";
import type { Ending, Result } from "../../../src/sequence/task.ts";
import { item } from "../azure/backup/read-builders.ts";
import { fakeTools } from "./step-builders.ts";

const DONE: Ending = { kind: "nothing-to-do", why: "It is done." };

/** One of several items, and what happened to it. */
function setUp() {
  const { tools } = fakeTools();
  const steps: (string | Result["ending"])[] = [];
  const own = {
    ...tools,
    begin: () => void steps.push("begin"),
    end: (ending: Result["ending"]) => void steps.push(ending),
  };
  return { each: { item: item(), path: "sqlserver-1/payroll", own }, steps };
}

test("the result of a step about one item is what is known of the step", () => {
  const known = { path: "payroll" };

  expect(one(DONE, { known: () => known })).toEqual([{ known, ending: DONE }]);
});

describe("the result of one of several", () => {
  test("knows the item before its work begins", async () => {
    const { each, steps } = setUp();
    const result = await resultOf(each, async () => {
      expect(each.own.known()).toEqual({ before: each.item, path: each.path });
      expect(steps).toEqual(["begin"]);
      return DONE;
    });

    expect(result).toEqual({ known: { before: each.item, path: each.path }, ending: DONE });
    expect(steps).toEqual(["begin", DONE]);
  });

  test("is the error that its work threw", async () => {
    const { each, steps } = setUp();
    const error = new Error("It broke.");
    const { ending } = await resultOf(each, () => Promise.reject(error));

    expect(ending).toEqual({ kind: "thrown", error });
    expect(steps).toEqual(["begin", { kind: "thrown", error }]);
  });

  test("keeps what was learned of the item", () => {
    const { each } = setUp();
    const before = item({ protectionState: "ProtectionStopped" });
    each.own.learn({ before, path: "another/path" });

    expect(resultWith(each, DONE).known).toEqual({ before, path: "another/path" });
  });

  test("that never began says why, and which item it is about", () => {
    const { each, steps } = setUp();
    const ending = { kind: "not-started", why: "Time ran out." };

    expect(notStarted(each, "Time ran out.")).toEqual({
      known: { before: each.item, path: each.path },
      ending,
    });
    expect(steps).toEqual([ending]);
  });
});
