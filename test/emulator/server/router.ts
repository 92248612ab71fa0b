import { postBackup } from "../vault/backup.ts";
import { type Call, query } from "../vault/call.ts";
import { listContainers } from "../vault/containers-api.ts";
import { getGuardProxy, listGuardProxies, unlockDelete } from "../vault/guard-api.ts";
import { getItem, listItems } from "../vault/items-api.ts";
import { cancelJob, getJob, listJobs } from "../vault/jobs-api.ts";
import { operationResult, operationStatus } from "../vault/operations-api.ts";
import { getPolicy, listPolicies } from "../vault/policies-api.ts";
import { putItem } from "../vault/protect.ts";
import { getRecoveryPoint, listRecoveryPoints } from "../vault/recovery-points.ts";
import { deleteItem } from "../vault/remove.ts";
import type { Service, VaultState } from "../vault/state.ts";
import { getStorageConfig, getVault, getVaultConfig } from "../vault/vault-api.ts";
import { type ApiFamily, checkApiVersion } from "./api-versions.ts";
import {
  type EmulatorRequest,
  type EmulatorResponse,
  invalidInput,
  Refusal,
  same,
} from "./wire.ts";

type Handler = (call: Call) => EmulatorResponse;

interface Route {
  readonly path: string;
  readonly verbs: Readonly<Record<string, Handler>>;
  readonly family?: ApiFamily;
  /** Query parameters besides `api-version`. */
  readonly query?: readonly string[];
  /** Whether its reads count against the service's quota (recording). */
  readonly free?: boolean;
  /** An API version that is taken here only. */
  readonly oddVersion?: string;
}

const LIST = ["$filter", "$skipToken"];
const SIGNED = ["t", "c", "s", "h"];
const ITEM = "backupFabrics/:fabric/protectionContainers/:container/protectedItems/:item";

const ROUTES: readonly Route[] = [
  { path: "", verbs: { GET: getVault }, family: "vault", free: true },
  { path: "backupconfig/vaultconfig", verbs: { GET: getVaultConfig }, free: true },
  { path: "backupstorageconfig/vaultstorageconfig", verbs: { GET: getStorageConfig }, free: true },
  { path: "backupProtectionContainers", verbs: { GET: listContainers }, query: LIST },
  { path: "backupProtectedItems", verbs: { GET: listItems }, query: LIST },
  { path: "backupPolicies", verbs: { GET: listPolicies }, query: LIST },
  { path: "backupPolicies/:policy", verbs: { GET: getPolicy } },
  { path: "backupJobs", verbs: { GET: listJobs }, query: LIST },
  { path: "backupJobs/:job", verbs: { GET: getJob } },
  { path: "backupJobs/:job/cancel", verbs: { POST: cancelJob } },
  { path: "backupJobs/:job/operationResults/:operation", verbs: { GET: operationResult } },
  {
    path: "backupJobs/:job/operationsStatus/:operation",
    verbs: { GET: operationStatus },
    oddVersion: "2019-05-13-preview",
  },
  { path: "backupOperations/:operation", verbs: { GET: operationStatus }, query: SIGNED },
  { path: "backupOperationResults/:operation", verbs: { GET: operationResult }, query: SIGNED },
  { path: "backupResourceGuardProxies", verbs: { GET: listGuardProxies }, free: true },
  { path: "backupResourceGuardProxies/VaultProxy", verbs: { GET: getGuardProxy }, free: true },
  { path: "backupResourceGuardProxies/VaultProxy/unlockDelete", verbs: { POST: unlockDelete } },
  { path: ITEM, verbs: { GET: getItem, PUT: putItem, DELETE: deleteItem }, query: ["$filter"] },
  { path: `${ITEM}/backup`, verbs: { POST: postBackup } },
  { path: `${ITEM}/operationsStatus/:operation`, verbs: { GET: operationStatus }, query: SIGNED },
  { path: `${ITEM}/operationResults/:operation`, verbs: { GET: operationResult }, query: SIGNED },
  { path: `${ITEM}/recoveryPoints`, verbs: { GET: listRecoveryPoints }, query: LIST },
  { path: `${ITEM}/recoveryPoints/:point`, verbs: { GET: getRecoveryPoint } },
];

/** Answers one authenticated request to ARM, in the order in which the gateway checks. */
export function route(service: Service, request: EmulatorRequest, url: URL): EmulatorResponse {
  const segments = segmentsOf(url);
  const [, subscription, , group, , , , name, ...rest] = segments;
  checkPrefix(segments);
  if (!service.vaults.some((vault) => same(vault.subscriptionId, subscription))) {
    throw gatewayNotFound(
      "SubscriptionNotFound",
      `The subscription '${subscription}' could not be found.`,
    );
  }
  const found = ROUTES.map((one) => ({ one, params: match(one.path, rest) })).find(
    ({ params }) => params,
  );
  const type = ["vaults", ...rest.filter((_, index) => index % 2 === 0)].join("/");
  const version = query(url, "api-version");
  if (!found?.params) throw unknownType(type, version);
  const { one, params } = found;
  const apiVersion =
    version && version === one.oddVersion
      ? version
      : checkApiVersion(version, one.family ?? "backup", type);
  checkQuery(url, one);
  const handler = one.verbs[request.method];
  if (!handler) {
    throw new Refusal(
      405,
      "MethodNotAllowed",
      `The requested resource does not support http method '${request.method}'.`,
    );
  }
  const vault = vaultOf(service, { group, name });
  const call: Call = { service, request, url, vault, apiVersion, params };
  const quota =
    request.method === "GET" && !one.free
      ? countRead(service, one.path)
      : writeQuota(request.method);
  const response = handler(call);
  return { ...response, headers: { ...response.headers, ...quota } };
}

/** A slash at the end changes nothing: az asks for `backupPolicies/` where an item has no policy. */
function segmentsOf(url: URL): string[] {
  try {
    return url.pathname.replace(/\/$/, "").split("/").slice(1).map(decodeURIComponent);
  } catch {
    throw invalidInput("the path is not encoded correctly");
  }
}

function checkPrefix(segments: readonly string[]): void {
  const words = [
    "subscriptions",
    "",
    "resourceGroups",
    "",
    "providers",
    "Microsoft.RecoveryServices",
    "vaults",
  ];
  if (!words.every((word, index) => word === "" || same(segments[index], word))) {
    throw gatewayNotFound(
      "InvalidResourceType",
      `The resource type could not be found for path '/${segments.join("/")}'.`,
    );
  }
}

/** Parameters of a path pattern, or undefined if the segments are not of that form. */
function match(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = pattern === "" ? [] : pattern.split("/");
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith(":")) {
      if (segment === "") return undefined;
      params[part.slice(1)] = segment;
    } else if (!same(part, segment)) return undefined;
  }
  return params;
}

function checkQuery(url: URL, one: Route): void {
  const allowed = ["api-version", ...(one.query ?? [])];
  const names = [...url.searchParams.keys()];
  const odd = names.find((name, index) => !allowed.includes(name) || names.indexOf(name) !== index);
  if (odd !== undefined) throw invalidInput(`unexpected query parameter ${odd}`);
}

function vaultOf(
  service: Service,
  where: { group: string | undefined; name: string | undefined },
): VaultState {
  const inGroup = service.vaults.filter((vault) => same(vault.resourceGroup, where.group));
  if (inGroup.length === 0) {
    throw gatewayNotFound(
      "ResourceGroupNotFound",
      `Resource group '${where.group}' could not be found.`,
    );
  }
  const vault = inGroup.find((one) => same(one.name, where.name));
  if (vault) return vault;
  throw gatewayNotFound(
    "ResourceNotFound",
    `The Resource 'Microsoft.RecoveryServices/vaults/${where.name}' under resource group '${where.group}' was not found.`,
  );
}

/** The action as RBAC and the quota's message name it, such as `backupJobs/read`. */
function countRead(service: Service, path: string): Record<string, string> {
  const words = path.split("/").filter((word) => !word.startsWith(":"));
  const action = `Microsoft.RecoveryServices/vaults/${words.join("/")}/read`;
  return service.throttle.count(action, service.now(), (seconds) => service.clientSeconds(seconds));
}

/** ARM's own quota of writes is counted but never reached here. */
function writeQuota(method: string): Record<string, string> {
  if (method === "GET") return { "x-ms-ratelimit-remaining-subscription-reads": "1099" };
  const kind = method === "DELETE" ? "deletes" : "writes";
  return { [`x-ms-ratelimit-remaining-subscription-${kind}`]: "799" };
}

function gatewayNotFound(code: string, message: string): Refusal {
  return new Refusal(404, code, message, { "x-ms-failure-cause": "gateway" });
}

function unknownType(type: string, version: string | undefined): Refusal {
  return gatewayNotFound(
    "InvalidResourceType",
    `The resource type '${type}' could not be found in the namespace 'Microsoft.RecoveryServices' for api version '${version ?? ""}'.`,
  );
}
