import leven from "leven";
import { sameName } from "../azure/backup/item.ts";
import { InputError } from "../errors.ts";
import { INPUTS, type InputName, type InputOfType } from "../manifest/input-table.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { READS_AS_EMPTY } from "../text.ts";
import { type OtherWords, plainWord } from "./words.ts";

/** The value of an input without spaces around it; "" if it is left out. */
export type Get = (name: InputName) => string;

/** The unchanged value of an input or of an environment variable; "" if it is left out. */
export type Read = (name: string) => string;

/** The form of subscription, tenant and job ids. */
export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The error for an input that is empty or missing; for most inputs there is no telling which. */
export function missingInput(
  name: InputName,
  hint: string,
  problem = "is empty or missing",
): InputError {
  return new InputError(name, problem, `${hint} ${READS_AS_EMPTY}`);
}

/**
 * The value of a required input.
 *
 * @throws InputError
 */
export function requiredInput(
  get: Get,
  name: InputName,
  hint = `Give ${nameInput(name)} in the 'with:' of the step.`,
): string {
  const value = get(name);
  if (value === "") throw missingInput(name, hint);
  return value;
}

/**
 * One of the allowed words, compared without case; the default if the input is empty.
 *
 * @throws InputError, naming the most likely word, or all of them.
 */
export function oneOf<const T extends string>(
  get: Get,
  name: InputOfType<"choice">,
  allowed: readonly T[],
  words: OtherWords<NoInfer<T>> = {},
): T {
  const all = `Use one of: ${allowed.join(", ")}.`;
  const value = get(name) || INPUTS[name].default;
  if (value === "") throw missingInput(name, all);
  const word = plainWord(value);
  const match = allowed.find((candidate) => sameName(candidate, value)) ?? own(words.taken, word);
  if (match !== undefined) return match;
  const near = own(words.hints, word) ?? similarWord(word, allowed);
  throw new InputError(name, `does not accept '${value}'`, near ?? all);
}

/** The value of a key that a user wrote, ignoring the properties that every object has. */
function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function similarWord(word: string, allowed: readonly string[]): string | undefined {
  const [nearest] = allowed
    .map((candidate) => ({ candidate, far: leven(word, plainWord(candidate)) }))
    .filter(({ far }) => far <= Math.min(3, word.length / 3))
    .sort((a, b) => a.far - b.far);
  return nearest && `Did you mean '${nearest.candidate}'?`;
}

/**
 * A boolean in one of YAML 1.2's spellings, which `core.getBooleanInput` also accepts.
 *
 * @throws InputError
 */
export function flag(get: Get, name: InputOfType<"flag">): boolean {
  const value = get(name) || INPUTS[name].default;
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new InputError(name, `does not accept '${value}'`, "Use 'true' or 'false'.");
}

/**
 * A positive number of `unit`s up to `most`; undefined if the input is empty.
 *
 * @throws InputError
 */
export function optionalNumber(
  get: Get,
  name: InputOfType<"number">,
  { most, unit, note = "" }: { most: number; unit: string; note?: string },
): number | undefined {
  const value = get(name);
  if (value === "") return undefined;
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (number > 0 && number <= most) return number;
  throw new InputError(
    name,
    `does not accept '${value}'`,
    `Use a positive number of ${unit} up to ${most}, such as '30' or '0.5'.${note}`,
  );
}

/**
 * A whole number from 1 to `most`; the default if the input is empty.
 *
 * @throws InputError
 */
export function wholeNumber(get: Get, name: InputOfType<"count">, most: number): number {
  const value = get(name) || INPUTS[name].default;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  throw new InputError(name, `does not accept '${value}'`, `Use a whole number from 1 to ${most}.`);
}
