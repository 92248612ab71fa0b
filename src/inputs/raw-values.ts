import { InputError } from "../errors.ts";
import { INPUTS, type InputName } from "./input-table.ts";
import type { Get } from "./input-values.ts";

/** What may hold any text: passwords, and names that a database may have. */
const ANY_TEXT: readonly InputName[] = ["client-secret", "github-token", "confirm-delete", "item"];

/** A variable as a shell, PowerShell, Azure Pipelines or a template writes it, and nothing else. */
const VARIABLE =
  /^(\$(env:)?[A-Za-z_]\w*|\$\{(env:)?[A-Za-z_]\w*\}|\$[([][^)\]]*[)\]]|%[A-Za-z_]\w*%|\$?\{\{.*\}\})$/s;

/**
 * Refuses what no value can be: a variable that nothing has replaced, and quotes around a value.
 *
 * @throws InputError
 */
export function refuseRaw(get: Get): void {
  for (const name of Object.keys(INPUTS) as InputName[]) {
    if (ANY_TEXT.includes(name)) continue;
    const value = get(name);
    if (VARIABLE.test(value)) {
      throw new InputError(
        name,
        `is a variable that nothing has replaced (got '${value}')`,
        "'with:' takes expressions such as 'vars.NAME' in '$' and double braces, and no variable of a shell.",
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
