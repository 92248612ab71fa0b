import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { readAnswer, readServiceError } from "../../src/azure/arm/answer.ts";
import { readGuard } from "../../src/azure/backup/guard.ts";
import { readItem } from "../../src/azure/backup/item.ts";
import { describeJob, detailsOf, readJob } from "../../src/azure/backup/job.ts";
import { readLro } from "../../src/azure/backup/lro.ts";
import { compareRetention, readPolicy } from "../../src/azure/backup/policy.ts";
import { readRecoveryPoints } from "../../src/azure/backup/recovery-point.ts";
import { readVaultState } from "../../src/azure/backup/vault.ts";
import { at, list } from "../../src/json.ts";

const NOW = Date.UTC(2026, 0, 5, 10);

/** Everything that reads what Azure sends, by name; what is done with it at once is part of it. */
const READERS: Readonly<Record<string, (resource: unknown) => unknown>> = {
  readItem,
  readJob(resource) {
    const job = readJob(resource);
    return { job, line: describeJob(job), details: detailsOf(job) };
  },
  readPolicy(resource) {
    const policy = readPolicy(resource);
    return { policy, changes: compareRetention(policy, policy) };
  },
  readVaultState,
  readRecoveryPoints,
  readGuard(resource) {
    const guard = readGuard([resource]);
    return { ...guard, requests: [...(guard?.requests ?? [])] };
  },
  readServiceError,
  readLro: (resource) => readLro("operation-1", resource),
};

/** One thing that a reader must never do. */
interface ReaderBreach {
  readonly reader: string;
  readonly what: string;
}

/** Reads a body as an answer, and it and what it lists by every reader. */
export function readAll(body: string): readonly ReaderBreach[] {
  const breaches: ReaderBreach[] = [];
  const tried = (reader: string, read: () => unknown): unknown => {
    try {
      return read();
    } catch (error) {
      breaches.push({ reader, what: String(error) });
      return undefined;
    }
  };
  const value = tried("readAnswer", () => answerOf(body));
  const listed = list(at(value, "value")).slice(0, 3);
  for (const resource of [value, ...listed]) {
    for (const [reader, read] of Object.entries(READERS)) {
      const result = tried(reader, () => read(resource));
      const odd = tried(reader, () => oddIn(result));
      if (typeof odd === "string") breaches.push({ reader, what: odd });
    }
  }
  return breaches;
}

function answerOf(body: string): unknown {
  const request = createPipelineRequest({ url: "https://management.azure.com/" });
  const headers = createHttpHeaders();
  return readAnswer({ request, status: 200, headers, bodyAsText: body }, NOW).body;
}

/** A number that is none has no place in what was read, and all of it has to fit into the report. */
function oddIn(result: unknown): string | undefined {
  if (result === undefined) return undefined;
  let odd: string | undefined;
  const text = JSON.stringify({ result });
  JSON.parse(text, (key, value) => {
    if (key === "__proto__") odd = "a key of the answer's own became one of ours";
    return value;
  });
  walk(result, (key, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) odd = `${key} is ${value}`;
  });
  return odd;
}

function walk(value: unknown, visit: (key: string, value: unknown) => void, key = ""): void {
  visit(key, value);
  if (typeof value !== "object" || value === null) return;
  for (const [name, child] of Object.entries(value)) walk(child, visit, name);
}
