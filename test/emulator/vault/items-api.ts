import { type EmulatorResponse, invalidInput, json, Refusal, same } from "../server/wire.ts";
import { type Call, page, param, query } from "./call.ts";
import { parseFilter } from "./filter.ts";
import { itemBody } from "./item-body.ts";
import { type ItemState, policyId } from "./state.ts";
import { WORKLOAD_NAMES, WORKLOADS } from "./workloads.ts";

/** Keys of the item list's filter (document). */
const FILTER_KEYS = [
  "backupManagementType",
  "itemType",
  "policyName",
  "containerName",
  "friendlyName",
  "healthState",
  "fabricName",
  "backupSetName",
  "backupEngineName",
];

/** Lists the items of a vault, the soft-deleted ones too (recording). */
export function listItems(call: Call): EmulatorResponse {
  const wanted = parseFilter(query(call.url, "$filter"), FILTER_KEYS);
  const types = WORKLOAD_NAMES.map((name) => WORKLOADS[name].backupManagementType);
  const type = wanted.get("backupManagementType");
  if (type !== undefined && !types.some((known) => same(known, type))) {
    throw invalidInput(`unknown backupManagementType ${type}`);
  }
  const all = call.vault.items.filter((item) => matches(item, wanted));
  return page(call, all, (item) => itemBody(call.service, item, "list"));
}

function matches(item: ItemState, wanted: Map<string, string>): boolean {
  const actual: Record<string, string> = {
    backupManagementType: WORKLOADS[item.workload].backupManagementType,
    itemType: item.workload,
    policyName: item.policyId?.split("/").at(-1) ?? "",
    containerName: item.container,
    friendlyName: item.friendlyName,
    healthState: item.lastBackupStatus,
    fabricName: "Azure",
  };
  return [...wanted].every(([key, value]) => same(actual[key], value));
}

/** GET of one item; the only filter it knows asks for what it gives anyway (recording). */
export function getItem(call: Call): EmulatorResponse {
  const filter = query(call.url, "$filter");
  if (filter !== undefined && !same(filter, "expand eq 'extendedinfo'")) {
    throw invalidInput("the filter of an item must be expand eq 'extendedinfo'");
  }
  return json(itemBody(call.service, itemOf(call), "single"));
}

/** The item that a path names, or Azure's refusal. */
export function itemOf(call: Call): ItemState {
  const item = findItem(call);
  if (!item) {
    throw new Refusal(
      404,
      "BMSUserErrorDataSourceObjectNotFound",
      "Datasource object not found in the Microsoft Azure Backup service: the specified item is not protected in this vault.",
    );
  }
  return item;
}

/** The item that a path names, if there is one; a name of the wrong form is refused (document). */
export function findItem(call: Call): ItemState | undefined {
  const container = param(call, "container");
  const name = param(call, "item");
  if (!/^(Azure|AzureIaasVM)$/i.test(param(call, "fabric"))) {
    throw invalidInput(`unknown fabric ${param(call, "fabric")}`);
  }
  const forms = WORKLOAD_NAMES.map((workload) => WORKLOADS[workload]);
  if (!forms.some((form) => form.containerForm.test(container))) {
    throw new Refusal(
      400,
      "BMSUserErrorContainerNameIncorrectFormat",
      `The container name '${container}' is not in the correct format.`,
    );
  }
  if (!forms.some((form) => form.itemForm.test(name))) {
    throw new Refusal(
      400,
      "BMSUserErrorProtectedItemNameIncorrectFormat",
      `The protected item name '${name}' is not in the correct format.`,
    );
  }
  return byName(call.vault.items, container, name);
}

/** The items of each list by their names, so that a vault of thousands is not searched for every read. */
const INDEXES = new WeakMap<readonly ItemState[], ReadonlyMap<string, ItemState>>();

/** An index is made anew where it is out of date: anybody may put items into a vault or take them out. */
function byName(items: readonly ItemState[], container: string, name: string) {
  const key = keyOf({ container, name });
  const known = INDEXES.get(items)?.get(key);
  if (known !== undefined && items.includes(known)) return known;
  const index = new Map(items.toReversed().map((item) => [keyOf(item), item]));
  INDEXES.set(items, index);
  return index.get(key);
}

function keyOf({ container, name }: Pick<ItemState, "container" | "name">): string {
  return `${container}/${name}`.toLowerCase();
}

/** The policy that an id names, if it is one of the vault's own. */
export function policyOf(call: Call, id: string | undefined) {
  return call.vault.policies.find((policy) => same(policyId(call.vault, policy.name), id));
}
