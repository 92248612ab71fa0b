import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { ActionError } from "../../errors.ts";
import { CHOICES } from "../../inputs/choices.ts";
import { OPERATION_WORDS } from "../../inputs/operation-words.ts";
import { type HostInput, inputsOf } from "../../inputs/rows-of-host.ts";
import type { InputType } from "../../manifest/input-row.ts";
import { OPERATIONS, type OperationName, usesInput } from "../../operations/operations.ts";
import { READS_AS_EMPTY } from "../../text.ts";
import { oneOf } from "../../values/input-values.ts";
import { inertLine } from "./inert.ts";
import { GENERAL_HELP, OPERATION_HELP } from "./operation-help.ts";
import type { CommandLine } from "./terminal.ts";
import { inCliWords } from "./words.ts";

/** What a command line asks for. */
type Asked =
  | { readonly kind: "run"; readonly line: CommandLine }
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "wrong"; readonly message: string };

/** The name that users type. */
const NAME = "azure-backup-gate";

/** How help shows the value of an option. */
const VALUES = {
  text: "<text>",
  lines: "<line>",
  flag: "[true|false]",
  choice: "<word>",
  choices: "<words>",
  count: "<number>",
  number: "<number>",
  duration: "<age>",
  "date-or-duration": "<date>",
} as const satisfies Record<InputType, string>;

/** Reads a command line, without the names of Node and of the script. */
export function readCommandLine(args: readonly string[], version: string): Asked {
  let line: CommandLine | undefined;
  let text = "";
  const program = new Command(NAME);
  const add = (part: string) => {
    text += part;
  };
  for (const command of [program, ...OPERATIONS.map((name) => operationCommand(name))]) {
    command.exitOverride().configureOutput({ writeOut: add, writeErr: add });
    command.configureHelp({
      optionDescription: (option) => option.description,
      subcommandTerm: (other) => other.name(),
    });
    if (command === program) continue;
    command.action((options: Record<string, unknown>) => {
      line = toCommandLine(command.name(), options);
    });
    program.addCommand(command);
  }
  program
    .description("A pipeline touches a database only when Azure Backup says it is safe.")
    .usage("OPERATION [options]")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print this help, or that of an operation")
    .addHelpText("after", GENERAL_HELP);
  try {
    program.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Of the command `help`, the exit code is that of the process, which is 1 until the verdict.
    const isHelp = error.exitCode === 0 || (error.code === "commander.help" && args[0] === "help");
    if (isHelp) return { kind: "help", text };
    return { kind: "wrong", message: explained(error, text, args) };
  }
  return line === undefined ? { kind: "help", text } : { kind: "run", line };
}

/** What is wrong with a command line, with the nearest operation where it names none. */
function explained(error: CommanderError, text: string, args: readonly string[]): string {
  const help = `Run '${NAME} --help' for the operations, '${NAME} OPERATION --help' for their options.`;
  if (error.code === "commander.help") return `Name an operation.\n${help}`;
  const lines = withoutValues(text, args).trim().split("\n").map(inertLine);
  const first = args[0] ?? "";
  if (error.code === "commander.unknownCommand") return `${nearest(first)}\n${help}`;
  const isUnknown = error.code === "commander.unknownOption";
  const isSecret = isUnknown && text.includes("'--client-secret");
  return [
    ...lines,
    ...(isSecret
      ? ["A secret is no option: set AZURE_CLIENT_SECRET or --client-secret-file."]
      : []),
    ...(isUnknown && first.startsWith("-") ? ["Write the operation before its options."] : []),
    help,
  ].join("\n");
}

/** A message without the value of an option that it quotes, because that may be a secret. */
function withoutValues(text: string, args: readonly string[]): string {
  return args
    .filter((arg) => /^-.*?=/s.test(arg))
    .reduce((all, arg) => all.replaceAll(`'${arg}'`, () => `'${arg.split("=", 1)[0]}'`), text);
}

function nearest(word: string): string {
  try {
    oneOf(() => word, "operation", CHOICES.operation, OPERATION_WORDS);
    return `Write the operation in lower case, as ${NAME} --help shows it.`;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return inertLine(inCliWords(`There is no operation '${word}'. ${error.hint}`));
  }
}

function operationCommand(name: OperationName): Command {
  const { summary, examples } = OPERATION_HELP[name];
  const command = new Command(name)
    .description(summary)
    .usage("[options]")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `\nExamples:\n${examples.map((example) => `  ${NAME} ${name} ${example}`).join("\n")}`,
    );
  for (const input of inputsOf("terminal")) {
    if (input.name === "operation" || input.secret) continue;
    const isUsed = input.isForAll || usesInput(name, input.name);
    command.addOption(optionOf(input).hideHelp(!isUsed));
  }
  return addOwnOptions(command);
}

/** Every option takes its value as it is: the step checks it, in the same words on every host. */
function optionOf({ name, type, description, ...input }: HostInput): Option {
  const isTold = input.default !== "" && !description.includes("Default:");
  const told = isTold ? ` Default: ${input.default}.` : "";
  const option = new Option(
    `--${name} ${VALUES[type]}`,
    `${description.replaceAll("`", "")}${told}`,
  ).argParser((value: string, before: string | undefined) => {
    if (type === "flag") return givenOnce(value, before);
    return type === "lines" && before !== undefined ? `${before}\n${value}` : once(value, before);
  });
  return type === "flag" ? option.preset("true") : option;
}

/** Takes the value of an option that may be given once. */
function once(value: string, before: string | undefined): string {
  if (before === undefined) return value;
  throw new InvalidArgumentError("It is given twice.");
}

/** Takes a value that nobody leaves empty on purpose. */
function givenOnce(value: string, before: string | undefined): string {
  if (value.trim() !== "") return once(value, before);
  throw new InvalidArgumentError(`It is empty. ${inCliWords(READS_AS_EMPTY)}`);
}

function addOwnOptions(command: Command): Command {
  return command
    .option("--client-secret-file <file>", "File that holds the client secret.", givenOnce)
    .option(
      "--yes",
      "Answers the question that a write asks on a terminal, also where you would not see it.",
    )
    .option("--json", "Prints the report as JSON, and nothing else, on standard output.")
    .option("--summary-file <file>", "Writes the summary to this file, as Markdown.", givenOnce)
    .option(
      "--dotenv <file>",
      "Writes the verdict, ids and times to this file as NAME=value, for a later step; BACKUP_GATE comes last.",
      givenOnce,
    )
    .option("--debug", "Prints lines for debugging.");
}

/** The options as commander gives them: by names in camel case, undefined where they are not given. */
function toCommandLine(operation: string, options: Record<string, unknown>): CommandLine {
  const text = (name: string) => {
    const value = options[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return typeof value === "string" ? value : undefined;
  };
  const inputs = inputsOf("terminal").flatMap(({ name }): [string, string][] => {
    const value = text(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    operation,
    inputs: new Map(inputs),
    json: options.json === true,
    debug: options.debug === true,
    yes: options.yes === true,
    summaryFile: text("summary-file") ?? "",
    dotenv: text("dotenv") ?? "",
    clientSecretFile: text("client-secret-file") ?? "",
  };
}
