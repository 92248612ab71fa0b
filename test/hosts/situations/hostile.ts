import type { Scenario } from "../../support/scenario.ts";
import { HOSTILE, type Situation } from "../situation.ts";

const JOB = "44444444-4444-4444-4444-444444444444";
const STOP = { operation: "stop-protection-retain-data", item: "orders" };
const VERIFY = { operation: "verify-backup", item: "vm-1/*", "max-recovery-point-age": "24h" };

const body = JSON.stringify({ error: { code: HOSTILE, message: HOSTILE } });

/** Every place of a job that holds text. */
const job = {
  jobStatus: "Failed",
  jobErrors: [
    {
      errorCode: HOSTILE,
      errorTitle: HOSTILE,
      errorString: HOSTILE,
      recommendations: [HOSTILE, HOSTILE.slice(1)],
    },
  ],
  tasks: [{ taskId: HOSTILE, status: HOSTILE }],
  propertyBag: { [`Data ${HOSTILE}`]: HOSTILE },
};

/** A database whose names nobody should print as they are. */
function database(name: string) {
  return ({ azure }: Scenario) => {
    azure.addItem({
      workload: "SQLDataBase",
      container: "VMAppContainer;Compute;rg-sql;vm-1",
      name: `SQLDataBase;mssqlserver;${name}`,
      friendlyName: name,
      serverName: name,
      policy: "HourlyLogPolicy",
    });
  };
}

/** Texts of Azure's and of the user's that would command a host. */
export const HOSTILE_TEXTS: readonly Situation[] = [
  {
    name: "hostile errors, tasks and properties of a job",
    inputs: STOP,
    world: ({ azure }) => azure.script(job),
    reason: "job-failed",
  },
  {
    name: "hostile errors of two jobs",
    inputs: { operation: "backup-now", item: "orders\nerp" },
    world({ azure }) {
      azure.script({ item: "orders", ...job });
      azure.script({ item: "erp", ...job });
    },
    reason: "job-failed",
  },
  {
    name: "a hostile refusal",
    inputs: STOP,
    world: ({ azure }) => azure.fault({ method: "PUT", answer: { status: 400, body } }),
    reason: "request-refused",
  },
  {
    name: "a hostile lack of rights",
    inputs: STOP,
    world: ({ azure }) => azure.fault({ times: 99, answer: { status: 403, body } }),
    reason: "request-refused",
  },
  {
    name: "a hostile page of a proxy",
    inputs: STOP,
    world: ({ azure }) =>
      azure.fault({ times: Number.POSITIVE_INFINITY, answer: { status: 502, body: HOSTILE } }),
    reason: "contact-lost",
  },
  {
    name: "a hostile end of an operation",
    inputs: STOP,
    world: ({ azure }) =>
      azure.script({
        operationStatus: "Failed",
        operationError: { code: HOSTILE, message: HOSTILE },
      }),
    reason: "operation-failed",
  },
  {
    name: "a job of an item with a hostile name",
    inputs: { operation: "wait-for-job", "job-id": JOB },
    world({ azure }) {
      const overrides = { entityFriendlyName: HOSTILE, operation: HOSTILE };
      azure.addJob({ item: azure.item("orders"), id: JOB, status: "Failed", overrides });
    },
    reason: "job-failed",
  },
  {
    name: "a job with a hostile status",
    inputs: { operation: "wait-for-job", "job-id": JOB, "timeout-minutes": "3" },
    world({ azure }) {
      azure.addJob({
        item: azure.item("orders"),
        id: JOB,
        status: "InProgress",
        overrides: { status: HOSTILE },
      });
    },
    reason: "timed-out",
  },
  {
    name: "a hostile state of protection",
    inputs: STOP,
    world: ({ azure }) => {
      azure.item("orders").protectionState = HOSTILE;
    },
    reason: "completed",
  },
  {
    name: "a list of hostile names",
    inputs: { operation: "list-items", item: "vm-1/*" },
    world: database("##[error]::x ##vso[task.complete]y"),
    reason: "listed",
  },
  {
    name: "an item with a hostile name",
    inputs: VERIFY,
    world: database("::error::##vso[task.complete result=Succeeded;]x"),
    reason: "no-recovery-point",
  },
  {
    name: "what was typed, which may come from anybody",
    inputs: { ...STOP, item: HOSTILE.replace(/\$[[(][^\])]*[\])]|[\r\n]/g, "") },
    reason: "item-not-found",
  },
  {
    name: "a hostile policy",
    inputs: {
      ...STOP,
      operation: "change-policy",
      policy: "::error::x ##vso[task.complete result=Succeeded;]",
    },
    reason: "invalid-input",
  },
];
