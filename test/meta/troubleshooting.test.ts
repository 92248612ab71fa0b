import ts from "typescript";
import { describe, expect, test } from "vitest";
import { fill } from "../../scripts/markdown.ts";
import { troubleshootingParts } from "../../scripts/troubleshooting-tables.ts";
import { ERROR_GUIDE } from "../../src/azure/arm/error-guide.ts";
import { INPUTS, type InputName } from "../../src/manifest/input-table.ts";
import { nameInput, nameOutput } from "../../src/manifest/names-in-messages.ts";
import type { OutputName } from "../../src/manifest/output-rows.ts";
import { REASONS } from "../../src/reasons.ts";
import { read, sourcesIn, walk } from "./sources.ts";

const document = read("TROUBLESHOOTING.md");

/** The first cells of the tables between two headings, the code in them alone. */
function keys(from: string, to: string): readonly string[] {
  const part = document.slice(document.indexOf(`\n${from}\n`), document.indexOf(`\n${to}\n`));
  const cells = [...part.matchAll(/^\| (`.*?) \| /gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, key = ""]) => key));
}

const entraCodes = keys("## Messages", "## Codes").filter((key) => key.startsWith("AADSTS"));
const messages = keys("## Messages", "## Codes").filter((key) => !key.startsWith("AADSTS"));

/** Every text of the sources, with `…` in place of what varies. */
function texts(): readonly string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(
        ({ expression, literal }) => `${nameOf(expression) ?? "…"}${literal.text}`,
      );
      found.push([node.head.text, ...spans].join(""));
    }
  };
  for (const { ast } of sourcesIn("src")) walk(ast, look);
  return found;
}

/** What a message shows for a call that names an input or an output; undefined for anything else. */
function nameOf(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [name = "", value] = node.arguments.map((one) =>
    ts.isStringLiteralLike(one) ? one.text : "…",
  );
  const called = node.expression.getText();
  if (called === "nameInput") return nameInput<InputName>(name as InputName, value);
  return called === "nameOutput" ? nameOutput(name as OutputName) : undefined;
}

const known = texts();

/** Whether a text goes on a sentence whose subject is a text of its own, such as who was cancelled. */
function isEndOf(message: string, text: string): boolean {
  const end = text.slice("…".length);
  const subject = message.slice(0, -end.length);
  return /^… \w+ \w+/.test(text) && message.endsWith(end) && known.includes(subject);
}

/** Whether the action can say this. An input's name and what is wrong with it are two texts. */
function isSaid(message: string): boolean {
  const [, name, problem] = /^Input '([^']+)' (.+)$/.exec(message) ?? [];
  if (name === undefined || problem === undefined) {
    return known.some((text) => text.includes(message) || isEndOf(message, text));
  }
  return (name === "…" || name in INPUTS) && known.some((text) => text.startsWith(problem));
}

test("the generated parts are up to date", () => {
  expect(fill(document, troubleshootingParts())).toBe(document);
});

describe("every message of the hand-written part is one of this action's", () => {
  test.each(messages)("%s", (message) => {
    expect(isSaid(message)).toBe(true);
  });

  test("and what no source says is noticed", () => {
    expect(messages.length).toBeGreaterThan(30);
    expect(isSaid("The vault '…' is on fire.")).toBe(false);
    expect(isSaid("The moon was cancelled (…).")).toBe(false);
    expect(isSaid("Input 'colour' is required")).toBe(false);
  });
});

test.each(entraCodes)("%s is an error that the sign-in explains", (name) => {
  expect(read("src/azure/identity/sign-in-error.ts")).toContain(`"${name.replace("AADSTS", "")}"`);
});

test("every reason that makes a step red and every code of the guide has its row", () => {
  const red = Object.entries(REASONS).filter(([, reason]) => reason.red);
  const names = [...red.map(([reason]) => reason), ...ERROR_GUIDE.map(({ code }) => code)];

  expect(names.filter((name) => !document.includes(`\n| \`${name}\` | `))).toEqual([]);
});

test("no code of the guide is listed twice", () => {
  const listed = keys("## Codes", "(the end)");

  expect(new Set(listed).size).toBe(listed.length);
});
