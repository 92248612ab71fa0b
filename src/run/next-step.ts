import { nameInput } from "../manifest/names-in-messages.ts";
import { descriptorOf, type OperationName } from "../operations/operations.ts";
import { type Known, type Verdict, writeOf } from "../sequence/known.ts";
import { mayHaveActed } from "../sequence/write-state.ts";
import { joinSentences } from "../text.ts";

/** Reasons after which the work may still be running in Azure, or may not have begun. */
const OPEN_ENDED = ["timed-out", "contact-lost"];
/** Reasons that can also end a step whose work Azure has accepted, or may have. */
const CUTTING_OFF = [
  "sign-in-failed",
  "not-authorized",
  "vault-not-found",
  "job-not-found",
  "request-refused",
  "workflow-cancelled",
  "defect",
];

/**
 * Adds what to do next if the step ended without knowing the outcome. Running it again is harmless
 * except for a backup, which would be taken twice.
 */
export function withNextStep(
  verdict: Verdict,
  operation: OperationName | "",
  known: Known,
): Verdict {
  const isUnderWay = mayHaveActed(writeOf(known));
  const isCutOff = isUnderWay && CUTTING_OFF.includes(verdict.reason);
  if (!isCutOff && !OPEN_ENDED.includes(verdict.reason)) return verdict;
  return {
    ...verdict,
    hint: joinSentences(verdict.hint, nextStep(operation, known.job?.id, isUnderWay)),
  };
}

function nextStep(
  operation: OperationName | "",
  jobId: string | undefined,
  isUnderWay: boolean,
): string {
  const another = operation === "" ? undefined : makesAnother(operation);
  if (another === undefined || !isUnderWay) {
    return "Run the same step again: it looks first and does nothing twice.";
  }
  return jobId === undefined
    ? `Look for the ${another} among the vault's jobs before you run this step again: it would take another one.`
    : `Do not run this step again, it would take another ${another}: follow this one with ${nameInput("operation", "wait-for-job")} and ${nameInput("job-id", jobId)}.`;
}

function makesAnother(name: OperationName): string | undefined {
  const operation = descriptorOf(name);
  return operation.kind === "write" ? operation.makesAnother : undefined;
}
