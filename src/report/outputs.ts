import { workloadName } from "../azure/backup/item.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { isoTime } from "../json.ts";
import { type FACT_ROWS, OUTPUT_ROWS, type OutputRow } from "../manifest/output-rows.ts";
import { pathOf } from "../naming/item-path.ts";
import { REASONS } from "../reasons.ts";
import { type Known, type Verdict, writeOf } from "../sequence/known.ts";
import { changedBy } from "../sequence/write-state.ts";
import { oneLine } from "../text.ts";
import type { Account, AccountSoFar } from "./step-report.ts";

/** The names of the outputs that hold sentences, including those of the service. */
export const SENTENCE_OUTPUTS: readonly string[] = Object.entries<OutputRow>(OUTPUT_ROWS).flatMap(
  ([name, { sentences }]) => (sentences ? [name] : []),
);

/** The names of the outputs that hold a name or an id from Azure. */
export const NAME_OUTPUTS: readonly string[] = Object.entries<OutputRow>(OUTPUT_ROWS).flatMap(
  ([output, { name }]) => (name ? [output] : []),
);

/** The value of each fact; "" if it is not known. */
export type Facts = Readonly<Record<keyof typeof FACT_ROWS, string>>;

/**
 * The findings and the verdict as outputs, each on one line except the recommendations. Without a
 * verdict the gate is closed, for no reason yet. Pure.
 */
export function toFacts({ known, verdict }: AccountSoFar, jobUrl: string): Facts {
  const { before, after, job, point } = known;
  const now = after ?? before;
  const item = now === "gone" ? undefined : now;
  const gate = verdict === undefined ? "closed" : REASONS[verdict.reason].gate;
  const error = gate === "closed" ? verdict?.message : undefined;
  return {
    gate,
    reason: verdict?.reason ?? "",
    changed: changedBy(writeOf(known)),
    "operation-id": oneLine(known.lro?.id ?? ""),
    "operation-status": oneLine(known.lro?.status ?? ""),
    "job-id": oneLine(job?.id ?? ""),
    "job-status": oneLine(job?.status ?? ""),
    "job-url": jobUrl,
    "job-operation": oneLine(job?.operation ?? ""),
    "job-start-time": isoTime(job?.startTime),
    "job-end-time": isoTime(job?.endTime),
    "item-id": oneLine(before?.id ?? ""),
    item: before === undefined ? "" : nativeName(before.address),
    // Without an item, Azure's own text in the job is the only name there is.
    "item-name": oneLine(before?.friendlyName ?? job?.entityFriendlyName ?? ""),
    "item-path": oneLine(before === undefined ? "" : (known.path ?? pathOf(before, []))),
    "workload-type": oneLine(before === undefined ? "" : workloadName(before)),
    "next-step": oneLine(verdict?.hint ?? ""),
    "protection-state": oneLine(item?.protectionState ?? ""),
    "previous-protection-state": oneLine(before?.protectionState ?? ""),
    "policy-id": oneLine(item?.policyId ?? ""),
    "previous-policy-id": oneLine(before?.policyId ?? ""),
    "recovery-point-id": oneLine(point?.id ?? ""),
    "recovery-point-time": isoTime(point?.time),
    "recovery-point-type": oneLine(point?.type ?? ""),
    "recovery-point-tier": oneLine(point?.tier ?? ""),
    "purge-time": isoTime(item?.purgeTime),
    "error-code": oneLine(verdict?.service?.code ?? ""),
    "error-message": oneLine(error ?? ""),
    recommendations: (verdict?.service?.recommendations ?? []).map(oneLine).join("\n"),
    "correlation-id": oneLine(known.ids?.correlationId ?? ""),
    ...counts(known, gate === "open"),
  };
}

/** How many items the step is about, and how many passed; "" if it is about none. */
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
 * The outputs of several items: empty for facts about a single item, set for the gate, the counts
 * and the first failure.
 */
export function toSharedFacts(
  verdict: Verdict,
  accounts: readonly AccountFacts[],
  jobUrl: string,
): Facts {
  const passed = accounts.filter(({ facts }) => facts.gate === "open").length;
  const changes = accounts.map(({ facts }) => facts.changed);
  return {
    ...toFacts({ known: {}, verdict }, jobUrl),
    // If nothing surely changed, one item that may have changed leaves it open.
    changed: ["true", "", "false"].find((word) => changes.includes(word)) ?? "",
    "items-total": String(accounts.length),
    "items-passed": String(passed),
  };
}
