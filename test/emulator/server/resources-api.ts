import type { Service, SubscriptionState } from "../vault/state.ts";
import { vaultBody } from "../vault/vault-api.ts";
import { checkApiVersion } from "./api-versions.ts";
import { type EmulatorRequest, type EmulatorResponse, json, Refusal, same } from "./wire.ts";

/** A request to ARM itself, about what vaults lie in. */
interface ResourcesCall {
  readonly service: Service;
  readonly request: EmulatorRequest;
  readonly url: URL;
  /** That of the token; undefined for tokens that belong to no tenant. */
  readonly tenantId: string | undefined;
}

/**
 * Answers what clients ask ARM before they ask for a vault: tenants, subscriptions, resource
 * groups, lists of vaults (document). Undefined: the path is none of these.
 */
export function resources(call: ResourcesCall): EmulatorResponse | undefined {
  const [, root = "", subscriptionId, kind = "", group, ...rest] = call.url.pathname.split("/");
  if (same(root, "tenants") && subscriptionId === undefined) {
    check(call, "tenants");
    return json({ value: tenantsOf(call).map(tenantBody) });
  }
  if (!same(root, "subscriptions")) return undefined;
  if (subscriptionId === undefined) {
    check(call, "subscriptions");
    const value = subscriptionsOf(call).map(subscriptionBody);
    return json({ value, count: { type: "Total", value: value.length } });
  }
  if (kind === "") {
    check(call, "subscriptions");
    return json(subscriptionBody(subscriptionOf(call, subscriptionId)));
  }
  if (same(kind, "providers")) {
    const provider = [group, ...rest].join("/");
    return same(provider, VAULTS) ? listVaults(call, subscriptionId, undefined) : undefined;
  }
  if (!same(kind, "resourceGroups")) return undefined;
  if (same(rest.join("/"), `providers/${VAULTS}`)) return listVaults(call, subscriptionId, group);
  if (rest.length > 0) return undefined;
  check(call, "subscriptions/resourceGroups");
  const groups = groupsOf(call.service, subscriptionOf(call, subscriptionId));
  if (group === undefined) return json({ value: groups });
  const found = groups.find(({ name }) => same(name, group));
  if (found) return json(found);
  throw new Refusal(
    404,
    "ResourceGroupNotFound",
    `Resource group '${group}' could not be found.`,
    GATEWAY,
  );
}

const VAULTS = "Microsoft.RecoveryServices/vaults";
const GATEWAY = { "x-ms-failure-cause": "gateway" };

function check({ request, url }: ResourcesCall, type: string): void {
  checkApiVersion(url.searchParams.get("api-version") ?? undefined, "resources", type);
  if (request.method === "GET") return;
  throw new Refusal(
    405,
    "MethodNotAllowed",
    `The requested resource does not support http method '${request.method}'.`,
  );
}

function subscriptionsOf({ service, tenantId }: ResourcesCall): SubscriptionState[] {
  return service.subscriptions.filter(
    (one) => tenantId === undefined || same(one.tenantId, tenantId),
  );
}

function subscriptionOf({ service }: ResourcesCall, id: string): SubscriptionState {
  const found = service.subscriptions.find((one) => same(one.subscriptionId, id));
  if (found) return found;
  throw new Refusal(
    404,
    "SubscriptionNotFound",
    `The subscription '${id}' could not be found.`,
    GATEWAY,
  );
}

function tenantsOf(call: ResourcesCall): string[] {
  return [...new Set(subscriptionsOf(call).map(({ tenantId }) => tenantId))];
}

function tenantBody(tenantId: string): unknown {
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: "US",
    displayName: "Contoso",
    domains: ["contoso.onmicrosoft.com"],
    defaultDomain: "contoso.onmicrosoft.com",
    tenantCategory: "Home",
    tenantType: "AAD",
  };
}

function subscriptionBody({ subscriptionId, tenantId, displayName }: SubscriptionState): unknown {
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId,
    tenantId,
    displayName,
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

/** The resource groups of vaults; those of sources stay unseen. */
function groupsOf({ vaults }: Service, { subscriptionId }: SubscriptionState) {
  const found = new Map<string, { name: string; location: string }>();
  for (const vault of vaults) {
    const { resourceGroup: name, location } = vault;
    if (same(vault.subscriptionId, subscriptionId))
      found.set(name.toLowerCase(), { name, location });
  }
  return [...found.values()].map(({ name, location }) => ({
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: "Microsoft.Resources/resourceGroups",
    location,
    properties: { provisioningState: "Succeeded" },
  }));
}

function listVaults(call: ResourcesCall, id: string, group: string | undefined): EmulatorResponse {
  const version = call.url.searchParams.get("api-version") ?? undefined;
  checkApiVersion(version, "vault", "vaults");
  const { subscriptionId } = subscriptionOf(call, id);
  const value = call.service.vaults
    .filter((vault) => same(vault.subscriptionId, subscriptionId))
    .filter((vault) => group === undefined || same(vault.resourceGroup, group))
    .map(vaultBody);
  return json({ value });
}
