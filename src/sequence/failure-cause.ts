import { ActionError } from "../errors.ts";
import type { Answer, Evidence, Question } from "../operations/evidence.ts";
import type { ReadTools } from "./tools.ts";

/**
 * The answer with the cause of the failed backup that closes the gate. Job lists do not say why a
 * job failed (E61), so the job is read by itself. If that fails, the answer stays as it is.
 */
export async function withCause(
  answer: Answer,
  question: Question,
  evidence: Evidence,
  { backup, log }: Pick<ReadTools, "backup" | "log">,
): Promise<Answer> {
  const { failedJob } = answer;
  if (failedJob === undefined || failedJob.id === "" || failedJob.errors.length > 0) return answer;
  try {
    const { value } = await backup.job(failedJob.id);
    const { errors = [] } = value ?? {};
    const jobs = evidence.jobs.map((job) => (job.id === failedJob.id ? { ...job, errors } : job));
    return question.answer({ ...evidence, jobs });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    log.say(`Why job ${failedJob.id} failed could not be read: ${error.message}`);
    return answer;
  }
}
