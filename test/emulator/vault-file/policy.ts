import { type LongTerm, plainPolicy } from "../vault/seed-policies.ts";
import type { PolicyState } from "../vault/state.ts";
import { WORKLOAD_NAMES } from "../vault/workloads.ts";
import { type Fields, listed, type Piece } from "./fields.ts";

const FIELDS = ["name", "workload", "retention", "log-retention"] as const;

const UNITS = { d: "days", w: "weeks", mo: "months", y: "years" } as const;

/**
 * Reads a policy.
 *
 * @throws VaultFileError
 */
export function readPolicy(piece: Piece): PolicyState {
  const fields = piece.fields("a policy", FIELDS);
  if (fields === undefined) throw piece.fail(`A policy is written as fields: ${listed(FIELDS)}.`);
  const name = fields.text("name");
  if (name === undefined) throw fields.fail("name", "is missing");
  const workload = fields.word("workload", WORKLOAD_NAMES) ?? "SQLDataBase";
  const logs = retention(fields, "log-retention", "15d");
  if (Object.keys(logs).join() !== "days") throw fields.fail("log-retention", "is in days: '15d'");
  return plainPolicy(name, workload, {
    retention: retention(fields, "retention", "30d"),
    logDays: logs.days ?? 0,
  });
}

/** `90d, 52w, 60mo, 10y`: daily points for so long, weekly ones, monthly ones, yearly ones. */
function retention(fields: Fields, name: string, leftOut: string): LongTerm {
  const found: LongTerm = {};
  for (const part of (fields.text(name) ?? leftOut).split(",")) {
    const [, count, unit] = /^\s*([1-9]\d{0,3})\s*(d|w|mo|y)\s*$/i.exec(part) ?? [];
    if (unit === undefined) {
      throw fields.fail(
        name,
        `is '${fields.text(name)}'; write such as '30d' or '90d, 52w, 60mo, 10y'`,
      );
    }
    found[UNITS[unit.toLowerCase() as keyof typeof UNITS]] = Number(count);
  }
  return found;
}
