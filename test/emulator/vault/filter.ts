import { invalidInput } from "../server/wire.ts";
import { parseFilterTime } from "./time.ts";

/**
 * Reads a `$filter` of the form `key eq 'value' and …`, the only one the service knows (document);
 * a quote inside a value is doubled. Keys come back as `keys` spells them.
 */
export function parseFilter(
  text: string | undefined,
  keys: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>();
  if (text === undefined) return found;

  const term = /\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*/iy;
  const and = /and(?=\s)/iy;
  for (let at = 0; ; ) {
    term.lastIndex = at;
    const match = term.exec(text);
    if (!match) throw invalidInput(`the filter cannot be read from character ${at + 1}`);
    const [all, key = "", value = ""] = match;
    const known = keys.find((name) => name.toLowerCase() === key.toLowerCase());
    if (!known) throw invalidInput(`the filter does not know the key ${key}`);
    if (found.has(known)) throw invalidInput(`the filter names ${known} twice`);
    found.set(known, value.replaceAll("''", "'"));

    at += all.length;
    if (at >= text.length) return found;
    and.lastIndex = at;
    if (!and.test(text)) throw invalidInput(`the filter cannot be read from character ${at + 1}`);
    at = and.lastIndex;
  }
}

/**
 * The time of a term in epoch milliseconds; undefined without the term.
 *
 * @throws Refusal for a time in another form.
 */
export function timeIn(wanted: Map<string, string>, key: string): number | undefined {
  const text = wanted.get(key);
  if (text === undefined) return undefined;
  const ms = parseFilterTime(text);
  if (ms === undefined)
    throw invalidInput(`${key} must be written as yyyy-MM-dd hh:mm:ss AM, in UTC`);
  return ms;
}
