import { Emulator, type NewItem } from "../emulator/emulator.ts";
import { LISTED_AFTER_MS } from "../emulator/vault/backup.ts";
import { DURATIONS, type OperationKind } from "../emulator/vault/durations.ts";
import { fileShare } from "../emulator/vault/sample-items.ts";
import { threeNights } from "../emulator/vault/seed.ts";
import { SEED_POLICIES } from "../emulator/vault/seed-policies.ts";

/** The kinds of items that the bench makes. */
export const WORKLOADS = ["SQLDataBase", "VM", "AzureFileShare"] as const;
/** A kind of item. */
export type BenchWorkload = (typeof WORKLOADS)[number];

/** What is benched: an operation, and where its items stand at first. */
export interface Subject {
  readonly operation: string;
  /** What Azure does for each item; undefined where nothing is written. */
  readonly kind: OperationKind | undefined;
  readonly state?: "ProtectionStopped" | "SoftDeleted";
  readonly immutable?: boolean;
  /** The policy to change to: `same` as before a stop, or `longer`. */
  readonly policy?: "same" | "longer";
  /** Whether it asks for a recovery point of the last day. */
  readonly asks?: boolean;
  /** Of 300 items, how many have such a point; all by default. */
  readonly freshOf300?: number;
  /** The most reads, besides lists, that one of many items should need. */
  readonly mostReads?: number;
  /** The least reads that one item needs, by the last word of the action. */
  readonly leastReads: Readonly<Record<string, number>>;
}

/** A write is decided on the item itself, and its operation is seen to end. */
const WRITE = { protectedItems: 1, operation: 1 };

/** Every subject by its name. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  "change-policy": subject("change-policy", "ConfigureBackup", { policy: "longer" }),
  "stop-protection-retain-data": subject("stop-protection-retain-data", "DisableBackup"),
  "stop-protection-delete-data": subject("stop-protection-delete-data", "DeleteBackupData"),
  "suspend-backups": subject("suspend-backups", "DisableBackup", { immutable: true }),
  "resume-protection": subject("resume-protection", "ConfigureBackup", {
    state: "ProtectionStopped",
    policy: "same",
    // A list does not tell how old the oldest point is, so each item is read before any is written to.
    mostReads: 4,
    leastReads: { ...WRITE, protectedItems: 2 },
  }),
  undelete: subject("undelete", "Undelete", { state: "SoftDeleted" }),
  // The points before the backup, and the one that it leaves.
  "backup-now": subject("backup-now", "Backup", { leastReads: { ...WRITE, recoveryPoints: 2 } }),
  "ensure-backup": subject("ensure-backup", "Backup", {
    asks: true,
    freshOf300: 0,
    leastReads: { ...WRITE, recoveryPoints: 2 },
  }),
  "ensure-backup-mostly-fresh": subject("ensure-backup", "Backup", {
    asks: true,
    freshOf300: 290,
    mostReads: 2.5, // two, and those of ten backups
    leastReads: { protectedItems: 1, recoveryPoints: 310 / 300 },
  }),
  "verify-backup": subject("verify-backup", undefined, {
    asks: true,
    leastReads: { protectedItems: 1, recoveryPoints: 1 },
  }),
};

function subject(
  operation: string,
  kind: OperationKind | undefined,
  more: Partial<Subject> = {},
): Subject {
  const most = kind === "Backup" ? {} : { mostReads: 3 };
  return { operation, kind, leastReads: WRITE, ...most, ...more };
}

/** How long Azure takes for one item by the recordings, until a backup's point is listed, milliseconds. */
export function itemMs({ kind }: Subject, workload: BenchWorkload): number {
  if (kind === undefined) return 0;
  const { operation, job = operation } = DURATIONS[workload][kind];
  return job * 1_000 + (kind === "Backup" ? LISTED_AFTER_MS : 0);
}

/** The share of the items for which Azure has anything to do. */
export function workShare({ asks = false, freshOf300 = 300 }: Subject): number {
  return asks ? (300 - freshOf300) / 300 : 1;
}

/** Where the items lie. */
export const PLACE = {
  origin: "https://management.azure.com",
  vault: "BigVault",
  group: "BackupGroup",
  subscription: "00000000-0000-0000-0000-000000000000",
} as const;

const GROUP = "AppGroup";
const POLICIES: Readonly<
  Record<BenchWorkload, { readonly same: string; readonly longer: string }>
> = {
  SQLDataBase: { same: "HourlyLogPolicy", longer: "ProdPolicy" },
  VM: { same: "DefaultPolicy", longer: "VmLongPolicy" },
  AzureFileShare: { same: "DailySharePolicy", longer: "LongSharePolicy" },
};
const POINT_TYPES = {
  SQLDataBase: "Full",
  VM: "AppConsistent",
  AzureFileShare: "FileSystemConsistent",
};
const HOUR_MS = 3_600_000;

/** What a vault for a subject is made from. */
export interface VaultPlan {
  readonly subject: string;
  readonly workload: BenchWorkload;
  readonly items: number;
  readonly quota: number;
}

/** An Azure with a vault of that many items, each at the start of the subject. */
export function buildVault(plan: VaultPlan, now: () => number): Emulator {
  const subject = subjectNamed(plan.subject);
  const azure = new Emulator({ now, origin: PLACE.origin, seeded: false });
  azure.quota = plan.quota;
  const vault = azure.addVault({
    name: PLACE.vault,
    resourceGroup: PLACE.group,
    subscriptionId: PLACE.subscription,
    ...(subject.immutable && { immutability: "Unlocked" as const }),
  });
  for (const policy of SEED_POLICIES) azure.addPolicy(structuredClone(policy), vault);
  for (let index = 0; index < plan.items; index++) {
    const isFresh = index % 300 < (subject.freshOf300 ?? 300);
    const newest = now() - (isFresh ? 6 : 30) * HOUR_MS;
    const item = azure.addItem(
      {
        ...named(plan.workload, index),
        policy: POLICIES[plan.workload].same,
        recoveryPoints: threeNights(newest, POINT_TYPES[plan.workload], 30),
        ...(plan.workload === "SQLDataBase" && { recoveryModel: "FULL" as const }),
      },
      vault,
    );
    if (subject.state === undefined) continue;
    item.protectionState = "ProtectionStopped";
    item.policyId = undefined;
    if (subject.state === "ProtectionStopped") continue;
    item.deletedAt = now() - 24 * HOUR_MS;
    for (const point of item.recoveryPoints) point.softDeleted = true;
  }
  return azure;
}

/** The subject of that name. */
export function subjectNamed(name: string): Subject {
  const subject = SUBJECTS[name];
  if (subject === undefined) {
    throw new Error(`'${name}' is none of ${Object.keys(SUBJECTS).join(", ")}.`);
  }
  return subject;
}

/** The name that a person gives the item with this index. */
export function friendlyName(workload: BenchWorkload, index: number): string {
  const words = { SQLDataBase: "db", VM: "vm", AzureFileShare: "share" };
  return `${words[workload]}-${String(index).padStart(4, "0")}`;
}

/** A pattern that matches every item. */
export function patternOf(workload: BenchWorkload): string {
  return { SQLDataBase: "sqlserver-0/*", VM: `${GROUP}/*`, AzureFileShare: "contosofiles0/*" }[
    workload
  ];
}

/** The line that names the item with this index and no other. */
export function lineOf(workload: BenchWorkload, index: number): string {
  const { container, name } = named(workload, index);
  return `${container}/${name}`;
}

/** The policy that a subject changes to. */
export function policyOf({ policy = "same" }: Subject, workload: BenchWorkload): string {
  return POLICIES[workload][policy];
}

function named(workload: BenchWorkload, index: number): NewItem {
  const name = friendlyName(workload, index);
  switch (workload) {
    case "AzureFileShare":
      return fileShare(name, "contosofiles0", GROUP);
    case "VM": {
      const parts = `iaasvmcontainerv2;${GROUP};${name}`;
      return {
        workload,
        container: `IaasVMContainer;${parts}`,
        name: `VM;${parts}`,
        friendlyName: name,
      };
    }
    case "SQLDataBase":
      return {
        workload,
        container: `VMAppContainer;Compute;${GROUP};sqlserver-0`,
        name: `SQLDataBase;mssqlserver;${name}`,
        friendlyName: name,
        serverName: "sqlserver-0.contoso.com",
        parentName: "MSSQLSERVER",
      };
  }
}
