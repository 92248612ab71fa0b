import type { INPUTS, InputName } from "./input-table.ts";
import type { OutputName } from "./output-rows.ts";

/** The values that a message may give an input, as far as its type lists them. */
type ValueOf<Name extends InputName> = (typeof INPUTS)[Name]["type"] extends "flag"
  ? "true" | "false"
  : string | number;

/**
 * An input, or an input and its value, as messages and hints name it. All of them name inputs here
 * and nowhere else, so that the compiler finds a wrong name, and a host can have its own spelling.
 */
export function nameInput<Name extends InputName>(name: Name, value?: ValueOf<Name>): string {
  return value === undefined ? `'${name}'` : `'${name}: ${value}'`;
}

/** An output, as messages and hints name it. */
export function nameOutput(name: OutputName): string {
  return `'${name}'`;
}
