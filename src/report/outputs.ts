import { workloadName } from "../azure/backup/item.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import type { HostName } from "../inputs/input-row.ts";
import { isoTime } from "../json.ts";
import { pathOf } from "../naming/item-path.ts";
import { REASONS } from "../reasons.ts";
import { type Known, type Verdict, writeOf } from "../sequence/known.ts";
import { changedBy } from "../sequence/write-state.ts";
import { oneLine } from "../text.ts";
import type { Account } from "./step-report.ts";

/** What one output holds, as the documents of every host describe it. Plain data. */
export interface OutputRow {
  /** Sentences, which may be longer than a name, an id or a time. */
  readonly sentences?: true;
  /** A name or an id, which a later step hands on to Azure as it is, whatever it holds. */
  readonly name?: true;
  /** The hosts that have this output; all of them where it is left out. */
  readonly hosts?: readonly HostName[];
  /** Markdown for the user. `{name}` stands for the words of that input. */
  readonly description: string;
}

/** The outputs that hold plain facts. */
const FACT_ROWS = {
  gate: { description: "`open` or `closed`." },
  reason: { description: "Why the gate is open or closed, one word of a fixed list." },
  changed: {
    description:
      "`true` once Azure has accepted a change from this step; empty where it is not known whether it has, or whether the change is this step's.",
  },
  "operation-id": { description: "Id of Azure's long-running operation." },
  "operation-status": { description: "Azure's last word on the operation." },
  "job-id": { description: "Id of the backup job; set as soon as it is known." },
  "job-status": { description: "Azure's last word on the job, `InProgress` on a time-out." },
  "job-url": { description: "The vault's backup jobs in the Azure portal." },
  "job-operation": { description: "What the job does, in Azure's words, such as `Backup (Full)`." },
  "job-start-time": { description: "When the job started, ISO 8601 in UTC." },
  "job-end-time": { description: "When the job ended, ISO 8601 in UTC." },
  "item-id": { name: true, description: "Resource id of the protected item." },
  item: {
    name: true,
    description:
      "The item's native name, `container/item`. It means this item or none, so give it as `item` to a later step.",
  },
  "item-name": {
    name: true,
    description:
      "Name of the item, as Azure shows it; of `wait-for-job` and `cancel-job` without `item`, what the job says of its item.",
  },
  "item-path": {
    name: true,
    description: "The item for people, as a path such as `sqlserver-0/payroll`.",
  },
  "workload-type": { description: "What the item is: {workload-type}." },
  "next-step": {
    sentences: true,
    description: "What to do now, as the annotation says it; empty where there is nothing to do.",
  },
  "protection-state": {
    description: "The item's protection state when it was last read; empty when the item is gone.",
  },
  "previous-protection-state": { description: "The item's protection state before the step." },
  "policy-id": {
    name: true,
    description: "Resource id of the item's policy when it was last read.",
  },
  "previous-policy-id": {
    name: true,
    description: "Resource id of the item's policy before the step.",
  },
  "recovery-point-id": {
    name: true,
    description: "Id of the recovery point that `verify-backup` relied on.",
  },
  "recovery-point-time": { description: "Its time, ISO 8601 in UTC." },
  "recovery-point-type": { description: "Its type, such as `Full` or `Log`, in Azure's words." },
  "recovery-point-tier": {
    description: "Where it is kept, such as `InstantRP` or `HardenedRP`, in Azure's words.",
  },
  "purge-time": {
    description: "When soft-deleted backup data will be gone for good, ISO 8601 in UTC.",
  },
  "error-code": { description: "The service's own code of what went wrong." },
  "error-message": { sentences: true, description: "Why the gate is closed." },
  recommendations: {
    sentences: true,
    description: "What the service itself recommends, one recommendation a line.",
  },
  "correlation-id": {
    description: "Azure's correlation id of the change, or else of the last answer.",
  },
  "items-total": {
    description:
      "Number of items that `item` named, without those that `ignore-stopped` leaves out of several; empty where no item is concerned or none could be looked at.",
  },
  "items-passed": { description: "Number of those for which the gate is open." },
} as const satisfies Record<string, OutputRow>;

/** Every output, in the order of `action.yml`, which is made from this table, as are the documents. */
export const OUTPUT_ROWS = {
  ...FACT_ROWS,
  items: {
    description:
      "`list-items`: JSON array of `item` (its native name, for a later step), `path` (for people), `name`, `workload`, `state` and, where Azure's own check finds something, `health`; with `matrix-chunks` of `item` (several lines) and `names`.",
  },
  report: {
    hosts: ["github"],
    description:
      "What is above for each item, as far as it is known, and the jobs' tasks, as JSON below 900 KiB.",
  },
  "report-path": {
    description:
      "Path of a file with the report, whole. Read this rather than `report`, which a script cannot take through `env:` from 128 KiB on.",
  },
} as const satisfies Record<string, OutputRow>;

/** The name of an output, as the user spells it. */
export type OutputName = keyof typeof OUTPUT_ROWS;

/** The names of all outputs. */
export const OUTPUTS = Object.keys(OUTPUT_ROWS) as readonly OutputName[];

/** The names of the outputs that hold plain facts. */
export const FACTS = Object.keys(FACT_ROWS) as readonly (keyof typeof FACT_ROWS)[];

/** The names of the outputs that hold sentences, those of the service among them. */
export const SENTENCES: readonly string[] = Object.entries<OutputRow>(OUTPUT_ROWS).flatMap(
  ([name, { sentences }]) => (sentences ? [name] : []),
);

/** The names of the outputs that hold a name or an id of Azure's. */
export const NAMES: readonly string[] = Object.entries<OutputRow>(OUTPUT_ROWS).flatMap(
  ([output, { name }]) => (name ? [output] : []),
);

/** The value of each fact; "" where it is not known. */
export type Facts = Readonly<Record<keyof typeof FACT_ROWS, string>>;

/** What is known and decided, as outputs, each on one line but for the recommendations. Pure. */
export function toFacts({ known, verdict }: Account, jobUrl: string): Facts {
  const { before, after, job, point } = known;
  const now = after ?? before;
  const item = now === "gone" ? undefined : now;
  const { gate } = REASONS[verdict.reason];
  const failed = gate === "closed";
  return {
    gate,
    reason: verdict.reason,
    changed: changedBy(writeOf(known)),
    "operation-id": oneLine(known.operation?.id ?? ""),
    "operation-status": oneLine(known.operation?.status ?? ""),
    "job-id": oneLine(job?.id ?? ""),
    "job-status": oneLine(job?.status ?? ""),
    "job-url": jobUrl,
    "job-operation": oneLine(job?.operation ?? ""),
    "job-start-time": isoTime(job?.startTime),
    "job-end-time": isoTime(job?.endTime),
    "item-id": oneLine(before?.id ?? ""),
    item: before === undefined ? "" : nativeName(before.address),
    // Of a job whose item was not asked for, Azure's own text on it is all there is.
    "item-name": oneLine(before?.friendlyName ?? job?.entityFriendlyName ?? ""),
    "item-path": oneLine(before === undefined ? "" : (known.path ?? pathOf(before, []))),
    "workload-type": oneLine(before === undefined ? "" : workloadName(before)),
    "next-step": oneLine(verdict.hint),
    "protection-state": oneLine(item?.protectionState ?? ""),
    "previous-protection-state": oneLine(before?.protectionState ?? ""),
    "policy-id": oneLine(item?.policyId ?? ""),
    "previous-policy-id": oneLine(before?.policyId ?? ""),
    "recovery-point-id": oneLine(point?.id ?? ""),
    "recovery-point-time": isoTime(point?.time),
    "recovery-point-type": oneLine(point?.type ?? ""),
    "recovery-point-tier": oneLine(point?.tier ?? ""),
    "purge-time": isoTime(item?.purgeTime),
    "error-code": oneLine(verdict.service?.code ?? ""),
    "error-message": failed ? oneLine(verdict.message) : "",
    recommendations: (verdict.service?.recommendations ?? []).map(oneLine).join("\n"),
    "correlation-id": oneLine(known.ids?.correlationId ?? ""),
    ...counts(known, gate === "open"),
  };
}

/** How many items the step is about, and how many passed; "" where it is about none. */
function counts({ before, items }: Known, open: boolean) {
  const total =
    items?.reduce((sum, entry) => sum + ("names" in entry ? entry.names.length : 1), 0) ??
    (before === undefined ? undefined : 1);
  return {
    "items-total": total === undefined ? "" : String(total),
    "items-passed": total === undefined ? "" : String(open ? total : 0),
  };
}

/** An account with its facts. */
export interface AccountFacts extends Account {
  readonly facts: Facts;
}

/**
 * The outputs of several items: what concerns a single item is empty; the gate, the counts and the
 * first failure are set.
 */
export function toSharedFacts(
  verdict: Verdict,
  accounts: readonly AccountFacts[],
  jobUrl: string,
): Facts {
  const passed = accounts.filter(({ facts }) => facts.gate === "open").length;
  const changed = accounts.some(({ facts }) => facts.changed === "true");
  return {
    ...toFacts({ known: {}, verdict }, jobUrl),
    changed: String(changed),
    "items-total": String(accounts.length),
    "items-passed": String(passed),
  };
}
