import { ActionError, messageOf } from "../../errors.ts";
import { at, parseBody, text } from "../../json.ts";
import type { World } from "../../world.ts";
import { askForOidcToken, inOneLine, type OidcAnswer, refusalInWords } from "../oidc-request.ts";

/** What a job needs to ask for assertions. */
interface OidcSource {
  /** `SYSTEM_OIDCREQUESTURI`; "" if the job has none. */
  readonly requestUri: string;
  /** The job's own token; "" if it has none. */
  readonly jobToken: string;
  readonly connectionId: string;
}

/**
 * Asks Azure Pipelines for an assertion of a service connection (E205). It lives ten minutes, so each
 * token needs a new one.
 *
 * @throws ActionError (`sign-in-failed`)
 */
export async function askForAssertion(
  source: OidcSource,
  world: Pick<World, "http" | "clock" | "signal">,
): Promise<string> {
  const response = await ask(requestUrl(source), source.jobToken, world);
  const assertion = text(at(parseBody(response.bodyAsText), "oidcToken"));
  if (response.status === 200 && assertion !== "") return assertion;
  throw refused(response);
}

function requestUrl({ requestUri, jobToken, connectionId }: OidcSource): URL {
  const url = URL.canParse(requestUri) ? new URL(requestUri) : undefined;
  if (url?.protocol !== "https:" || jobToken === "") {
    throw new ActionError("sign-in-failed", "Azure Pipelines offers this job no OIDC token.", {
      hint: "Workload identity federation needs Azure DevOps Services and a recent agent. Update the agent, or use a service connection with a certificate or a secret.",
    });
  }
  url.searchParams.set("api-version", "7.1");
  url.searchParams.set("serviceConnectionId", connectionId);
  return url;
}

async function ask(
  url: URL,
  jobToken: string,
  world: Pick<World, "http" | "clock" | "signal">,
): Promise<OidcAnswer> {
  const headers = {
    "content-type": "application/json",
    // Without it a dead token leads to a page for people.
    "x-tfs-fedauthredirect": "Suppress",
  };
  try {
    return await askForOidcToken({ method: "POST", url: url.href, jobToken, headers }, world);
  } catch (error) {
    world.signal.throwIfAborted();
    throw unreachable(error);
  }
}

function refused({ status, bodyAsText }: OidcAnswer): ActionError {
  const body = parseBody(bodyAsText);
  const reason =
    text(at(body, "message")) || text(at(body, "value")) || text(at(body, "value", "Message"));
  const said = refusalInWords(status, reason);
  const isTokenDead = status === 401 || status === 302;
  return new ActionError("sign-in-failed", `Azure Pipelines gave no OIDC token: ${said}`, {
    hint: isTokenDead
      ? "The job's own token is no longer valid: it lives about as long as the job's 'timeoutInMinutes', and a day at most. Split a longer wait into several jobs."
      : "Check that the service connection uses workload identity federation and that the pipeline may use it.",
  });
}

function unreachable(cause: unknown): ActionError {
  return new ActionError(
    "sign-in-failed",
    `Azure Pipelines gave no OIDC token: ${inOneLine(messageOf(cause))}`,
    {
      hint: "Check that this machine reaches Azure DevOps, and on a self-hosted agent its proxy and NODE_EXTRA_CA_CERTS.",
      cause,
    },
  );
}
