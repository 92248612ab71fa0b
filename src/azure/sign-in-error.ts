import { ActionError } from "../errors.ts";
import { at, text } from "../json.ts";
import { certificateAdvice } from "./certificate.ts";
import type { SignInSettings } from "./sign-in.ts";

/** What to do about Entra's error numbers (documents); others show Entra's own message. */
const HINTS: Readonly<Record<string, string>> = {
  "700016": "The tenant has no application with this client id. Check 'client-id' and 'tenant-id'.",
  "700024":
    "The GitHub assertion had expired when Entra saw it. Check the clock of a self-hosted runner.",
  "7000215": "The client secret is wrong. Use the secret's value, not its id.",
  "7000222": "The client secret has expired. Make a new one, or change to GitHub OIDC.",
  "90002": "There is no such tenant. Check 'tenant-id' and 'environment'.",
};

/** No federated credential of the application matches what GitHub presented. */
const SUBJECT_MISMATCH = ["700213", "7002138", "700211", "700212", "70021", "70025"];

const HINT_BY_KIND: Readonly<Record<SignInSettings["kind"], string>> = {
  "client-secret": "Check 'client-id', 'tenant-id' and 'client-secret'.",
  "github-oidc": "Check 'client-id', 'tenant-id' and the application's federated credentials.",
  "managed-identity":
    "Check that this runner has a managed identity, and 'client-id' if it has several.",
  "az-session":
    "Run azure/login before this step, or give 'client-id' and 'tenant-id' to sign in with GitHub OIDC.",
};

/**
 * Turns whatever `@azure/identity` threw into an error for the reader. The assertion is taken apart
 * for its subject, issuer and audience and never printed itself. `problem` is what the last request
 * of the sign-in came to, where it failed.
 */
export function explainSignIn(
  thrown: unknown,
  settings: SignInSettings,
  assertion: string,
  problem: unknown = undefined,
): ActionError {
  const own = causes(thrown).find((cause) => cause instanceof ActionError);
  if (own instanceof ActionError) return own;

  // MSAL says no more than `endpoints_resolution_error` where the tenant or the network is wrong.
  const thrownMessage = thrown instanceof Error ? thrown.message : String(thrown);
  const vague = /^(endpoints_resolution|network)_error|^ManagedIdentityCredential/.test(
    thrownMessage,
  );
  const message = (vague && messageOf(problem)) || thrownMessage;
  const number =
    causes(thrown)
      .map((cause) => text(at(cause, "errorNo")))
      .find((found) => found !== "") ??
    /AADSTS(\d+)/.exec(message)?.[1] ??
    "";
  const hint =
    certificateAdvice(problem instanceof Error ? text(at(problem, "code")) : "") ??
    (SUBJECT_MISMATCH.includes(number)
      ? mismatchHint(assertion)
      : (HINTS[number] ?? HINT_BY_KIND[settings.kind]));
  return new ActionError("sign-in-failed", `Could not sign in: ${firstLine(message)}`, {
    hint,
    service: {
      code: number === "" ? "" : `AADSTS${number}`,
      message: firstLine(message),
      recommendations: [],
    },
    cause: thrown,
  });
}

function causes(thrown: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (
    let current = thrown;
    current instanceof Error && chain.length < 8;
    current = current.cause
  ) {
    chain.push(current);
  }
  return chain;
}

function mismatchHint(assertion: string): string {
  const claims = readClaims(assertion);
  const [subject, issuer, audience] = ["sub", "iss", "aud"].map((name) => text(at(claims, name)));
  return `GitHub presented the subject '${subject}', issuer '${issuer}' and audience '${audience}'. Add a federated credential with exactly these to the application, or run from the branch, environment or pull request that it names.`;
}

/** The claims of a JWT; undefined if it is none. */
function readClaims(jwt: string): unknown {
  try {
    return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function firstLine(message: string): string {
  return message.split(/\r?\n/)[0] ?? message;
}

/** The message of a failed connection, or of an answer of Entra's; "" where it has none. */
function messageOf(problem: unknown): string {
  if (problem instanceof Error) return problem.message;
  return text(at(problem, "error_description"));
}
