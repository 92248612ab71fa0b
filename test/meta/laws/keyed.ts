import ts from "typescript";
import { placeOf, walk } from "../sources.ts";

/** The names that a union type lists, such as those of all operations. */
interface Vocabulary {
  /** The name of the type. */
  readonly type: string;
  readonly names: ReadonlySet<string>;
  /** The tables that the type itself is made from: they cannot lack a name. */
  readonly origins: ReadonlySet<ts.Node>;
}

/** The exported union type of that name. */
export function vocabulary(program: ts.Program, type: string): Vocabulary {
  const checker = program.getTypeChecker();
  const alias = program
    .getSourceFiles()
    .filter(({ fileName }) => !fileName.includes("node_modules"))
    .flatMap(({ statements }) => [...statements])
    .find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === type);
  if (alias === undefined) throw new Error(`There is no type '${type}'.`);
  const names = literalsOf(checker.getTypeAtLocation(alias));
  if (names.length < 2) throw new Error(`'${type}' is no union of names.`);
  return { type, names: new Set(names), origins: originsOf(alias, checker) };
}

function literalsOf(type: ts.Type): readonly string[] {
  const members = type.isUnion() ? type.types : [type];
  return members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
}

/** Follows `typeof TABLE` and other types by their names to where a type comes from. */
function originsOf(from: ts.Node, checker: ts.TypeChecker): ReadonlySet<ts.Node> {
  const origins = new Set<ts.Node>([from]);
  for (const origin of origins) {
    walk(origin, (node) => {
      const name = ts.isTypeQueryNode(node) ? node.exprName : undefined;
      const reference = ts.isTypeReferenceNode(node) ? node.typeName : undefined;
      const symbol = symbolOf(name ?? reference, checker);
      for (const declaration of symbol?.declarations ?? []) {
        const isOwn = !declaration.getSourceFile().isDeclarationFile;
        if (isOwn && (name !== undefined || ts.isTypeAliasDeclaration(declaration))) {
          origins.add(declaration);
        }
      }
    });
  }
  return origins;
}

function symbolOf(name: ts.Node | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = name === undefined ? undefined : checker.getSymbolAtLocation(name);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * What in a module depends on two or more names of the vocabulary, and would say nothing if a name
 * were added: tables, rows, lists of members, comparisons in a row, and switches.
 */
export function unchecked(
  ast: ts.SourceFile,
  words: Vocabulary,
  checker: ts.TypeChecker,
): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (words.origins.has(node)) return;
    const problem = problemOf(node, words, checker);
    if (problem !== undefined) found.push(`${placeOf(node)} ${problem}`);
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

function problemOf(node: ts.Node, words: Vocabulary, checker: ts.TypeChecker): string | undefined {
  const { type } = words;
  const names = (nodes: ReadonlyArray<ts.Node | undefined>) => namesAmong(nodes, words);
  if (ts.isObjectLiteralExpression(node)) {
    const keys = names(node.properties.map(({ name }) => name));
    if (keys.length < 2 || isComplete(node, keys, checker)) return undefined;
    return `a table of ${keys[0]}, …: let it satisfy Record<${type}, …>`;
  }
  if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
    const keys = names(node.members.map(({ name }) => name));
    return keys.length < 2 ? undefined : `a type of ${keys[0]}, …: write Record<${type}, …>`;
  }
  if (ts.isArrayLiteralExpression(node)) {
    const rows = names(node.elements.flatMap(firstNames));
    if (rows.length > 1) return `rows of ${rows[0]}, …: make it a Record<${type}, …>`;
    const members = isMembership(node) ? names(node.elements) : [];
    if (members.length > 1) return `a list of ${members[0]}, …: make it a Record<${type}, boolean>`;
  }
  if (ts.isBinaryExpression(node) && isJoin(node) && !isJoin(node.parent)) {
    const compared = names(comparedWith(node));
    if (compared.length > 1)
      return `compares with ${compared.join(", ")}: make it a Record<${type}, boolean>`;
  }
  if (ts.isSwitchStatement(node)) return problemOfSwitch(node, words, checker);
  return undefined;
}

/** Which of the nodes are names of the vocabulary, as keys or as texts. */
function namesAmong(
  nodes: ReadonlyArray<ts.Node | undefined>,
  { names }: Vocabulary,
): readonly string[] {
  const texts = nodes.flatMap((node) =>
    node !== undefined && (ts.isStringLiteralLike(node) || ts.isIdentifier(node))
      ? [node.text]
      : [],
  );
  return [...new Set(texts)].filter((text) => names.has(text));
}

/** Whether the compiler would miss a key of the table: its type asks for each of them. */
function isComplete(
  table: ts.ObjectLiteralExpression,
  keys: readonly string[],
  checker: ts.TypeChecker,
): boolean {
  const { parent } = table;
  if (ts.isAsExpression(parent) && !ts.isConstTypeReference(parent.type)) return false;
  const expected = checker.getContextualType(table);
  if (expected === undefined || checker.getIndexInfosOfType(expected).length > 0) return false;
  return keys.every((key) => {
    const property = checker.getPropertyOfType(checker.getNonNullableType(expected), key);
    return property !== undefined && (property.flags & ts.SymbolFlags.Optional) === 0;
  });
}

/** `["name", …]` is a row by its first cell, `{ type: "name", … }` by any of its properties. */
function firstNames(row: ts.Expression): ReadonlyArray<ts.Node | undefined> {
  if (ts.isArrayLiteralExpression(row)) return [row.elements[0]].filter(isText);
  if (!ts.isObjectLiteralExpression(row)) return [];
  return row.properties
    .map((one) => (ts.isPropertyAssignment(one) ? one.initializer : undefined))
    .filter(isText);
}

function isText(node: ts.Node | undefined): boolean {
  return node !== undefined && ts.isStringLiteralLike(node);
}

/** `[…].includes(x)` and `new Set([…])`. */
function isMembership(list: ts.ArrayLiteralExpression): boolean {
  const { parent } = list;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === "includes";
  return ts.isNewExpression(parent) && parent.expression.getText() === "Set";
}

function isJoin(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** The texts in a chain such as `a === "x" || a === "y"`. */
function comparedWith(node: ts.Expression): readonly ts.Node[] {
  if (ts.isParenthesizedExpression(node)) return comparedWith(node.expression);
  if (!ts.isBinaryExpression(node)) return [];
  if (isJoin(node)) return [...comparedWith(node.left), ...comparedWith(node.right)];
  return [node.left, node.right].filter(isText);
}

/** A switch has to name every member, or let the compiler look at what is left. */
function problemOfSwitch(
  node: ts.SwitchStatement,
  words: Vocabulary,
  checker: ts.TypeChecker,
): string | undefined {
  const { clauses } = node.caseBlock;
  const cases = clauses.flatMap((one) => (ts.isCaseClause(one) ? [one.expression] : []));
  const [first, ...others] = namesAmong(cases.filter(isText), words);
  if (first === undefined || others.length === 0) return undefined;
  const rest = clauses.find(ts.isDefaultClause);
  if (rest !== undefined) {
    const isLookedAt = rest.statements.some((one) => mentions(one, node.expression.getText()));
    return isLookedAt ? undefined : `a switch over ${first}, … whose default takes any other`;
  }
  const handled = new Set([first, ...others]);
  const expected = literalsOf(checker.getTypeAtLocation(node.expression));
  const missing = expected.filter((name) => !handled.has(name));
  if (expected.length > 0 && missing.length === 0) return undefined;
  return `a switch over ${first}, … without ${missing.join(", ") || "an end that the compiler knows"}`;
}

function mentions(node: ts.Node, text: string): boolean {
  let isThere = false;
  walk(node, (one) => {
    if (one.getText() === text && !ts.isAsExpression(one.parent)) isThere = true;
  });
  return isThere;
}
