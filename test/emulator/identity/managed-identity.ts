import { type EmulatorResponse, json, same } from "../server/wire.ts";
import type { SignInCall } from "./authority.ts";
import { IDENTITY, type IdentityState } from "./entra.ts";

/** Path of the App Service form of the managed identity endpoint. */
export const MSI_PATH = "/msi/token";

/** Path of the managed identity endpoint of the instance metadata service. */
export const IMDS_PATH = "/metadata/identity/oauth2/token";

/** Answers the managed identity endpoints; undefined: the path is none of them. */
export function managedIdentity(call: SignInCall): EmulatorResponse | undefined {
  if (same(call.url.pathname, MSI_PATH)) return appService(call);
  return isImdsPath(call.url.pathname) ? instanceMetadata(call) : undefined;
}

/** Whether a path is that of the metadata service; MSAL for Node ends it with a slash (its source). */
export function isImdsPath(path: string): boolean {
  return same(path.replace(/\/$/, ""), IMDS_PATH);
}

/** The App Service form (document). */
function appService(call: SignInCall): EmulatorResponse {
  const { request, url, entra } = call;
  const problem = (message: string, status = 400) => json({ statusCode: status, message }, status);
  if (request.method !== "GET") return problem("Only GET is supported.", 405);
  if (request.headers["x-identity-header"] !== IDENTITY.identityHeader) {
    return problem("The X-IDENTITY-HEADER is missing or wrong.", 401);
  }
  if (url.searchParams.get("api-version") !== "2019-08-01")
    return problem("Unsupported api-version.");
  const resource = url.searchParams.get("resource");
  if (!resource) return problem("The resource parameter is missing.");
  const identity = identityOf(call);
  if (!identity) {
    return problem(
      "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    );
  }
  const { token, expiresAt } = entra.tokens.issue(identity, resource);
  return json({
    access_token: token,
    expires_on: String(Math.floor(expiresAt / 1000)),
    resource,
    token_type: "Bearer",
    client_id: identity.clientId,
  });
}

/** The form of virtual machines: over plain HTTP, so it wants to be sure that no proxy asks (document). */
function instanceMetadata(call: SignInCall): EmulatorResponse {
  const { request, url, entra } = call;
  const problem = (message: string, status = 400) =>
    json({ error: "invalid_request", error_description: message }, status);
  if (request.method !== "GET") return problem("Only GET is supported", 405);
  if (request.headers.metadata?.toLowerCase() !== "true")
    return problem("Required metadata header not specified");
  if (request.headers["x-forwarded-for"] !== undefined)
    return problem("Requests with an X-Forwarded-For header are not answered");
  if (!["2018-02-01", "2019-08-01"].includes(url.searchParams.get("api-version") ?? ""))
    return problem("Required query variable 'api-version' is missing or not supported");
  const resource = url.searchParams.get("resource");
  if (!resource) return problem("Required query variable 'resource' is missing");
  const identity = identityOf(call);
  if (!identity) return problem("Identity not found");
  const { token, issuedAt, expiresAt, lifetimeSeconds } = entra.tokens.issue(identity, resource);
  return json({
    access_token: token,
    client_id: identity.clientId,
    expires_in: String(lifetimeSeconds),
    expires_on: String(Math.floor(expiresAt / 1000)),
    ext_expires_in: String(lifetimeSeconds),
    not_before: String(Math.floor(issuedAt / 1000)),
    resource,
    token_type: "Bearer",
  });
}

/** The identity that a request names; the first managed one where it names none. */
function identityOf({ url, entra }: SignInCall): IdentityState | undefined {
  const named = (...names: string[]) =>
    names.map((name) => url.searchParams.get(name)).find((value) => value !== null) ?? undefined;
  if (named("mi_res_id", "msi_res_id") !== undefined) return undefined; // none here has a resource id
  const [clientId, objectId] = [named("client_id"), named("object_id", "principal_id")];
  return entra.identities.find(
    (one) =>
      one.managed &&
      (clientId === undefined || same(one.clientId, clientId)) &&
      (objectId === undefined || same(one.objectId, objectId)),
  );
}
