import { guidOf } from "./ids.ts";
import type { Tokens } from "./tokens.ts";
import { type EmulatorRequest, type EmulatorResponse, json, same } from "./wire.ts";

/** Who may sign in at the emulated authority and managed identity endpoint. */
export interface Identity {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What `X-IDENTITY-HEADER` must hold. */
  readonly identityHeader: string;
}

/** The one identity that the emulator knows. */
export const IDENTITY: Identity = {
  tenantId: "11111111-1111-1111-1111-111111111111",
  clientId: "22222222-2222-2222-2222-222222222222",
  clientSecret: "emulator-secret",
  identityHeader: "emulator-identity-header",
};

/** Path of the managed identity endpoint. */
export const MSI_PATH = "/msi/token";

interface SignInRequest {
  readonly request: EmulatorRequest;
  readonly url: URL;
  readonly tokens: Tokens;
  readonly origin: string;
}

/** Answers what is not ARM's: sign-in. Undefined: the path is not one of these. */
export function signIn(call: SignInRequest): EmulatorResponse | undefined {
  const { url } = call;
  if (same(url.pathname, MSI_PATH)) return managedIdentity(call);
  const [, tenant = "", ...rest] = url.pathname.split("/");
  const path = rest.join("/").toLowerCase();
  if (path === "v2.0/.well-known/openid-configuration") return discovery(call, tenant);
  if (path === "oauth2/v2.0/token") return clientCredentials(call, tenant);
  return undefined;
}

/** The App Service form of the managed identity endpoint (document). */
function managedIdentity({ request, url, tokens }: SignInRequest): EmulatorResponse {
  const problem = (message: string, status = 400) => json({ statusCode: status, message }, status);
  if (request.method !== "GET") return problem("Only GET is supported.", 405);
  if (request.headers["x-identity-header"] !== IDENTITY.identityHeader) {
    return problem("The X-IDENTITY-HEADER is missing or wrong.", 401);
  }
  if (url.searchParams.get("api-version") !== "2019-08-01")
    return problem("Unsupported api-version.");
  const resource = url.searchParams.get("resource");
  if (!resource) return problem("The resource parameter is missing.");
  const clientId = url.searchParams.get("client_id");
  if (clientId !== null && !same(clientId, IDENTITY.clientId)) {
    return problem("No User Assigned or Delegated Managed Identity found for specified ClientId.");
  }
  const { token, expiresAt } = tokens.issue(claims(resource));
  return json({
    access_token: token,
    expires_on: String(Math.floor(expiresAt / 1000)),
    resource,
    token_type: "Bearer",
    client_id: IDENTITY.clientId,
  });
}

/** OpenID discovery, as far as a confidential client needs it (document). */
function discovery({ origin }: SignInRequest, tenant: string): EmulatorResponse {
  if (!same(tenant, IDENTITY.tenantId)) return unknownTenant(tenant);
  const base = `${origin}/${IDENTITY.tenantId}`;
  return json({
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    response_types_supported: ["code"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
  });
}

function clientCredentials({ request, tokens }: SignInRequest, tenant: string): EmulatorResponse {
  if (!same(tenant, IDENTITY.tenantId)) return unknownTenant(tenant);
  const form = new URLSearchParams(request.body ?? "");
  const scope = form
    .get("scope")
    ?.split(" ")
    .find((one) => one.endsWith("/.default"));
  if (request.method !== "POST" || form.get("grant_type") !== "client_credentials") {
    return oauthError(
      "unsupported_grant_type",
      70003,
      "The app requested an unsupported grant type.",
    );
  }
  if (!same(form.get("client_id") ?? "", IDENTITY.clientId)) {
    return oauthError(
      "unauthorized_client",
      700016,
      `Application with identifier '${form.get("client_id")}' was not found in the directory.`,
    );
  }
  if (form.get("client_secret") !== IDENTITY.clientSecret) {
    return oauthError("invalid_client", 7000215, "Invalid client secret provided.", 401);
  }
  if (!scope)
    return oauthError("invalid_scope", 1002012, "The provided value for scope is not valid.");
  const { token, expiresAt, issuedAt } = tokens.issue(claims(scope.slice(0, -"/.default".length)));
  const lifetime = Math.floor((expiresAt - issuedAt) / 1000);
  return json({
    token_type: "Bearer",
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: token,
  });
}

function claims(resource: string): Record<string, unknown> {
  const { tenantId, clientId } = IDENTITY;
  return {
    aud: resource,
    iss: `https://sts.windows.net/${tenantId}/`,
    appid: clientId,
    oid: guidOf(clientId),
    sub: guidOf(clientId),
    tid: tenantId,
    ver: "1.0",
  };
}

function unknownTenant(tenant: string): EmulatorResponse {
  return oauthError("invalid_tenant", 90002, `Tenant '${tenant}' not found.`);
}

function oauthError(error: string, code: number, message: string, status = 400): EmulatorResponse {
  return json(
    {
      error,
      error_description: `AADSTS${code}: ${message}`,
      error_codes: [code],
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
    status,
  );
}
