import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { isStopped } from "./item-warnings.ts";
import { IN_FUTURE, type Listed, type PointTypes, whyUnusable } from "./usable-points.ts";

/**
 * How to get a new recovery point; a stopped item has to be protected again first, and logs need a
 * full backup.
 */
export function adviceToBackUp(
  item: ProtectedItem,
  types: PointTypes,
  points: readonly RecoveryPoint[],
) {
  const resume = isStopped(item) ? "'resume-protection' and " : "";
  const hasFull = points.some(({ type, flaw }) => flaw === "" && sameName(type, "Full"));
  const full = types === "log" && !hasFull ? ` with ${nameInput("backup-type", "Full")}, then` : "";
  const log = types === "log" ? ` with ${nameInput("backup-type", "Log")}` : "";
  return `Use ${resume}'backup-now'${full}${log}, then run this step again.`;
}

/** Says why an item has no usable recovery point and what to do about it. */
export function whyNoPoint(
  types: PointTypes,
  listed: Listed,
): { readonly clause: string; readonly hint: string } {
  const { item } = listed;
  const reasons = whyUnusable(types, listed);
  const clause = `: Azure lists ${reasons.length === 0 ? "none" : countInWords(reasons)}`;
  if (types === "log" && /^simple$/i.test(item.recoveryModel)) return { clause, hint: NO_LOGS };
  const isUnknown = reasons.some((reason) => reason.includes("this action"));
  const look = [
    ...(reasons.length > 0 ? ["Look at the item's recovery points in the vault."] : []),
    ...(reasons.includes(IN_FUTURE) ? ["Check the clock of the server."] : []),
    ...(isUnknown ? ["A newer version of this action may know their form."] : []),
  ];
  return { clause, hint: [...look, adviceToBackUp(item, types, listed.points)].join(" ") };
}

const NO_LOGS = `The database is in the simple recovery model, which has no log backups. Use ${nameInput("recovery-point-types", "full")}, or set the database to the full recovery model.`;

/**
 * How many points each reason applies to, such as `3, of which 2 are soft-deleted and 1 is dated in
 * the future`.
 */
function countInWords(reasons: readonly string[]): string {
  const [first, ...others] = new Set(reasons);
  if (others.length === 0) {
    return reasons.length === 1 ? `one, which is ${first}` : `${reasons.length}, all ${first}`;
  }
  const counts = [...new Set(reasons)].map((reason) => {
    const count = reasons.filter((one) => one === reason).length;
    return `${count} ${count === 1 ? "is" : "are"} ${reason}`;
  });
  return `${reasons.length}, of which ${counts.slice(0, -1).join(", ")} and ${counts.at(-1)}`;
}
