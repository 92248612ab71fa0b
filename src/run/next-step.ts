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

const AGAIN = "Run the same step again: it looks first and does nothing twice.";

/**
 * Adds what to do next if the outcome is not known or nothing was begun. Running it again is harmless
 * except for a backup, which would be taken twice.
 */
export function withNextStep(
  verdict: Verdict,
  operation: OperationName | "",
  known: Known,
): Verdict {
  if (verdict.reason === "not-started") return { ...verdict, hint: startAgain(operation) };
  const isUnderWay = mayHaveActed(writeOf(known));
  const isCutOff = isUnderWay && CUTTING_OFF.includes(verdict.reason);
  if (!isCutOff && !OPEN_ENDED.includes(verdict.reason)) return verdict;
  return {
    ...verdict,
    hint: joinSentences(verdict.hint, nextStep(operation, known.job?.id, isUnderWay)),
  };
}

/** What to do about an item for which nothing was sent, while others may have been worked on. */
function startAgain(operation: OperationName | ""): string {
  const another = operation === "" ? undefined : makesAnother(operation);
  return another === undefined
    ? AGAIN
    : `Run the step again for the items that were not started; any other would get another ${another}.`;
}

function nextStep(
  operation: OperationName | "",
  jobId: string | undefined,
  isUnderWay: boolean,
): string {
  const another = operation === "" ? undefined : makesAnother(operation);
  if (another === undefined || !isUnderWay) {
    return AGAIN;
  }
  return jobId === undefined
    ? `Look for the ${another} among the vault's jobs before you run this step again: it would take another one.`
    : `Do not run this step again, it would take another ${another}: follow this one with ${nameInput("operation", "wait-for-job")} and ${nameInput("job-id", jobId)}.`;
}

function makesAnother(name: OperationName): string | undefined {
  const operation = descriptorOf(name);
  return operation.kind === "write" ? operation.makesAnother : undefined;
}
