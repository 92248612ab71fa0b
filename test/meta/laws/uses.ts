import { posix } from "node:path";
import ts from "typescript";
import { placeOf, type Source, walk } from "../sources.ts";
import { type Export, exportsOf } from "./exports.ts";

/** Stands for all names of a module, where it is imported as a whole. */
const ALL = "*";

/** What one module takes from another of this repository. */
interface Use {
  readonly by: string;
  readonly file: string;
  readonly name: string;
}

/** One import, as it is written, and where: `file:line`. */
export interface Import {
  readonly name: string;
  readonly place: string;
}

/** The files and packages that a module imports. */
export function importsOf({ ast }: Source): readonly Import[] {
  return specifiersOf(ast).map((node) => ({ name: node.text, place: placeOf(node) }));
}

function specifiersOf(ast: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  walk(ast, (node) => {
    const parent = node.parent as ts.Node | undefined;
    if (parent === undefined || !ts.isStringLiteralLike(node)) return;
    const isName =
      ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent) ||
      (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword) ||
      (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent));
    if (isName) found.push(node);
  });
  return found;
}

/** What a module takes from other modules of the repository. */
function usesOf({ file, ast }: Source): readonly Use[] {
  return specifiersOf(ast)
    .filter(({ text }) => text.startsWith("."))
    .flatMap((specifier) => {
      const target = posix.join(posix.dirname(file), specifier.text);
      return namesTaken(specifier).map((name) => ({ by: file, file: target, name }));
    });
}

function namesTaken({ parent }: ts.StringLiteralLike): readonly string[] {
  if (ts.isImportDeclaration(parent)) return namesImported(parent.importClause);
  if (ts.isExportDeclaration(parent)) {
    const clause = parent.exportClause;
    return clause !== undefined && ts.isNamedExports(clause) ? namesIn(clause) : [ALL];
  }
  if (ts.isLiteralTypeNode(parent)) {
    const { qualifier } = parent.parent as ts.ImportTypeNode;
    return [qualifier !== undefined && ts.isIdentifier(qualifier) ? qualifier.text : ALL];
  }
  return namesUnpacked(parent);
}

/** `const { a, b: c } = await import("…")` takes a and b; any other `import("…")` takes all. */
function namesUnpacked(call: ts.Node): readonly string[] {
  const declaration = call.parent.parent;
  if (!ts.isVariableDeclaration(declaration)) return [ALL];
  if (!ts.isObjectBindingPattern(declaration.name)) return [ALL];
  return declaration.name.elements.map(({ name, propertyName }) =>
    (propertyName ?? name).getText(),
  );
}

function namesImported(clause: ts.ImportClause | undefined): readonly string[] {
  if (clause === undefined) return [];
  const names = clause.name === undefined ? [] : ["default"];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return names;
  return [...names, ...(ts.isNamedImports(bindings) ? namesIn(bindings) : [ALL])];
}

function namesIn(clause: ts.NamedImports | ts.NamedExports): readonly string[] {
  return clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** An export, and which modules use it. */
interface UsedExport extends Export {
  readonly users: readonly string[];
  /** Whether its own module uses it as well. */
  readonly usedAtHome: boolean;
}

/** Every export of `sources`, with those of `readers` that use it. */
export function usedExports(
  sources: readonly Source[],
  readers: readonly Source[],
): readonly UsedExport[] {
  const uses = Map.groupBy(readers.flatMap(usesOf), ({ file }) => file);
  return sources.flatMap((source) => {
    const atHome = namesUsed(source);
    return exportsOf(source).map((one) => ({
      ...one,
      users: (uses.get(source.file) ?? [])
        .filter(({ name }) => name === one.name || name === ALL)
        .map(({ by }) => by),
      usedAtHome: atHome.has(one.name),
    }));
  });
}

/** The names that a module uses, apart from where it declares or exports them. */
function namesUsed({ ast }: Source): ReadonlySet<string> {
  const names = new Set<string>();
  walk(ast, (node) => {
    if (!ts.isIdentifier(node)) return;
    const { parent } = node;
    const isDeclared = "name" in parent && parent.name === node;
    if (ts.isExportSpecifier(parent)) return;
    if (!isDeclared || ts.isShorthandPropertyAssignment(parent)) names.add(node.text);
  });
  return names;
}

/** Exports that no other module uses. A configuration file that names a module uses all it exports. */
export function unused(exports: readonly UsedExport[], configuration: string): readonly string[] {
  return exports
    .filter(({ users, file }) => users.length === 0 && !configuration.includes(file))
    .map(({ name, place, usedAtHome }) =>
      usedAtHome
        ? `${place} '${name}' is used in its own module only: it needs no 'export'`
        : `${place} '${name}' is used by nothing`,
    );
}

/** Exports that are there for tests alone: neither another module of the code nor their own uses them. */
export function forTestsAlone(exports: readonly UsedExport[]): readonly string[] {
  return exports
    .filter(({ users }) => users.length > 0 && users.every((user) => user.startsWith("test/")))
    .filter(({ usedAtHome }) => !usedAtHome)
    .map(({ name, place, users }) => `${place} '${name}' is used by tests only: ${users[0]}`);
}
