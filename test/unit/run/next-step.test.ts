import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/operations/operations.ts";
import { REASONS, type Reason } from "../../../src/reasons.ts";
import { withNextStep } from "../../../src/run/next-step.ts";
import type { Verdict } from "../../../src/sequence/known.ts";
import { acceptedWrite, IN_DOUBT } from "../sequence/step-builders.ts";

const verdict = (reason: Reason, hint = "Look."): Verdict => ({ reason, message: "m", hint });
const OPEN_ENDED: readonly Reason[] = ["timed-out", "contact-lost"];
const AGAIN = "Run the same step again: it looks first and does nothing twice.";

describe.each(OPEN_ENDED)("a step that ended %s", (reason) => {
  test.each(OPERATIONS.filter((operation) => operation !== "backup-now"))(
    "may be run again with %s, which does nothing twice",
    (operation) => {
      const write = IN_DOUBT;
      for (const known of [{}, { write }, { write, job: { id: "7", status: "" } }]) {
        expect(withNextStep(verdict(reason), operation, known).hint).toBe(`Look. ${AGAIN}`);
      }
    },
  );

  test("may be run again while no backup was asked for", () => {
    for (const known of [
      {},
      { write: { kind: "turned-away" } as const },
      { job: { id: "7", status: "" } },
    ]) {
      expect(withNextStep(verdict(reason), "backup-now", known).hint).toBe(`Look. ${AGAIN}`);
    }
  });

  test("is gone on with by the job's id where a backup was", () => {
    const known = { write: IN_DOUBT, job: { id: "7", status: "InProgress" } };

    const { hint } = withNextStep(verdict(reason), "backup-now", known);

    expect(hint).toContain("'operation: wait-for-job' and 'job-id: 7'");
    expect(hint).toContain("Do not run this step again");
  });

  test("looks for the backup first where its job is not known", () => {
    const { hint } = withNextStep(verdict(reason), "backup-now", { write: IN_DOUBT });

    expect(hint).toContain("Look for the backup among the vault's jobs");
    expect(hint).not.toContain(AGAIN);
  });

  test("says only this where there was no hint", () => {
    expect(withNextStep(verdict(reason, ""), "undelete", {}).hint).toBe(AGAIN);
  });
});

describe.each<{ reason: Reason }>([
  { reason: "sign-in-failed" },
  { reason: "not-authorized" },
  { reason: "vault-not-found" },
  { reason: "job-not-found" },
  { reason: "request-refused" },
  { reason: "workflow-cancelled" },
  { reason: "defect" },
])("a step that $reason cut off from what Azure had accepted", ({ reason }) => {
  test("goes on with the backup, and does not take another", () => {
    const known = { write: acceptedWrite(), job: { id: "7", status: "InProgress" } };

    expect(withNextStep(verdict(reason), "backup-now", known).hint).toContain(
      "Look. Do not run this step again",
    );
  });

  test("looks first for a backup that Azure may have accepted", () => {
    const known = { write: IN_DOUBT };

    expect(withNextStep(verdict(reason), "backup-now", known).hint).toContain(
      "Look. Look for the backup among the vault's jobs",
    );
  });

  test("may be run again where nothing is done twice", () => {
    expect(withNextStep(verdict(reason), "change-policy", { write: acceptedWrite() }).hint).toBe(
      `Look. ${AGAIN}`,
    );
  });
});

describe("an item that was not started", () => {
  test("is started by the same step, which does nothing twice", () => {
    expect(withNextStep(verdict("not-started", ""), "change-policy", {}).hint).toBe(AGAIN);
    expect(withNextStep(verdict("not-started", ""), "", {}).hint).toBe(AGAIN);
  });

  test("is backed up by a step that leaves out those that have their backup", () => {
    expect(withNextStep(verdict("not-started", ""), "backup-now", {}).hint).toBe(
      "Run the step again for the items that were not started; any other would get another backup.",
    );
  });
});

const WITH_OTHER_ADVICE: readonly Reason[] = [...OPEN_ENDED, "not-started"];

test.each((Object.keys(REASONS) as Reason[]).filter((one) => !WITH_OTHER_ADVICE.includes(one)))(
  "%s has its own advice where Azure has accepted nothing",
  (reason) => {
    const own = verdict(reason);

    expect(withNextStep(own, "backup-now", { write: { kind: "turned-away" } })).toBe(own);
  },
);
