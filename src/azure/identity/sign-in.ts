import type { InputName } from "../../manifest/input-table.ts";
import type { Cloud } from "./clouds.ts";

/** How to sign in, as the inputs say; `describeSignIn` puts it in words. */
export type SignInSettings =
  | {
      readonly kind: "client-secret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "client-certificate";
      readonly tenantId: string;
      readonly clientId: string;
      /** The certificate and its private key, PEM. */
      readonly certificatePem: string;
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
 * Gets a bearer token for ARM. `fresh` asks for a new one after a 401, when the last one must not
 * be used again. A token that expires within `validForMs` (0 if left out) is renewed first. With
 * `atHand` the present token is used to its last second, because there is no time to sign in.
 */
export type TokenSource = (options: {
  readonly fresh: boolean;
  readonly validForMs?: number;
  readonly atHand?: boolean;
  readonly signal: AbortSignal;
}) => Promise<string>;

/** Signs in; the real one loads `@azure/identity` when the first token is needed. */
export interface Identity {
  /** A source of ARM tokens for the sign-in inputs. */
  tokens(settings: SignInSettings, cloud: Cloud): TokenSource;
  /** The subscription of the Azure CLI's session. */
  sessionSubscription(signal: AbortSignal): Promise<string>;
}

/** What signing in needs from the step's host, and what the host can say about it. */
export interface HostSignIn {
  /** The common name of a sign-in with the host's own assertions. */
  readonly assertions: string;
  /** How to get a session of the Azure CLI on this host, as the beginning of a sentence. */
  readonly session: string;
  /** How to sign in without it, as the end of a sentence; left out where two ids are enough. */
  readonly withoutSession?: string;
  /**
   * Chooses the identity, on a host that has ways of its own to name one; left out where the inputs
   * alone do. `audience` is the cloud's default for assertions.
   *
   * @throws ActionError (`sign-in-failed` or `invalid-input`)
   */
  choose?(get: (name: InputName) => string, audience: string): SignInSettings;
  /**
   * Asks the host for an assertion: a signed token that vouches for the run.
   *
   * @throws ActionError (`sign-in-failed`)
   */
  assertion(audience: string): Promise<string>;
  /**
   * The assertion that the host has, and what to do if the step may outlive it; undefined if it has
   * none. Left out on a host that asks for a fresh one each time. Never throws.
   */
  heldAssertion?(): { readonly token: string; readonly advice: string } | undefined;
  /** Why an assertion may have an unexpected subject; "" if there is nothing to say. */
  adviceOnSubject(subject: string): string;
}

/** The sign-in in words, for the log; `assertions` is the common name of a sign-in with assertions. */
export function describeSignIn(settings: SignInSettings, assertions: string): string {
  switch (settings.kind) {
    case "client-secret":
      return "with the client secret of a service principal";
    case "client-certificate":
      return "with the certificate of a service principal";
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
