import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { parsed, read, root, type Source, walk } from "../sources.ts";

/** Names beside the file that declares them: `one`, `two` and `three` in `file.ts`. */
const BESIDE = /((?:`[\w$]+`(?:,| and| or)? )+)in `([\w./-]+\.ts)`/g;

/** What only code is called: camelCase, or capitals with underscores. */
const CODE_NAME = /^(?:[a-z]\w*[A-Z]\w*|[A-Z\d]+(?:_[A-Z\d]+)+)$/;

/** The names on a page that the file beside them does not declare, and those with no file beside them. */
export function lostNames(page: string, text: string): readonly string[] {
  return text.split("\n").flatMap((line, index) => {
    const place = `${page}:${index + 1}`;
    const groups = [...line.matchAll(BESIDE)].map(([, names = "", file = ""]) => ({
      names: spansIn(names),
      file,
    }));
    const lost = groups.flatMap(({ names, file }) => {
      const declared = namesOf(page, file);
      return names
        .filter((name) => !declared.has(name))
        .map((name) => `${place} '${name}' is not declared in ${file}`);
    });
    const paired = groups.flatMap(({ names }) => names);
    const alone = spansIn(line).filter((name) => CODE_NAME.test(name) && !paired.includes(name));
    return [...lost, ...alone.map((name) => `${place} '${name}' has no file beside it`)];
  });
}

function spansIn(line: string): readonly string[] {
  return [...line.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

/** What a file declares that a page names; nothing where the file is not there. */
function namesOf(page: string, file: string): ReadonlySet<string> {
  const path = [file, posix.join(posix.dirname(page), file)].find((one) =>
    existsSync(join(root, one)),
  );
  return path === undefined ? new Set() : declaredNames(parsed(path, read(path)));
}

/** What a module declares for itself or for others, and the members of it; no parameter and no local name. */
export function declaredNames({ ast }: Source): ReadonlySet<string> {
  const names = new Set<string>();
  walk(ast, (node) => {
    const { name } = node as ts.Node & { readonly name?: ts.Node };
    if (name === undefined || !(isMember(node) || isOfModule(node))) return;
    if (ts.isIdentifier(name) || ts.isStringLiteral(name)) names.add(name.text);
  });
  return names;
}

function isMember(node: ts.Node): boolean {
  return ts.isTypeElement(node) || ts.isClassElement(node) || ts.isObjectLiteralElement(node);
}

function isOfModule(node: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts.isStatement(statement) && ts.isSourceFile(statement.parent);
}
