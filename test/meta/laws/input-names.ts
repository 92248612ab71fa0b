import ts from "typescript";
import { placeOf, walk } from "../sources.ts";

/** The function by which messages name inputs. */
const NAMING = "nameInput";

/** What looks like the name of an input but is a field of the elements of `items`. */
const NO_INPUT = "give the 'item' of one element";

/** Where a message of a module has the name of an input in quotes of its own. */
export function spelledInputs(
  ast: ts.SourceFile,
  inputs: readonly string[],
  checker: ts.TypeChecker,
): readonly string[] {
  const quoted = new RegExp(`(?<!\\w)'(?:${inputs.join("|")})(?:'|: )`, "g");
  const found: string[] = [];
  const report = (node: ts.Node, what: string) =>
    found.push(`${placeOf(node)} spells ${what}: use ${NAMING}`);
  walk(ast, (node) => {
    if (isText(node)) {
      for (const [what] of node.text.replace(NO_INPUT, "").matchAll(quoted)) report(node, what);
    }
    if (ts.isTemplateExpression(node)) {
      for (const name of quotedParts(node)) {
        if (isOneOf(checker.getTypeAtLocation(name), inputs)) report(name, name.getText());
      }
    }
  });
  return found;
}

/** A whole text, or a part of one between the values in it. */
function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralToken {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || isAfterValue(node);
}

function isAfterValue(node: ts.Node): node is ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

/** The values that stand where a name in quotes does: `'${name}'` or `'${name}: …'`. */
function quotedParts({ head, templateSpans }: ts.TemplateExpression): readonly ts.Expression[] {
  return templateSpans.flatMap(({ expression, literal }, index) => {
    const before = templateSpans[index - 1]?.literal ?? head;
    const isQuoted = /(?<!\w)'$/.test(before.text) && /^(?:'|: )/.test(literal.text);
    return isQuoted ? [expression] : [];
  });
}

/** Whether nothing but names of inputs has the type. */
function isOneOf(type: ts.Type, inputs: readonly string[]): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => member.isStringLiteral() && inputs.includes(member.value));
}

/** Where a message gives a choice a word that the choice does not accept. */
export function unknownWords(
  ast: ts.SourceFile,
  choices: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const found: string[] = [];
  walk(ast, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== NAMING) return;
    const [input, words] = node.arguments.map((one) =>
      ts.isStringLiteralLike(one) ? one.text : undefined,
    );
    if (input === undefined || words === undefined || !Object.hasOwn(choices, input)) return;
    const wrong = words.split(", ").filter((word) => !choices[input]?.includes(word));
    for (const word of wrong) found.push(`${placeOf(node)} '${input}' does not accept '${word}'`);
  });
  return found;
}
