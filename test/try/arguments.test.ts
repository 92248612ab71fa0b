import { describe, expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

const KNOWN = ["operation", "item", "vault", "max-recovery-point-age", "dry-run"];

const read = (...args: readonly string[]) => readArguments(args, KNOWN);

describe("a step by hand", () => {
  test("is inputs as NAME=VALUE, and one given twice has several lines", () => {
    const call = read("operation=verify-backup", "item=a/b", "item=!a/c=d", "--time-scale", "60");

    expect(call).toEqual({
      kind: "step",
      vaultFile: undefined,
      timeScale: 60,
      inputs: new Map([
        ["operation", "verify-backup"],
        ["item", "a/b\n!a/c=d"],
      ]),
    });
  });

  test("may leave a value empty", () => {
    expect(read("dry-run=")).toMatchObject({ inputs: new Map([["dry-run", ""]]) });
  });
});

describe("a workflow", () => {
  test("is a file, whatever its folders are called", () => {
    const call = read("/tmp/a=b/own.yaml", "--job", "gate", "--vault", "v.yml", "--real-commands");

    expect(call).toEqual({
      kind: "workflow",
      file: "/tmp/a=b/own.yaml",
      job: "gate",
      vars: new Map(),
      inputs: new Map(),
      realCommands: true,
      vaultFile: "v.yml",
      timeScale: 120,
    });
  });

  test("takes variables and inputs", () => {
    expect(
      read("own.yml", "--var", "A=1=2", "--var", "B=", "--input", "dry-run=true"),
    ).toMatchObject({
      vars: new Map([
        ["A", "1=2"],
        ["B", ""],
      ]),
      inputs: new Map([["dry-run", "true"]]),
    });
  });
});

test("--help is asked for", () => {
  expect(read("own.yml", "--help")).toBe("help");
});

test.each([
  ["", "Name a workflow, or inputs such as 'operation=list-items' and 'item=*'."],
  ["itme=a", "The action has no input 'itme'. Did you mean 'item'?"],
  ["Operation=a", "The action has no input 'Operation'. Did you mean 'operation'?"],
  [
    "recovery-point-age=1h",
    "The action has no input 'recovery-point-age'. Did you mean 'max-recovery-point-age'?",
  ],
  [
    "max-recovery-age=1h",
    "The action has no input 'max-recovery-age'. Did you mean 'max-recovery-point-age'?",
  ],
  [
    "colour=red",
    "The action has no input 'colour', only operation, item, vault, max-recovery-point-age, dry-run.",
  ],
  ["--operation=a", "Inputs have no dashes in front: 'operation=…', not '--operation'."],
  ["--vars A=1", "Unknown option '--vars'. Did you mean 'var'?"],
  ["own.yml --job", "Option '--job <value>' argument missing."],
  ["verify-backup", "'verify-backup' is neither a workflow (FILE.yml) nor an input (NAME=VALUE)."],
  ["own.yml item=a", "Give one workflow or inputs, not 'own.yml' and 'item=a'."],
  ["own.yml --var A", "--var is 'A'; write --var NAME=VALUE."],
  ["item=a --job gate", "--job is for a workflow: name its file."],
  ["item=a --real-commands", "--real-commands is for a workflow: name its file."],
  ["item=a --time-scale fast", "--time-scale is 'fast', not a number from 1 to 1000."],
])("'%s' is refused in one line", (line, message) => {
  expect(() => read(...line.split(" ").filter(Boolean))).toThrow(message);
});
