import type { Exchange, Slice } from "./slice.ts";
import { exchange, START_MS, VAULT } from "./slice-builders.ts";

const HOUR_MS = 3_600_000;
/** Its protected item, a VM. */
export const POINTS_ITEM = `${VAULT}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg-x;vm-x/protectedItems/VM;iaasvmcontainerv2;rg-x;vm-x`;

/** A recovery point this many hours old, fine but for what is said of it. */
export function vmPoint(hours: number, properties: object = {}): object {
  return {
    id: `${POINTS_ITEM}/recoveryPoints/${hours}`,
    name: String(hours),
    properties: {
      objectType: "IaasVMRecoveryPoint",
      recoveryPointType: "AppConsistent",
      recoveryPointTime: new Date(START_MS - hours * HOUR_MS).toISOString(),
      recoveryPointTierDetails: [
        { type: "InstantRP", status: "Valid" },
        { type: "HardenedRP", status: "Valid" },
      ],
      ...properties,
    },
  };
}

/** A look at the item and its recovery points. */
export function pointsSlice({
  points = [vmPoint(30), vmPoint(6)],
  item = {},
  maxAgeSeconds = 24 * 3_600,
  filter = "",
}: {
  points?: readonly object[];
  item?: object;
  maxAgeSeconds?: number;
  filter?: string;
} = {}): Slice {
  const properties = {
    friendlyName: "vm-x",
    protectedItemType: "Microsoft.Compute/virtualMachines",
    protectionState: "Protected",
    lastBackupStatus: "Completed",
    lastBackupTime: new Date(START_MS - 6 * HOUR_MS - 5_000).toISOString(),
    ...item,
  };
  const seen = { id: POINTS_ITEM, name: POINTS_ITEM.split("/").at(-1), properties };
  const list = exchange("read", `${POINTS_ITEM}/recoveryPoints`, { body: { value: points } });
  const read: Exchange = {
    ...list,
    request: { ...list.request, url: `${list.request.url}${filter}` },
  };
  return {
    name: "vm-points--2026-02-03--synthetic",
    workload: "vm",
    operation: "points",
    exchanges: [exchange("pre", POINTS_ITEM, { second: -1, body: seen }), read],
    maxAgeSeconds,
  };
}
