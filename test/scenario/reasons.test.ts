import { expect, test } from "vitest";
import { ActionError } from "../../src/errors.ts";
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
const CHANGE = { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" };

function answers(status: number, code: string, fault: Partial<Fault> = {}) {
  const body = JSON.stringify({ error: { code, message: `Azure said ${code}.` } });
  return ({ azure }: Scenario) =>
    azure.fault({ times: Number.POSITIVE_INFINITY, ...fault, answer: { status, body } });
}

/** A story for every reason; the type makes a reason without one a compile error. */
const STORIES: Readonly<Record<Reason, Story>> = {
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
  completed: {},
  "completed-with-warnings": {
    inputs: { ...STOP, "allowed-job-statuses": "Completed, CompletedWithWarnings" },
    given: ({ azure }) => azure.script({ jobStatus: "CompletedWithWarnings" }),
  },
  "already-in-state": { inputs: { ...STOP, item: "inventory" } },
};

test.each(Object.entries(STORIES))(
  "%s is reached, with its gate and exit",
  async (reason, story) => {
    const azure = scenario();
    story.given?.(azure);

    const result = await step(azure, story.inputs ?? STOP, story.settings);

    const { gate } = REASONS[reason as Reason];
    expect(result.output("reason")).toBe(reason);
    expect(result.output("gate")).toBe(gate);
    expect(result.gate).toBe(gate);
    expect(result.host.failed).toBe(gate === "closed");
    expect(result.host.errors).toHaveLength(gate === "closed" ? 1 : 0);
    expect(result.output("error-message") !== "").toBe(gate === "closed");
    expect(result.host.summaryMarkdown).toContain(`## Backup gate ${gate}: ${reason}`);
  },
);
