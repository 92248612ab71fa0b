import { authority, type SignInCall } from "../identity/authority.ts";
import { managedIdentity } from "../identity/managed-identity.ts";
import type { Service } from "../vault/state.ts";
import { cloudMetadata } from "./metadata-api.ts";
import { resources } from "./resources-api.ts";
import { route } from "./router.ts";
import { type EmulatorResponse, Refusal, refused, same } from "./wire.ts";

/**
 * Answers one request, whoever's it is: a cloud's metadata, GitHub, Azure Pipelines, a managed identity
 * endpoint and the authority need no token of Azure's; everything else is ARM and does.
 */
export function gateway(service: Service, call: SignInCall): EmulatorResponse {
  const { request, url, github, githubApi, pipelines, origin } = call;
  try {
    return (
      cloudMetadata(url, origin) ??
      github.answer(request, url) ??
      githubApi.answer(request, url) ??
      pipelines.answer(request, url) ??
      managedIdentity(call) ??
      authority(call) ??
      resourceManager(service, call)
    );
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function resourceManager(service: Service, { request, url, entra }: SignInCall): EmulatorResponse {
  const { authorization } = request.headers;
  const [, id] = /^\/subscriptions\/([^/]+)/i.exec(url.pathname) ?? [];
  const named = service.subscriptions.find((one) => same(one.subscriptionId, id));
  entra.tokens.check(authorization, named?.tenantId);
  const tenantId = entra.tokens.tenantOf(authorization);
  return resources({ service, request, url, tenantId }) ?? route(service, request, url);
}
