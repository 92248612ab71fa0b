/** As much of Babel's paths and nodes as is looked at. */
interface Path {
  readonly node: Node;
}
interface Node {
  readonly type: string;
  readonly test?: Node | null;
  readonly body?: Node;
  readonly argument?: Node | null;
  readonly typeAnnotation?: Node;
  readonly expression?: Node;
  readonly consequent?: readonly Node[];
}

/** Why a part of the source is not mutated; undefined where it is. */
export function whyIgnored({ node }: Path): string | undefined {
  if (node.type === "SwitchCase" && node.test === null && node.consequent?.some(isNever)) {
    return "The compiler proves that it is never reached.";
  }
  const isText = node.body?.type === "TemplateLiteral" || node.body?.type === "StringLiteral";
  if (node.type === "ArrowFunctionExpression" && isText) return "It only makes a text.";
  return undefined;
}

function isNever({ type, argument, expression }: Node): boolean {
  const value = type === "ReturnStatement" ? argument : expression;
  return value?.type === "TSSatisfiesExpression" && value.typeAnnotation?.type === "TSNeverKeyword";
}

/** The form in which StrykerJS takes a plugin. */
export const strykerPlugins = [
  { kind: "Ignore", name: "unreachable-and-texts", value: { shouldIgnore: whyIgnored } },
];
