import { expect, test } from "vitest";
import { ActionError } from "../../src/errors.ts";
import { OUTPUT_ROWS } from "../../src/manifest/output-rows.ts";
import { REASONS, type Reason } from "../../src/reasons.ts";
import type { Fault } from "../emulator/emulator.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";

/** What happens, and what the user had asked for. */
interface Story {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly given?: (scenario: Scenario) => void;
  readonly settings?: Parameters<typeof step>[2];
}

const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-0/msDB" };
const VERIFY = {
  operation: "verify-backup",
  item: "sqlserver-0/msDB",
  "max-recovery-point-age": "24h",
};
const BACKUP = { operation: "backup-now", item: "sqlserver-0/msDB" };
const JOB = "44444444-4444-4444-4444-444444444444";
const CANCEL = { operation: "cancel-job", "job-id": JOB };
const CHANGE = { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" };

function answers(status: number, code: string, fault: Partial<Fault> = {}) {
  const body = JSON.stringify({ error: { code, message: `Azure said ${code}.` } });
  return ({ azure }: Scenario) =>
    azure.fault({ times: Number.POSITIVE_INFINITY, ...fault, answer: { status, body } });
}

/** The seed's job of the article, which completed years ago. */
const COMPLETED_JOB = "7ddead57-bcb9-4269-ac31-6a1b57588700";

/**
 * A story for every reason; the type makes a reason without one a compile error. Only one of several
 * items is not started, so that reason has its own scenarios.
 */
const STORIES: Readonly<Record<Exclude<Reason, "not-started">, Story>> = {
  "invalid-input": { inputs: { ...STOP, item: "" } },
  "sign-in-failed": { given: answers(401, "InvalidAuthenticationToken") },
  "not-authorized": { given: answers(403, "AuthorizationFailed", { method: "PUT" }) },
  "vault-not-found": { inputs: { ...STOP, vault: "Elsewhere" } },
  "item-not-found": { inputs: { ...STOP, item: "sqlserver-0/msdbs" } },
  "item-ambiguous": { inputs: { ...STOP, item: "msDB" } },
  "policy-not-found": { inputs: { ...CHANGE, policy: "ProdPolicies" } },
  "job-not-found": {
    inputs: { operation: "wait-for-job", "job-id": "99999999-9999-9999-9999-999999999999" },
  },
  refused: { inputs: { ...CHANGE, item: "inventory" } },
  conflict: {
    inputs: { ...STOP, "on-conflict": "fail" },
    given: ({ azure }) =>
      azure.addJob({ item: azure.item("msDB", "sqlserver-0"), status: "InProgress" }),
  },
  "request-refused": { given: answers(400, "BMSUserErrorInvalidInput", { method: "PUT" }) },
  "operation-failed": {
    given: ({ azure }) =>
      azure.script({
        operationStatus: "Failed",
        operationError: { code: "UserErrorSomething", message: "It did not work." },
      }),
  },
  "operation-cancelled": { given: ({ azure }) => azure.script({ operationStatus: "Canceled" }) },
  "job-failed": { given: ({ azure }) => azure.script({ jobStatus: "Failed" }) },
  "job-cancelled": { given: ({ azure }) => azure.script({ jobStatus: "Cancelled" }) },
  "job-completed-with-warnings": {
    given: ({ azure }) => azure.script({ jobStatus: "CompletedWithWarnings" }),
  },
  "job-already-ended": { inputs: { ...CANCEL, "job-id": COMPLETED_JOB } },
  "recovery-point-too-old": { inputs: { ...VERIFY, "max-recovery-point-age": "1h" } },
  "no-recovery-point": { inputs: { ...VERIFY, item: "crm" } },
  "last-backup-failed": { inputs: { ...VERIFY, item: "billing" } },
  "items-failed": { inputs: { ...VERIFY, item: "crm\nbilling" } },
  "state-not-reached": { given: ({ azure }) => azure.script({ itemUnchanged: true }) },
  "timed-out": { given: ({ azure }) => azure.script({ operationStatus: "InProgress" }) },
  "workflow-cancelled": {
    settings: {
      world: {
        signal: AbortSignal.abort(
          new ActionError("workflow-cancelled", "The workflow was cancelled.", { hint: "" }),
        ),
      },
    },
  },
  "contact-lost": { given: ({ azure }) => azure.fault({ times: 999, answer: "dropped" }) },
  defect: {
    settings: {
      world: {
        signIn: () => async () => {
          throw new TypeError("a mistake of ours");
        },
      },
    },
  },
  "dry-run": { inputs: { ...STOP, "dry-run": "true" } },
  "job-running": { inputs: { ...BACKUP, wait: "false" } },
  completed: {},
  "completed-with-warnings": {
    inputs: { ...STOP, "allowed-job-statuses": "Completed, CompletedWithWarnings" },
    given: ({ azure }) => azure.script({ jobStatus: "CompletedWithWarnings" }),
  },
  "already-in-state": { inputs: { ...STOP, item: "inventory" } },
  "recovery-point-fresh": { inputs: VERIFY },
  listed: { inputs: { operation: "list-items", item: "*" } },
  "cancelled-as-asked": {
    inputs: CANCEL,
    given: ({ azure }) => azure.addJob({ item: azure.item("orders"), id: JOB }),
  },
};

test.each(Object.entries(STORIES))(
  "%s is reached, with its gate and exit",
  async (reason, story) => {
    const azure = scenario();
    story.given?.(azure);

    const result = await step(azure, story.inputs ?? STOP, story.settings);

    const { gate, red } = REASONS[reason as Reason];
    const isWarned = gate === "closed" && !red;
    expect(result.output("reason")).toBe(reason);
    expect(result.output("gate")).toBe(gate);
    expect(result.gate).toBe(gate);
    expect(result.host.failed).toBe(red);
    const eachItem = reason === "items-failed" ? 3 : 1;
    expect(result.host.errors).toHaveLength(red ? eachItem : 0);
    expect(result.host.warnings).toHaveLength(isWarned ? 1 : 0);
    if (!isWarned) expect(result.output("error-message") !== "").toBe(red);
    expect(result.host.summaryMarkdown).toContain(`## Backup gate ${gate}: ${reason}`);
    expect([...result.host.outputs.keys()].toSorted()).toEqual(
      [...Object.keys(OUTPUT_ROWS)].toSorted(),
    );
    const { items, version } = JSON.parse(result.output("report"));
    expect(version).toBe(1);
    expect(items.length).toBeGreaterThan(0);
  },
);

test("green with a closed gate is only what the user asked for", () => {
  const green = Object.entries(REASONS).filter(([, { gate, red }]) => gate === "closed" && !red);

  expect(green.map(([reason]) => reason)).toEqual(["dry-run", "job-running"]);
  expect(Object.values(REASONS).filter(({ gate, red }) => gate === "open" && red)).toEqual([]);
});
