import type { ItemState, JobState } from "../emulator/emulator.ts";
import type { OperationKind } from "../emulator/vault/durations.ts";
import { WORKLOADS } from "../emulator/vault/workloads.ts";
import type { Deed } from "./deed.ts";
import { backUp, failBackup, failJobs } from "./others-backup.ts";
import { PLACE, vaultPath } from "./place.ts";
import { policyProperties } from "./policy-properties.ts";
import type { Scene, SceneItem } from "./scene.ts";
import type { SimulatedAzure } from "./world.ts";

const API_VERSION = "2024-10-01";
const DAY_MS = 86_400_000;

/** Whoever else works in the vault. */
export const STRANGERS_TOKEN = "strangers-token";

/** Does what other people do; Azure may refuse them too. */
export function doDeed(deed: Deed, scene: Scene, world: SimulatedAzure, now: number): void {
  const { azure, book, items } = world;
  book.settle();
  const item = items[deed.item];
  const drawn = scene.items[deed.item];
  if (item === undefined || drawn === undefined) return;
  const { what } = deed;
  if (isWritten(what) && deed.atOnce) atOnce(what, item, scene, world, now);
  else if (isWritten(what)) {
    void book.handle(requestOf(what, item, drawn.policy, scene), "others", now);
  } else happen(what, { item, drawn, scene, world, now });
  book.note(now);
  azure.vault(PLACE.vault);
}

/** What a deed takes place on. */
interface Stage {
  readonly item: ItemState;
  readonly drawn: SceneItem;
  readonly scene: Scene;
  readonly world: SimulatedAzure;
  readonly now: number;
}

/** Lets happen at once what nobody writes to the item. */
function happen(what: Exclude<Deed["what"], Written>, stage: Stage): void {
  const { item, drawn, scene, world, now } = stage;
  switch (what) {
    case "soft-delete-off":
      world.vault.softDeleteState = "Disabled";
      return;
    case "immutable":
      world.vault.immutability = "Unlocked";
      return;
    case "mua":
      world.vault.mua = true;
      return;
    case "backup":
    case "backup-alike":
    case "backup-by-hand":
    case "backup-twin":
      backUp(what, item, { scene, world, now });
      return;
    case "purge":
      remove(item, world);
      return;
    case "move":
      move(stage);
      return;
    case "rename":
      item.friendlyName = `${drawn.name}-old`;
      return;
    case "goes-wrong":
      if (item.deletedAt === undefined && item.policyId !== undefined)
        item.protectionState = "ProtectionError";
      return;
    case "shorten-policy":
      editPolicy(wantedOf(scene), -1_000, scene, world);
      return;
    case "edit-policy":
      editPolicy(drawn.policy, 60, scene, world);
      return;
    case "job-vanishes":
      for (const job of runningJobs(item, world)) job.visibleFrom = now + DAY_MS;
      return;
    case "job-fails":
      failJobs(runningJobs(item, world), now);
      return;
    case "point-expires":
      item.recoveryPoints.pop();
      return;
    case "last-backup-fails":
      failBackup(item, now);
  }
}

/** The item goes, and whatever was not there yet arrives elsewhere. */
function move({ item, scene, world }: Stage): void {
  if (!remove(item, world)) return;
  const { items, vault } = world;
  for (const [index, one] of items.entries()) {
    if (scene.items[index]?.absent && !vault.items.includes(one)) vault.items.push(one);
  }
}

/** Whether it was there to be removed. */
function remove(item: ItemState, { vault }: SimulatedAzure): boolean {
  const index = vault.items.indexOf(item);
  if (index >= 0) vault.items.splice(index, 1);
  return index >= 0;
}

function runningJobs(item: ItemState, { vault }: SimulatedAzure): readonly JobState[] {
  return vault.jobs.filter((job) => job.item === item && job.status === "InProgress");
}

/** The policy that the step asks for. */
function wantedOf({ inputs }: Scene): string {
  return (inputs.policy ?? "").split("/").at(-1) ?? "";
}

/** Somebody makes a policy keep its daily backups for some days more, or fewer, a week at least. */
function editPolicy(name: string, byDays: number, scene: Scene, { vault }: SimulatedAzure): void {
  const policy = vault.policies.find((one) => one.name === name);
  const drawn = scene.policies.find((one) => one.name === name);
  if (policy === undefined || drawn === undefined) return;
  policy.properties = policyProperties({
    ...drawn,
    dailyDays: Math.max(drawn.dailyDays + byDays, 7),
  });
}

function otherPolicy(item: ItemState, present: string, scene: Scene, shorter: boolean): string {
  const isEnhanced =
    item.policyType === "V2" || scene.policies.some((one) => one.name === present && one.enhanced);
  const fitting = scene.policies.filter(
    ({ workload, name, enhanced = false, vaultDays }) =>
      workload === item.workload &&
      name !== present &&
      enhanced === isEnhanced &&
      (vaultDays !== undefined) === item.hasVaultTier,
  );
  const sorted = [...fitting].sort((left, right) => left.dailyDays - right.dailyDays);
  return (shorter ? sorted[0] : sorted.at(-1))?.name ?? present;
}

type Written =
  | "stop"
  | "resume"
  | "suspend"
  | "change-policy"
  | "shorter-policy"
  | "delete"
  | "undelete";

function atOnce(
  what: Written,
  item: ItemState,
  scene: Scene,
  world: SimulatedAzure,
  now: number,
): void {
  const before = [item.protectionState, item.policyId, item.deletedAt].join();
  change(what, item, scene, now);
  if ([item.protectionState, item.policyId, item.deletedAt].join() === before) return;
  const operation = JOBS[what];
  world.azure.addJob({ item, operation, startedAt: now, status: "Completed", endedAt: now });
  world.book.note(now);
}

/** The operation of the job that each of them leaves. */
const JOBS: Readonly<Record<Written, OperationKind>> = {
  stop: "DisableBackup",
  suspend: "DisableBackup",
  resume: "ConfigureBackup",
  "change-policy": "ConfigureBackup",
  "shorter-policy": "ConfigureBackup",
  delete: "DeleteBackupData",
  undelete: "Undelete",
};

function isWritten(what: Deed["what"]): what is Written {
  return what in JOBS;
}

function change(what: Written, item: ItemState, scene: Scene, now: number): void {
  const present = item.policyId?.split("/").at(-1) ?? "";
  const named = (name: string) => `${vaultPath()}/backupPolicies/${name}`;
  const alive = item.deletedAt === undefined;
  switch (what) {
    case "stop":
      if (alive) Object.assign(item, { protectionState: "ProtectionStopped", policyId: undefined });
      return;
    case "suspend":
      if (alive && item.policyId) item.protectionState = "BackupsSuspended";
      return;
    case "resume":
    case "change-policy":
    case "shorter-policy": {
      if (!alive) return;
      const policyId = named(otherPolicy(item, present, scene, what === "shorter-policy"));
      Object.assign(item, { policyId, protectionState: "Protected" });
      return;
    }
    case "delete":
      if (!alive) return;
      Object.assign(item, {
        deletedAt: now,
        protectionState: "ProtectionStopped",
        policyId: undefined,
      });
      for (const point of item.recoveryPoints) point.softDeleted = true;
      return;
    case "undelete":
      if (alive) return;
      item.deletedAt = undefined;
      for (const point of item.recoveryPoints) point.softDeleted = false;
  }
}

/** The request that somebody else's client makes. */
function requestOf(what: Written, item: ItemState, present: string, scene: Scene) {
  const { protectedItemType } = WORKLOADS[item.workload];
  const { sourceResourceId } = item;
  const path = `${vaultPath()}/backupFabrics/Azure/protectionContainers/${encodeURIComponent(item.container)}/protectedItems/${encodeURIComponent(item.name)}`;
  const policyId = `${vaultPath()}/backupPolicies/${otherPolicy(item, present, scene, what === "shorter-policy")}`;
  const properties = {
    stop: { protectionState: "ProtectionStopped" },
    suspend: { protectionState: "BackupsSuspended" },
    undelete: { protectionState: "ProtectionStopped", isRehydrate: true },
    resume: { policyId },
    "change-policy": { policyId },
    "shorter-policy": { policyId },
    delete: undefined,
  }[what];
  return {
    method: properties === undefined ? "DELETE" : "PUT",
    url: `${PLACE.origin}${path}?api-version=${API_VERSION}`,
    headers: {
      authorization: `Bearer ${STRANGERS_TOKEN}`,
      "user-agent": "portal/1",
      "content-type": "application/json",
    },
    ...(properties !== undefined && {
      body: JSON.stringify({ properties: { protectedItemType, sourceResourceId, ...properties } }),
    }),
  };
}
