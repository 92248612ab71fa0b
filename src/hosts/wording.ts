import { INPUTS, type InputName } from "../manifest/input-table.ts";
import { OUTPUT_ROWS, type OutputName } from "../manifest/output-rows.ts";

/** How a host spells what the messages of a step name. */
export interface Wording {
  /** An input, or an input and its value; the value is "" if the message gives none. */
  input(name: InputName, value: string): string;
  output(name: OutputName): string;
  /** What messages say in the words of another host, each with this host's own words. */
  readonly instead: readonly (readonly [string, string])[];
}

const INPUT = new RegExp(`'(${Object.keys(INPUTS).join("|")})(?:: ([^']*))?'`, "g");
const OUTPUT = new RegExp(`'(${Object.keys(OUTPUT_ROWS).join("|")})'`, "g");

/**
 * A message in a host's own words. `nameInput` and `nameOutput` put names into quotes, by which they
 * are found here; a name that is both is an input.
 */
export function inOwnWords(message: string, { input, output, instead }: Wording): string {
  const own = instead.reduce((text, [words, better]) => text.replaceAll(words, better), message);
  return own
    .replace(INPUT, (_, name: InputName, value = "") => input(name, value))
    .replace(OUTPUT, (_, name: OutputName) => output(name));
}
