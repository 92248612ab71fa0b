import type { HttpClient } from "@azure/core-rest-pipeline";
import type { GetTokenOptions, TokenCredential } from "@azure/identity";
import { ActionError } from "../../errors.ts";
import { parseBody } from "../../json.ts";
import type { World } from "../../world.ts";
import type { Cloud } from "./clouds.ts";
import type { HostSignIn, SignInSettings, TokenSource } from "./sign-in.ts";
import { explainSignIn, type SignInProblem } from "./sign-in-error.ts";

/** A token with less time left than this is renewed before use. */
const RENEW_MS = 5 * 60_000;
/** A token with less time left than this is no longer used. */
const LAST_USE_MS = 30_000;
/** How long to wait between renewals, including failed ones. */
const RETRY_MS = 30_000;

/** What a token source works with. */
export interface TokenParts {
  readonly signIn: HostSignIn;
  readonly world: World;
  /** Receives each token and assertion before anything can print it. */
  readonly keepSecret: (value: string) => void;
}

/**
 * A source of ARM tokens through `@azure/identity`, which loads when the first token is needed. It
 * keeps a token until shortly before it expires, because the library asks the host for a new
 * assertion on every call, even if it has the token in its cache.
 */
export function tokenSource(
  settings: SignInSettings,
  cloud: Cloud,
  parts: TokenParts,
): TokenSource {
  const { world } = parts;
  let current: KnownToken | undefined;
  /** The end of the resource for a managed identity. */
  let slash = "";
  let pending: Promise<string> | undefined;

  async function renew(fresh: boolean): Promise<string> {
    // The cache of managed identities outlives the credential and holds the refused token. A slash at
    // the end of the resource bypasses the cache and still names the same resource.
    if (fresh && settings.kind === "managed-identity") slash = slash === "" ? "/" : "";
    const scope = `${cloud.resourceManager}${slash}/.default`;
    current = await newToken(settings, { cloud, scope }, parts);
    return current.token;
  }

  return async ({ fresh, validForMs = 0, atHand = false, signal }) => {
    if (fresh) current = undefined;
    if (current !== undefined && serves(current, { validForMs, atHand }, world.clock.now())) {
      return current.token;
    }
    const renewal = pending ?? renew(fresh);
    pending = renewal;
    try {
      return await Promise.race([renewal, whenAborted(signal)]);
    } catch (error) {
      world.signal.throwIfAborted();
      const now = world.clock.now();
      const leastMs = Math.max(validForMs, LAST_USE_MS);
      if (current === undefined || now >= current.expiresAt - leastMs) throw error;
      // The token is still good, so a wait of hours survives a sign-in that fails for a while.
      current = { ...current, renewAt: now + RETRY_MS };
      return current.token;
    } finally {
      if (pending === renewal) pending = undefined;
    }
  };
}

/** A token with its times in milliseconds since 1970. */
interface KnownToken {
  readonly token: string;
  readonly expiresAt: number;
  readonly renewAt: number;
  readonly gotAt: number;
}

/**
 * Signs in for a new token. Each one gets its own credential, because an old credential's cache
 * could return the refused token.
 */
async function newToken(
  settings: SignInSettings,
  { cloud, scope }: { cloud: Cloud; scope: string },
  { signIn: host, world, keepSecret }: TokenParts,
): Promise<KnownToken> {
  let presented = "";
  let problem: SignInProblem | undefined;
  const getAssertion = async () => {
    if (settings.kind !== "assertion") throw new Error("Nothing else presents an assertion.");
    presented = await host.assertion(settings.audience);
    keepSecret(presented);
    return presented;
  };
  const httpClient = listening(world.http, (found) => {
    problem = found;
  });
  try {
    const credential = await makeCredential(settings, cloud, { getAssertion, httpClient });
    const tenant = settings.kind === "az-session" ? settings.tenantId : "";
    const options: GetTokenOptions = tenant === "" ? {} : { tenantId: tenant };
    const answer = await credential.getToken(scope, options);
    if (answer === null) throw new Error("The credential returned no token.");
    keepSecret(answer.token);
    const { token, expiresOnTimestamp: expiresAt } = answer;
    return { token, expiresAt, renewAt: expiresAt - RENEW_MS, gotAt: world.clock.now() };
  } catch (error) {
    throw explainSignIn(error, settings, { assertion: presented, problem, host });
  }
}

/**
 * Whether the token is good enough at `now`. A source that gives no longer-lived token is not asked
 * again and again.
 */
function serves(
  { expiresAt, renewAt, gotAt }: KnownToken,
  { validForMs, atHand }: { validForMs: number; atHand: boolean },
  now: number,
): boolean {
  const leftMs = expiresAt - now;
  if (leftMs > 0 && (atHand || (validForMs > 0 && now - gotAt < RETRY_MS))) return true;
  return now < renewAt && leftMs > validForMs;
}

/** Passes requests on and reports failures, because the library says little about them. */
function listening(http: HttpClient, onFailure: (problem: SignInProblem) => void): HttpClient {
  return {
    async sendRequest(request) {
      try {
        const response = await http.sendRequest(request);
        const { status, bodyAsText } = response;
        if (status >= 400) onFailure({ status, said: parseBody(bodyAsText) });
        return response;
      } catch (error) {
        onFailure({ status: 0, said: error });
        throw error;
      }
    },
  };
}

/** `getToken` has neither a time limit nor an abort signal, so this ends the wait from outside. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () =>
      reject(
        signal.reason instanceof ActionError
          ? signal.reason
          : new ActionError("sign-in-failed", "Could not sign in: no answer in time.", {
              hint: "Check that this machine reaches Microsoft Entra ID, and its proxy settings.",
            }),
      );
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

/** Each kind of credential is a part of the bundle of its own, so that a run loads what it uses. */
async function makeCredential(
  settings: SignInSettings,
  cloud: Cloud,
  { getAssertion, httpClient }: { getAssertion: () => Promise<string>; httpClient: HttpClient },
): Promise<TokenCredential> {
  switch (settings.kind) {
    case "managed-identity": {
      const { managedIdentity } = await import("./managed-identity.ts");
      return managedIdentity(settings, httpClient);
    }
    case "az-session": {
      const { azSession } = await import("./az-credential.ts");
      return azSession();
    }
    default: {
      const { applicationCredential } = await import("./application-credential.ts");
      return applicationCredential(settings, cloud, { getAssertion, httpClient });
    }
  }
}
