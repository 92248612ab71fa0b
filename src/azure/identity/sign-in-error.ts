import { ActionError, messageOf, SignInOutageError } from "../../errors.ts";
import { at, text } from "../../json.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import { joinSentences, READS_AS_EMPTY } from "../../text.ts";
import { certificateAdvice } from "./certificate.ts";
import { readClaims } from "./jwt-claims.ts";
import type { HostSignIn, SignInSettings } from "./sign-in.ts";

const UNVERIFIED_ASSERTION =
  "Entra could not verify the signature of the assertion. The issuer and its keys must be reachable from the internet, which those of your own server may not be. If they are, run the step again in a few minutes.";
const OTHER_CLOUD = `The application and the tenant are in different clouds. Check ${nameInput("environment")} and ${nameInput("tenant-id")}.`;

/** The number of a temporary fault (E142). */
const TEMPORARY = "90033";

/**
 * What to do about Entra's error numbers (E142), some for one way to sign in only; all others show
 * Entra's own message.
 */
const HINTS: Readonly<Record<string, string>> = {
  "50013": UNVERIFIED_ASSERTION,
  "53003":
    "A conditional access policy blocks this identity, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy to let the identity pass.",
  "90002": `There is no such tenant. Check ${nameInput("tenant-id")} and ${nameInput("environment")}.`,
  "500011": `The tenant does not know what the token is for. Check ${nameInput("environment")} and ${nameInput("resource-manager-url")}: they may belong to another cloud than ${nameInput("tenant-id")}.`,
  "700016": `The tenant has no application with this client id. Check ${nameInput("client-id")} and ${nameInput("tenant-id")}.`,
  "700024": "The assertion had expired when Entra saw it. Check the clock of this machine.",
  "700027": UNVERIFIED_ASSERTION,
  "client-certificate 700027":
    "The application does not have this certificate, or it has expired. Upload the certificate to the application, or sign in with the one that it has.",
  "az-session 700024": `The session of the Azure CLI cannot renew its token any more: the assertion that it was made with lives a few minutes. Give ${nameInput("client-id")} and ${nameInput("tenant-id")} to this step, which then signs in by itself and asks for a fresh one each time.`,
  "900382": OTHER_CLOUD,
  "900432": OTHER_CLOUD,
  "7000112":
    "The application is disabled. Have it enabled again in the tenant's enterprise applications.",
  "7000215": "The client secret is wrong. Use the secret's value, not its id.",
  "7000222": "The client secret has expired. Make a new one, or sign in without a secret.",
  "7000229": `The application has no service principal in this tenant. Check ${nameInput("tenant-id")}; if it is right, create one with 'az ad sp create --id CLIENT_ID'.`,
};

/** The numbers for an assertion that matches no federated credential of the application. */
const SUBJECT_MISMATCH = ["700213", "7002138", "700211", "700212", "70021", "70025"];

const HINT_BY_KIND: Readonly<Record<Exclude<SignInSettings["kind"], "az-session">, string>> = {
  "client-secret": `Check ${nameInput("client-id")}, ${nameInput("tenant-id")} and ${nameInput("client-secret")}.`,
  "client-certificate": `Check ${nameInput("client-id")} and ${nameInput("tenant-id")}, and that the certificate is one of the application's and comes with its private key, both as PEM.`,
  assertion: `Check ${nameInput("client-id")}, ${nameInput("tenant-id")} and the application's federated credentials.`,
  "managed-identity": `Check that this machine has a managed identity, and ${nameInput("client-id")} if it has several.`,
};

/** Empty ids lead to the session, and that may be a mistake. */
function hintOnSignIn(settings: SignInSettings, { session, assertions }: HostSignIn): string {
  if (settings.kind !== "az-session") return HINT_BY_KIND[settings.kind];
  const noSession = `${session}, or give ${nameInput("client-id")} and ${nameInput("tenant-id")} to sign in with ${assertions}.`;
  return settings.tenantId === ""
    ? `${noSession} Both are empty or missing, and without them the step uses that session. ${READS_AS_EMPTY}`
    : noSession;
}

/** How the last request of a sign-in failed. */
export interface SignInProblem {
  /** Of its answer; 0 if there was none. */
  readonly status: number;
  /** The error that it ended with, or the body of its answer. */
  readonly said: unknown;
}

/** What is known about a failed sign-in. */
export interface FailedSignIn {
  /**
   * The assertion that was presented; "" if none was. It is read for its subject, issuer and
   * audience, and never printed.
   */
  readonly assertion: string;
  /** Left out if no request failed. */
  readonly problem?: SignInProblem | undefined;
  readonly host: HostSignIn;
}

/** Turns whatever `@azure/identity` threw into an error for the reader. */
export function explainSignIn(
  thrown: unknown,
  settings: SignInSettings,
  { assertion, problem, host }: FailedSignIn,
): ActionError {
  const own = causes(thrown).find((cause) => cause instanceof ActionError);
  if (own instanceof ActionError) return own;

  // MSAL says only `endpoints_resolution_error` if the tenant or the network is wrong.
  const thrownMessage = messageOf(thrown);
  const vague = /^(endpoints_resolution|network)_error|^ManagedIdentityCredential/.test(
    thrownMessage,
  );
  const { status = 0, said: failure } = problem ?? {};
  const message = (vague && messageOfFailure(failure)) || thrownMessage;
  const number =
    causes(thrown)
      .map((cause) => text(at(cause, "errorNo")))
      .find((found) => found !== "") ??
    /AADSTS(\d+)/.exec(message)?.[1] ??
    "";
  const hint =
    certificateAdvice(failure instanceof Error ? text(at(failure, "code")) : "") ??
    (SUBJECT_MISMATCH.includes(number)
      ? mismatchHint(number, assertion, host)
      : (HINTS[`${settings.kind} ${number}`] ?? HINTS[number] ?? hintOnSignIn(settings, host)));
  const { said, traceId } = wordsOf(message);
  const code = number === "" ? "" : `AADSTS${number}`;
  const trace = traceId === "" ? "" : `Entra's trace id is ${traceId}.`;
  const sentence = `Could not sign in: ${said}`;
  const service = { code, message: said, recommendations: [] };
  if (number === TEMPORARY || status === 429 || status >= 500) {
    return new SignInOutageError(code || `HTTP ${status}`, sentence, {
      hint: joinSentences(
        `${settings.kind === "managed-identity" ? "The machine's endpoint for managed identities" : "Microsoft Entra ID"} had a temporary fault, which says nothing about the credential. Run the step again in a few minutes.`,
        trace,
      ),
      service,
      cause: thrown,
    });
  }
  return new ActionError("sign-in-failed", sentence, {
    hint: joinSentences(hint, trace),
    service,
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

/** Describes the most likely credential first; never prints the token itself. */
function mismatchHint(number: string, assertion: string, host: HostSignIn): string {
  const claims = readClaims(assertion);
  const [subject = "", issuer = "", audience = ""] = ["sub", "iss", "aud"].map((name) =>
    text(at(claims, name)),
  );
  return joinSentences(
    MISMATCHES[number] ?? host.adviceOnSubject(subject),
    `The assertion has the subject '${subject}', issuer '${issuer}' and audience '${audience}'.`,
    "Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names.",
  );
}

/** What differs, if the error's number says that it is not the subject (E142). */
const MISMATCHES: Readonly<Record<string, string>> = {
  "700211": "The application trusts no such issuer.",
  "700212": `No federated credential has this audience: check ${nameInput("audience")}.`,
  "7002138": "A federated credential has this subject in a different letter case.",
  "70025": "The application has no federated credential yet.",
};

/** Entra's own sentence; MSAL wraps it in codes, times and ids, most of them twice. */
function wordsOf(message: string): { readonly said: string; readonly traceId: string } {
  const line = message.split(/\r?\n/)[0] ?? message;
  const said = /AADSTS\d+: .*?(?= *Trace ID: |$)/.exec(line)?.[0] ?? line;
  return { said, traceId: /Trace ID: ([\da-f-]+)\b/i.exec(message)?.[1] ?? "" };
}

/** The message of a failed connection or of an answer from Entra; "" if it has none. */
function messageOfFailure(failure: unknown): string {
  if (failure instanceof Error) return failure.message;
  return text(at(failure, "error_description"));
}
