import { InputError } from "../errors.ts";
import type { Host } from "../host.ts";
import { INPUTS, type InputName, SECRETS } from "../manifest/input-table.ts";
import { isVariable, USE_EXPRESSION } from "../text.ts";
import type { Get } from "../values/input-values.ts";

/** Inputs that may hold any text: passwords, names that a database may have, and a title. */
const ANY_TEXT: readonly InputName[] = [...SECRETS, "confirm-delete", "item", "status-context"];

/**
 * Refuses values that are always wrong: an unexpanded variable, and quotes around a value. What the
 * host itself should have replaced is wrong anywhere, in any text.
 *
 * @throws InputError
 */
export function refuseRaw(get: Get, host: Pick<Host, "unresolved">): void {
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const unresolved = host.unresolved?.(get(name));
    if (unresolved !== undefined) {
      const { part, hint } = unresolved;
      throw new InputError(name, `holds '${part}', which nothing has replaced`, hint);
    }
    if (ANY_TEXT.includes(name)) continue;
    const value = get(name);
    if (isVariable(value)) {
      throw new InputError(
        name,
        `is a variable that nothing has replaced (got '${value}')`,
        USE_EXPRESSION,
      );
    }
    if (/^(["'`]).*\1$/s.test(value)) {
      throw new InputError(
        name,
        `is in quotes (got '${value}')`,
        "Leave the quotes out. 'az' prints none with '--output tsv', 'jq' none with '--raw-output'.",
      );
    }
  }
}
