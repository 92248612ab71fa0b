import { describe, expect, test } from "vitest";
import { REASONS } from "../../../src/reasons.ts";
import type { Account } from "../../../src/report/step-report.ts";
import { judgeTogether } from "../../../src/run/together.ts";
import type { Known, Verdict } from "../../../src/sequence/known.ts";
import { item } from "../azure/backup/read-builders.ts";
import { acceptedWrite, IN_DOUBT } from "../sequence/step-builders.ts";

const service = { code: "X", message: "", recommendations: [] };
const fresh: Verdict = { reason: "recovery-point-fresh", message: "Fresh.", hint: "" };
const there: Verdict = { reason: "already-in-state", message: "There.", hint: "" };
const old: Verdict = {
  reason: "recovery-point-too-old",
  message: "Too old.",
  hint: "Back up.",
  service,
};
const none: Verdict = { reason: "no-recovery-point", message: "None.", hint: "Back up now." };
const unsent: Verdict = { reason: "dry-run", message: "Nothing was sent.", hint: "Set it." };
const running: Verdict = { reason: "job-running", message: "It runs.", hint: "Follow it." };
const warned: Verdict = { reason: "completed-with-warnings", message: "Warned.", hint: "" };
const refused: Verdict = { reason: "refused", message: "Not this.", hint: "Leave it out." };
const ambiguous: Verdict = { reason: "item-ambiguous", message: "Two.", hint: "Name it." };
const notStarted: Verdict = { reason: "not-started", message: "Another one.", hint: "Again." };
const failed: Verdict = { reason: "job-failed", message: "It failed.", hint: "Free space." };
const cancelled: Verdict = { reason: "workflow-cancelled", message: "Cancelled.", hint: "Go on." };

const EACH_ITS_OWN =
  "Each item has its own advice: see its 'next-step' in the output 'report', and its row in the job summary if there is one.";
const READS = { onlyReads: true, cutShort: undefined };
const WRITES = { onlyReads: false, cutShort: undefined };

const accounts = (verdicts: readonly Verdict[], known: Known = {}): readonly Account[] =>
  verdicts.map((verdict) => ({ known, verdict }));
const times = (count: number, verdict: Verdict) => Array.from({ length: count }, () => verdict);

describe("several items", () => {
  test.each([
    { what: "all alike, open", verdicts: [fresh, fresh], reason: "recovery-point-fresh" },
    { what: "one alone, open", verdicts: [fresh], reason: "recovery-point-fresh" },
    { what: "open and mixed", verdicts: [fresh, there], reason: "completed" },
    { what: "all alike, closed", verdicts: [old, old], reason: "recovery-point-too-old" },
    { what: "closed and mixed", verdicts: [old, none], reason: "items-failed" },
    { what: "one closed among open ones", verdicts: [fresh, old, fresh], reason: "items-failed" },
    { what: "one open among closed ones", verdicts: [old, fresh, old], reason: "items-failed" },
    { what: "unsent, but for one", verdicts: [there, unsent, unsent], reason: "dry-run" },
    { what: "running, but for one", verdicts: [there, running], reason: "job-running" },
    { what: "red and unsent", verdicts: [unsent, old], reason: "items-failed" },
    {
      what: "open, one with warnings",
      verdicts: [fresh, warned],
      reason: "completed-with-warnings",
    },
  ])("that are $what are $reason", ({ verdicts, reason }) => {
    const verdict = judgeTogether(accounts(verdicts), READS);

    expect(verdict.reason).toBe(reason);
    const anyClosed = verdicts.some((one) => REASONS[one.reason].gate === "closed");
    expect(REASONS[verdict.reason].gate).toBe(anyClosed ? "closed" : "open");
  });

  test("closed as asked are not told as failures", () => {
    expect(judgeTogether(accounts([there, unsent, running]), WRITES)).toEqual({
      ...unsent,
      message:
        "1 of 3 items passed; 1 dry-run, 1 job-running. First of the others: Nothing was sent.",
      hint: EACH_ITS_OWN,
    });
  });

  test("of a dry run tell for how many something is to be done", () => {
    const { message } = judgeTogether(accounts([there, unsent, unsent]), WRITES);

    expect(message).toBe(
      "Something is to be done for 2 of 3 items. First of them: Nothing was sent.",
    );
  });

  test("tell the first failure, its code, and where the advice on each is", () => {
    expect(judgeTogether(accounts([fresh, old, none]), READS)).toEqual({
      reason: "items-failed",
      message:
        "1 of 3 items passed; 1 recovery-point-too-old, 1 no-recovery-point. First failure: Too old.",
      hint: EACH_ITS_OWN,
      service,
    });
  });

  test.each([
    { what: "path", known: { path: "sql1/db7", before: item() }, name: "sql1/db7" },
    { what: "name where it has no path", known: { before: item() }, name: "payroll" },
  ])("name the first failure by its $what", ({ known, name }) => {
    const all = [...accounts([fresh]), ...accounts([old], known)];

    expect(judgeTogether(all, READS).message).toBe(
      `1 of 2 items passed. First failure: '${name}': Too old.`,
    );
  });

  test.each([
    { what: "one failure", verdicts: [fresh, old] },
    { what: "failures of one kind", verdicts: [old, old] },
    { what: "one failure and what it kept from starting", verdicts: [notStarted, old] },
  ])("with $what have one advice", ({ verdicts }) => {
    expect(judgeTogether(accounts(verdicts), READS).hint).toBe("Back up.");
  });

  test("that all passed say so", () => {
    expect(judgeTogether(accounts([fresh, there]), READS)).toEqual({
      reason: "completed",
      message: "2 of 2 items passed.",
      hint: "",
    });
  });

  test("that are none are a defect of ours: they never open the gate", () => {
    expect(() => judgeTogether([], READS)).toThrow();
  });
});

describe("several items of which nothing was written", () => {
  test.each([
    { what: "one refusal", verdicts: [refused, ...times(299, notStarted)], reason: "refused" },
    {
      what: "two refusals, beside an item with nothing to do",
      verdicts: [notStarted, refused, there, refused],
      reason: "refused",
    },
    {
      what: "different reasons",
      verdicts: [refused, ambiguous, notStarted],
      reason: "items-failed",
    },
    { what: "a refusal in a dry run", verdicts: [unsent, refused], reason: "refused" },
  ])("have the reason that stopped them: $what", ({ verdicts, reason }) => {
    expect(judgeTogether(accounts(verdicts), WRITES).reason).toBe(reason);
  });

  test("have it as well if the operation only reads and the rest was not started", () => {
    const all = accounts([fresh, old, notStarted]);

    expect(judgeTogether(all, READS).reason).toBe("recovery-point-too-old");
  });

  test("tell what stopped them first, and count the rest", () => {
    expect(judgeTogether(accounts([notStarted, refused, notStarted]), WRITES)).toMatchObject({
      message: "0 of 3 items passed; 1 refused, 2 not-started. First failure: Not this.",
      hint: "Leave it out.",
    });
  });
});

test.each([
  { what: "Azure took a write", write: acceptedWrite() },
  { what: "nobody knows whether Azure took a write", write: IN_DOUBT },
])("several items are 'items-failed' if $what, whatever stopped the rest", ({ write }) => {
  const all = [...accounts([failed], { write }), ...accounts([notStarted])];

  expect(judgeTogether(all, WRITES).reason).toBe("items-failed");
});

describe("several items that something cut short", () => {
  const cutShort = cancelled;

  test("have its reason and advice, and count what became of the items", () => {
    const all = accounts([there, failed, cancelled, notStarted]);

    expect(judgeTogether(all, { onlyReads: false, cutShort })).toEqual({
      ...cancelled,
      message: "1 of 4 items passed; 1 job-failed, 1 not-started, 1 workflow-cancelled. Cancelled.",
    });
  });

  test("have an advice each, if they differ", () => {
    const all = accounts([cancelled, { ...cancelled, hint: "Follow job 7." }]);

    expect(judgeTogether(all, { onlyReads: false, cutShort }).hint).toBe(EACH_ITS_OWN);
  });

  test("have its advice if none of them was in the middle of its work", () => {
    expect(judgeTogether(accounts([there, there]), { onlyReads: false, cutShort })).toEqual({
      ...cancelled,
      message: "2 of 2 items passed. Cancelled.",
    });
  });
});
