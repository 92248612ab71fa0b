import { output } from "../record.ts";
import { meantItem } from "./meant.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { isSpoilt, jobOf, reportItems } from "./truth.ts";

/** The states that an operation leaves, by its name; of others the state tells nothing. */
const LEAVES: Readonly<Record<string, readonly string[]>> = {
  "stop-protection-retain-data": ["ProtectionStopped"],
  "suspend-backups": ["BackupsSuspended"],
  undelete: ["ProtectionStopped"],
};

/** Nothing is told as done that the state told beside it shows undone. */
export const shownDone: Property = {
  name: "shownDone",
  judge(record) {
    const { scene, gate } = record;
    if (gate !== "open" || !output(record, "reason").startsWith("completed")) return NOT_AT_STAKE;
    const told = output(record, "protection-state");
    const states = LEAVES[scene.operation];
    if (states !== undefined)
      return unless(states.includes(told) ? undefined : `done, and the item is '${told}'`);
    if (!["change-policy", "resume-protection"].includes(scene.operation)) return NOT_AT_STAKE;
    const wanted = (scene.inputs.policy ?? "").split("/").at(-1)?.toLowerCase();
    const policy = output(record, "policy-id").split("/").at(-1)?.toLowerCase();
    return unless(policy === wanted ? undefined : `done, and the item has policy '${policy}'`);
  },
};

/** Of a job that failed the report has the tasks, which only its own document shows. */
export const failedTasksTold: Property = {
  name: "failedTasksTold",
  judge(record) {
    const id = output(record, "job-id");
    const job = jobOf(record, id);
    const isFailed = output(record, "reason") === "job-failed";
    if (!isFailed || !job?.tasks.length || isSpoilt(record)) return NOT_AT_STAKE;
    if (job.item !== meantItem(record)) return NOT_AT_STAKE;
    const jobs = reportItems(record).flatMap((entry) => (entry.jobs ?? []) as readonly Told[]);
    const isTold = jobs.some((told) => told.id === id && (told.tasks?.length ?? 0) > 0);
    return isTold ? HOLDS : broken(`job ${id} failed, and its tasks are not told`);
  },
};

/** A job as the report has it. */
interface Told {
  readonly id: string;
  readonly tasks?: readonly unknown[];
}
