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
  /** What hosts say instead that have other words for it, in the same form. */
  readonly descriptionOn?: Partial<Readonly<Record<HostName, string>>>;
}

/** The outputs that hold plain facts. */
export const FACT_ROWS = {
  gate: { description: "`open` or `closed`." },
  reason: { description: "Why the gate is open or closed: one word from a fixed list." },
  changed: {
    description:
      "`true` once Azure has accepted a change from this step; empty if it is unknown whether it has, or whether the change is this step's.",
  },
  "operation-id": { description: "Id of Azure's long-running operation." },
  "operation-status": { description: "The operation's last status, in Azure's words." },
  "job-id": { description: "Id of the backup job; set as soon as it is known." },
  "job-status": {
    description: "The job's last status, in Azure's words; `InProgress` after a time-out.",
  },
  "job-url": { description: "The vault's backup jobs in the Azure portal." },
  "job-operation": { description: "What the job does, in Azure's words, such as `Backup (Full)`." },
  "job-start-time": { description: "When the job started, ISO 8601 in UTC." },
  "job-end-time": { description: "When the job ended, ISO 8601 in UTC." },
  "item-id": { name: true, description: "Resource id of the protected item." },
  item: {
    name: true,
    description:
      "The item's native name, `container/item`. It names this item or none, so pass it as `item` to a later step.",
  },
  "item-name": {
    name: true,
    description:
      "Name of the item, as Azure shows it; with `wait-for-job` and `cancel-job` without `item`, the name in the job.",
  },
  "item-path": {
    name: true,
    description: "The item for people, as a path such as `sqlserver-0/payroll`.",
  },
  "workload-type": { description: "What the item is: {workload-type}." },
  "next-step": {
    sentences: true,
    description: "What to do now, as in the annotation; empty if there is nothing to do.",
    descriptionOn: {
      "azure-pipelines": "What to do now, as in the error; empty if there is nothing to do.",
    },
  },
  "protection-state": {
    description: "The item's protection state when it was last read; empty if the item is gone.",
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
    description:
      "Id of the recovery point that the answer relied on, or that the step's own backup made.",
  },
  "recovery-point-time": { description: "Its time, ISO 8601 in UTC." },
  "recovery-point-type": { description: "Its type, such as `Full` or `Log`, in Azure's words." },
  "recovery-point-tier": {
    description: "Where it is kept, such as `InstantRP` or `HardenedRP`, in Azure's words.",
  },
  "purge-time": {
    description: "When soft-deleted backup data will be gone for good, ISO 8601 in UTC.",
  },
  "error-code": { description: "The service's own error code." },
  "error-message": { sentences: true, description: "Why the gate is closed." },
  recommendations: {
    sentences: true,
    description: "What the service itself recommends, one recommendation per line.",
  },
  "correlation-id": {
    description: "Azure's correlation id of the change, otherwise of the last answer.",
  },
  "items-total": {
    description:
      "Number of items that `item` named, without those that `ignore-stopped` leaves out of several; empty if the step is about no item or none could be read.",
  },
  "items-passed": { description: "Number of those items whose gate is open." },
} as const satisfies Record<string, OutputRow>;

/** Every output, in the order of `action.yml`, which is generated from this table like the documents. */
export const OUTPUT_ROWS = {
  ...FACT_ROWS,
  items: {
    description:
      "`list-items`: JSON array of `item` (its native name, for a later step), `path` (for people), `name`, `workload`, `state` and, if Azure's own check finds something, `health`. With `matrix-chunks`: array of `item` (several lines), `names`, `leg` (its number, from 1) and `legs` (how many there are).",
  },
  report: {
    hosts: ["github"],
    description:
      "All outputs above for each item, as far as they are known, and the jobs' tasks, as JSON below 900 KiB.",
  },
  "report-path": {
    description:
      "Path of a file with the complete report, which exists from the start of the step. Read this file instead of `report`, which a script cannot get through `env:` if it has 128 KiB or more.",
    descriptionOn: {
      "azure-pipelines":
        "Path of a file with the complete report: all outputs above for each item, and the jobs' tasks. It exists from the start of the step and until the end of the job.",
    },
  },
} as const satisfies Record<string, OutputRow>;

/** The name of an output, as the user reads it. */
export type OutputName = keyof typeof OUTPUT_ROWS;
