import ts from "typescript";
import { linesOf, placeOf, type Source, walk } from "../sources.ts";

/** Lines that a file may have. */
const FILE_LINES = 250;
/** Lines that a function may have, without its docstring. */
const FUNCTION_LINES = 50;

/** A file that is too long. */
export function longFile({ file, text }: Source): readonly string[] {
  const lines = text.replace(/\n$/, "").split("\n").length;
  return lines > FILE_LINES ? [`${file}:${FILE_LINES + 1} the file has ${lines} lines`] : [];
}

/** The functions of a module that are too long. */
export function longFunctions({ ast }: Source): readonly string[] {
  const found: string[] = [];
  walk(ast, (node) => {
    if (!ts.isFunctionLike(node) || linesOf(node) <= FUNCTION_LINES || isChapter(node)) return;
    found.push(`${placeOf(node)} ${nameOf(node)} has ${linesOf(node)} lines`);
  });
  return found;
}

/** What stands in `describe(…)` is a chapter of tests: it is as long as they are together. */
function isChapter({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && /^describe\b/.test(parent.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return `'${node.name.getText()}'`;
  const { parent } = node;
  if ("name" in parent && parent.name !== undefined) {
    return `'${(parent.name as ts.Node).getText()}'`;
  }
  if (!ts.isCallExpression(parent)) return "a function";
  const [first] = parent.arguments;
  const of = first !== undefined && ts.isStringLiteralLike(first) ? ` '${first.text}'` : "";
  return `a function given to ${parent.expression.getText().split("\n")[0]}${of}`;
}
