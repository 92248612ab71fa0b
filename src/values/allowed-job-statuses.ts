import { sameName } from "../azure/backup/item.ts";
import { InputError } from "../errors.ts";
import { INPUTS } from "../manifest/input-table.ts";
import type { Get } from "./input-values.ts";

/** The statuses that a user can allow, as Azure spells them. */
export const ALLOWABLE_STATUSES = ["Completed", "CompletedWithWarnings"] as const;

/**
 * Whether a job that ended with warnings is good enough.
 *
 * @throws InputError
 */
export function readAllowsWarnings(get: Get): boolean {
  const given = (get("allowed-job-statuses") || INPUTS["allowed-job-statuses"].default)
    .split(/[,\r\n]/)
    .map((status) => status.trim())
    .filter(Boolean);
  const unknown = given.find(
    (status) => !ALLOWABLE_STATUSES.some((word) => sameName(word, status)),
  );
  if (unknown !== undefined) {
    throw new InputError(
      "allowed-job-statuses",
      `does not accept '${unknown}'`,
      `Use 'Completed', or 'Completed, CompletedWithWarnings'.`,
    );
  }
  return given.some((status) => sameName(status, "CompletedWithWarnings"));
}
