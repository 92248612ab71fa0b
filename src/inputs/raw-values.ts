import { InputError } from "../errors.ts";
import { INPUTS, type InputName, SECRETS } from "../manifest/input-table.ts";
import { isVariable, USE_EXPRESSION } from "../text.ts";
import type { Get } from "../values/input-values.ts";

/** Inputs that may hold any text: passwords, names that a database may have, and a title. */
const ANY_TEXT: readonly InputName[] = [...SECRETS, "confirm-delete", "item", "status-context"];

/**
 * Refuses values that are always wrong: an unexpanded variable, and quotes around a value.
 *
 * @throws InputError
 */
export function refuseRaw(get: Get): void {
  for (const name of Object.keys(INPUTS) as InputName[]) {
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
