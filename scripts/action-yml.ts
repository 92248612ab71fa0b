import { stringify } from "yaml";
import {
  type HostInput,
  type HostOutput,
  inputsOf,
  outputsOf,
} from "../src/inputs/rows-of-host.ts";
import { code } from "./markdown.ts";

/**
 * Writes the tables' inputs and outputs into `action.yml` and keeps the handwritten parts.
 *
 * @throws if the file has no such sections.
 */
export function fillAction(text: string): string {
  const withInputs = withSection(text, "inputs", inputsOf("github").map(inputLines));
  return withSection(withInputs, "outputs", outputsOf("github").map(outputLines));
}

function withSection(text: string, name: string, entries: readonly string[]): string {
  const section = new RegExp(`^${name}:\\n(?:(?: .*)?\\n)*`, "m");
  if (!section.test(text)) throw new Error(`action.yml lacks the section '${name}'.`);
  return text.replace(section, () => `${name}:\n${entries.join("")}\n`);
}

/**
 * Only an input of all operations has a default here. Any other default would reach operations that
 * do not use the input, so the description mentions it instead.
 */
function inputLines(input: HostInput): string {
  const { name, required, description } = input;
  const isTold = input.default !== "" && !input.isForAll;
  const told = isTold ? ` Default: ${code(input.default)}.` : "";
  const filledIn = input.default !== "" && input.isForAll;
  return [
    `  ${name}:`,
    "    description: |-",
    ...`${description}${told}`.split("\n").map((line) => `      ${line}`),
    `    required: ${required}`,
    ...(filledIn ? [`    default: ${scalar(input.default)}`] : []),
    "",
  ].join("\n");
}

function outputLines({ name, description }: HostOutput): string {
  return `  ${name}:\n    description: ${scalar(description)}\n`;
}

/** Text as YAML on one line. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
