import { describeJob, type Job } from "../azure/backup/job.ts";
import { askUntilListed } from "./asking.ts";
import { followJob } from "./follow-job.ts";
import type { Observation } from "./observe.ts";
import type { Ending } from "./task.ts";
import { tellAnswer } from "./tell-answer.ts";
import type { ReadTools } from "./tools.ts";

/** The answer after a joined backup, or that the step has to decide again. */
export type Joined = Extract<Ending, { kind: "answered" }> | { readonly kind: "joined" };

/**
 * Waits for a backup that something else has started and that may bring the recovery point asked for.
 * Whatever its end, the step then looks at everything again.
 *
 * @throws ActionError if the job can no longer be found, DeadlineError.
 */
export async function joinBackup(
  job: Job,
  { subject, running, asked }: Observation,
  tools: ReadTools,
): Promise<Joined> {
  const { log, learn } = tools;
  if (asked === undefined) throw new Error("A backup was joined for no question.");
  log.say(`Waiting for a backup that is running already: ${describeJob(job)}.`);
  learn({
    joined: job.id,
    ...(subject.item.workload?.isHeldForHours === true ? { waitsForVm: true } : {}),
  });
  const since = job.startTime ?? tools.serviceNow();
  const ended = await followJob(job.id, tools, { asked: { operation: "Backup", since } });
  const { asking } = asked;
  const { isWorthJoining, backups } = asking.question;
  const isAllowed =
    ended.phase === "completed" || (ended.phase === "warned" && backups?.allowWarnings === true);
  if (!isAllowed || !isWorthJoining(ended, asked.bound)) return { kind: "joined" };
  const others = running.filter(({ id }) => id !== job.id);
  const found = { item: asked.item, listed: subject.listed, running: others };
  const after = await askUntilListed(asking, found, tools);
  return after.answer.reason === "recovery-point-fresh"
    ? tellAnswer(after.asked, after.answer, tools)
    : { kind: "joined" };
}
