import type { PipelinesOidc } from "../azure-pipelines/pipelines-oidc.ts";
import type { GitHubApi } from "../github/github-api.ts";
import type { GitHubOidc } from "../github/github-oidc.ts";
import { type EmulatorRequest, type EmulatorResponse, empty, json, same } from "../server/wire.ts";
import { checkOwnAssertion, isOwnAssertion } from "./client-certificate.ts";
import type { Entra, IdentityState } from "./entra.ts";
import { SignInRefusal, signInRefused } from "./entra-errors.ts";
import { checkAssertion } from "./federation.ts";
import { parseJwt } from "./jwt.ts";

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Names that stand for any tenant; az asks for one of them to sign out (its source). */
const SHARED = ["common", "organizations"];

/** One request that may be about signing in. */
export interface SignInCall {
  readonly request: EmulatorRequest;
  readonly url: URL;
  readonly entra: Entra;
  readonly github: GitHubOidc;
  readonly githubApi: GitHubApi;
  readonly pipelines: PipelinesOidc;
  readonly origin: string;
  /** Epoch milliseconds of the client's clock. */
  readonly now: number;
}

/** Answers what is the authority's; undefined: the path is not. */
export function authority(call: SignInCall): EmulatorResponse | undefined {
  const { request, url, now } = call;
  const [, first = "", ...rest] = url.pathname.split("/");
  const path = rest.join("/").toLowerCase();
  try {
    if (same(url.pathname, "/common/discovery/instance")) return instanceDiscovery(call);
    if (same(first, "adfs")) return adfs(call, path);
    switch (path) {
      case "v2.0/.well-known/openid-configuration":
      case ".well-known/openid-configuration":
        return json(
          openIdConfiguration(call, SHARED.includes(first) ? first : tenantOf(call, first)),
        );
      case "discovery/v2.0/keys":
      case "discovery/keys":
        return json(call.entra.tokens.keySet);
      case "oauth2/v2.0/token":
        return token(call, tenantOf(call, first));
      default:
        return undefined;
    }
  } catch (error) {
    if (!(error instanceof SignInRefusal)) throw error;
    const correlationId = request.headers["client-request-id"];
    return signInRefused(error, { now, correlationId });
  }
}

/** The form in which MSAL asks no one whether the authority is a real one; it knows no tenants. */
function adfs(call: SignInCall, path: string): EmulatorResponse {
  const base = `${call.origin}/adfs`;
  if (path === ".well-known/openid-configuration") {
    return json({
      issuer: base,
      access_token_issuer: `${base}/services/trust`,
      authorization_endpoint: `${base}/oauth2/authorize/`,
      token_endpoint: `${base}/oauth2/token/`,
      jwks_uri: `${base}/discovery/keys`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    });
  }
  if (path === "discovery/keys") return json(call.entra.tokens.keySet);
  return path.replace(/\/$/, "") === "oauth2/token" ? token(call, undefined) : empty(404);
}

function openIdConfiguration({ origin }: SignInCall, tenantId: string): unknown {
  const base = `${origin}/${tenantId}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${origin}/${SHARED.includes(tenantId) ? "{tenantid}" : tenantId}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    response_types_supported: ["code", "id_token", "code id_token"],
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
  };
}

/** MSAL's question whether a host is a real authority: this one is, no other is known here. */
function instanceDiscovery({ url, origin }: SignInCall): EmulatorResponse {
  const asked = URL.parse(url.searchParams.get("authorization_endpoint") ?? "");
  const host = new URL(origin).host;
  if (asked?.host !== host) {
    throw new SignInRefusal(50049, "The authority is unknown or not a valid instance.");
  }
  const tenant = asked.pathname.split("/")[1];
  return json({
    tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    "api-version": url.searchParams.get("api-version") ?? "1.0",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

function tenantOf({ entra }: SignInCall, tenantId: string): string {
  if (entra.hasTenant(tenantId)) return tenantId;
  throw new SignInRefusal(90002, `The tenant '${tenantId}' was not found.`);
}

/** The client credentials grant, with a secret, a certificate or a federated assertion. */
function token(call: SignInCall, tenantId: string | undefined): EmulatorResponse {
  const { request, entra } = call;
  const form = new URLSearchParams(request.body ?? "");
  if (request.method !== "POST" || form.get("grant_type") !== "client_credentials") {
    throw new SignInRefusal(70003, "The grant type is not supported here.");
  }
  const clientId = form.get("client_id") ?? "";
  const identity = entra.find(clientId, tenantId);
  if (!identity) {
    throw new SignInRefusal(
      700016,
      `The application '${clientId}' was not found in the directory '${tenantId ?? "adfs"}'.`,
    );
  }
  checkCredential(call, identity, form);
  const scopes = form.get("scope")?.split(" ") ?? [];
  const scope = scopes.find((one) => one.endsWith("/.default"));
  if (!scope) throw new SignInRefusal(1002012, "A scope of the form '<resource>/.default' is due.");
  const issued = entra.tokens.issue(identity, scope.slice(0, -"/.default".length));
  return json({
    token_type: "Bearer",
    expires_in: issued.lifetimeSeconds,
    ext_expires_in: issued.lifetimeSeconds,
    access_token: issued.token,
  });
}

function checkCredential(call: SignInCall, identity: IdentityState, form: URLSearchParams): void {
  const assertion = form.get("client_assertion");
  if (assertion !== null && form.get("client_assertion_type") === ASSERTION_TYPE) {
    checkJwt(call, identity, assertion);
    return;
  }
  const secret = form.get("client_secret");
  if (secret === null) {
    throw new SignInRefusal(
      7000218,
      "Either 'client_assertion' or 'client_secret' has to be sent.",
    );
  }
  if (secret !== identity.clientSecret) {
    throw new SignInRefusal(
      7000215,
      `The client secret for '${identity.clientId}' is not valid. Send the secret's value, not its id.`,
    );
  }
  if (identity.secretExpiresAt !== undefined && identity.secretExpiresAt <= call.now) {
    throw new SignInRefusal(7000222, `The client secret for '${identity.clientId}' has expired.`);
  }
}

/** A client's own assertion, signed with its certificate, or that of a provider it trusts. */
function checkJwt(call: SignInCall, identity: IdentityState, assertion: string): void {
  const { entra, github, pipelines, now, origin, url } = call;
  const jwt = parseJwt(assertion);
  if (!jwt) throw new SignInRefusal(50027, "The client assertion is not a JWT.");
  if (isOwnAssertion(jwt, identity)) {
    checkOwnAssertion(jwt, identity, { now, tokenUrl: `${origin}${url.pathname}` });
    return;
  }
  checkAssertion(jwt, {
    identity,
    providers: [github, pipelines],
    now,
    legacyErrors: entra.legacyFederationErrors,
  });
}
