import { INPUTS } from "../../src/manifest/input-table.ts";
import { OUTPUT_ROWS } from "../../src/manifest/output-rows.ts";

/** What one host says where GitHub says something else. */
interface Words {
  input(name: string, value: string): string;
  output(name: string): string;
  /** Sentences as they stand on GitHub, and what stands there instead. */
  readonly sentences: readonly (readonly [string, string])[];
}

const READS_AS_EMPTY =
  "A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.";
const USE_EXPRESSION = `Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`;

const REFERENCE = new RegExp(
  `'(${[...Object.keys(INPUTS), ...Object.keys(OUTPUT_ROWS)].join("|")})(?:: ([^']*))?'`,
  "g",
);

function inWords(message: string, { input, output, sentences }: Words): string {
  return sentences
    .reduce((text, [theirs, own]) => text.replaceAll(theirs, own), message)
    .replace(REFERENCE, (_, name: string, value = "") =>
      name in INPUTS ? input(name, value) : output(name),
    );
}

/** What a service connection holds. */
const OF_CONNECTION: Readonly<Record<string, string>> = {
  "client-id": "the application id of the service connection",
  "tenant-id": "the tenant id of the service connection",
  "client-secret": "the secret of the service connection",
  audience: "the audience of its federated credential",
};

/** A message as the task says it. */
export function inPipelinesWords(message: string): string {
  const camel = (name: string) =>
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return inWords(message, {
    input: (name, value) => OF_CONNECTION[name] ?? `'${camel(name)}${value && `: ${value}`}'`,
    output: (name) => `'${camel(name)}'`,
    sentences: [
      ["The workflow was cancelled", "The pipeline was cancelled"],
      ["'with:'", "'inputs:'"],
      [
        READS_AS_EMPTY,
        "A parameter without a value reads as empty, and so does an output of a stage or job that did not run.",
      ],
      [
        USE_EXPRESSION,
        "Azure Pipelines leaves a variable that is not defined as it is written. Define it, in a variable group that the pipeline uses or as the output of an earlier step, and check its spelling.",
      ],
    ],
  });
}

/** A value in quotes if a shell would take it apart; all that messages name are words with blanks. */
function inQuotes(value: string): string {
  const quote = process.platform === "win32" ? '"' : "'";
  return value.includes(" ") ? `${quote}${value}${quote}` : value;
}

/** A message as the command says it. */
export function inTerminalWords(message: string): string {
  return inWords(message, {
    input(name, value) {
      if (name === "operation") return value === "" ? "OPERATION" : `'azure-backup-gate ${value}'`;
      if (name === "client-secret") return "AZURE_CLIENT_SECRET";
      return `--${name}${value === "" || value === "true" ? "" : `=${inQuotes(value)}`}`;
    },
    output: (name) => `'${name}'`,
    sentences: [
      ["The workflow was cancelled", "The run was cancelled"],
      ["Input '", "Option '"],
      [" in the 'with:' of the step", ""],
      ["it is in the outputs and in the summary.", "it is among the facts."],
      [
        " in the output 'report', and its row in the job summary if there is one.",
        " in the report, which '--json' prints.",
      ],
      [READS_AS_EMPTY, "A variable that your shell does not know reads as empty."],
      [USE_EXPRESSION, 'Write it so that your shell replaces it, such as "$NAME" in bash.'],
    ],
  }).replace(/\b(the|this|a|same|another) step\b(?!')/gi, "$1 command");
}
