import { describe, expect, test } from "vitest";
import { jobsOf, type Known, withJob, withoutJob, writeOf } from "../../../src/sequence/known.ts";
import { UNSENT } from "../../../src/sequence/write-state.ts";
import { job } from "../azure/backup/read-builders.ts";
import { acceptedWrite } from "./step-builders.ts";

const [A, B, C] = [job({ id: "a" }), job({ id: "b" }), job({ id: "c" })] as const;
const THREE: Known = { formerJobs: [A, B], job: C };

test("a step that has sent nothing is in the first of all states", () => {
  expect(writeOf({})).toBe(UNSENT);
  expect(writeOf({ write: acceptedWrite() })).toEqual(acceptedWrite());
});

describe("the jobs of a step", () => {
  test.each([
    { known: {}, ids: [] },
    { known: { job: A }, ids: ["a"] },
    { known: { formerJobs: [A, B] }, ids: ["a", "b"] },
    { known: THREE, ids: ["a", "b", "c"] },
  ] as const)("have the one that decides last: $ids", ({ known, ids }) => {
    expect(jobsOf(known).map(({ id }) => id)).toEqual(ids);
  });

  test("gain one, which decides", () => {
    expect(withJob({}, A)).toStrictEqual({ job: A });
    expect(withJob({ job: A }, B)).toStrictEqual({ job: B, formerJobs: [A] });
    expect(withJob({ job: A, formerJobs: [B] }, C)).toStrictEqual({ job: C, formerJobs: [B, A] });
  });

  test("take one that is known already only once, as it is now", () => {
    const ended = { ...A, status: "Failed" };

    expect(withJob({ job: A }, ended)).toStrictEqual({ job: ended });
    expect(withJob(THREE, ended)).toStrictEqual({ job: ended, formerJobs: [B, C] });
  });

  test.each([
    { gone: "c", expected: { job: B, formerJobs: [A] } },
    { gone: "a", expected: { job: C, formerJobs: [B] } },
    { gone: "another", expected: { job: C, formerJobs: [A, B] } },
  ])("lose one, and the last of the others decides: $gone", ({ gone, expected }) => {
    expect(withoutJob(THREE, gone)).toEqual(expected);
  });

  test("lose the only one", () => {
    expect(withoutJob({ job: A }, "a")).toEqual({ job: undefined, formerJobs: [] });
  });
});
