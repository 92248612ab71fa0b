import type { HostName, InputRow, InputType } from "../manifest/input-row.ts";
import { INPUTS, type InputName } from "../manifest/input-table.ts";
import { OUTPUT_ROWS, type OutputName, type OutputRow } from "../manifest/output-rows.ts";
import { CHOICES } from "./choices.ts";

/** An input as a host declares it. */
export interface HostInput {
  readonly name: InputName;
  readonly type: InputType;
  readonly required: boolean;
  /** Nothing may print its value. */
  readonly secret: boolean;
  readonly default: string;
  /** Whether every operation accepts it, so that a host may fill in its default. */
  readonly isForAll: boolean;
  /** Without the default; names and words are in backquotes. */
  readonly description: string;
}

/** An output as a host declares it. */
export interface HostOutput {
  readonly name: OutputName;
  /** Names and words are in backquotes. */
  readonly description: string;
}

/** The inputs of one host, in their order. */
export function inputsOf(host: HostName): readonly HostInput[] {
  return Object.entries<InputRow>(INPUTS)
    .filter(([, row]) => belongsTo(row, host))
    .map(([name, row]) => ({
      name: name as InputName,
      type: row.type,
      required: row.required ?? false,
      secret: row.secret ?? false,
      default: row.default,
      isForAll: row.operations === "all",
      description: withWords(row.descriptionOn?.[host] ?? row.description),
    }));
}

/** The outputs of one host, in their order. */
export function outputsOf(host: HostName): readonly HostOutput[] {
  return Object.entries<OutputRow>(OUTPUT_ROWS)
    .filter(([, row]) => belongsTo(row, host))
    .map(([name, { description, descriptionOn }]) => ({
      name: name as OutputName,
      description: withWords(descriptionOn?.[host] ?? description),
    }));
}

function belongsTo({ hosts }: Pick<InputRow, "hosts">, host: HostName): boolean {
  return hosts === undefined || hosts.includes(host);
}

/** A description in which each choice `{name}` is replaced by its words. */
function withWords(description: string): string {
  const choices: Readonly<Record<string, readonly string[]>> = CHOICES;
  return description.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const words = choices[name];
    if (words === undefined) throw new Error(`No choice is called '${name}': ${description}`);
    return inProse(words.map((word) => `\`${word}\``));
  });
}

/** Words as a list in a sentence. */
function inProse(words: readonly string[]): string {
  return words.join(", ").replace(/, ([^,]*)$/, " or $1");
}
