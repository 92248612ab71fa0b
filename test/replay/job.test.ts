import { describe, expect, test } from "vitest";
import { isLookAtJob, jobIdIn, jobIn } from "./job.ts";
import { CANCEL, list, look, recorded } from "./session-builders.ts";
import { JOB_ID, VAULT } from "./slice-builders.ts";

const JOB = `${VAULT}/backupJobs/${JOB_ID}`;
const gone = recorded(JOB.toUpperCase(), { status: 404 });
const [request, running] = CANCEL;

describe("jobIn", () => {
  test.each([
    { told: "a look at it", exchange: look(0, "InProgress") },
    { told: "a list that holds it", exchange: list(0, "InProgress") },
  ])("finds the job in $told", ({ exchange }) => {
    expect(jobIn(exchange, JOB_ID.toUpperCase())).toMatchObject({
      name: JOB_ID,
      properties: { status: "InProgress" },
    });
  });

  test.each([
    { told: "a list without it", exchange: list(0, "InProgress"), id: "other" },
    { told: "a look at another", exchange: look(0, "InProgress"), id: "other" },
    { told: "a look in vain", exchange: gone, id: JOB_ID },
    { told: "the result of its cancellation", exchange: running, id: JOB_ID },
  ])("finds nothing in $told", ({ exchange, id }) => {
    expect(exchange && jobIn(exchange, id)).toBeUndefined();
  });
});

describe("isLookAtJob", () => {
  test("counts a look in vain, whatever the casing", () => {
    expect(isLookAtJob(gone, JOB_ID)).toBe(true);
  });

  test("counts neither the cancellation nor its result", () => {
    expect([request, running].map((one) => one && isLookAtJob(one, JOB_ID))).toEqual([
      false,
      false,
    ]);
  });
});

describe("jobIdIn", () => {
  test.each([
    { url: `https://x${JOB}?api-version=1`, id: JOB_ID },
    { url: `https://x${JOB}/cancel`, id: JOB_ID },
    { url: `https://x${VAULT}/backupJobs?api-version=1`, id: "" },
  ])("reads $id out of a URL", ({ url, id }) => {
    expect(jobIdIn(url)).toBe(id);
  });
});
