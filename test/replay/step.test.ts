import { describe, expect, test } from "vitest";
import { playStep } from "./play-step.ts";
import { exchange, VAULT } from "./slice-builders.ts";
import { honestRun } from "./stand-in.ts";
import { readStep } from "./step.ts";

const NAME = "sql-verify-backup--2026-02-03--live-01";
const ITEM = `${VAULT}/backupJobs/j`;

/** A recorded wait for a job, which is Completed at the second look. */
function file(
  step: object = { inputs: { operation: "wait-for-job", vault: VAULT, "job-id": "j" } },
) {
  const look = (status: string) => exchange("pre", ITEM, { body: { properties: { status } } });
  return JSON.stringify({
    date: "2026-02-03T10:00:00Z",
    step: { gate: "open", reason: "completed", ...step },
    interactions: [look("InProgress"), look("Completed")],
  });
}

function read(content: string) {
  const step = readStep(NAME, content);
  if (step === undefined) throw new Error("The file holds no step.");
  return { ...step, inputs: { ...step.inputs, "timeout-minutes": "5" } };
}

describe("a recorded step", () => {
  test("matches if its requests are all recorded and its verdict is the same", async () => {
    const { matched, faults, requests } = await playStep(read(file()), honestRun);

    expect(faults).toEqual([]);
    expect(requests).toBe(2);
    expect(matched).toBe(true);
  });

  test("does not match with another verdict", async () => {
    const { matched } = await playStep({ ...read(file()), reason: "job-failed" }, honestRun);

    expect(matched).toBe(false);
  });

  test("does not match if something else is asked for", async () => {
    const step = read(file());
    const inputs = { ...step.inputs, "job-id": "k" };

    const { faults } = await playStep({ ...step, inputs, reason: "timed-out" }, honestRun);

    expect(faults[0]).toMatch(/^unexpected GET .*\/backupjobs\/k$/);
  });

  test("gives the last answer again and again", async () => {
    const step = read(file());
    const [first] = step.exchanges;

    const { ours, requests } = await playStep(
      { ...step, exchanges: first ? [first] : [] },
      honestRun,
    );

    expect(ours.reason).toBe("timed-out");
    expect(requests).toBeGreaterThan(10);
  });
});

describe("a file holds no step", () => {
  test.each([
    ["if it does not say what was asked", JSON.stringify({ interactions: [] })],
    ["if it has no time", file().replace("2026-02-03T10:00:00Z", "")],
    ["if it wrote", file().replace('"GET"', '"POST"')],
    ["if it is no JSON", "<html>"],
  ])("%s", (_, content) => {
    expect(readStep(NAME, content)).toBeUndefined();
  });
});
