import { sameName } from "../azure/backup/item.ts";
import { InputError } from "../errors.ts";
import { INPUTS } from "../manifest/input-table.ts";
import type { Get } from "./input-values.ts";

/**
 * Whether a job that ended with warnings is good enough.
 *
 * @throws InputError
 */
export function readAllowsWarnings(get: Get): boolean {
  const known = ["Completed", "CompletedWithWarnings"];
  const given = (get("allowed-job-statuses") || INPUTS["allowed-job-statuses"].default)
    .split(/[,\r\n]/)
    .map((status) => status.trim())
    .filter(Boolean);
  const unknown = given.find((status) => !known.some((word) => sameName(word, status)));
  if (unknown !== undefined) {
    throw new InputError(
      "allowed-job-statuses",
      `does not accept '${unknown}'`,
      `Use 'Completed', or 'Completed, CompletedWithWarnings'.`,
    );
  }
  return given.some((status) => sameName(status, "CompletedWithWarnings"));
}
