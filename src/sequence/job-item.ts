import { type Job, jobName } from "../azure/backup/job.ts";
import { matchJob } from "../azure/backup/job-match.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { findItems, neighbours } from "../naming/find-items.ts";
import { pathOf } from "../naming/item-path.ts";
import type { JobTask } from "./task.ts";
import type { Findings, ReadTools } from "./tools.ts";

/**
 * Finds the item that a job must belong to according to the user.
 *
 * @returns a check that throws ActionError (`refused`) for a job that may not belong to it;
 * undefined if no item is given.
 * @throws ActionError as `findItems` does.
 */
export async function jobCheck(
  { items }: JobTask,
  tools: Findings & Pick<ReadTools, "backup">,
): Promise<((job: Job) => void) | undefined> {
  if (items === undefined) return undefined;
  const { backup, learn } = tools;
  const { selection, workload } = items;
  const search = {
    workload,
    allowEmpty: false,
    deletedToo: false,
    several: false,
    mustLeaveOut: true,
    prefers: "live",
  } as const;
  const found = await findItems(selection, search, backup);
  const [item] = found.items;
  if (item === undefined) throw new Error("An item was found and is not there.");
  // Jobs are matched among the items of one workload, but the path has to be unique among all items.
  const path = pathOf(item, found.listed);
  const listed = await neighbours({ item, listed: found.listed }, backup);
  learn({ before: item, path });
  return (job) => {
    const match = matchJob(job, item, listed);
    if (match === "surely") return;
    const why =
      match === "no"
        ? `is not one of '${path}'`
        : `may be one of '${path}', or of another item of that name: Azure does not say`;
    throw new ActionError("refused", `${jobName(job)} ${why}. It is ${job.status}.`, {
      hint: `Check ${nameInput("job-id")} and ${nameInput("item")}. Without ${nameInput("item")} the step accepts the job of any item.`,
    });
  };
}
