import type { GetTokenOptions, TokenCredential } from "@azure/identity";
import { ActionError } from "../errors.ts";
import type { Host, World } from "../host.ts";
import type { Cloud } from "./clouds.ts";
import type { SignInSettings, TokenSource } from "./sign-in.ts";
import { explainSignIn } from "./sign-in-error.ts";

/** A token with less than this left is renewed before it is used. */
const RENEW_MS = 5 * 60_000;
/** With less than this left a token is not used any more. */
const LAST_USE_MS = 30_000;
/** After a renewal that failed the next one waits so long. */
const RETRY_MS = 30_000;
const AZ_TIMEOUT_MS = 60_000;

/**
 * A source of ARM tokens through `@azure/identity`, which is loaded when the first token is asked
 * for. A token is kept until it nears its end, because the library asks GitHub for a new assertion
 * on every call, even when the token comes from its cache.
 */
export function tokenSource(
  settings: SignInSettings,
  cloud: Cloud,
  { host, world }: { host: Host; world: World },
): TokenSource {
  let current: { token: string; expiresAt: number; renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  async function renew(): Promise<string> {
    let presented = "";
    try {
      // A credential of its own for each token: the cache of an old one could answer with a token
      // that was refused. (All managed identities share one cache.)
      const credential = await makeCredential(settings, cloud, async () => {
        presented = await assertion(host, settings);
        return presented;
      });
      const tenant = settings.kind === "az-session" ? settings.tenantId : "";
      const options: GetTokenOptions = tenant === "" ? {} : { tenantId: tenant };
      const answer = await credential.getToken(`${cloud.resourceManager}/.default`, options);
      if (answer === null) throw new Error("The credential returned no token.");
      host.mask(answer.token);
      const { token, expiresOnTimestamp: expiresAt } = answer;
      current = { token, expiresAt, renewAt: expiresAt - RENEW_MS };
      return token;
    } catch (error) {
      throw explainSignIn(error, settings, presented);
    }
  }

  return async ({ fresh, signal }) => {
    if (fresh) current = undefined;
    if (current !== undefined && world.clock.now() < current.renewAt) return current.token;
    const renewal = pending ?? renew();
    pending = renewal;
    try {
      return await Promise.race([renewal, whenAborted(signal)]);
    } catch (error) {
      world.signal.throwIfAborted();
      const now = world.clock.now();
      if (current === undefined || now >= current.expiresAt - LAST_USE_MS) throw error;
      // The token in hand is good, so a wait of hours survives a sign-in that fails for a while.
      current = { ...current, renewAt: now + RETRY_MS };
      return current.token;
    } finally {
      if (pending === renewal) pending = undefined;
    }
  };
}

/** `getToken` knows neither a time limit nor an abort signal, so the wait for it is cut from outside. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () =>
      reject(
        signal.reason instanceof ActionError
          ? signal.reason
          : new ActionError("sign-in-failed", "Could not sign in: no answer in time.", {
              hint: "Check that the runner reaches Microsoft Entra ID, and its proxy settings.",
            }),
      );
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

async function assertion(host: Host, settings: SignInSettings): Promise<string> {
  if (settings.kind !== "github-oidc") throw new Error("Only GitHub OIDC presents an assertion.");
  if (host.env("ACTIONS_ID_TOKEN_REQUEST_URL") === "") {
    throw new ActionError("sign-in-failed", "GitHub offers this job no OIDC token.", {
      hint: "Add 'permissions: id-token: write' to the job. In a reusable workflow the caller's job has to grant it as well.",
    });
  }
  const token = await host.oidcToken(settings.audience);
  host.mask(token);
  return token;
}

async function makeCredential(
  settings: SignInSettings,
  cloud: Cloud,
  getAssertion: () => Promise<string>,
): Promise<TokenCredential> {
  const identity = await import("@azure/identity");
  const known = Object.values<string>(identity.AzureAuthorityHosts);
  const authority = {
    authorityHost: cloud.authority,
    disableInstanceDiscovery: !known.includes(cloud.authority),
  };
  switch (settings.kind) {
    case "client-secret": {
      const { tenantId, clientId, clientSecret } = settings;
      return new identity.ClientSecretCredential(tenantId, clientId, clientSecret, authority);
    }
    case "github-oidc": {
      const { tenantId, clientId } = settings;
      // The library asks for the assertion twice per token; both calls share one, which lives five
      // minutes, and every new token takes a new one.
      let shared: Promise<string> | undefined;
      const once = () => {
        shared ??= getAssertion();
        return shared;
      };
      return new identity.ClientAssertionCredential(tenantId, clientId, once, authority);
    }
    case "managed-identity":
      return settings.clientId === ""
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential({ clientId: settings.clientId });
    case "az-session":
      return new identity.AzureCliCredential({ processTimeoutInMs: AZ_TIMEOUT_MS });
  }
}
