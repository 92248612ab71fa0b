import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { gitlabComponent } from "../../scripts/gitlab-component.ts";
import { toDotenv } from "../../src/hosts/cli/dotenv.ts";
import { CHOICES } from "../../src/inputs/choices.ts";
import { inputsOf } from "../../src/inputs/rows-of-host.ts";
import { toFacts } from "../../src/report/outputs.ts";
import type { Verdict } from "../../src/sequence/known.ts";
import { EXAMPLES } from "./pipeline.ts";

interface Input {
  readonly type: string;
  readonly default?: unknown;
  readonly options?: readonly string[];
}

interface Job {
  readonly variables: Readonly<
    Record<string, string | { readonly value: string; readonly expand: boolean }>
  >;
  readonly script: readonly string[];
}

const [header, body] = parseAllDocuments(gitlabComponent()).map((document) => document.toJS());
const inputs: Readonly<Record<string, Input>> = header.spec.inputs;
const job: Job = Object.values<Job>(body)[0] ?? { variables: {}, script: [] };
const script = job.script.join("\n");
const page = readFileSync("docs/gitlab.md", "utf8");
const rows = inputsOf("gitlab");

describe("the component", () => {
  test("has the command's inputs but those that choose how to sign in, and no secret", () => {
    const names = rows.map(({ name }) => name);
    const terminal = inputsOf("terminal").map(({ name }) => name);

    expect(terminal.filter((name) => !names.includes(name))).toEqual([
      "client-secret",
      "auth-type",
    ]);
    expect(names.filter((name) => !terminal.includes(name))).toEqual([]);
    expect(names.filter((name) => !(name in inputs))).toEqual([]);
  });

  test("hands each on as it is, in a variable and in quotes", () => {
    for (const { name } of rows) {
      const [variable = "", given] =
        Object.entries(job.variables).find(([, value]) =>
          JSON.stringify(value).includes(`$[[ inputs.${name} ]]`),
        ) ?? [];
      const text = typeof given === "object" ? given.value : given;

      // Within a longer text GitLab would change backslashes, which no flag and no number has.
      const isWhole = text === `$[[ inputs.${name} ]]`;
      expect([name, isWhole]).toEqual([name, inputs[name]?.type === "string"]);
      const option = isWhole && name !== "operation" ? `--${name}=` : "";
      expect(script).toContain(`"${option}$${variable}"`);
    }
  });

  test("pastes nothing into the script, where it would be code", () => {
    expect(script).not.toContain("$[[");
    expect(script.match(/(?<!"(--[a-z-]+=)?)\$BACKUP_GATE_INPUT|\beval\b/g)).toBeNull();
  });

  test("leaves '$' alone where names may hold it, and nowhere else", () => {
    const literal = Object.entries(job.variables).flatMap(([name, value]) =>
      typeof value === "object" && !value.expand ? [name] : [],
    );

    expect(literal).toEqual(["BACKUP_GATE_INPUT_ITEM", "BACKUP_GATE_INPUT_CONFIRM_DELETE"]);
  });

  test("offers the words of a choice that has to be one of them", () => {
    expect(inputs.operation?.options).toEqual(CHOICES.operation);
    for (const { default: value, options } of Object.values(inputs)) {
      if (options !== undefined && value !== undefined) expect(options).toContain(value);
    }
  });

  test("requires what every operation needs, and has a default of the right type for the rest", () => {
    const required = Object.entries(inputs).filter(([, input]) => input.default === undefined);

    expect(required.map(([name]) => name)).toEqual(["operation", "vault"]);
    for (const input of Object.values(inputs)) {
      if (input.default !== undefined) expect(typeof input.default).toBe(input.type);
    }
  });
});

test("no package is installed that nobody named, since it gets the job's token", () => {
  expect(inputs.package?.default).toBe("");
});

describe("its page", () => {
  const includes = EXAMPLES.flatMap(({ yaml }) => parse(yaml).include) as {
    readonly component: string;
    readonly inputs: Readonly<Record<string, unknown>>;
  }[];

  test("has examples with inputs that the component has, each of its type", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));

    expect(EXAMPLES.length).toBeGreaterThan(3);
    for (const { component, inputs: given } of includes) {
      expect(component).toMatch(new RegExp(`/backup-gate@${version}$`));
      for (const [name, value] of Object.entries(given)) {
        expect([name, typeof value]).toEqual([name, inputs[name]?.type]);
      }
    }
  });

  test("names every variable of the dotenv report", () => {
    const verdict: Verdict = { reason: "completed", message: "", hint: "" };
    const file = toDotenv(toFacts({ known: {}, verdict }, ""));
    const names = [...file.matchAll(/^BACKUP_GATE_(\w+)=/gm)].map(([, name = ""]) => name);
    const paragraph = /^The variables are .*$/m.exec(page)?.[0] ?? "";
    const told = [...paragraph.matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name);

    expect(told).toEqual(["BACKUP_GATE", "BACKUP_GATE_", ...names]);
  });
});
