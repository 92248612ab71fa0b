import ts from "typescript";
import { placeOf, type Source } from "../sources.ts";

/** One name that a module exports. */
export interface Export {
  readonly name: string;
  readonly file: string;
  /** `file:line` of its first declaration. */
  readonly place: string;
  /** Every declaration: a type and a value may share a name, and a function has overloads. */
  readonly declarations: readonly ts.Node[];
}

/** The names that a module exports, each once. */
export function exportsOf({ file, ast }: Source): readonly Export[] {
  const byName = new Map<string, ts.Node[]>();
  for (const statement of ast.statements) {
    for (const [name, node] of exported(statement)) {
      byName.set(name, [...(byName.get(name) ?? []), node]);
    }
  }
  return [...byName].map(([name, declarations]) => {
    const [first = ast] = declarations;
    return { name, file, place: placeOf(first), declarations };
  });
}

function exported(statement: ts.Statement): ReadonlyArray<readonly [string, ts.Node]> {
  if (ts.isExportAssignment(statement)) return [["default", statement]];
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (clause === undefined || !ts.isNamedExports(clause)) return [];
    return clause.elements.map((element) => [element.name.text, element] as const);
  }
  const flags = ts.getCombinedModifierFlags(statement as ts.Statement & ts.Declaration);
  if ((flags & ts.ModifierFlags.Export) === 0) return [];
  if ((flags & ts.ModifierFlags.Default) !== 0) return [["default", statement]];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((one) => bound(one.name, statement));
  }
  const { name } = statement as ts.Statement & { name?: ts.Identifier };
  return name === undefined ? [] : [[name.text, statement]];
}

function bound(
  name: ts.BindingName,
  statement: ts.Statement,
): ReadonlyArray<readonly [string, ts.Node]> {
  if (ts.isIdentifier(name)) return [[name.text, statement]];
  return name.elements.flatMap((one) =>
    ts.isBindingElement(one) ? bound(one.name, statement) : [],
  );
}

/** Exports whose declarations have no `/** … *\/` before them; one declaration with it is enough. */
export function withoutDocstring(source: Source): readonly string[] {
  return exportsOf(source)
    .filter(({ declarations }) => declarations.every((node) => !ts.isExportSpecifier(node)))
    .filter(({ declarations }) => declarations.every((node) => docstringOf(node) === ""))
    .map(({ name, place }) => `${place} '${name}' has no docstring`);
}

function docstringOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return docs.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join("");
}

/** Names that two modules export. */
export function sharedNames(sources: readonly Source[]): readonly string[] {
  const all = sources.flatMap(exportsOf).filter(({ name }) => name !== "default");
  const byName = Map.groupBy(all, ({ name }) => name);
  return [...byName.values()].flatMap(([first, ...others]) =>
    others.map(({ name, place }) => `${place} '${name}' is exported by ${first?.place} as well`),
  );
}
