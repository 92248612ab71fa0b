import { at, parseBody, text } from "../../json.ts";
import type { World } from "../../world.ts";
import { askForOidcToken, refusalInWords } from "../oidc-request.ts";

/** What a job with `permissions: id-token: write` finds in its environment (E144). */
interface OidcSource {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL`; its query already has an API version. */
  readonly requestUrl: string;
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly requestToken: string;
}

/**
 * Asks GitHub for the job's assertion.
 *
 * @throws Error with GitHub's words if it gives none, and the cancel signal's reason.
 */
export async function githubAssertion(
  audience: string,
  { requestUrl, requestToken }: OidcSource,
  world: Pick<World, "http" | "clock" | "signal">,
): Promise<string> {
  const url = new URL(requestUrl);
  url.searchParams.set("audience", audience);
  const request = { method: "GET", url: url.href, jobToken: requestToken } as const;
  const { status, bodyAsText } = await askForOidcToken(request, world);
  const body = parseBody(bodyAsText);
  const assertion = text(at(body, "value"));
  if (status === 200 && assertion !== "") return assertion;
  throw new Error(refusalInWords(status, text(at(body, "message"))));
}
