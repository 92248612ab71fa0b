import type { HostSignIn } from "../../azure/identity/sign-in.ts";
import { ActionError } from "../../errors.ts";
import type { Runner } from "./runner.ts";

/** Signing in with GitHub OIDC, or with the session that azure/login left. */
export function githubSignIn(runner: Pick<Runner, "env" | "oidcToken">): HostSignIn {
  return {
    assertions: "GitHub OIDC",
    session: "Run azure/login before this step",
    async assertion(audience) {
      if (runner.env("ACTIONS_ID_TOKEN_REQUEST_URL") === "") {
        throw new ActionError("sign-in-failed", "GitHub offers this job no OIDC token.", {
          hint: "Add 'permissions: id-token: write' to the job. In a reusable workflow the caller's job has to grant it as well.",
        });
      }
      try {
        return await runner.oidcToken(audience);
      } catch (cause) {
        const said = cause instanceof Error ? cause.message.replace(/\s+/g, " ") : String(cause);
        throw new ActionError("sign-in-failed", `GitHub gave no OIDC token: ${said}`, {
          hint: "Check 'permissions: id-token: write', and on a self-hosted runner its proxy and NODE_EXTRA_CA_CERTS.",
          cause,
        });
      }
    },
    adviceOnSubject,
  };
}

/** A job without `environment:` has the subject of its branch, tag or pull request (E143). */
function adviceOnSubject(subject: string): string {
  const environment = /:environment:(.+)$/.exec(subject)?.[1];
  if (environment !== undefined) {
    return `The job runs in the environment '${environment}', and no federated credential is for that one.`;
  }
  const [, ref = "", pullRequest] = /:(?:ref:(refs\/.+)|(pull_request))$/.exec(subject) ?? [];
  if (ref === "" && pullRequest === undefined) return "";
  const kind = ref.startsWith("refs/tags/") ? "a tag" : "a branch";
  return `The job names no 'environment:', so its subject is that of ${pullRequest === undefined ? kind : "a pull request"}. If the federated credential is for an environment, name that environment in the job.`;
}
