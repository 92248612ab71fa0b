/** Whether the pipeline may go on. */
export type Gate = "open" | "closed";

/**
 * Every way a step can end, in order of precedence, with what the gate does and what it means to
 * a reader. The README's table is generated from it.
 */
export const REASONS = {
  "invalid-input": shut(
    "An input is wrong, missing, or at odds with another; no request was sent.",
  ),
  "sign-in-failed": shut("Azure gave no token, or refused the one it gave."),
  "not-authorized": shut("The identity lacks a permission; the missing action is named."),
  "vault-not-found": shut("No such vault, resource group or subscription."),
  "item-not-found": shut("The vault protects no such item; near misses are listed."),
  "item-ambiguous": shut("Several items match; each is listed with the path that names it alone."),
  "policy-not-found": shut("The vault has no such policy; those it has are listed."),
  "job-not-found": shut("The vault knows no such job."),
  refused: shut(
    "A rule of this action forbids it in the state Azure reports; nothing was written.",
  ),
  conflict: shut("Another job or operation holds the item, and waiting did not or must not help."),
  "request-refused": shut("Azure Resource Manager refused the request."),
  "operation-failed": shut("Azure's long-running operation ended `Failed` or `Invalid`."),
  "operation-cancelled": shut("Azure's long-running operation ended `Canceled`."),
  "job-failed": shut("The backup job ended `Failed` or `Invalid`."),
  "job-cancelled": shut("The backup job ended `Cancelled`."),
  "job-completed-with-warnings": shut(
    "The job ended `CompletedWithWarnings` and `allowed-job-statuses` does not list it.",
  ),
  "job-already-ended": shut("`cancel-job` came too late: the job had ended otherwise."),
  "state-not-reached": shut("The job ended well, yet the item does not show the state asked for."),
  "recovery-point-too-old": shut("The newest usable recovery point is older than allowed."),
  "no-recovery-point": shut("The item has no usable recovery point of the wanted kind."),
  "last-backup-failed": shut("There is a fresh recovery point, but the last backup failed."),
  "items-failed": shut("Several items, closed for different reasons; the report names each."),
  "timed-out": shut("`timeout-minutes` ran out; the work may still be going on in Azure."),
  "workflow-cancelled": shut(
    "The run was cancelled; the Azure job goes on unless `on-cancel` says otherwise.",
  ),
  "contact-lost": shut("Azure could not be reached or understood, so the end is not known."),
  defect: shut("An error in this action."),
  "dry-run": green("Something would be done; nothing was, since `dry-run` is `true`."),
  "job-running": green("Azure has accepted the backup and is at it, and `wait` is `false`."),
  completed: opened("The job ended `Completed` and the item shows the state asked for."),
  "completed-with-warnings": opened(
    "As `completed`, with a job that ended `CompletedWithWarnings` and `allowed-job-statuses` lists it.",
  ),
  "already-in-state": opened("Nothing needed doing; nothing was written."),
  "recovery-point-fresh": opened("The newest usable recovery point is new enough."),
  listed: opened("The items are in the output `items`."),
  "cancelled-as-asked": opened("The job ended `Cancelled`, as `cancel-job` asked."),
} as const satisfies Record<string, { gate: Gate; red: boolean; meaning: string }>;

/** Why the gate is open or closed: a closed union, the keys of `REASONS`. */
export type Reason = keyof typeof REASONS;

function shut(meaning: string) {
  return { gate: "closed", red: true, meaning } as const;
}

/** The gate is shut because the user asked for a step that cannot open it; the step is green, with a warning. */
function green(meaning: string) {
  return { gate: "closed", red: false, meaning } as const;
}

function opened(meaning: string) {
  return { gate: "open", red: false, meaning } as const;
}
