import { at, text } from "../../json.ts";
import { sameName } from "./item.ts";
import { readSchedule, type Schedule } from "./policy-schedule.ts";
import { WORKLOADS } from "./workload.ts";

/** A backup policy, as far as the gate needs it. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly backupManagementType: string;
  /** `SQLDataBase`, `SAPHanaDatabase`, …; "" for policies of VMs, which have none. */
  readonly workloadType: string;
  /** `V1` or `V2` (enhanced) for VMs; "" otherwise. */
  readonly policyType: string;
  readonly retention: readonly Retention[];
  /** How often it backs up. */
  readonly schedule: readonly Schedule[];
  /** Whether the backups of a file share go to the vault, and not only into snapshots. */
  readonly isVaulted: boolean;
}

/** How long a policy keeps recovery points of one kind. */
interface Retention {
  /** Such as `full, daily` or `log`. */
  readonly kind: string;
  /** Undefined if Azure describes the duration in a way this action does not know. */
  readonly duration: Duration | undefined;
}

/** A duration in Azure's own units. */
export interface Duration {
  readonly count: number;
  readonly unit: DurationUnit;
}

const UNITS = ["Days", "Weeks", "Months", "Years"] as const;
type DurationUnit = (typeof UNITS)[number];

/** One kind of recovery point before and after a change of policy. */
export interface RetentionChange {
  readonly kind: string;
  readonly former: string;
  readonly next: string;
  /** True if existing recovery points of this kind would be lost, or might be. */
  readonly shorter: boolean;
}

/** Reads a policy's resource; Azure writes `workLoadType` with a capital L (E87). */
export function readPolicy(resource: unknown): Policy {
  const properties = at(resource, "properties");
  const vaulted = at(properties, "vaultRetentionPolicy");
  const parts = partsOf(at(properties, "subProtectionPolicy"));
  // A share's plain retention is that of its snapshots (E95).
  const management = text(at(properties, "backupManagementType"));
  const workload = WORKLOADS.find((one) => sameName(one.backupManagementType, management));
  const backups = [
    ...parts.flatMap(readPart),
    ...readRetention(workload?.plainRetention ?? "backups", at(properties, "retentionPolicy")),
    ...(isSet(vaulted) ? readVaulted(vaulted) : []),
  ];
  return {
    id: text(at(resource, "id")),
    name: text(at(resource, "name")),
    backupManagementType: management,
    workloadType: text(at(properties, "workLoadType")) || text(at(properties, "workloadType")),
    policyType: text(at(properties, "policyType")),
    retention: [
      // A policy that says nothing about its backups may keep them for any time.
      ...(backups.length > 0 ? backups : [{ kind: "backups", duration: undefined }]),
      ...days("instant restore", at(properties, "instantRpRetentionRangeInDays")),
    ],
    schedule: (parts.length > 0 ? parts : [properties]).flatMap(readScheduleOf),
    isVaulted: isSet(vaulted),
  };
}

function readScheduleOf(part: unknown): readonly Schedule[] {
  const schedule = at(part, "schedulePolicy");
  return isSet(schedule) ? [readSchedule(kindOf(part), schedule)] : [];
}

/** `full`, `differential` or `log` for a database; "" for a policy without parts. */
function kindOf(part: unknown): string {
  return text(at(part, "policyType")).toLowerCase();
}

/** The parts of a database's policy, one per backup type; any other shape is one unreadable part. */
function partsOf(value: unknown): readonly unknown[] {
  if (!isSet(value)) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * The retention of one part. Without a readable retention its duration is unknown, unless it keeps
 * snapshots only.
 */
function readPart(part: unknown): readonly Retention[] {
  const kind = kindOf(part);
  const found = [
    ...readRetention(kind, at(part, "retentionPolicy")),
    ...days(
      "instant restore",
      at(part, "snapshotBackupAdditionalDetails", "instantRpRetentionRangeInDays"),
    ),
  ];
  return found.length > 0 ? found : [{ kind, duration: undefined }];
}

/** How long a file share's backups stay in the vault, and its daily snapshots besides (E95). */
function readVaulted(policy: unknown): readonly Retention[] {
  const found = [
    ...readRetention("vault", at(policy, "vaultRetention")),
    ...days("snapshots, daily", at(policy, "snapshotRetentionInDays")),
  ];
  return found.length > 0 ? found : [{ kind: "vault", duration: undefined }];
}

const SCHEDULES = ["daily", "weekly", "monthly", "yearly"];

/**
 * Reads a retention policy. Databases have one part per backup type, VMs and file shares one policy
 * for all (E89). A `SimpleRetentionPolicy` has one duration, a `LongTermRetentionPolicy` daily to
 * yearly schedules (E90). Anything else in it becomes a kind of unknown duration and is never
 * dropped.
 */
function readRetention(kind: string, policy: unknown): readonly Retention[] {
  if (!isSet(policy)) return [];
  const found = heldBy(policy).map(([name, value]) => {
    if (name === "retentionDuration") return { kind, duration: readDuration(value) };
    const schedule = name.replace(/Schedule$/, "");
    const duration = SCHEDULES.includes(schedule)
      ? readDuration(at(value, "retentionDuration"))
      : undefined;
    return { kind: `${kind}, ${schedule}`, duration };
  });
  return found.length > 0 ? found : [{ kind, duration: undefined }];
}

/** The entries of a retention policy, without its type. */
function heldBy(policy: unknown): readonly (readonly [string, unknown])[] {
  if (typeof policy !== "object" || policy === null || Array.isArray(policy)) return [];
  return Object.entries(policy).filter(
    ([name, value]) => name !== "retentionPolicyType" && isSet(value),
  );
}

/** A plain number of days, as some policies of VMs and file shares write durations. */
function days(kind: string, value: unknown): readonly Retention[] {
  if (!isSet(value) || value === "") return [];
  const count = readCount(value);
  return [{ kind, duration: count === undefined ? undefined : { count, unit: "Days" } }];
}

function readDuration(value: unknown): Duration | undefined {
  const count = readCount(at(value, "count"));
  const unit = UNITS.find((known) => sameName(known, text(at(value, "durationType"))));
  return unit === undefined || count === undefined ? undefined : { count, unit };
}

function readCount(value: unknown): number | undefined {
  return /^\d{1,6}$/.test(text(value)) ? Number(text(value)) : undefined;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * Compares retention per kind. Azure applies the new policy to existing recovery points too (E96),
 * so a kind counts as shorter if it gets shorter, disappears or cannot be compared. If a kind has
 * two parts, the longest counts in the present policy and the shortest in the new one.
 */
export function compareRetention(former: Policy, next: Policy): readonly RetentionChange[] {
  const kinds = new Set([...former.retention, ...next.retention].map(({ kind }) => kind));
  return [...kinds].map((kind) => {
    const before = former.retention.filter((entry) => entry.kind === kind);
    const after = next.retention.filter((entry) => entry.kind === kind);
    const keepsAll =
      after.length > 0 &&
      before.every((old) => after.every((fresh) => lasts(fresh.duration, old.duration)));
    return {
      kind,
      former: inWords(before),
      next: inWords(after),
      shorter: !keepsAll,
    };
  });
}

/**
 * The longest time that a policy surely keeps a recovery point, in days; undefined if it has no
 * duration that this action understands.
 */
export function longestRetentionDays({ retention }: Policy): number | undefined {
  const known = retention.flatMap(({ duration }) =>
    duration === undefined ? [] : [shortestDays(commonUnit(duration))],
  );
  return known.length === 0 ? undefined : Math.max(...known);
}

/** True only if `next` surely lasts at least as long as `former`. */
function lasts(next: Duration | undefined, former: Duration | undefined): boolean {
  if (next === undefined || former === undefined) return false;
  const [a, b] = [commonUnit(next), commonUnit(former)];
  if (a.unit === b.unit) return a.count >= b.count;
  return shortestDays(a) >= longestDays(b);
}

/** Weeks become days and years become months, exactly; days and months only compare roughly. */
function commonUnit({ count, unit }: Duration): { count: number; unit: "Days" | "Months" } {
  switch (unit) {
    case "Days":
      return { count, unit: "Days" };
    case "Weeks":
      return { count: count * 7, unit: "Days" };
    case "Months":
      return { count, unit: "Months" };
    case "Years":
      return { count: count * 12, unit: "Months" };
  }
}

/**
 * The fewest days that a duration can have. `lasts` compares them with the most days that the
 * present duration can have, so that in doubt data counts as lost.
 */
function shortestDays({ count, unit }: ReturnType<typeof commonUnit>): number {
  return unit === "Days" ? count : Math.floor(count / 12) * 365 + (count % 12) * 28;
}

function longestDays({ count, unit }: ReturnType<typeof commonUnit>): number {
  return unit === "Days" ? count : Math.floor(count / 12) * 366 + (count % 12) * 31;
}

/** A duration in everyday words, such as `1 week` or `30 days`. */
export function durationInWords({ count, unit }: Duration): string {
  const plural = unit.toLowerCase();
  return `${count} ${count === 1 ? plural.slice(0, -1) : plural}`;
}

function inWords(entries: readonly Retention[]): string {
  if (entries.length === 0) return "none";
  return entries
    .map(({ duration }) => (duration === undefined ? "not readable" : durationInWords(duration)))
    .join(" and ");
}
