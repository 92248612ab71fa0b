import { output, type RunRecord } from "../record.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { reportItems } from "./truth.ts";

/** What to do about a gate that is closed is an output, and what the annotation says. */
export const nextStepTold: Property = {
  name: "nextStepTold",
  judge(record) {
    if (record.gate === "open") return NOT_AT_STAKE;
    const step = output(record, "next-step");
    if (step === "") return broken("closed, and nothing says what to do");
    const entries = reportItems(record);
    if (entries.length < 2) return unless(isAnnounced(record, step) ? undefined : other(step));
    // What was not started has its advice in the report only: it is not what went wrong.
    const closed = entries.filter(
      ({ gate, reason }) => gate !== "open" && reason !== "not-started" && !isGreen(String(reason)),
    );
    const isAsked = entries.some(({ reason }) => isGreen(String(reason)));
    if (!record.host.failed && isAsked && !isAnnounced(record, step)) return broken(other(step));
    const silent = closed.find((entry) => !isAnnounced(record, String(entry["next-step"] ?? "")));
    // The first annotation says where the others are.
    const isCounted = closed.length > 9;
    if (silent === undefined || isCounted) return HOLDS;
    return broken(other(String(silent["next-step"] ?? "")));
  },
};

/** Whether an item is closed as the user asked. */
function isGreen(reason: string): boolean {
  return reason === "dry-run" || reason === "job-running";
}

function other(step: string): string {
  return `the annotation does not say '${step}'`;
}

function isAnnounced({ host }: RunRecord, step: string): boolean {
  const said = [...host.errors.map(({ message }) => message), ...host.warnings];
  // Outputs are cut where they are long, annotations are not.
  const told = `What to do: ${step.replace(/…$/, "")}`;
  return step !== "" && said.some((text) => text.includes(told));
}
