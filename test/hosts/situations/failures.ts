import { IDENTITY } from "../../emulator/emulator.ts";
import type { Scenario } from "../../support/scenario.ts";
import type { Situation } from "../situation.ts";

const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-1/payroll" };
const BACKUP = { ...STOP, operation: "backup-now" };
const DELETE = { ...STOP, operation: "stop-protection-delete-data" };
const EVER = Number.POSITIVE_INFINITY;

function answers(status: number, code: string, method?: string) {
  const body = JSON.stringify({ error: { code, message: `Azure said ${code}.` } });
  return ({ azure }: Scenario) =>
    azure.fault({ times: EVER, answer: { status, body }, ...(method ? { method } : {}) });
}

function busy(times: number, seconds: number) {
  const answer = { status: 429, headers: { "retry-after": String(seconds) }, body: "" };
  return ({ azure }: Scenario) => azure.fault({ times, answer });
}

/** Wrong inputs, refusals, and what goes wrong in Azure or on the way there. */
export const FAILURES: readonly Situation[] = [
  { name: "no item", inputs: { ...STOP, item: "" }, reason: "invalid-input" },
  {
    name: "a time that is no number",
    inputs: { ...STOP, "timeout-minutes": "soon" },
    reason: "invalid-input",
  },
  {
    name: "an input of another operation",
    inputs: { ...STOP, "retain-until": "30d" },
    reason: "invalid-input",
  },
  {
    name: "a flag that is neither true nor false",
    inputs: { ...STOP, "dry-run": "perhaps" },
    reason: "invalid-input",
  },
  {
    name: "a choice that there is not",
    inputs: { ...BACKUP, "on-conflict": "retry" },
    reason: "invalid-input",
  },
  {
    name: "two statuses that may not be allowed",
    inputs: { ...BACKUP, "allowed-job-statuses": "Failed, Cancelled" },
    reason: "invalid-input",
  },
  { name: "a deletion that nobody confirms", inputs: DELETE, reason: "invalid-input" },
  {
    name: "a deletion of another item than is confirmed",
    inputs: { ...DELETE, "confirm-delete": "erp" },
    reason: "refused",
  },
  {
    name: "a policy that keeps less",
    inputs: { ...STOP, operation: "change-policy", policy: "DevPolicy" },
    reason: "refused",
  },
  {
    name: "a policy that there is not",
    inputs: { ...STOP, operation: "change-policy", policy: "ProdPolicies" },
    reason: "policy-not-found",
  },
  {
    name: "a vault that there is not",
    inputs: { ...STOP, vault: "Elsewhere" },
    reason: "vault-not-found",
  },
  { name: "a name that several have", inputs: { ...STOP, item: "msDB" }, reason: "item-ambiguous" },
  {
    name: "a job that there is not",
    inputs: { operation: "wait-for-job", "job-id": "99999999-9999-9999-9999-999999999999" },
    reason: "job-not-found",
  },
  {
    name: "a running job that must not be waited for",
    inputs: { ...STOP, "on-conflict": "fail" },
    world: ({ azure }) => {
      azure.addJob({ item: azure.item("payroll", "sqlserver-1") });
    },
    reason: "conflict",
  },
  {
    name: "a missing right",
    inputs: STOP,
    world: answers(403, "AuthorizationFailed", "PUT"),
    reason: "not-authorized",
  },
  {
    name: "a request that Azure refuses",
    inputs: STOP,
    world: answers(400, "BMSUserErrorInvalidInput", "PUT"),
    reason: "request-refused",
  },
  {
    name: "a refusal that repeats the secret",
    inputs: STOP,
    world: answers(400, `Wrong_${IDENTITY.clientSecret}`, "PUT"),
    reason: "request-refused",
  },
  {
    name: "a token that Azure refuses",
    inputs: STOP,
    world: answers(401, "InvalidAuthenticationToken"),
    reason: "sign-in-failed",
  },
  {
    name: "a line that is dead",
    inputs: STOP,
    world: ({ azure }) => azure.fault({ times: EVER, answer: "dropped" }),
    reason: "contact-lost",
  },
  {
    name: "a line that drops once",
    inputs: STOP,
    world: ({ azure }) => azure.fault({ method: "PUT", afterwards: true, answer: "dropped" }),
    reason: "completed",
  },
  { name: "a busy Azure", inputs: STOP, world: busy(3, 40), reason: "completed" },
  {
    name: "an Azure that stays busy",
    inputs: { ...STOP, "timeout-minutes": "5" },
    world: busy(EVER, 60),
    reason: "timed-out",
  },
  {
    name: "an operation that fails",
    inputs: STOP,
    world: ({ azure }) =>
      azure.script({
        operationStatus: "Failed",
        operationError: { code: "UserErrorX", message: "It did not work." },
      }),
    reason: "operation-failed",
  },
  {
    name: "an operation that is cancelled",
    inputs: STOP,
    world: ({ azure }) => azure.script({ operationStatus: "Canceled" }),
    reason: "operation-cancelled",
  },
  {
    name: "a job that fails",
    inputs: BACKUP,
    world: ({ azure }) => azure.script({ jobStatus: "Failed" }),
    reason: "job-failed",
  },
  {
    name: "a job that is cancelled",
    inputs: BACKUP,
    world: ({ azure }) => azure.script({ jobStatus: "Cancelled" }),
    reason: "job-cancelled",
  },
  {
    name: "a job that ends with warnings, which are not allowed",
    inputs: BACKUP,
    world: ({ azure }) => azure.script({ jobStatus: "CompletedWithWarnings" }),
    reason: "job-completed-with-warnings",
  },
  {
    name: "a state that is not reached",
    inputs: STOP,
    world: ({ azure }) => azure.script({ itemUnchanged: true }),
    reason: "state-not-reached",
  },
  {
    name: "an operation that outlasts the step",
    inputs: { ...STOP, "timeout-minutes": "1.5" },
    world: ({ azure }) => azure.script({ operationSeconds: 3_600 }),
    reason: "timed-out",
  },
  { name: "a sign-in for real", inputs: STOP, signsIn: true, reason: "completed" },
  {
    name: "a secret that is wrong",
    inputs: STOP,
    signsIn: true,
    world: ({ azure }) => {
      azure.entra.identity().clientSecret = "another";
    },
    reason: "sign-in-failed",
  },
  {
    name: "a secret that has expired",
    inputs: STOP,
    signsIn: true,
    world: ({ azure, clock }) => {
      azure.entra.identity().secretExpiresAt = clock.now() - 1;
    },
    reason: "sign-in-failed",
  },
  {
    name: "a tenant that does not know the application",
    inputs: STOP,
    signsIn: true,
    world: ({ azure }) => {
      const { identities } = azure.entra;
      identities.splice(
        0,
        identities.length,
        ...identities.filter(({ clientId }) => clientId !== IDENTITY.clientId),
      );
    },
    reason: "sign-in-failed",
  },
];
