import type { ItemState, RecoveryPointState } from "../../emulator/emulator.ts";
import type { Scenario } from "../../support/scenario.ts";
import { VAULT_ID } from "../../support/subjects.ts";
import { VERIFY } from "./mistake.ts";

/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;
/** A question about a database. */
export const SQL = { ...VERIFY, item: "sqlserver-1/payroll" };
/** A question about a VM. */
export const VM = { ...VERIFY, item: "web-02" };
/** A question about a file share. */
export const SHARE = { ...VERIFY, item: "contosofiles/documents" };

/** An item of the seed by its path. */
export function itemOf({ azure }: Scenario, path: string): ItemState {
  const [name = path, host] = path.split("/").reverse();
  return azure.item(name, host);
}

type Point = Partial<RecoveryPointState> & { readonly hoursAgo: number };

/** An item that has these points and no others; `but` is what else is different about it. */
export function has(path: string, points: readonly Point[], but: Partial<ItemState> = {}) {
  return (scenario: Scenario) => {
    const now = scenario.clock.now();
    const recoveryPoints = points.map(({ hoursAgo, ...point }, index) => ({
      id: String(index + 1),
      time: now - hoursAgo * HOUR_MS,
      type: path === "sqlserver-1/payroll" ? "Full" : "AppConsistent",
      expiresAt: now + 720 * HOUR_MS,
      softDeleted: false,
      tiers: [{ type: "HardenedRP", status: "Valid" } as const],
      ...point,
    }));
    Object.assign(itemOf(scenario, path), { recoveryPoints, logRanges: [], ...but });
    scenario.azure.vault().jobs.length = 0;
  };
}

/** What Azure lists of an item, by the properties of each. */
export function lists(path: string, properties: readonly object[]) {
  return (scenario: Scenario) => {
    const { container, name } = itemOf(scenario, path);
    const value = properties.map((one, index) => ({
      id: `${VAULT_ID}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}/recoveryPoints/${index + 1}`,
      name: String(index + 1),
      properties: one,
    }));
    const answer = { status: 200, body: JSON.stringify({ value }) };
    scenario.azure.fault({ path: /\/recoveryPoints$/, answer });
  };
}

/** Properties of a recovery point in one tier. */
export const tier = (type: unknown, status: unknown = "Valid") => ({
  recoveryPointTierDetails: [{ type, status }],
});
/** Properties of a full backup that is fine but for what is said of it. */
export const full = (but: object) => ({
  type: "Full",
  recoveryPointTimeInUTC: "2026-01-05T04:00:00Z",
  ...tier("HardenedRP"),
  ...but,
});
