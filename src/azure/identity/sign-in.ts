/** How to sign in, as `inputs.ts` decided it; `describeSignIn` says it in words. */
export type SignInSettings =
  | {
      readonly kind: "client-secret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "github-oidc";
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

/** The sign-in in words, for the log. */
export function describeSignIn(settings: SignInSettings): string {
  switch (settings.kind) {
    case "client-secret":
      return "with the client secret of a service principal";
    case "github-oidc":
      return "with GitHub OIDC";
    case "managed-identity":
      return settings.clientId === ""
        ? "with the runner's managed identity"
        : "with the runner's user-assigned managed identity";
    case "az-session":
      return "with the session of the Azure CLI";
  }
}
