import type { Answer, Exchange, Operation, Phase, Slice } from "./slice.ts";

const SUBSCRIPTION = "/subscriptions/11111111-2222-4333-8444-555555555555";
/** Its vault. */
export const VAULT = `${SUBSCRIPTION}/resourceGroups/rg-x/providers/Microsoft.RecoveryServices/vaults/vault-x`;
/** Its protected item, a SQL database. */
export const ITEM = `${VAULT}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;rg-x;vm-x/protectedItems/SQLDataBase;inst;ledger`;
/** The policy that its policy changes ask for. */
export const POLICY = `${VAULT}/backupPolicies/nightly`;
/** The id of its long-running operation. */
export const OPERATION_ID = "aaaaaaaa-0000-4000-8000-000000000001";
/** The id of its backup job, which is another one. */
export const JOB_ID = "bbbbbbbb-0000-4000-8000-000000000002";
/** When the write of every synthetic slice was sent. */
export const START_MS = Date.UTC(2026, 1, 3, 4, 5, 6);

const ORIGIN = "https://management.azure.com";
const ENCODED_ITEM = ITEM.replaceAll(";", "%3B");
const SENT: Readonly<Record<string, readonly [method: string, properties?: object]>> = {
  "set-policy": ["PUT", { policyId: POLICY }],
  resume: ["PUT", { policyId: POLICY }],
  "stop-retain": ["PUT", { policyId: "", protectionState: "ProtectionStopped" }],
  "stop-delete": ["DELETE"],
  undelete: ["PUT", { policyId: "", protectionState: "ProtectionStopped", isRehydrate: true }],
  backup: ["POST", { backupType: "Full", recoveryPointExpiryTimeInUTC: "2026-04-01T00:00:00Z" }],
};

/** One exchange; `second` counts from the write. */
export function exchange(
  phase: Phase,
  path: string,
  { second = 0, status = 200, method = "GET", sent = undefined as unknown, body = {} as unknown },
): Exchange {
  const date = new Date(START_MS + second * 1_000).toUTCString();
  return {
    phase,
    request: {
      method,
      url: `${ORIGIN}${path}?api-version=2020-01-01`,
      body: sent === undefined ? null : JSON.stringify(sent),
    },
    response: {
      status,
      headers: { date, "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
  };
}

/** A look at the item. */
export function itemSeen(phase: "pre" | "verify", second: number, properties: object): Exchange {
  const body = { id: ITEM, name: "SQLDataBase;inst;ledger", properties };
  return exchange(phase, ENCODED_ITEM, { second, body });
}

/** The recorded write, accepted unless another status is given. */
export function write(operation: Operation, status = 202, second = 0): Exchange {
  const [method = "PUT", properties] = SENT[operation] ?? [];
  const sent = properties && { properties };
  const path = operation === "backup" ? `${ENCODED_ITEM}/backup` : ENCODED_ITEM;
  const accepted = exchange("mutate", path, { method, status, sent, second, body: "" });
  const header = `${ORIGIN}${ITEM}/operationsStatus/${OPERATION_ID}?api-version=2020-01-01`;
  const headers = { ...accepted.response.headers, "azure-asyncoperation": header };
  return { ...accepted, response: { ...accepted.response, headers } };
}

/** A look at the operation. */
export function poll(second: number, status: string): Exchange {
  const ended = status === "Succeeded" ? { properties: { jobId: JOB_ID } } : {};
  const body = { id: OPERATION_ID, status, startTime: new Date(START_MS).toISOString(), ...ended };
  return exchange("poll", `${VAULT}/backupOperations/${OPERATION_ID}`, { second, body });
}

/** A look at the job. */
export function job(second: number, status: string): Exchange {
  const body = { name: JOB_ID, properties: { jobType: "AzureWorkloadJob", status } };
  return exchange("job", `${VAULT}/backupJobs/${JOB_ID}`, { second, body });
}

/** A look that failed, at the operation or at the job. */
export function fault(phase: "poll" | "job", second: number, answer: Partial<Answer>): Exchange {
  const one = phase === "poll" ? poll(second, "InProgress") : job(second, "InProgress");
  return { ...one, response: { ...one.response, ...answer } };
}

/** A throttled look, worded as Azure words it. */
export function throttled(phase: "poll" | "job", second: number, seconds: number): Exchange {
  const message = `Limit exceeded. Please try again after '${seconds}' seconds.`;
  const body = JSON.stringify({ error: { code: "ResourceRequestsThrottled", message } });
  return fault(phase, second, { status: 429, body });
}

/** A slice of a SQL database. */
export function slice(operation: Operation, ...exchanges: readonly Exchange[]): Slice {
  return { name: `sql-${operation}--2026-02-03--synthetic`, workload: "sql", operation, exchanges };
}

/** A stop that worked: 30 s of operation, a completed job, a stopped item. */
export function stopSlice(): Slice {
  return slice(
    "stop-retain",
    itemSeen("pre", -1, { friendlyName: "ledger", protectionState: "Protected", policyId: POLICY }),
    write("stop-retain"),
    poll(1, "InProgress"),
    poll(30, "Succeeded"),
    job(31, "Completed"),
    itemSeen("verify", 32, { friendlyName: "ledger", protectionState: "ProtectionStopped" }),
  );
}

/** A slice as its file holds it. */
export function fileOf({ workload, operation, exchanges }: Slice): string {
  return JSON.stringify({ workload, operation, interactions: exchanges });
}
