import type { ItemState } from "../../emulator/emulator.ts";
import { whereOf } from "../faults.ts";
import { output, type RunRecord, type SentRequest } from "../record.ts";
import { itemById, itemOfPath } from "./meant.ts";
import { itemIdOf, itemsNamedAt } from "./names.ts";
import { linesOf, pagesUntil } from "./selection.ts";
import { isWrite, reportItems } from "./truth.ts";

/** Reasons that say nothing of when the work on an item ended. */
const ENDED_WITH_STEP = ["timed-out", "conflict", "workflow-cancelled", "not-started", ""];

const KNOWN = new WeakMap<RunRecord, readonly RunRecord[]>();

/**
 * The share of each item in a step that writes to several: its requests with those that all have in
 * common, what the report says of it, and its end; none of any other step.
 */
export function sharesOf(record: RunRecord): readonly RunRecord[] {
  const known = KNOWN.get(record);
  if (known !== undefined) return known;
  const entries = isWrite(record) && record.whole === undefined ? reportItems(record) : [];
  const shares = entries.length < 2 ? [] : entries.flatMap((entry) => share(record, entry));
  KNOWN.set(record, shares);
  return shares;
}

/** The share of an item in a step; the step itself where it was about this item alone. */
function shareOf(record: RunRecord | undefined, id: string): RunRecord | undefined {
  if (record === undefined) return undefined;
  const isIts = (one: RunRecord) => output(one, "item-id").toLowerCase() === id.toLowerCase();
  return [record, ...sharesOf(record)].find(isIts);
}

function share(record: RunRecord, entry: Readonly<Record<string, unknown>>): readonly RunRecord[] {
  const id = String(entry["item-id"] ?? "");
  const item = itemById(record, id);
  if (item === undefined) return [];
  const { book, cancelledAt } = record;
  const owner = ownersOf(record);
  const requests = record.requests.filter((sent) => [item, undefined].includes(owner(sent)));
  const host = hostOf(record, entry);
  const reason = host.outputs.get("reason") ?? "";
  const endedAt = endOf({ ...record, requests, host }, item, reason);
  const isCancelled = reason === "workflow-cancelled";
  return [
    {
      ...record,
      ...{ scene: sceneFor(record, item), host, requests, endedAt, whole: record },
      gate: host.outputs.get("gate") ?? "",
      cancelledAt: isCancelled ? cancelledAt : undefined,
      book: {
        between: (from, to) => book.between(from, to),
        at: (time) => book.at(time),
        pages: book.pages,
        writes: book.writes.filter(({ path, body }) => {
          const below = path.replace(/^.*?\/vaults\/[^/]+/i, "");
          return owner({ path: below, body: JSON.stringify(body ?? "") }) === item;
        }),
        ours: new Set([...book.ours].filter((job) => job.item === item)),
      },
      dry: shareOf(record.dry, id),
      again: shareOf(record.again, id),
    },
  ];
}

/** Which item a request is about; undefined where it is about all. */
function ownersOf({ vault, ...record }: RunRecord) {
  const operations = new Map(vault.operations.map(({ id, item }) => [id.toLowerCase(), item]));
  const jobs = new Map(vault.jobs.map(({ id, item }) => [id.toLowerCase(), item]));
  const owners = new Map<string, ItemState | undefined>();
  const ownerOf = (path: string, body: string) => {
    const [, job] = /^\/backupJobs\/([^/]+)/i.exec(path) ?? [];
    if (job !== undefined) return jobs.get(job.toLowerCase());
    const [, operation] =
      /\/(?:backupOperations|operationsStatus|operationResults)\/([^/]+)/i.exec(path) ?? [];
    if (operation !== undefined) return operations.get(operation.toLowerCase());
    if (/\/protectedItems\//i.test(path)) return itemOfPath(record, path);
    return record.items.find((item) =>
      body.toLowerCase().includes(`${itemIdOf(item)}"`.toLowerCase()),
    );
  };
  return ({ path, body }: Pick<SentRequest, "path" | "body">) => {
    const key = `${path} ${body}`;
    if (!owners.has(key)) owners.set(key, ownerOf(path, body));
    return owners.get(key);
  };
}

/** What the host was told of one item. */
function hostOf({ host }: RunRecord, entry: Readonly<Record<string, unknown>>): RunRecord["host"] {
  const outputs = new Map([...host.outputs.keys()].map((name) => [name, ""]));
  for (const [name, value] of Object.entries(entry)) outputs.set(name, String(value));
  outputs.set("report", JSON.stringify({ version: 1, items: [entry] }));
  const path = outputs.get("item-path") ?? "";
  const message = outputs.get("error-message") ?? "";
  const own = host.errors.filter(({ message }) => message.startsWith(`${path}: `));
  const isOpen = outputs.get("gate") === "open";
  const failed = !isOpen && !["dry-run", "job-running"].includes(outputs.get("reason") ?? "");
  const errors = failed && own.length === 0 ? [{ title: "", message }] : own;
  const { lines, warnings, debugLines, reports, summaryMarkdown } = host;
  return { outputs, failed, errors, lines, warnings, debugLines, reports, summaryMarkdown };
}

/** The scene as it would be for this item alone. */
export function sceneFor(record: RunRecord, item: ItemState): RunRecord["scene"] {
  const { scene, items } = record;
  const pages = pagesUntil(record, record.endedAt);
  const naming = linesOf(scene).include.filter((line) =>
    pages.some((page) => itemsNamedAt(record, line, page).includes(item)),
  );
  const index = items.indexOf(item);
  const name = scene.items[index]?.name;
  return {
    ...scene,
    meant: [index],
    inputs: { ...scene.inputs, item: naming.join("\n") },
    // A job says no more than the name of a database.
    jobs: scene.jobs.filter((job) => scene.items[job.item]?.name === name),
  };
}

/** When the work on an item ended: at its last answer, or at that of the list that showed its state. */
function endOf(record: RunRecord, item: ItemState, reason: string): number {
  const { requests, endedAt } = record;
  const owner = ownersOf(record);
  // Another item's operation may name a job of this one, which its own work never looked at.
  const told = output(record, "report").toLowerCase();
  const isIts = ({ path }: SentRequest) => {
    const [, job] = /^\/backupJobs\/([^/]+)/i.exec(path) ?? [];
    return job === undefined || told.includes(job.toLowerCase());
  };
  const own = requests.filter((sent) => owner(sent) === item && isIts(sent));
  const last = own.at(-1);
  if (last === undefined || ENDED_WITH_STEP.includes(reason)) return endedAt;
  const lastAt = Math.min(endedAt, Math.max(...own.map((sent) => sent.answeredAt ?? endedAt)));
  const isRead = last.method === "GET" && ["item", "points"].includes(whereOf(last));
  const jobs = [...record.book.ours].filter(
    (job) => job.item === item && job.endedAt !== undefined,
  );
  const doneAt = Math.max(lastAt, ...jobs.map((job) => Math.min(job.endedAt ?? 0, endedAt)));
  const list = requests.find(
    (sent) => whereOf(sent) === "items" && sent.at >= doneAt && sent.outcome === 200,
  );
  return isRead && lastAt >= doneAt ? lastAt : Math.min(endedAt, list?.answeredAt ?? lastAt);
}
