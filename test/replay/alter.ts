import { alterPoints } from "./alter-points.ts";
import { errorAnswer, jobAnswer, jsonAnswer } from "./answer-builders.ts";
import { type Json, object, parseObject } from "./json.ts";
import { lastWord, phaseOf, recordingOf } from "./recording.ts";
import { isEnd, statusWord } from "./series.ts";
import type { Answer, Phase, Slice } from "./slice.ts";

/** Every way a recording can be bent into one that must not open the gate. */
export const ALTERATIONS = [
  "job-failed",
  "job-cancelled",
  "job-completed-with-warnings",
  "job-unknown-word",
  "operation-failed",
  "operation-cancelled",
  "item-unchanged",
  "tier-deleted",
  "point-soft-deleted",
  "soft-delete-unreadable",
  "point-without-tier",
  "point-older",
  "point-in-the-future",
  "snapshot-expired",
  "points-of-another-item",
  "last-backup-failed",
  "item-soft-deleted",
] as const;

/** One of them. */
export type Alteration = (typeof ALTERATIONS)[number];

const JOB_WORDS: Readonly<Record<string, string>> = {
  "job-failed": "Failed",
  "job-cancelled": "Cancelled",
  "job-completed-with-warnings": "CompletedWithWarnings",
  "job-unknown-word": "Quiescing",
};
const OPERATION_WORDS: Readonly<Record<string, string>> = {
  "operation-failed": "Failed",
  "operation-cancelled": "Canceled",
};

/** A copy of a slice with another end; undefined where the alteration has nothing to bite on. */
export function alter(slice: Slice, how: Alteration): Slice | undefined {
  if (slice.operation === "points") return alterPoints(slice, how);
  if (slice.operation === "cancel") return alterCancel(slice, how);
  const jobWord = JOB_WORDS[how];
  if (jobWord !== undefined) {
    if (!isEnd(lastWord(slice, "job"))) return undefined;
    return withLastWord(slice, "job", (job) => ({
      ...job,
      properties: { ...object(job.properties), status: jobWord },
    }));
  }
  const operationWord = OPERATION_WORDS[how];
  if (operationWord !== undefined) return withFailedOperation(slice, operationWord);
  return how === "item-unchanged" ? withUnchangedItem(slice) : undefined;
}

/**
 * A cancellation that Azure takes back, or one that comes too late for the job. A job that ends
 * cancelled is what was asked for, and the operation behind it knows no other bad end.
 */
function alterCancel(slice: Slice, how: Alteration): Slice | undefined {
  if (how === "operation-failed") return withResultTakenBack(slice);
  const word = how === "job-cancelled" ? undefined : JOB_WORDS[how];
  if (word === undefined) return undefined;
  const kept = slice.exchanges.filter(({ phase }) => phase !== "job");
  const job = jobAnswer(recordingOf(slice), word);
  return withLook({ ...slice, exchanges: kept }, "job", job);
}

function withResultTakenBack(slice: Slice): Slice | undefined {
  const ended = phaseOf(slice, "result").filter(({ response }) =>
    [200, 204].includes(response.status),
  );
  if (ended.length === 0) return undefined;
  const refusal = errorAnswer(400, "ReplayAlteration");
  const exchanges = slice.exchanges.map((exchange) => {
    if (!ended.includes(exchange)) return exchange;
    const headers = { ...refusal.headers, date: exchange.response.headers.date ?? "" };
    return { ...exchange, response: { ...refusal, headers } };
  });
  return { ...slice, exchanges };
}

/** An operation that ends badly names no job, and nobody saw the item change. */
function withFailedOperation(slice: Slice, status: string): Slice | undefined {
  if (!isEnd(lastWord(slice, "poll"))) return undefined;
  const kept = slice.exchanges.filter(({ phase }) => phase !== "job" && phase !== "verify");
  return withLastWord({ ...slice, exchanges: kept }, "poll", ({ properties: _, ...operation }) => ({
    ...operation,
    status,
    error: { code: "ReplayAlteration", message: "Altered for the test of the replay runner." },
  }));
}

/** The item reads after the operation as it did before. */
function withUnchangedItem(slice: Slice): Slice | undefined {
  if (slice.operation === "backup" || slice.operation === "jobwait") return undefined;
  const kept = slice.exchanges.filter(({ phase }) => phase !== "verify");
  return withLook(
    { ...slice, exchanges: kept },
    "verify",
    jsonAnswer(200, recordingOf(slice).before.item),
  );
}

/** Ends with a look at what was written to. */
function withLook(slice: Slice, phase: Phase, answer: Answer): Slice | undefined {
  const write = phaseOf(slice, "mutate").at(-1);
  const last = slice.exchanges.at(-1);
  if (!write || !last) return undefined;
  const headers = { ...answer.headers, date: last.response.headers.date ?? "" };
  const url = write.request.url.replace(/\/cancel(?=$|\?)/i, "");
  const request = { method: "GET", url, body: null };
  return {
    ...slice,
    exchanges: [...slice.exchanges, { phase, request, response: { ...answer, headers } }],
  };
}

/** Rewrites every answer of a phase from the one that first tells the end. */
function withLastWord(slice: Slice, phase: Phase, change: (body: Json) => Json): Slice {
  const ends = phaseOf(slice, phase).filter(({ response }) => isEnd(statusWord(response)));
  const exchanges = slice.exchanges.map((exchange) => {
    if (!ends.includes(exchange)) return exchange;
    const body = JSON.stringify(change(parseObject(exchange.response.body) ?? {}));
    return { ...exchange, response: { ...exchange.response, body } };
  });
  return { ...slice, exchanges };
}
