import { sameName } from "../azure/item.ts";
import { InputError } from "../errors.ts";
import { INPUTS, type InputName } from "./input-table.ts";

/** The value of an input without blanks around it; "" where it is left out. */
export type Get = (name: InputName) => string;

/** The value of an input or of an environment variable as it stands; "" where it is left out. */
export type Read = (name: string) => string;

/** The form of subscription, tenant and job ids. */
export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The value of an input that must be given.
 *
 * @throws InputError
 */
export function required(
  get: Get,
  name: InputName,
  hint = `Add '${name}' to the 'with:' of the step.`,
): string {
  const value = get(name);
  if (value === "") throw new InputError(name, "is required", hint);
  return value;
}

/**
 * One of the allowed words, compared without case; the default where the input is empty.
 *
 * @throws InputError
 */
export function oneOf<const T extends string>(get: Get, name: InputName, allowed: readonly T[]): T {
  const hint = `Use one of: ${allowed.join(", ")}.`;
  const value = get(name) || INPUTS[name].default;
  if (value === "") throw new InputError(name, "is required", hint);
  const match = allowed.find((candidate) => sameName(candidate, value));
  if (match === undefined) throw new InputError(name, `does not accept '${value}'`, hint);
  return match;
}

/**
 * A boolean in one of YAML 1.2's spellings, which `core.getBooleanInput` accepts as well.
 *
 * @throws InputError
 */
export function flag(get: Get, name: InputName): boolean {
  const value = get(name) || INPUTS[name].default;
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new InputError(name, `does not accept '${value}'`, "Use 'true' or 'false'.");
}

/**
 * A positive number up to `most`, times `unitMs`; undefined where the input is empty.
 *
 * @throws InputError
 */
export function optionalNumber(
  get: Get,
  name: InputName,
  { most, unitMs }: { most: number; unitMs: number },
): number | undefined {
  const value = get(name);
  if (value === "") return undefined;
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(number > 0 && number <= most)) {
    throw new InputError(
      name,
      `does not accept '${value}'`,
      `Use a positive number up to ${most}, such as '30' or '0.5'.`,
    );
  }
  return number * unitMs;
}

/**
 * A whole number from 1 to `most`; the default where the input is empty.
 *
 * @throws InputError
 */
export function wholeNumber(get: Get, name: InputName, most: number): number {
  const value = get(name) || INPUTS[name].default;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  throw new InputError(name, `does not accept '${value}'`, `Use a whole number from 1 to ${most}.`);
}
