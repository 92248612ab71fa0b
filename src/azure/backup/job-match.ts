import { type ProtectedItem, sameName } from "./item.ts";
import type { Level } from "./item-levels.ts";
import type { Job } from "./job.ts";
import { WORKLOADS } from "./workload.ts";

/** Whether a job belongs to an item; Azure's jobs do not always say enough to be sure. */
type JobMatch = "no" | "may" | "surely";

/** The length that SQL Server cuts host names to (E6). */
const NETBIOS_LENGTH = 15;

/**
 * Whether a job belongs to `item`. Backups and restores name the host, changes of the protection
 * only the database (E74). If another item in `listed` has the same name, the answer is `may`. If
 * no list was read, a matching host is enough.
 */
export function matchJob(
  job: Job,
  item: ProtectedItem,
  listed: readonly ProtectedItem[],
): JobMatch {
  if (!fits(job, item)) return "no";
  if (listed.length === 0) return namesPlace(job) ? "surely" : "may";
  const entity = job.entityFriendlyName.toLowerCase();
  const isOther = (other: ProtectedItem) =>
    other.id !== item.id &&
    (entity === "" || entity.includes(plainName(other))) &&
    fits(job, other);
  return listed.some(isOther) ? "may" : "surely";
}

/** Names in lower case, since each look at each of many jobs compares all items of the vault. */
const PLAIN_NAMES = new WeakMap<ProtectedItem, string>();

/** The part of an item's name that every job of it contains; "" if jobs need not name it. */
function plainName(item: ProtectedItem): string {
  const known = PLAIN_NAMES.get(item);
  if (known !== undefined) return known;
  const name = item.workload?.isDatabase === false ? "" : item.friendlyName.trim().toLowerCase();
  PLAIN_NAMES.set(item, name);
  return name;
}

/** Whether a job says where its item is. */
function namesPlace({ containerName, entityFriendlyName }: Job): boolean {
  return containerName !== "" || /\[[^\]]+\]$/.test(entityFriendlyName.trim());
}

/** Whether nothing in the job contradicts this item. */
function fits(job: Job, item: ProtectedItem): boolean {
  const management = item.workload?.backupManagementType ?? "";
  if (!sameName(job.backupManagementType || management, management)) return false;
  if (isOfOtherWorkload(job, item)) return false;
  if (job.entityFriendlyName === "") return sameSource(job, item);
  return item.workload?.isDatabase === false
    ? sameName(job.entityFriendlyName, item.friendlyName) && sameSource(job, item)
    : fitsDatabase(job.entityFriendlyName.trim(), item);
}

/** An unknown word contradicts no item. */
function isOfOtherWorkload({ workloadType }: Job, { workload }: ProtectedItem): boolean {
  const named = WORKLOADS.find(({ type }) => sameName(type, workloadType));
  return named !== undefined && workload !== undefined && named !== workload;
}

/** A container ends in the resource group and the name of the VM or storage account. */
function sameSource({ containerName }: Job, { address }: ProtectedItem): boolean {
  if (containerName === "") return true;
  const own = address.container.toLowerCase().split(";");
  const other = containerName.toLowerCase().split(";").slice(-2);
  return other.every((part, index) => part === own.slice(-other.length)[index]);
}

/**
 * A database's job is called `msdb`, `msdb [host]`, `INSTANCE/msdb [host.domain]` or, for SAP ASE,
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

/** An availability group's jobs name the node that ran them, which never contradicts the item. */
function isOnHost(host: string, item: ProtectedItem): boolean {
  const servers = namesOf(item, "server");
  if (host === "" || servers.length === 0) return true;
  const label = host.split(".")[0] ?? host;
  return servers.some(
    (name) => sameName(name, host) || sameName(name, label) || isCut(name, label),
  );
}

/** Whether one of two names is the other one cut off; two long names with the same beginning are not. */
function isCut(a: string, b: string): boolean {
  const cut = Math.min(a.length, b.length) === NETBIOS_LENGTH;
  return cut && sameName(a.slice(0, NETBIOS_LENGTH), b.slice(0, NETBIOS_LENGTH));
}

function namesOf(item: ProtectedItem, kind: Level["kind"]): readonly string[] {
  return item.levels.find((level) => level.kind === kind)?.names ?? [];
}
