import { type ProtectedItem, sameName } from "./item.ts";
import type { Level } from "./item-levels.ts";
import type { Job } from "./job.ts";
import { WORKLOADS } from "./workload.ts";

/** Whether a job is one of an item: Azure's jobs do not always say enough to tell. */
type JobMatch = "no" | "may" | "surely";

/** Host names as SQL Server knows them are cut to so many characters (E6). */
const NETBIOS_LENGTH = 15;

/**
 * Whether a job is one of `item`. Backups and restores name the host, changes of the protection only
 * the database (E74), so the same name elsewhere among `listed` leaves it open. Where no list
 * was read, a host that agrees is enough.
 */
export function matchJob(
  job: Job,
  item: ProtectedItem,
  listed: readonly ProtectedItem[],
): JobMatch {
  if (!fits(job, item)) return "no";
  if (listed.length === 0) return namesPlace(job) ? "surely" : "may";
  const others = listed.filter((other) => other.id !== item.id && fits(job, other));
  return others.length === 0 ? "surely" : "may";
}

/** Whether a job says of itself where its item is. */
function namesPlace({ containerName, entityFriendlyName }: Job): boolean {
  return containerName !== "" || /\[[^\]]+\]$/.test(entityFriendlyName.trim());
}

/** Nothing that the job says of its item speaks against this one. */
function fits(job: Job, item: ProtectedItem): boolean {
  const management = item.workload?.backupManagementType ?? "";
  if (!sameName(job.backupManagementType || management, management)) return false;
  if (isOfOtherWorkload(job, item)) return false;
  if (job.entityFriendlyName === "") return sameSource(job, item);
  return item.workload?.isDatabase === false
    ? sameName(job.entityFriendlyName, item.friendlyName) && sameSource(job, item)
    : fitsDatabase(job.entityFriendlyName.trim(), item);
}

/** A word that is not known says nothing against an item. */
function isOfOtherWorkload({ workloadType }: Job, { workload }: ProtectedItem): boolean {
  const named = WORKLOADS.find(({ type }) => sameName(type, workloadType));
  return named !== undefined && workload !== undefined && named !== workload;
}

/** A container's last part names the VM or the storage account, the one before it the resource group. */
function sameSource({ containerName }: Job, { address }: ProtectedItem): boolean {
  if (containerName === "") return true;
  const own = address.container.toLowerCase().split(";");
  const other = containerName.toLowerCase().split(";").slice(-2);
  return other.every((part, index) => part === own.slice(-other.length)[index]);
}

/**
 * A database's job is called `msdb`, `msdb [host]`, `INSTANCE/msdb [host.domain]` or, of SAP ASE,
 * `sid;db [host]` (E73).
 */
function fitsDatabase(entity: string, item: ProtectedItem): boolean {
  const name = item.friendlyName.trim();
  if (sameName(entity, name)) return true;
  const [, path = "", host = ""] = /^(.*?)\s*(?:\[([^[\]]*)\])?$/s.exec(entity) ?? [];
  if (!isOnHost(host, item)) return false;
  if (sameName(path, name)) return true;
  const slash = path.search(/[/;]/);
  const [instance, database] = [path.slice(0, slash), path.slice(slash + 1)];
  return (
    sameName(database, name) && namesOf(item, "instance").some((one) => sameName(one, instance))
  );
}

/** An availability group's jobs name whichever node ran them, which says nothing against the item. */
function isOnHost(host: string, item: ProtectedItem): boolean {
  const servers = namesOf(item, "server");
  if (host === "" || servers.length === 0) return true;
  const label = host.split(".")[0] ?? host;
  return servers.some(
    (name) => sameName(name, host) || sameName(name, label) || isCut(name, label),
  );
}

/** Whether one of two names is the other cut short; two long ones that only begin alike are not. */
function isCut(a: string, b: string): boolean {
  const cut = Math.min(a.length, b.length) === NETBIOS_LENGTH;
  return cut && sameName(a.slice(0, NETBIOS_LENGTH), b.slice(0, NETBIOS_LENGTH));
}

function namesOf(item: ProtectedItem, kind: Level["kind"]): readonly string[] {
  return item.levels.find((level) => level.kind === kind)?.names ?? [];
}
