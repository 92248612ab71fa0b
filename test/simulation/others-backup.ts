import type { ItemState, JobState } from "../emulator/emulator.ts";
import { isDatabase } from "../emulator/vault/workloads.ts";
import type { Scene } from "./scene.ts";
import type { SimulatedAzure } from "./world.ts";

const DAY_MS = 86_400_000;
/** How long after its job's start a point is dated, and how long after the end it is listed, milliseconds. */
const DATED_AFTER_MS = 2_000;
const LISTED_AFTER_MS = 60_000;

/** How somebody else's backup comes about, and how like the step's own it is. */
type OthersBackup = "backup" | "backup-alike" | "backup-by-hand" | "backup-twin";

/** Where and when it happens. */
interface Circumstances {
  readonly scene: Scene;
  readonly world: SimulatedAzure;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Somebody else's backup, or the schedule's, with what a backup of its kind says of itself (recordings). */
export function backUp(
  what: OthersBackup,
  item: ItemState,
  { scene, world, now }: Circumstances,
): void {
  const { azure, book } = world;
  const database = isDatabase(item.workload);
  const type = database ? typeOf(what, scene) : undefined;
  const byHand = what === "backup-by-hand" || what === "backup-twin";
  const job = azure.addJob({
    item,
    operation: "Backup",
    startedAt: now,
    ...(type !== undefined && { backupType: type, overrides: { isUserTriggered: byHand } }),
  });
  Object.assign(job.propertyBag, saidOf(what, item, { scene, world, now }));
  const told = job.displayOperation;
  // Some do not say of which type they are while they run (recordings).
  if (byHand && scene.seed % 2 === 0 && !isNamed(scene)) job.displayOperation = "Backup";
  const endedAt = now + (item.workload === "VM" ? 2_400_000 : 120_000);
  azure.schedule.at(endedAt, () => {
    if (job.endedAt !== undefined) return;
    Object.assign(job, { status: "Completed", endedAt, displayOperation: told });
    leavePoint(item, job, type);
    book.note(endedAt);
  });
}

/** Whether an operation names somebody else's job; one that does not say its type then passes for the step's own. */
function isNamed({ faults }: Scene): boolean {
  return faults.some(({ what }) => what.kind === "names-other-job");
}

/** The type of a database's backup: that which the step asks for, or another. */
function typeOf(what: OthersBackup, { inputs, items }: Scene): string {
  const full = items[0]?.workload === "SQLDataBase" ? "CopyOnlyFull" : "Full";
  const usual = inputs["recovery-point-types"] === "log" ? "Log" : full;
  const asked = inputs["backup-type"] ?? usual;
  if (what === "backup-alike" || what === "backup-twin") return asked;
  return asked === "Differential" ? "Full" : "Differential";
}

/** What the job of a VM or share says of itself. */
function saidOf(
  what: OthersBackup,
  item: ItemState,
  { scene, world, now }: Circumstances,
): Record<string, string> {
  if (item.workload === "AzureFileShare") {
    return { "Whether job is adhoc or scheduled.": what === "backup-twin" ? "True" : "False" };
  }
  if (item.workload !== "VM") return {};
  const name = item.policyId?.split("/").at(-1);
  const days = scene.policies.find((policy) => policy.name === name)?.dailyDays ?? 30;
  const asked = world.book.writes.findLast(
    ({ by, path }) => by === "ours" && /\/backup$/i.test(path),
  );
  const own = (
    asked?.body as { properties?: { recoveryPointExpiryTimeInUTC?: string } } | undefined
  )?.properties?.recoveryPointExpiryTimeInUTC;
  const until = {
    backup: now + days * DAY_MS,
    "backup-alike": now + days * DAY_MS,
    "backup-by-hand": now + 77 * DAY_MS,
    "backup-twin": Date.parse(own ?? "") || now + 77 * DAY_MS,
  }[what];
  const midnight = new Date(Math.ceil(until / DAY_MS) * DAY_MS).toISOString();
  const [year, month, day] = midnight.slice(0, 10).split("-").map(Number);
  return { "Recovery Point Expiry Time in UTC": `${month}/${day}/${year} 12:00:00 AM` };
}

/** The point that a backup leaves at its end; one of logs moves the end of their range. */
export function leavePoint(item: ItemState, job: JobState, type: string | undefined): void {
  const range = item.logRanges.at(-1);
  if (type === "Log") {
    if (range !== undefined) range.to = Math.max(range.to, job.startedAt);
    return;
  }
  item.recoveryPoints.push({
    id: String(71_000_000_000_000 + item.recoveryPoints.length),
    time: job.startedAt + DATED_AFTER_MS,
    listedFrom: (job.endedAt ?? job.startedAt) + LISTED_AFTER_MS,
    type: type ?? "CrashConsistent",
    expiresAt: job.startedAt + 30 * DAY_MS,
    softDeleted: false,
    tiers: [
      { type: item.workload === "AzureFileShare" ? "InstantRP" : "HardenedRP", status: "Valid" },
    ],
  });
  item.lastBackupTime = job.startedAt;
}

/** Jobs that run end as failed. */
export function failJobs(running: readonly JobState[], now: number): void {
  for (const job of running) Object.assign(job, { status: "Failed", endedAt: now });
}

/** The item says that its last backup failed, of which there is no job. */
export function failBackup(item: ItemState, now: number): void {
  item.lastBackupStatus = isDatabase(item.workload) ? "Unhealthy" : "Failed";
  item.lastBackupTime = now;
}
