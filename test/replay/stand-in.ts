import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import type { Runner } from "../../src/hosts/github/runner.ts";
import type { RunWorld } from "../support/run-on-github.ts";
import { type Json, object, parseObject, text } from "./json.ts";
import type { Run } from "./play.ts";

type Write = readonly [method: "PUT" | "DELETE" | "POST", properties?: Json];

const stop = { policyId: "", protectionState: "ProtectionStopped" };
const follow = (host: Runner): Write => ["PUT", { policyId: host.input("policy") }];

/** What the write of each operation of the action looks like. */
const WRITES: Readonly<Record<string, (host: Runner) => Write>> = {
  "change-policy": follow,
  "resume-protection": follow,
  "stop-protection-retain-data": () => ["PUT", stop],
  "stop-protection-delete-data": () => ["DELETE"],
  undelete: () => ["PUT", { ...stop, isRehydrate: true }],
  "backup-now": (host) => ["POST", { backupType: host.input("backup-type") }],
};

interface Seen {
  readonly status: number;
  readonly body: Json;
  readonly retryAfterMs: number | undefined;
}

/**
 * A small honest client for the tests of the runner: writes, follows operation and job by the ids it
 * is given, reads the item again, and says what it saw.
 */
export const honestRun: Run = async (host, world) => {
  const verdict = await verdictOf(host, world);
  host.output("gate", /^(completed|cancelled-as-asked)$/.test(verdict) ? "open" : "closed");
  host.output("reason", verdict);
};

/** A client that opens the gate whatever happens; the runner must catch it. */
export const gullibleRun: Run = async (host, world) => {
  await honestRun(host, world);
  host.output("gate", "open");
  host.output("reason", "completed");
};

async function verdictOf(host: Runner, world: RunWorld): Promise<string> {
  const vault = host.input("vault");
  const deadline = world.clock.now() + Number(host.input("timeout-minutes")) * 60_000;
  const until = (path: string) => lookUntilEnd(world, path, deadline);
  const write = WRITES[host.input("operation")]?.(host);
  let jobId = host.input("job-id");
  if (host.input("operation") === "cancel-job") {
    return cancelVerdict(`${vault}/backupJobs/${jobId}`, world, deadline);
  }

  if (write) {
    const [method, properties] = write;
    for (;;) {
      const { status } = await send(world, "GET", host.input("item"));
      if (status === 200) break;
      if (status < 500) return "item-not-found";
      await world.clock.sleep(1_000, world.signal);
    }
    const path = host.input("item") + (method === "POST" ? "/backup" : "");
    const sent = await send(world, method, path, properties && { properties });
    if (sent.status !== 202) return sent.status === 403 ? "not-authorized" : "request-refused";
    const operation = await until(`${vault}/backupOperations/${operationOf(sent.body)}`);
    if (operation !== undefined && text(operation.status) !== "Succeeded") {
      return text(operation.status) === "Failed" ? "operation-failed" : "operation-cancelled";
    }
    jobId = text(object(operation?.properties).jobId);
    if (host.input("wait") === "false") return "job-running";
  }
  const job = await until(`${vault}/backupJobs/${jobId}`);
  const word = text(object(job?.properties).status);
  if (word !== "Completed") return JOB_REASONS[word] ?? "timed-out";
  return write && !(await reached(host, world)) ? "state-not-reached" : "completed";
}

const JOB_REASONS: Readonly<Record<string, string>> = {
  Failed: "job-failed",
  Cancelled: "job-cancelled",
  CompletedWithWarnings: "job-completed-with-warnings",
};

async function cancelVerdict(job: string, world: RunWorld, deadline: number): Promise<string> {
  if ((await send(world, "GET", job)).status !== 200) return "job-not-found";
  const sent = await send(world, "POST", `${job}/cancel`);
  if (sent.status !== 202) return "request-refused";
  const result = `${job}/operationResults/${operationOf(sent.body)}`;
  let { status } = await send(world, "GET", result);
  for (; status === 202; { status } = await send(world, "GET", result)) {
    await world.clock.sleep(1_000, world.signal);
  }
  if (status >= 400) return "request-refused";
  const word = text(object((await lookUntilEnd(world, job, deadline))?.properties).status);
  if (word === "Cancelled") return "cancelled-as-asked";
  return word === "" ? "timed-out" : "job-already-ended";
}

async function lookUntilEnd(world: RunWorld, path: string, deadline: number) {
  for (;;) {
    const { status, body, retryAfterMs } = await send(world, "GET", path);
    const word = text(body.status) || text(object(body.properties).status);
    if (status === 200 && /^(Succ|Compl|Fail|Cancel)/.test(word)) return body;
    if (world.clock.now() >= deadline) return undefined;
    await world.clock.sleep(retryAfterMs ?? 10_000, world.signal);
  }
}

async function reached(host: Runner, world: RunWorld): Promise<boolean> {
  const { status, body } = await send(world, "GET", host.input("item"));
  const item = object(body.properties);
  switch (host.input("operation")) {
    case "change-policy":
      return text(item.policyId).toLowerCase() === host.input("policy").toLowerCase();
    case "resume-protection":
      return text(item.policyId).toLowerCase() === host.input("policy").toLowerCase();
    case "stop-protection-retain-data":
    case "undelete":
      return (
        item.protectionState === "ProtectionStopped" && item.isScheduledForDeferredDelete !== true
      );
    case "backup-now":
      return true;
    default:
      return status === 404 || item.isScheduledForDeferredDelete === true;
  }
}

async function send(
  world: RunWorld,
  method: "GET" | Write[0],
  path: string,
  body?: Json,
): Promise<Seen> {
  const token = await (world.signIn as () => ReturnType<RunWorld["signIn"]>)()({
    fresh: false,
    signal: world.signal,
  });
  const response = await world.http.sendRequest(
    createPipelineRequest({
      method,
      url: `https://management.azure.com${encodeURI(path)}?api-version=2025-02-01`,
      headers: createHttpHeaders({ authorization: `Bearer ${token}` }),
      ...(body ? { body: JSON.stringify(body) } : {}),
      abortSignal: world.signal,
    }),
  );
  const header = response.headers.get("azure-asyncoperation") ?? response.headers.get("location");
  const seconds = response.headers.get("retry-after");
  return {
    status: response.status,
    body: { operationUrl: header ?? "", ...parseObject(response.bodyAsText ?? "") },
    retryAfterMs: seconds ? Number(seconds) * 1_000 : undefined,
  };
}

function operationOf(body: Json): string {
  const id = /\/(?:operationsStatus|operationResults|backupOperations)\/([^/?]+)/;
  return id.exec(text(body.operationUrl))?.[1] ?? "";
}
