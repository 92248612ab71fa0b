import { spawnSync } from "node:child_process";
import ts from "typescript";
import { parse } from "yaml";
import { documents } from "../../scripts/documents.ts";
import { TASK_NAME } from "../../scripts/task-json.ts";
import { workflowOf } from "../meta/gates/yaml.ts";
import { readAction } from "../support/action-yml.ts";
import type { Block } from "./blocks.ts";
import { callsCommand, needsTheWorld, runsInClone } from "./shell-blocks.ts";

/** How one kind of block is held. */
interface Rule {
  readonly kind: string;
  /** What carries such a block out, beyond the check here. */
  readonly carriedOut: string;
  covers(block: Block): boolean;
  /** What is wrong with a block that it covers. */
  problems(block: Block): readonly string[];
}

const action = readAction();
const COMPONENT = "docs/gitlab.md";
const PIPELINES = ["docs/azure-pipelines.md", "azure-pipelines/overview.md"];
const isOn =
  (...pages: readonly string[]) =>
  (block: Block) =>
    pages.includes(block.page);
const isYaml = ({ language }: Block) => language === "yaml";
/** YAML as GitHub reads it, and not as another host does. */
const isOurs = (block: Block) => isYaml(block) && !isOn(...PIPELINES, COMPONENT)(block);

/** Every kind of block that a page may have. */
export const RULES: readonly Rule[] = [
  {
    kind: "workflow, jobs or steps",
    carriedOut:
      "test/meta/readme.test.ts plays them, test/meta/gates/ closes their gates, npm run lint:workflows lints them",
    covers: (block) => isOurs(block) && !isMappingOf(block),
    problems: (block) =>
      stepsOf(block).flatMap(({ with: inputs = {}, uses = "" }) =>
        uses.startsWith("OWNER/azure-backup-gate@") ? strangersIn(inputs) : [],
      ),
  },
  {
    kind: "some inputs, or permissions, alone",
    carriedOut: "nothing: its keys are compared with action.yml",
    covers: (block) => isOurs(block) && isMappingOf(block),
    problems: ({ text }) => strangersIn(parse(text)).filter((name) => name !== "permissions"),
  },
  {
    kind: "pipeline of Azure Pipelines",
    carriedOut: "test/azure-pipelines/documents.test.ts runs its tasks",
    covers: (block) => isYaml(block) && isOn(...PIPELINES)(block),
    problems: ({ text }) => (text.includes(TASK_NAME) ? parsedBy(parse, text) : ["no task"]),
  },
  {
    kind: "pipeline of GitLab",
    carriedOut: "test/gitlab/component.test.ts reads it, .ci/gitlab runs it",
    covers: (block) => isYaml(block) && isOn(COMPONENT)(block),
    problems: ({ text }) =>
      text.includes("component:") ? parsedBy(parse, text) : ["no component"],
  },
  {
    kind: "call of the command",
    carriedOut: "test/dist/terminal.test.ts runs it",
    covers: callsCommand,
    problems: shellProblems,
  },
  {
    kind: "script for a clone",
    carriedOut: "npm run test:documents runs it in a fresh clone",
    covers: runsInClone,
    problems: shellProblems,
  },
  {
    kind: "script that needs Azure, GitHub or a publisher",
    carriedOut: "nothing: bash parses it, and the JSON in it is read",
    covers: needsTheWorld,
    problems: (block) => [...shellProblems(block), ...jsonIn(block.text)],
  },
  {
    kind: "pipeline of Jenkins",
    carriedOut: "test/dist/terminal.test.ts runs its steps of shell",
    covers: (block) => block.language === "groovy" && isOn("docs/jenkins.md")(block),
    problems: ({ text }) => (/\bsh '/.test(text) ? [] : ["no step of shell"]),
  },
  {
    kind: "crontab",
    carriedOut: "test/dist/terminal.test.ts runs its command as cron does",
    covers: (block) => block.language === "crontab" && isOn("docs/terminal.md")(block),
    problems: ({ text }) => crontabProblems(text),
  },
  {
    kind: "generated JSON or chart",
    carriedOut:
      "test/meta/documents.test.ts compares it with its source, npm run interop:mermaid reads charts",
    covers: (block) => /^(json|mermaid)$/.test(block.language),
    problems: ({ page, language, text }) => [
      ...(page in documents() ? [] : ["nothing generates it"]),
      ...(language === "json" ? parsedBy(JSON.parse, text) : []),
    ],
  },
  {
    kind: "drawing of the floors",
    carriedOut: "test/meta/map.test.ts compares it with the imports",
    covers: (block) => block.language === "text" && isOn("CONTRIBUTING.md")(block),
    problems: () => [],
  },
  {
    kind: "TypeScript",
    carriedOut: "nothing: the compiler parses it",
    covers: (block) => block.language === "ts",
    problems: ({ text }) =>
      (ts.transpileModule(text, { reportDiagnostics: true }).diagnostics ?? []).map(
        ({ messageText }) => String(messageText),
      ),
  },
];

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function stepsOf({ page, line, text }: Block): readonly Step[] {
  const { jobs } = workflowOf({ where: `${page}:${line}`, text });
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

/** Whether a block is a part of a step or a workflow that holds no step. */
function isMappingOf({ text }: Block): boolean {
  return !/^\s*(- )?(uses|run|steps|jobs|if):/m.test(text);
}

/** Names that are no inputs of the action. */
function strangersIn(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(inputs).filter((name) => !(name in action.inputs));
}

function shellProblems({ language, text }: Block): readonly string[] {
  if (process.platform === "win32") return [];
  const { status, stderr } = spawnSync(language, ["-n"], { input: text, encoding: "utf8" });
  return status === 0 ? [] : [stderr];
}

/** The lines of a crontab that are neither a variable nor a time and a command. */
function crontabProblems(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.filter((line) => !/^([A-Z_]+=\S+|([\d*/,-]+ ){5}[^%]+)$/.test(line));
}

/** The problems of the JSON that a script hands over in single quotes. */
function jsonIn(script: string): readonly string[] {
  return [...script.matchAll(/'(\{.*?\})'/gs)].flatMap(([, json = ""]) =>
    parsedBy(JSON.parse, json),
  );
}

function parsedBy(reader: (text: string) => unknown, text: string): readonly string[] {
  try {
    reader(text);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

/** The rules that cover a block. */
export function rulesFor(block: Block): readonly Rule[] {
  return RULES.filter((rule) => rule.covers(block));
}
