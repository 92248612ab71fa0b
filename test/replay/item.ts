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

/** The path of a URL, decoded and without its query. */
export function decodedPath(url: string): string {
  return decodeURIComponent(new URL(url).pathname);
}

/** Ids, paths and names are compared without case, because the service changes it between calls. */
export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The vault's resource id; "" if no URL of the slice names one. */
export function vaultId(slice: Slice): string {
  const vault = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+\/vaults\/[^/]+/i;
  return vault.exec(decodedPath(slice.exchanges[0]?.request.url ?? "https://none"))?.[0] ?? "";
}

/** The resource id of the protected item that the slice writes to; "" for a job wait. */
export function itemId(slice: Slice): string {
  const write = slice.exchanges.find(({ phase }) => phase === "mutate");
  return write ? decodedPath(write.request.url).replace(/\/backup$/i, "") : "";
}

/**
 * What one exchange says about the item: the item, `gone`, or undefined where it says nothing.
 * Lists are searched for it.
 */
export function itemIn({ request, response }: Exchange, id: string): Item | "gone" | undefined {
  const path = decodedPath(request.url);
  const body = response.status === 200 ? parseObject(response.body) : undefined;
  if (sameId(path, id)) {
    if (response.status === 404) return "gone";
    return body && asItem(body);
  }
  if (!/\/backupProtectedItems$/i.test(path) || !body) return undefined;
  const found = objects(body.value).find((one) => sameId(text(one.id), id));
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

function asItem(body: Json): Item {
  return { ...body, id: text(body.id), properties: object(body.properties) };
}
