import { describe, expect, test } from "vitest";
import { whyIgnored } from "./ignorer.ts";

const NEVER = {
  type: "TSSatisfiesExpression",
  typeAnnotation: { type: "TSNeverKeyword" },
};
const defaultOf = (statement: { type: string; argument?: object; expression?: object }) =>
  ({ type: "SwitchCase", test: null, consequent: [statement] }) as never;
const arrowTo = (type: string) => ({ type: "ArrowFunctionExpression", body: { type } }) as const;

describe("nobody can tell a mutant of", () => {
  test.each([
    {
      what: "a default that the compiler proves unreachable",
      node: defaultOf({ type: "ReturnStatement", argument: NEVER }),
    },
    {
      what: "one that returns nothing",
      node: defaultOf({ type: "ExpressionStatement", expression: NEVER }),
    },
    { what: "a function that only makes a text", node: arrowTo("TemplateLiteral") },
    { what: "a function that is a text", node: arrowTo("StringLiteral") },
  ])("$what", ({ node }) => {
    expect(whyIgnored({ node })).toBeDefined();
  });
});

describe("a mutant can be told of", () => {
  test.each([
    {
      what: "a default that can be reached",
      node: defaultOf({ type: "ReturnStatement", argument: { type: "Identifier" } }),
    },
    {
      what: "another case",
      node: {
        type: "SwitchCase",
        test: { type: "StringLiteral" },
        consequent: [{ type: "ReturnStatement", argument: NEVER }],
      } as never,
    },
    { what: "a function that calls another", node: arrowTo("CallExpression") },
  ])("$what", ({ node }) => {
    expect(whyIgnored({ node })).toBeUndefined();
  });
});
