import { operationAnswer } from "./answer-builders.ts";
import {
  decodedPath,
  type Item,
  itemId,
  itemIn,
  madeItem,
  publicly,
  vaultId,
  writePath,
} from "./item.ts";
import { jobIdIn } from "./job.ts";
import { type Json, object, objects, parseObject, text } from "./json.ts";
import { jobNamedBy, looksAtStatus, operationIdOf } from "./operation.ts";
import { dateOf, type Entry, endOf, isEnd, statusWord, timeline } from "./series.ts";
import type { Answer, Exchange, Phase, Slice } from "./slice.ts";
import { type Facts, isSuspended, WAYS, wishOf } from "./ways.ts";

/** A slice taken apart: what the replay server and the inputs need of it. */
export interface Recording {
  readonly slice: Slice;
  readonly vaultId: string;
  readonly itemId: string;
  readonly writePath: string;
  readonly operationId: string;
  readonly facts: Facts;
  /** Milliseconds since 1970: when the write was sent, or the first answer of what writes nothing. */
  readonly startMs: number;
  /** Answers to the write, in order. */
  readonly writes: readonly Answer[];
  /** Answers about the operation, its result and the job, by milliseconds since the write was accepted. */
  readonly operation: readonly Entry[];
  readonly result: readonly Entry[];
  readonly job: readonly Entry[];
  /** When the final status first appeared; undefined where the recording ends before. */
  readonly endMs: number | undefined;
  readonly before: Before;
  readonly after: After;
}

/** The item before the write, and whether that is recorded. */
interface Before {
  readonly item: Item;
  readonly source: "recorded" | "renamed" | "rewound" | "made";
}

/** The item once the operation has ended; undefined where it is gone. */
interface After {
  readonly item: Item | undefined;
  readonly source: "recorded" | "filled";
}

/** The exchanges of one phase. */
export function phaseOf({ exchanges }: Slice, phase: Phase): readonly Exchange[] {
  return exchanges.filter((exchange) => exchange.phase === phase);
}

/** The last status word of the operation (`poll`) or the job; "" where none is recorded. */
export function lastWord(slice: Slice, phase: "poll" | "job"): string {
  const looks = phase === "poll" ? looksAtStatus(slice) : phaseOf(slice, phase);
  const words = looks.map(({ response }) => statusWord(response));
  return words.findLast((word) => word !== "") ?? "";
}

/** The id of the job that the slice follows or cancels or that its operation names; "" if there is none. */
export function jobIdOf(slice: Slice): string {
  const urls = [...phaseOf(slice, "job"), ...phaseOf(slice, "mutate")];
  const named = phaseOf(slice, "poll").map(({ response }) => jobNamedBy(response));
  const ids = [...urls.map(({ request }) => jobIdIn(request.url)), ...named];
  return ids.find((id) => id !== "") ?? "";
}

/** What the recording itself says of the item after the operation; undefined where it is silent. */
export function recordedAfter(slice: Slice): Item | "gone" | undefined {
  const seen = phaseOf(slice, "verify").map((exchange) => itemIn(exchange, itemId(slice)));
  return seen.findLast((item) => item !== undefined);
}

/** Takes a slice apart. */
export function recordingOf(slice: Slice): Recording {
  const writes = phaseOf(slice, "mutate").map(({ response }) => response);
  const reads = [...phaseOf(slice, "read"), ...phaseOf(slice, "job")];
  const first = writes[0] ?? reads[0]?.response;
  const accepted = writes.at(-1) ?? first;
  const originMs = accepted ? dateOf(accepted) : 0;
  const ended = jobEnd(slice) - originMs;
  // An operation ends with its job, but a backup's, which only starts it (recordings).
  const looked = looksAtStatus(slice);
  const operation =
    looked.length === 0 && writes.length > 0
      ? [{ at: 0, answer: operationAnswer(operationIdOf(slice), jobIdOf(slice)) }]
      : readableFrom(
          0,
          endedBy(slice.operation === "backup" ? Number.NaN : ended, timeline(looked, originMs)),
        );
  const result = readableFrom(0, timeline(phaseOf(slice, "result"), originMs));
  const jobs = endedBy(ended, timeline(phaseOf(slice, "job"), originMs));
  const job = readableFrom(endOf(operation), jobs);
  const before = beforeOf(slice);
  const after = afterOf(slice, before.item);

  return {
    slice,
    vaultId: vaultId(slice),
    itemId: itemId(slice),
    writePath: writePath(slice),
    operationId: operationIdOf(slice),
    facts: {
      jobId: jobIdOf(slice),
      friendlyName: text(before.item.properties.friendlyName),
      softDelete: after.item !== undefined,
      isImmutable: slice.operation === "suspend" || isSuspended(before.item),
      isGuarded: guardOf(slice).length > 0,
      followsJob:
        slice.operation !== "backup" || !["", "InProgress"].includes(lastWord(slice, "job")),
    },
    startMs: first ? dateOf(first) : 0,
    writes,
    operation,
    result,
    job,
    endMs: job.length > 0 ? endOf(job) : endOf(operation),
    before,
    after,
  };
}

/** When the job ended by its own word, in milliseconds since 1970; NaN where it does not say. */
function jobEnd(slice: Slice): number {
  const end = phaseOf(slice, "job").find(({ response }) => isEnd(statusWord(response)));
  return Date.parse(text(object(parseObject(end?.response.body ?? "")?.properties).endTime));
}

/** The end moved to `ms` after the start, since the recorded client saw it only at its next look. */
function endedBy(ms: number, entries: readonly Entry[]): readonly Entry[] {
  const index = entries.findIndex(({ answer }) => isEnd(statusWord(answer)));
  const [end, previous] = [entries[index], entries[index - 1]];
  if (end === undefined || Number.isNaN(ms)) return entries;
  return entries.with(index, { ...end, at: Math.max(previous?.at ?? 0, Math.min(end.at, ms)) });
}

/** The vault's resource guard proxies, as the recorded client read them. */
function guardOf(slice: Slice): readonly Json[] {
  const read = phaseOf(slice, "pre").find(({ request }) =>
    /\/backupResourceGuardProxies$/i.test(decodedPath(request.url)),
  );
  return objects(parseObject(read?.response.body ?? "")?.value);
}

/** The recorded client first looked a moment after it could have; its first answer held by then. */
function readableFrom(startMs: number | undefined, entries: readonly Entry[]): readonly Entry[] {
  const [first, ...rest] = entries;
  if (startMs === undefined || first === undefined) return entries;
  return [{ ...first, at: Math.min(first.at, startMs) }, ...rest];
}

function beforeOf(slice: Slice): Before {
  const way = WAYS[slice.operation];
  const wish = wishOf(slice);
  const seen = [...phaseOf(slice, "pre")].reverse().concat(phaseOf(slice, "verify"));
  const recorded = seen
    .map((exchange) => itemIn(exchange, itemId(slice)))
    .find((item) => item !== undefined && item !== "gone");
  const item = recorded ? publicly(recorded) : madeItem(slice);
  if (!way.due(item, wish)) {
    return { item: way.rewound(item, slice), source: recorded ? "rewound" : "made" };
  }
  if (!recorded) return { item, source: "made" };
  return { item, source: item.id === recorded.id ? "recorded" : "renamed" };
}

function afterOf(slice: Slice, before: Item): After {
  const recorded = recordedAfter(slice);
  if (recorded === "gone") return { item: undefined, source: "recorded" };
  if (recorded !== undefined) return { item: recorded, source: "recorded" };
  const worked = lastWord(slice, "poll") === "Succeeded";
  const item = worked ? WAYS[slice.operation].effect(before, wishOf(slice)) : before;
  return { item, source: "filled" };
}
