import { inputsOf } from "../../inputs/rows-of-host.ts";
import type { InputName } from "../../manifest/input-table.ts";
import { inputVariable } from "./names.ts";
import type { AgentVariables } from "./variables.ts";

const ROWS = new Map(inputsOf("azure-pipelines").map((row) => [row.name, row]));

/**
 * The inputs of the task; "" for those of other hosts. The agent fills in the defaults of flags only;
 * those of other inputs that every operation accepts come from here. A flag that is there without a
 * value stays empty.
 */
export function taskInputs(variables: AgentVariables): (name: InputName) => string {
  return (name) => {
    const row = ROWS.get(name);
    if (row === undefined) return "";
    const given = variables(inputVariable(name))?.trim() ?? "";
    // Expressions write booleans as .NET does (E207).
    if (row.type === "flag") return /^(true|false)$/i.test(given) ? given.toLowerCase() : given;
    return given === "" && row.isForAll ? row.default : given;
  };
}

/** A variable or an expression that nothing has replaced, anywhere in a value (E206). */
const UNRESOLVED = /\$\([^()\r\n]+\)|\$\[[^[\]\r\n]+\]/;

/** The part of a value that Azure Pipelines should have replaced; undefined if there is none. */
export function unresolvedPart(value: string): string | undefined {
  return UNRESOLVED.exec(value)?.[0];
}
