import {
  type EmulatorResponse,
  invalidInput,
  objectOf,
  onlyFields,
  Refusal,
  same,
} from "../server/wire.ts";
import { bodyOf, type Call } from "./call.ts";
import { CONFLICTING_BACKUP_SECONDS, VAULTED_SHARE_SECONDS } from "./durations.ts";
import { itemOf } from "./items-api.ts";
import { hasEnded } from "./job-body.ts";
import { accept, refuseIfLocked, type Wish } from "./operations.ts";
import { retentionDays } from "./retention.ts";
import { type ItemState, type JobState, policyId, type TierState } from "./state.ts";
import { days } from "./time.ts";
import { isDatabase, isInstance, WORKLOADS, type Workload } from "./workloads.ts";

/** Backup types of databases (document; what HANA takes besides Full and Differential is unverified). */
const BACKUP_TYPES: Readonly<Partial<Record<Workload, readonly string[]>>> = {
  SQLDataBase: ["Full", "Differential", "Log", "CopyOnlyFull"],
  SAPHanaDatabase: ["Full", "Differential", "Incremental"],
  SAPAseDatabase: ["Full", "Differential", "Log"],
  SAPHanaDBInstance: ["SnapshotFull", "SnapshotCopyOnlyFull"],
  SQLInstance: ["SnapshotFull", "SnapshotCopyOnlyFull"],
};
const LONGEST_RETENTION_DAYS = 99 * 366;

/** Article's job error of a database backup that met another one (document). */
const CONFLICT = {
  errorCode: 510008,
  errorString:
    "Operation cancelled as a conflicting operation was already running on the same database.",
  errorTitle: "OperationCancelledBecauseConflictingOperationRunningUserError",
  recommendations: ["Please try again after sometime."],
};

/** What an on-demand backup asks for; the expiry is epoch milliseconds. */
interface BackupWish {
  readonly backupType: string;
  readonly expiresAt: number | undefined;
}

/** POST backup: an on-demand backup, whose job runs on long after its operation (recording). */
export function postBackup(call: Call): EmulatorResponse {
  const body = bodyOf(call);
  const item = itemOf(call);
  onlyFields(body, ["properties"], "the backup request");
  const wish = readWish(call, item, objectOf(body.properties, "properties"));
  checkState(item);
  refuseIfLocked(item);

  const conflict = item.vault.jobs.some(
    (job) => job.item === item && job.operation === "Backup" && !hasEnded(job),
  );
  // Only databases take a second backup and let its job fail; what others do is unverified.
  if (conflict && !isDatabase(item.workload)) {
    throw new Refusal(
      409,
      "BMSUserErrorObjectLocked",
      "A backup of the selected item is in progress.",
    );
  }
  return accept(call, {
    item,
    kind: "Backup",
    result: "nothing",
    level: "item",
    ...(isDatabase(item.workload) && { backupType: wish.backupType }),
    propertyBag: startProperties(item, wish),
    ...(item.hasVaultTier && {
      jobEnd: { status: "Completed", seconds: VAULTED_SHARE_SECONDS },
    }),
    ...(conflict && {
      jobEnd: { status: "Failed", seconds: CONFLICTING_BACKUP_SECONDS, errors: [CONFLICT] },
    }),
    ...outcomes(item, wish),
  });
}

function readWish(call: Call, item: ItemState, properties: Record<string, unknown>): BackupWish {
  const { backupRequestType } = WORKLOADS[item.workload];
  const database = isDatabase(item.workload);
  const fields = ["objectType", "recoveryPointExpiryTimeInUTC"];
  onlyFields(
    properties,
    database ? [...fields, "backupType", "enableCompression"] : fields,
    "properties",
  );
  if (properties.objectType !== backupRequestType) {
    throw invalidInput(`objectType must be ${backupRequestType}`);
  }
  const { enableCompression, recoveryPointExpiryTimeInUTC } = properties;
  if (enableCompression !== undefined && typeof enableCompression !== "boolean") {
    throw invalidInput("enableCompression must be true or false");
  }
  const types = BACKUP_TYPES[item.workload];
  const backupType = types ? String(properties.backupType) : "Full";
  if (types && !types.includes(backupType)) {
    throw invalidInput(`backupType must be one of ${types.join(", ")}`);
  }
  return { backupType, expiresAt: readExpiry(call, recoveryPointExpiryTimeInUTC) };
}

/** Less than 45 days for a Full is accepted, whatever the documents say (recording). */
function readExpiry(call: Call, given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
  const ms = typeof given === "string" && form.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(ms)) throw invalidInput("recoveryPointExpiryTimeInUTC must be a UTC time");
  const now = call.service.now();
  if (ms <= now || ms > now + days(LONGEST_RETENTION_DAYS)) {
    throw invalidInput("recoveryPointExpiryTimeInUTC must lie in the next 99 years");
  }
  return ms;
}

/** The codes for databases and VMs are unverified; that of shares is documented. */
function checkState(item: ItemState): void {
  if (item.deletedAt !== undefined) {
    const code =
      item.workload === "AzureFileShare"
        ? "UserErrorBackupAFSInSoftDeleteState"
        : "UserErrorOperationNotAllowedOnSoftDeletedItem";
    throw new Refusal(400, code, "The backup item is in soft deleted state.");
  }
  if (item.protectionState === "ProtectionStopped" || item.protectionState === "BackupsSuspended") {
    throw new Refusal(
      400,
      "BMSUserErrorInvalidOperationOnStoppedItem",
      "Backup cannot be triggered because protection of the item is stopped.",
    );
  }
}

function startProperties(item: ItemState, { expiresAt }: BackupWish): Record<string, string> {
  if (item.workload === "AzureFileShare") {
    const transferred = item.hasVaultTier ? "0.00" : "0";
    return {
      "Data Transferred (in MB)": transferred,
      "Whether job is adhoc or scheduled.": "True",
    };
  }
  if (item.workload !== "VM" || expiresAt === undefined) return {};
  const [year, month, day] = new Date(expiresAt).toISOString().slice(0, 10).split("-").map(Number);
  return { "Recovery Point Expiry Time in UTC": `${month}/${day}/${year} 12:00:00 AM` };
}

function outcomes(item: ItemState, wish: BackupWish): Pick<Wish, "apply" | "applyFailure"> {
  const database = isDatabase(item.workload);
  return {
    apply: (job) => {
      if (database) job.propertyBag["Data Transferred (in MB)"] = "28.1147";
      if (item.workload === "VM") job.propertyBag["Backup Size"] = "11410 MB";
      addRecoveryPoint(item, wish, job);
      item.lastBackupTime = job.startedAt;
      item.lastBackupStatus = database ? "Healthy" : job.status;
      item.lastBackupError = undefined;
    },
    applyFailure: (job) => {
      if (job.status === "Cancelled" && item.workload === "VM") {
        item.lastBackupTime = job.startedAt;
        item.lastBackupStatus = "Cancelled";
      }
      if (job.status !== "Failed") return;
      if (database) job.propertyBag["Data Transferred (in MB)"] ??= "0";
      const error = job.errors?.[0];
      item.lastBackupTime = job.startedAt;
      item.lastBackupStatus = database ? "Unhealthy" : "Failed";
      item.lastBackupError = { code: error?.errorTitle ?? "", message: error?.errorString ?? "" };
    },
  };
}

/** A point is listed a while after its job's end (recording: 35 to 105 s). */
export const LISTED_AFTER_MS = 60_000;
/** How long after its backup's start a point is dated, in milliseconds (recording; instances: assumed). */
const DATED_AFTER_MS: Readonly<Record<Workload, number>> = {
  SQLDataBase: 15_000,
  SAPHanaDatabase: 15_000,
  SAPAseDatabase: 38_000,
  SAPHanaDBInstance: 15_000,
  SQLInstance: 15_000,
  VM: 5_000,
  AzureFileShare: 500,
};
/** How many days a snapshot is kept where the policy does not say (document: of VMs). */
const SNAPSHOT_DAYS = 2;

function addRecoveryPoint(item: ItemState, wish: BackupWish, job: JobState): void {
  const endedAt = job.endedAt ?? job.startedAt;
  const time = Math.min(job.startedAt + DATED_AFTER_MS[item.workload], endedAt);
  if (wish.backupType === "Log") {
    const range = item.logRanges.at(-1);
    if (range) range.to = time;
    return;
  }
  const share = item.workload === "AzureFileShare";
  const vm = item.workload === "VM";
  item.recoveryPoints.push({
    id: String(70_000_000_000_000 + (Math.floor(time) % 1_000_000_000_000)),
    time,
    type: vm ? "AppConsistent" : share ? "FileSystemConsistent" : wish.backupType,
    expiresAt: wish.expiresAt ?? time + days(isDatabase(item.workload) ? 45 : 30),
    ...((vm || item.hasVaultTier) && { snapshotExpiresAt: time + days(snapshotDays(item)) }),
    listedFrom: endedAt + LISTED_AFTER_MS,
    ruleName: "On-Demand",
    softDeleted: false,
    tiers: tiersMade(item, job),
  });
  if (item.protectionState === "IRPending" || item.protectionState === "ProtectionError") {
    item.protectionState = "Protected";
  }
  if (item.logRanges.length === 0 && wish.backupType === "Full" && item.recoveryModel === "FULL") {
    item.logRanges.push({ from: time, to: time });
  }
}

/**
 * The tiers of a point just made. A VM's job that ends with warnings can leave a snapshot that never
 * reached the vault (recording; of vaulted shares assumed).
 */
function tiersMade(item: ItemState, { status }: JobState): TierState[] {
  const snapshot: TierState = { type: "InstantRP", status: "Valid" };
  const copy: TierState = { type: "HardenedRP", status: "Valid" };
  if (isInstance(item.workload)) return [snapshot];
  if (isDatabase(item.workload)) return [copy];
  const reachedVault = status === "Completed" && (item.workload === "VM" || item.hasVaultTier);
  return reachedVault ? [snapshot, copy] : [snapshot];
}

function snapshotDays(item: ItemState): number {
  const policy = item.vault.policies.find(({ name }) =>
    same(policyId(item.vault, name), item.policyId ?? ""),
  );
  const kind = item.workload === "VM" ? "InstantRestore" : "All dailySchedule";
  return (policy && retentionDays(policy).get(kind)) ?? SNAPSHOT_DAYS;
}
