import type { Cloud } from "./clouds.ts";

/** How to sign in, as the inputs decided it; `describeSignIn` says it in words. */
export type SignInSettings =
  | {
      readonly kind: "client-secret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "assertion";
      readonly tenantId: string;
      readonly clientId: string;
      readonly audience: string;
    }
  | { readonly kind: "managed-identity"; readonly clientId: string }
  | { readonly kind: "az-session"; readonly tenantId: string };

/**
 * Gives a bearer token for ARM; `fresh` after a 401, when the last one must not be used again. One that
 * ends within `validForMs` (0 if left out) is renewed first; with `atHand` the one there is serves to
 * its last second, for there is no time to sign in.
 */
export type TokenSource = (options: {
  readonly fresh: boolean;
  readonly validForMs?: number;
  readonly atHand?: boolean;
  readonly signal: AbortSignal;
}) => Promise<string>;

/** Signs in; the real one loads `@azure/identity` when a token is first asked for. */
export interface Identity {
  /** A source of ARM tokens by the sign-in inputs. */
  tokens(settings: SignInSettings, cloud: Cloud): TokenSource;
  /** The subscription of the Azure CLI's session. */
  sessionSubscription(signal: AbortSignal): Promise<string>;
}

/** What signing in needs from the host of the step, and what the host has to say about it. */
export interface HostSignIn {
  /** What people call a sign-in by the host's own assertions. */
  readonly assertions: string;
  /** How a session of the Azure CLI comes about on this host, to begin a sentence. */
  readonly session: string;
  /**
   * Asks the host for an assertion: a signed token that vouches for the run.
   *
   * @throws ActionError (`sign-in-failed`)
   */
  assertion(audience: string): Promise<string>;
  /** Why an assertion's subject may be another one than expected; "" where there is nothing to say. */
  adviceOnSubject(subject: string): string;
}

/** The sign-in in words, for the log; `assertions` is what people call one by assertions. */
export function describeSignIn(settings: SignInSettings, assertions: string): string {
  switch (settings.kind) {
    case "client-secret":
      return "with the client secret of a service principal";
    case "assertion":
      return `with ${assertions}`;
    case "managed-identity":
      return settings.clientId === ""
        ? "with the machine's managed identity"
        : "with the machine's user-assigned managed identity";
    case "az-session":
      return "with the session of the Azure CLI";
  }
}
