import type { HostName } from "./input-row.ts";

/** One output, as every host's documents describe it. Plain data. */
export interface OutputRow {
  /** Holds sentences, which may be longer than a name, an id or a time. */
  readonly sentences?: true;
  /** Holds a name or an id, which a later step passes to Azure unchanged, whatever it contains. */
  readonly name?: true;
  /** The hosts that have this output; all if left out. */
  readonly hosts?: readonly HostName[];
  /** Markdown for the user. `{name}` is replaced by the words of that input. */
  readonly description: string;
}

/** The outputs that hold plain facts. */
export const FACT_ROWS = {
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

/** Every output, in the order of `action.yml`, which is generated from this table like the documents. */
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
