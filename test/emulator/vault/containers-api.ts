import { type EmulatorResponse, same } from "../server/wire.ts";
import { type Call, page, query } from "./call.ts";
import { parseFilter } from "./filter.ts";
import { type ItemState, vaultId } from "./state.ts";
import { dateTime, days } from "./time.ts";
import { isDatabase, WORKLOADS } from "./workloads.ts";

/** Keys of the container list's filter (document). */
const FILTER_KEYS = [
  "backupManagementType",
  "containerType",
  "friendlyName",
  "status",
  "fabricName",
  "backupEngineName",
];

/** What is known of a container: the items in it. */
interface Container {
  readonly name: string;
  readonly items: readonly [ItemState, ...ItemState[]];
}

/**
 * Lists the registered VMs and storage accounts of a vault (recording). Availability groups are
 * containers of items too and are not registered, so they are not listed (assumed).
 */
export function listContainers(call: Call): EmulatorResponse {
  const wanted = parseFilter(query(call.url, "$filter"), FILTER_KEYS);
  const all = containersOf(call).filter((one) => matches(one, wanted));
  return page(call, all, (one) => containerBody(call, one));
}

function containersOf({ vault }: Call): Container[] {
  const found = new Map<string, [ItemState, ...ItemState[]]>();
  for (const item of vault.items) {
    if (/^SQLAGWorkLoadContainer;/i.test(item.container)) continue;
    const items = found.get(item.container);
    if (items) items.push(item);
    else found.set(item.container, [item]);
  }
  return [...found].map(([name, items]) => ({ name, items }));
}

function matches(container: Container, wanted: Map<string, string>): boolean {
  const actual: Record<string, string> = {
    backupManagementType: traits(container).backupManagementType,
    containerType: containerType(container),
    friendlyName: friendlyName(container),
    status: status(container),
    fabricName: "Azure",
  };
  return [...wanted].every(([key, value]) => same(actual[key], value));
}

function containerBody({ vault, service }: Call, container: Container): unknown {
  const [item] = container.items;
  const vm = item.workload === "VM";
  const type = containerType(container);
  return {
    id: `${vaultId(vault)}/backupFabrics/Azure/protectionContainers/${registeredName(container)}`,
    name: registeredName(container),
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers",
    properties: {
      ...(vm
        ? {
            virtualMachineId: item.sourceResourceId,
            virtualMachineVersion: "Compute",
            resourceGroup: container.name.split(";").at(-2),
          }
        : { sourceResourceId: item.sourceResourceId }),
      ...(isDatabase(item.workload) && {
        lastUpdatedTime: dateTime(service.now() - days(30)),
        extendedInfo: { hostServerName: item.serverName },
      }),
      ...(item.workload === "AzureFileShare" && { protectedItemCount: container.items.length }),
      friendlyName: friendlyName(container),
      backupManagementType: traits(container).backupManagementType,
      registrationStatus: status(container),
      healthStatus: "Healthy",
      containerType: type,
      protectableObjectType: type,
    },
  };
}

function traits({ items: [item] }: Container) {
  return WORKLOADS[item.workload];
}

function containerType({ items: [item] }: Container): string {
  if (item.workload === "VM") return "Microsoft.Compute/virtualMachines";
  return item.workload === "AzureFileShare" ? "StorageContainer" : "VMAppContainer";
}

/** The list writes the parts of a storage account's name in other letters than its items do (recording). */
function registeredName({ name }: Container): string {
  return name.replace(/^StorageContainer;storage;/i, "StorageContainer;Storage;");
}

function friendlyName({ name }: Container): string {
  return name.split(";").at(-1) ?? name;
}

/** A container whose items are all soft-deleted says so (recording). */
function status({ items }: Container): string {
  return items.every((item) => item.deletedAt !== undefined) ? "SoftDeleted" : "Registered";
}
