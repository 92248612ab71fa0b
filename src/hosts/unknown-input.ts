import type { UnknownInput } from "../host.ts";
import { inputsOf } from "../inputs/rows-of-host.ts";
import type { HostName } from "../manifest/input-row.ts";
import type { InputName } from "../manifest/input-table.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { nearest } from "../naming/near-names.ts";
import { plainWord } from "../values/words.ts";

const LIKENESS = { nameOf: plainWord, share: 0.3, most: 1 };
const PREFIX = "INPUT_";

/**
 * The first input that the environment holds as `INPUT_NAME` and that the step does not have on this
 * host; `spell` writes a name of the table as the host does. Undefined if there is none.
 */
export function unknownInput(
  variables: readonly string[],
  host: HostName,
  spell: (name: InputName) => string,
): UnknownInput | undefined {
  const known = inputsOf(host).map(({ name }) => name);
  const spelled = new Set(known.map((name) => PREFIX + spell(name).toUpperCase()));
  const given = variables.map((name) => name.toUpperCase());
  const unknown = given.find((name) => name.startsWith(PREFIX) && !spelled.has(name));
  if (unknown === undefined) return undefined;
  const name = unknown.slice(PREFIX.length).toLowerCase();
  const [meant] = nearest<InputName>(plainWord(name), known, LIKENESS);
  return {
    name,
    hint:
      meant === undefined
        ? `Remove it from the step, or the environment variable '${unknown}', which counts as one.`
        : `Did you mean ${nameInput(meant)}?`,
  };
}
