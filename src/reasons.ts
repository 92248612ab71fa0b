/** Whether the pipeline may go on. */
export type Gate = "open" | "closed";

/**
 * Every way a step can end, in order of precedence, with the state of the gate and the meaning for
 * a reader. The README's table is generated from it.
 */
export const REASONS = {
  "invalid-input": closed(
    "An input is wrong, missing, or at odds with another; no request was sent.",
  ),
  "sign-in-failed": closed("Azure gave no token, or refused the one it gave."),
  "not-authorized": closed("The identity lacks a permission; the missing action is named."),
  "vault-not-found": closed("No such vault, resource group or subscription."),
  "item-not-found": closed("The vault protects no such item; near misses are listed."),
  "item-ambiguous": closed("Several items match; each is listed with a path that names only it."),
  "policy-not-found": closed("The vault has no such policy; those it has are listed."),
  "job-not-found": closed("The vault knows no such job."),
  refused: closed(
    "A rule of this action forbids it in the state Azure reports; nothing was written.",
  ),
  conflict: closed(
    "Another job or operation holds the item, and it was not free in time or the step must not wait.",
  ),
  "request-refused": closed("Azure Resource Manager refused the request."),
  "operation-failed": closed("Azure's long-running operation ended `Failed` or `Invalid`."),
  "operation-cancelled": closed("Azure's long-running operation ended `Canceled`."),
  "job-failed": closed("The backup job ended `Failed` or `Invalid`."),
  "job-cancelled": closed("The backup job ended `Cancelled`."),
  "job-completed-with-warnings": closed(
    "The job ended `CompletedWithWarnings` and `allowed-job-statuses` does not list it.",
  ),
  "job-already-ended": closed(
    "`cancel-job` came too late: the job had already ended with another status.",
  ),
  "state-not-reached": closed(
    "The job ended well, yet the item does not show the state asked for.",
  ),
  "recovery-point-too-old": closed("The newest usable recovery point is older than allowed."),
  "no-recovery-point": closed("The item has no usable recovery point of the wanted kind."),
  "last-backup-failed": closed("There is a fresh recovery point, but the last backup failed."),
  "items-failed": closed("Several items, closed for different reasons; the report names each."),
  "not-started": closed(
    "One of several items: nothing was sent for it, because another one, the deadline or a cancel came first.",
  ),
  "timed-out": closed("`timeout-minutes` ran out; the work may still be going on in Azure."),
  "workflow-cancelled": closed(
    "The run was cancelled; the Azure job goes on unless `on-cancel` says otherwise.",
  ),
  "contact-lost": closed("Azure could not be reached or understood, so the outcome is unknown."),
  defect: closed("An error in this action."),
  "dry-run": closedAsAsked(
    "There is something to do, but `dry-run` is `true`, so nothing was done.",
  ),
  "job-running": closedAsAsked(
    "Azure has accepted the backup, which is running, and `wait` is `false`.",
  ),
  completed: open("The job ended `Completed` and the item shows the state asked for."),
  "completed-with-warnings": open(
    "Like `completed`, but the job ended `CompletedWithWarnings`, which `allowed-job-statuses` lists.",
  ),
  "already-in-state": open("Nothing needed doing; nothing was written."),
  "recovery-point-fresh": open("The newest usable recovery point is new enough."),
  listed: open("The items are in the output `items`."),
  "cancelled-as-asked": open("The job ended `Cancelled`, as `cancel-job` asked."),
} as const satisfies Record<string, { gate: Gate; red: boolean; meaning: string }>;

/** Why the gate is open or closed: one of the keys of `REASONS`. */
export type Reason = keyof typeof REASONS;

/** The place of a reason in the order of precedence; of several, the lowest counts. */
export function rankOf(reason: Reason): number {
  return Object.keys(REASONS).indexOf(reason);
}

/** Whether it says that the work failed, and not that it never began. */
export function isFailure(reason: Reason): boolean {
  return REASONS[reason].red && reason !== "not-started";
}

function closed(meaning: string) {
  return { gate: "closed", red: true, meaning } as const;
}

/** The gate stays closed because this kind of step cannot open it; the step is green, with a warning. */
function closedAsAsked(meaning: string) {
  return { gate: "closed", red: false, meaning } as const;
}

function open(meaning: string) {
  return { gate: "open", red: false, meaning } as const;
}
