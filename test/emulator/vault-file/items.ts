import { days, hours } from "../vault/time.ts";
import { isDatabase, WORKLOAD_NAMES } from "../vault/workloads.ts";
import { Fields, listed, type Piece } from "./fields.ts";
import { type ItemName, itemName } from "./item-name.ts";

/** An item as a user describes it. */
export interface VaultItem extends ItemName {
  readonly state: string;
  /** A policy's name; undefined: the first of its workload. */
  readonly policy: string | undefined;
  /** How old its newest recovery point is, ms; undefined: it has none. */
  readonly pointAgeMs: number | undefined;
  /** How old the end of its newest log is, ms; undefined: it has none. */
  readonly logAgeMs: number | undefined;
  /** How its last backup ended. */
  readonly lastBackup: (typeof LAST_BACKUP)[number];
  /** How the next backup that somebody starts will end. */
  readonly nextBackup: (typeof NEXT_BACKUP)[number];
  /** An error about one of its fields. */
  readonly fail: Fields["fail"];
}

const FIELDS = [
  "item",
  "path",
  "name",
  "names",
  "leg",
  "legs",
  "workload",
  "state",
  "policy",
  "newest-recovery-point",
  "newest-log",
  "last-backup",
  "next-backup",
] as const;

/** Azure's words for an item's state (document), and the one of `list-items` for deleted ones. */
const STATES = [
  "Protected",
  "IRPending",
  "ProtectionError",
  "ProtectionStopped",
  "BackupsSuspended",
  "SoftDeleted",
  "ProtectionPaused",
  "Invalid",
] as const;

/** Azure's words for how a job ends (document). */
const LAST_BACKUP = ["Completed", "Failed"] as const;
const NEXT_BACKUP = ["Completed", "CompletedWithWarnings", "Failed"] as const;

/**
 * Reads the items of a vault. A line of several items, as `list-items` with `matrix-chunks` gives them,
 * is several; a mere text is a path.
 *
 * @throws VaultFileError
 */
export function readItems(pieces: readonly Piece[]): readonly VaultItem[] {
  const items = pieces.flatMap(readEntry);
  const seen = new Set<string>();
  for (const { container, name, friendlyName, fail } of items) {
    const id = `${container}/${name}`.toLowerCase();
    if (seen.has(id)) throw fail("item", `names '${friendlyName}' a second time`);
    seen.add(id);
  }
  return items;
}

function readEntry(piece: Piece): readonly VaultItem[] {
  const bare = piece.text();
  const fields =
    bare === undefined
      ? piece.fields("an item", FIELDS)
      : new Fields("an item", piece, new Map([["item", piece]]));
  if (fields === undefined) throw piece.fail(`An item is a path, or fields: ${listed(FIELDS)}.`);
  const lines = fields.text("item")?.split(/\s*\n\s*/);
  if (lines === undefined) throw fields.fail("item", "is missing");
  const names = fields
    .piece("names")
    ?.list()
    ?.map((name) => name.text());
  return lines.map((line, index) => readItem(line, names?.[index], fields));
}

function readItem(written: string, nameInChunk: string | undefined, fields: Fields): VaultItem {
  const named = itemName(written, {
    workload: fields.word("workload", WORKLOAD_NAMES),
    name: nameInChunk ?? fields.text("name"),
    path: fields.text("path"),
  });
  if (typeof named === "string") throw fields.fail("item", named);
  const state = fields.word("state", STATES) ?? "Protected";
  const logAgeMs = age(fields, "newest-log", undefined);
  if (logAgeMs !== undefined && !isDatabase(named.workload)) {
    throw fields.fail(
      "newest-log",
      `is for databases, and this is of workload '${named.workload}'`,
    );
  }
  return {
    ...named,
    state,
    policy: fields.text("policy"),
    pointAgeMs: age(fields, "newest-recovery-point", state === "IRPending" ? undefined : hours(6)),
    logAgeMs,
    lastBackup: fields.word("last-backup", LAST_BACKUP) ?? "Completed",
    nextBackup: fields.word("next-backup", NEXT_BACKUP) ?? "Completed",
    fail: (name, problem) => fields.fail(name, problem),
  };
}

const UNITS_MS = { m: 60_000, h: hours(1), d: days(1) };

function age(fields: Fields, name: string, leftOut: number | undefined): number | undefined {
  const text = fields.text(name)?.toLowerCase();
  if (text === undefined) return leftOut;
  if (text === "none") return undefined;
  const [, count, unit] = /^(\d{1,5})(m|h|d)$/.exec(text) ?? [];
  if (unit === undefined) {
    throw fields.fail(name, `is '${text}'; write such as '90m', '6h', '30d' or 'none'`);
  }
  return Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
