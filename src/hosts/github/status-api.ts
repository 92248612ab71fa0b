import { context, getOctokit } from "@actions/github";
import type { CommitStatus } from "./runner.ts";

/**
 * Posts a commit status on the run's commit, with a link to the run. Uses the API that the runner
 * names, also on GitHub Enterprise Server.
 *
 * @throws an error with GitHub's HTTP status in `status`, or the error of the connection.
 */
export async function postCommitStatus(
  { state, context: name, description }: CommitStatus,
  token: string,
  signal: AbortSignal,
): Promise<void> {
  const { serverUrl, runId, runAttempt } = context;
  const { owner, repo } = context.repo;
  await getOctokit(token).rest.repos.createCommitStatus({
    owner,
    repo,
    sha: commitOf(context),
    state,
    context: name,
    description,
    target_url: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}/attempts/${runAttempt}`,
    request: { signal },
  });
}

/**
 * The commit to post on. For a pull request it is the head commit, because `GITHUB_SHA` is a merge
 * commit that nobody looks at. A `workflow_run` runs on the default branch for another run's commit
 * (E152).
 */
export function commitOf({ payload, sha }: Pick<typeof context, "payload" | "sha">): string {
  const head: unknown = payload.pull_request?.head?.sha ?? payload.workflow_run?.head_sha;
  return typeof head === "string" ? head : sha;
}
