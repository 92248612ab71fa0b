import { cutSession } from "./session.ts";
import type { Operation, Recorded, Slice } from "./slice.ts";
import { exchange, JOB_ID, VAULT } from "./slice-builders.ts";

/** The host that header URLs name, and where no request may go. */
const FOREIGN = "https://arm.example.net";
/** The sessions' virtual machine, below the name of the fabric that its backup is sent to. */
export const MACHINE = `${VAULT}/backupFabrics/AzureIaasVM/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg-x;vm-y/protectedItems/VM;iaasvmcontainerv2;rg-x;vm-y`;
/** The ids of the operations that the session starts. */
export const IDS = {
  enable: "aaaaaaaa-0000-4000-8000-00000000000e",
  backup: "aaaaaaaa-0000-4000-8000-00000000000b",
  cancel: "aaaaaaaa-0000-4000-8000-00000000000c",
};

const JOB = `${VAULT}/backupJobs/${JOB_ID}`;
const PROTECTED = MACHINE.replace("AzureIaasVM", "Azure");

type Told = Parameters<typeof exchange>[2];

/** One exchange of a session, which does not say to what it belongs. */
export function recorded(path: string, told: Told = {}): Recorded {
  const { request, response } = exchange("pre", path, told);
  return { request, response };
}

/** A request that starts something, accepted with header URLs on another host. */
export function start(
  second: number,
  sent: { method: string; path: string; id: string },
): Recorded {
  const { method, path, id } = sent;
  const { request, response } = recorded(path, { method, status: 202, second, body: "" });
  const owner = path.replace(/\/(?:backup|cancel)$/, "");
  const status = { "azure-asyncoperation": `${FOREIGN}${owner}/operationsStatus/${id}` };
  const headers = {
    ...response.headers,
    ...(path.endsWith("/cancel") ? {} : status),
    location: `${FOREIGN}${owner}/operationResults/${id}?api-version=2016-05-01`,
    "retry-after": "60",
  };
  return { request, response: { ...response, headers } };
}

/** A look at the result of an operation, which is 202 until it is there. */
export function result(second: number, path: string, told: Told): Recorded {
  const seen = recorded(path, { second, body: "", ...told });
  return {
    ...seen,
    response: { ...seen.response, headers: { ...seen.response.headers, "retry-after": "60" } },
  };
}

/** A look at the job. */
export function look(second: number, status: string): Recorded {
  return recorded(JOB, { second, body: jobBody(status) });
}

/** A look at the vault's jobs, of which there is one. */
export function list(second: number, status: string): Recorded {
  return recorded(`${VAULT}/backupJobs`, { second, body: { value: [jobBody(status)] } });
}

function jobBody(status: string) {
  const properties = { jobType: "AzureIaaSVMJob", operation: "Backup", status };
  return { id: onTestStamp(JOB), name: JOB_ID, properties };
}

function onTestStamp(id: string): string {
  return id.replace("RecoveryServices/", "RecoveryServicesBVTD2/");
}

/** Protects the machine, whose state only the result of that tells. */
export const ENABLE: readonly Recorded[] = [
  recorded(VAULT, { second: -60, body: { name: "vault-x", properties: {} } }),
  start(-50, { method: "PUT", path: PROTECTED, id: IDS.enable }),
  result(-49, `${PROTECTED}/operationResults/${IDS.enable}`, { status: 202 }),
  result(-40, `${PROTECTED}/operationResults/${IDS.enable}`, {
    body: {
      id: onTestStamp(PROTECTED),
      name: "iaasvmcontainerv2;rg-x;vm-y",
      properties: { friendlyName: "vm-y", protectionState: "IRPending" },
    },
  }),
];

/** Backs the machine up: 7 s of operation by its result; the status is only looked at 3 s later. */
export const BACKUP: readonly Recorded[] = [
  start(0, { method: "POST", path: `${MACHINE}/backup`, id: IDS.backup }),
  result(1, `${MACHINE}/operationResults/${IDS.backup}`, { status: 202, body: {} }),
  result(7, `${MACHINE}/operationResults/${IDS.backup}`, { status: 204 }),
  recorded(`${MACHINE}/operationsStatus/${IDS.backup}`, {
    second: 10,
    body: { name: IDS.backup, status: "Succeeded", properties: { jobId: JOB_ID } },
  }),
];

/** Cancels the job, which takes 15 s. */
export const CANCEL: readonly Recorded[] = [
  start(20, { method: "POST", path: `${JOB}/cancel`, id: IDS.cancel }),
  result(21, `${JOB}/operationResults/${IDS.cancel}`, { status: 202 }),
  result(35, `${JOB}/operationResults/${IDS.cancel}`, { status: 204 }),
];

/** All of that, with one look at the job before it is cancelled. */
export const SESSION: readonly Recorded[] = [
  ...ENABLE,
  ...BACKUP,
  look(12, "InProgress"),
  ...CANCEL,
];

/** The slice of this operation that a session is cut into. */
export function cut(operation: Operation, session = SESSION): Slice {
  const parts = cutSession("SomeTest--2016-02-03--abc", session);
  const slices = parts.flatMap((part) => (part.kind === "slice" ? [part.slice] : []));
  const found = slices.find((slice) => slice.operation === operation);
  if (!found) throw new Error(`The session holds no ${operation}.`);
  return found;
}

/** A session as its file holds it. */
export function sessionFile(session: readonly Recorded[]): string {
  return JSON.stringify({ interactions: session });
}
