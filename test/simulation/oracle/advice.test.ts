import { expect, test } from "vitest";
import { nextStepTold } from "./advice.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { buildRecord } from "./record-builder.ts";

const ERROR = "It is stopped. What to do: Use 'resume-protection'.";

function judged(step: string, errors: readonly string[], items: readonly object[] = []) {
  const report = JSON.stringify({ items });
  return nextStepTold.judge(buildRecord({ outputs: { "next-step": step, report }, errors }));
}

test("nextStepTold is broken by a gate that is closed without advice, or with other advice", () => {
  expect(judged("", [ERROR]).breach).toContain("nothing says");
  expect(judged("Check 'item'.", [ERROR]).breach).toContain("Check 'item'.");
  expect(judged("Use 'resume-protection'.", [ERROR])).toEqual(HOLDS);
  expect(nextStepTold.judge(buildRecord({ outputs: { gate: "open" } }))).toEqual(NOT_AT_STAKE);
});

test("nextStepTold wants the advice on each of several items", () => {
  const items = (step: string) => [
    { gate: "open" },
    { gate: "closed", "next-step": step },
    { gate: "closed", "next-step": "Use 'resume-protection'." },
  ];
  const errors = [ERROR, "It is gone. What to do: Check 'vault'."];

  expect(judged("See the summary.", errors, items("Check 'vault'."))).toEqual(HOLDS);
  expect(judged("See the summary.", errors, items("Wait.")).breach).toContain("Wait.");
  expect(judged("See the summary.", errors, items("")).breach).toBeDefined();

  const notStarted = { gate: "closed", reason: "not-started", "next-step": "Run it again." };
  expect(judged("See the summary.", errors, [notStarted, ...items("Check 'vault'.")])).toEqual(
    HOLDS,
  );
});
