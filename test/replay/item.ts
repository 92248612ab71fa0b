import { type Json, object, objects, parseObject, text } from "./json.ts";
import type { Exchange, Slice, Workload } from "./slice.ts";

/** A protected item, as Azure's bodies hold it. */
export interface Item {
  readonly id: string;
  readonly properties: Json;
  readonly [field: string]: unknown;
}

/** How Azure names each workload in items and policies. */
export const KINDS = {
  sql: {
    backupManagementType: "AzureWorkload",
    workloadType: "SQLDataBase",
    protectedItemType: "AzureVmWorkloadSQLDatabase",
  },
  hana: {
    backupManagementType: "AzureWorkload",
    workloadType: "SAPHanaDatabase",
    protectedItemType: "AzureVmWorkloadSAPHanaDatabase",
  },
  ase: {
    backupManagementType: "AzureWorkload",
    workloadType: "SAPAseDatabase",
    protectedItemType: "AzureVmWorkloadSAPAseDatabase",
  },
  afs: {
    backupManagementType: "AzureStorage",
    workloadType: "AzureFileShare",
    protectedItemType: "AzureFileShareProtectedItem",
  },
  vm: {
    backupManagementType: "AzureIaasVM",
    workloadType: "VM",
    protectedItemType: "Microsoft.Compute/virtualMachines",
  },
} as const satisfies Record<Workload, Json>;

const PROVIDER = "/providers/Microsoft.RecoveryServices/";
const TEST_PROVIDER = /\/providers\/Microsoft\.RecoveryServicesBVTD\d*\//gi;

/** The path of a URL, decoded, without its query and a slash at its end. */
export function decodedPath(url: string): string {
  return decodeURIComponent(new URL(url).pathname).replace(/\/$/, "");
}

/**
 * Ids, paths and names are compared without case, because the service changes it between calls. The
 * one fabric there is goes by two names, in one session even for the same item.
 */
export function sameId(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(id: string): string {
  return id.toLowerCase().replace("/backupfabrics/azureiaasvm/", "/backupfabrics/azure/");
}

/** The vault's resource id; "" if no URL of the slice names one. */
export function vaultId(slice: Slice): string {
  const vault = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+\/vaults\/[^/]+/i;
  return vault.exec(decodedPath(slice.exchanges[0]?.request.url ?? "https://none"))?.[0] ?? "";
}

/** The path of the write; "" for a job wait and a look at recovery points. */
export function writePath({ exchanges }: Slice): string {
  const write = exchanges.find(({ phase }) => phase === "mutate");
  return write ? decodedPath(write.request.url) : "";
}

/** The resource id of the protected item that the slice is about; "" where it only concerns a job. */
export function itemId(slice: Slice): string {
  const read = slice.exchanges.find(({ phase }) => phase === "read");
  const path = writePath(slice) || (read ? decodedPath(read.request.url) : "");
  return /\/protectedItems\//i.test(path) ? path.replace(/\/(?:backup|recoveryPoints)$/i, "") : "";
}

/**
 * What one exchange says about the item: the item, `gone`, or undefined where it says nothing.
 * Lists are searched for it, and the result of an operation on it is it.
 */
export function itemIn({ request, response }: Exchange, id: string): Item | "gone" | undefined {
  const path = decodedPath(request.url).replace(/\/operationResults\/[^/]+$/i, "");
  const body = response.status === 200 ? parseObject(response.body) : undefined;
  if (sameId(path, id)) {
    if (response.status === 404) return "gone";
    return body && asItem(body);
  }
  if (!/\/backupProtectedItems$/i.test(path) || !body) return undefined;
  const found = objects(body.value).find((one) => sameId(publicName(text(one.id)), id));
  return found ? asItem(found) : "gone";
}

/** An item made of nothing but the names in its resource id, protected by a policy of ours. */
export function madeItem(slice: Slice): Item {
  const id = itemId(slice);
  const [, container = "", name = ""] =
    /\/protectionContainers\/([^/]+)\/protectedItems\/(.+)$/i.exec(id) ?? [];
  const [group = "", source = ""] = container.split(";").slice(-2);
  const type = slice.workload === "afs" ? "Storage/storageAccounts" : "Compute/virtualMachines";
  const subscription = vaultId(slice).split("/").slice(0, 3).join("/");
  return {
    id,
    name,
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    properties: {
      ...KINDS[slice.workload],
      friendlyName: name.split(";").at(-1),
      containerName: container,
      sourceResourceId: `${subscription}/resourceGroups/${group}/providers/Microsoft.${type}/${source}`,
      protectionState: "Protected",
      policyId: formerPolicy(slice),
    },
  };
}

/** A policy that no recording holds: what an item is given to have followed before the write. */
export function formerPolicy(slice: Slice): string {
  return `${vaultId(slice)}/backupPolicies/replay-former-policy`;
}

/** A copy of an item with some properties changed; undefined takes a property away. */
export function changed(item: Item, properties: Json): Item {
  const merged = Object.entries({ ...item.properties, ...properties });
  const kept = merged.filter(([, value]) => value !== undefined);
  return { ...item, properties: Object.fromEntries(kept) };
}

/**
 * The item with the provider's public name in its ids. A test stamp of the service goes by another
 * one in its answers, though not in its URLs, and so seems to tell of another vault.
 */
export function publicly(item: Item): Item {
  const renamed = parseObject(publicName(JSON.stringify(item)));
  return renamed ? asItem(renamed) : item;
}

function publicName(ids: string): string {
  return ids.replace(TEST_PROVIDER, PROVIDER);
}

function asItem(body: Json): Item {
  return { ...body, id: text(body.id), properties: object(body.properties) };
}
