import { Emulator, type ItemState, type JobState, type VaultState } from "../emulator/emulator.ts";
import { Book } from "../emulator/vault/book.ts";
import { underInstance } from "../emulator/vault/sample-items.ts";
import { isDatabase } from "../emulator/vault/workloads.ts";
import { leavePoint } from "./others-backup.ts";
import { namesOf, PLACE, START_MS, sceneItemId, sceneJobId } from "./place.ts";
import { policyProperties } from "./policy-properties.ts";
import type { Scene, SceneItem } from "./scene.ts";

const MINUTE_MS = 60_000;

/** An Azure made for one scene, and its book. */
export interface SimulatedAzure {
  readonly azure: Emulator;
  readonly book: Book;
  readonly vault: VaultState;
  /** In the order of the scene. */
  readonly items: readonly ItemState[];
}

/** Builds the Azure of a scene. */
export function buildAzure(scene: Scene, now: () => number): SimulatedAzure {
  const azure = new Emulator({
    ...{ now, origin: PLACE.origin, seeded: false },
    ...(scene.pageSize !== undefined && { pageSize: scene.pageSize }),
  });
  const { softDelete, softDeleteEnforced, immutability, mua, guarded } = scene.vault;
  const vault = azure.addVault({
    name: PLACE.vault,
    resourceGroup: PLACE.group,
    subscriptionId: PLACE.subscription,
    softDeleteState: softDelete as VaultState["softDeleteState"],
    softDeleteEnforced: softDeleteEnforced ?? false,
    immutability: immutability as VaultState["immutability"],
    mua,
  });
  vault.guard.operations = [...guarded];
  if (scene.vault.guardElsewhere) vault.guard.tenantId = PLACE.guardTenant;
  azure.addVault({
    name: "OtherVault",
    resourceGroup: PLACE.group,
    subscriptionId: PLACE.subscription,
  });
  for (const policy of scene.policies) {
    const { name, workload } = policy;
    azure.addPolicy({ name, workload, properties: policyProperties(policy) }, vault);
  }
  const items = scene.items.map((item) => addItem(azure, vault, item));
  addJobs(azure, scene, items);
  addFormerOperation(vault, items[0]);
  azure.quota = scene.quota;
  planTurn(azure, scene);
  const book = new Book(azure, vault, START_MS);
  return { azure, book, vault, items };
}

/** The item says how its last backup ended. */
function noteEnd(item: ItemState, { startedAt, status }: JobState): void {
  item.lastBackupTime = startedAt;
  const isGood = status.startsWith("Completed");
  if (!isDatabase(item.workload)) item.lastBackupStatus = status;
  else item.lastBackupStatus = isGood ? "Healthy" : "Unhealthy";
}

/** The jobs that are there before the step. */
function addJobs(azure: Emulator, scene: Scene, items: readonly ItemState[]): void {
  for (const [index, job] of scene.jobs.entries()) {
    const item = items[job.item];
    if (item === undefined) continue;
    const endedAt = START_MS + job.endsInSeconds * 1_000;
    const ended = job.endsInSeconds <= 0;
    const added = azure.addJob({
      item,
      operation: job.operation,
      id: sceneJobId(index),
      startedAt: START_MS - job.startedMin * MINUTE_MS,
      ...(job.backupType !== undefined && { backupType: job.backupType }),
      ...(ended && { status: job.status, endedAt }),
    });
    if (!ended) {
      azure.schedule.at(endedAt, () => {
        if (added.status !== "InProgress") return;
        added.status = job.status;
        added.endedAt = endedAt;
        if (job.leavesPoint) leavePoint(item, added, job.backupType);
        if (job.leavesPoint !== undefined) noteEnd(item, added);
      });
    }
  }
}

/** An operation of yesterday's on the item, and its job; a client may be told of it by mistake. */
function addFormerOperation(vault: VaultState, item: ItemState | undefined): void {
  const job = vault.jobs.find((one) => one.item === item);
  vault.operations.push({
    id: "ffffffff-0000-4000-8000-000000000001",
    kind: "ConfigureBackup",
    item,
    result: "item",
    status: "Succeeded",
    startedAt: START_MS - 24 * 60 * MINUTE_MS,
    jobId: job?.id,
    error: undefined,
  });
}

/** How Azure's next operation goes, where it does not go well. */
function planTurn(azure: Emulator, { turn, turnAfter = 0 }: Scene): void {
  if (Object.keys(turn).length === 0) return;
  for (let before = 0; before < turnAfter; before++) azure.script({});
  const { conflict, remarks, movedInVain, ...script } = turn;
  const operationError = {
    code: "BMSUserErrorObjectLocked",
    message: "Something else is being done to the item.",
  };
  azure.script({
    ...script,
    ...(conflict && { operationError }),
    ...(remarks && {
      jobErrors: [
        { errorCode: 41, errorTitle: "PartlyDone", errorString: "Something was left out." },
      ],
      tasks: [{ taskId: "Transfer data to vault", status: "Failed" }],
    }),
    ...(movedInVain && {
      jobStatus: "Failed",
      jobErrors: [
        {
          errorCode: 510_008,
          errorTitle: "OperationCancelledBecauseConflictingOperationRunningUserError",
          errorString: "Another operation was running.",
        },
      ],
      propertyBag: { "Data Transferred (in MB)": "812" },
    }),
  });
}

function addItem(azure: Emulator, vault: VaultState, item: SceneItem): ItemState {
  const points = item.points.map((point, index) => ({
    id: String(70_368_744_177_664 + index),
    time: START_MS - point.ageMin * MINUTE_MS,
    type: point.type,
    expiresAt: START_MS + (point.expiresInMin ?? 30 * 24 * 60 - point.ageMin) * MINUTE_MS,
    softDeleted: point.softDeleted ?? false,
    tiers: point.tiers.map(([type, status]) => ({ type: type as "HardenedRP", status })),
  }));
  const database = isDatabase(item.workload);
  const [newest] = item.points.filter(({ job }) => job !== undefined);
  const status = {
    well: database ? "Healthy" : (newest?.job ?? "Completed"),
    failed: database ? "Unhealthy" : "Failed",
    warned: database ? "Healthy" : "CompletedWithWarnings",
    unsaid: "IRPending",
  }[item.lastBackup];
  const added = azure.addItem(
    {
      ...namesOf(item),
      workload: item.workload,
      friendlyName: item.name,
      policy: item.policy,
      ...(item.workload === "SQLDataBase" && { recoveryModel: "FULL" as const }),
      ...(item.workload === "VM" && { policyType: policyTypeOf(item) }),
      ...(item.underInstance && underInstance(instanceIdOf(item))),
      ...(item.health !== undefined && { healthStatus: item.health }),
      recoveryPoints: points,
      logRanges: item.logs.map(([from, to]) => ({
        from: START_MS - from * MINUTE_MS,
        to: START_MS - to * MINUTE_MS,
      })),
      ...(points.length > 0 && { lastBackupStatus: status }),
    },
    vault,
  );
  if (!database) addJobsOfPoints(azure, added, item);
  bringInto(added, item.state);
  if (item.absent) vault.items.splice(vault.items.indexOf(added), 1);
  return added;
}

function policyTypeOf({ silent, enhanced }: SceneItem): ItemState["policyType"] {
  if (silent) return undefined;
  return enhanced ? "V2" : "V1";
}

/** The instance that a database is protected with. */
function instanceIdOf(item: SceneItem): string {
  const isSql = item.workload === "SQLDataBase";
  const workload = isSql ? "SQLInstance" : "SAPHanaDBInstance";
  return sceneItemId({ ...item, workload, name: isSql ? "MSSQLSERVER" : "HDB00" });
}

/** Only the jobs of VMs and shares tell how good their points are. */
function addJobsOfPoints(azure: Emulator, added: ItemState, item: SceneItem): void {
  for (const point of item.points) {
    if (point.job === undefined) continue;
    const startedAt = START_MS - (point.ageMin + 1) * MINUTE_MS;
    const lastsMs = item.workload === "VM" ? 40 * MINUTE_MS : 4_000;
    const endedAt = Math.min(startedAt + lastsMs, START_MS - 30_000);
    azure.addJob({ item: added, operation: "Backup", startedAt, status: point.job, endedAt });
  }
}

function bringInto(item: ItemState, state: SceneItem["state"]): void {
  switch (state) {
    case "Protected":
      return;
    case "IRPending":
    case "ProtectionError":
    case "BackupsSuspended":
      item.protectionState = state;
      return;
    case "Unknown":
      item.protectionState = "ProtectionInSomeNewState";
      return;
    case "PolicyInconsistent":
      item.policyInconsistent = true;
      return;
    case "ProtectionStopped":
      item.protectionState = state;
      item.policyId = undefined;
      return;
    case "SoftDeleted":
      item.protectionState = "ProtectionStopped";
      item.policyId = undefined;
      item.deletedAt = START_MS - 3 * 24 * 60 * MINUTE_MS;
      for (const point of item.recoveryPoints) point.softDeleted = true;
  }
}
