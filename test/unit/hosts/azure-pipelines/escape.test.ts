import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  complete,
  debugLine,
  logIssue,
  setProgress,
  setSecret,
  setVariable,
} from "../../../../src/hosts/azure-pipelines/commands.ts";
import { toAgentJson, toAgentLine } from "../../../../src/hosts/azure-pipelines/escape.ts";
import { commandIn } from "../../../azure-pipelines/logging-command.ts";
import { CONTROLS } from "../../controls.ts";

/** Text in which what the agent obeys comes often. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom("##vso[", "##[", "#", "[", "]", ";", "=", "%", "%AZP25", "%0A", "%3B", "%5D"),
    fc.constantFrom("\n", "\r", "\u001b[31m", "\u00ad", "\u200b", "\u200d", "\ufeff", "\u0301"),
    fc.constantFrom("vso", "task.complete result=Succeeded", "error", "\u2028", "\u202e"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});

/** Whether the agent, or the page that shows the log, would obey something in a line. */
function isObeyed(line: string): boolean {
  const seen = line.replace(/[\p{Default_Ignorable_Code_Point}\p{Mn}]/gu, "");
  return commandIn(line) !== undefined || /##[a-z]*\[/i.test(seen);
}

describe("a line of the log", () => {
  test.each([
    "##vso[task.complete result=Succeeded;]done",
    "text before ##vso[task.setvariable variable=gate]open",
    "##[error]fake",
    "##VSO[task.complete]x",
    "##v\u00adso[task.complete result=Succeeded]x",
    "#\u200b#vso\u200d[task.complete result=Succeeded]x",
    "##\u0301vso[task.complete]x",
  ])("obeys nothing in '%s'", (text) => {
    expect(isObeyed(text)).toBe(true);
    expect(isObeyed(toAgentLine(text))).toBe(false);
  });

  test.each(CONTROLS)("holds no %s", (_, control) => {
    expect(toAgentLine(`a${control}b`)).toBe("a b");
  });

  test.each(["payroll [prod]", "C#", "## heading", "a%20b", "100 %", "##x", "[##]"])(
    "keeps '%s' as it is",
    (text) => {
      expect(toAgentLine(text)).toBe(text);
    },
  );

  test("is one line and no command, whatever it is made of", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = toAgentLine(text);

        expect(isObeyed(line)).toBe(false);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
      }),
    );
  });
});

describe("a command", () => {
  test("carries a value to the variable unchanged, whatever it is", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const line = setVariable("itemName", value);

        expect(line).not.toMatch(/[\r\n]/);
        expect(commandIn(line)).toEqual({
          name: "task.setvariable",
          properties: { variable: "itemName", isOutput: "true" },
          data: value,
        });
      }),
    );
  });

  test("keeps the value of a property in its place", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        // A property without a value is none.
        fc.pre(value !== "");

        expect(commandIn(setVariable(value, "x"))?.properties.variable).toBe(value);
      }),
    );
  });

  test.each([
    { make: (text: string) => logIssue("error", text), name: "task.logissue" },
    { make: debugLine, name: "task.debug" },
    { make: (text: string) => setProgress(50, text), name: "task.setprogress" },
    { make: (text: string) => complete("Failed", text), name: "task.complete" },
  ])("$name shows a harmless line", ({ make, name }) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const command = commandIn(make(text));

        expect(command?.name).toBe(name);
        expect(command?.data).toBe(toAgentLine(text));
      }),
    );
  });

  test("says what it is about", () => {
    expect(complete("SucceededWithIssues", "Gate closed")).toBe(
      "##vso[task.complete result=SucceededWithIssues]Gate closed",
    );
    expect(setSecret("a%b")).toBe("##vso[task.setsecret]a%AZP25b");
  });
});

test("JSON stays what it is, and holds nothing like a command", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const json = toAgentJson({ [text]: [text] });

      expect(JSON.parse(json)).toEqual({ [text]: [text] });
      expect(isObeyed(json)).toBe(false);
      expect(json).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    }),
  );
});
