import { globSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import ts from "typescript";

/** One TypeScript file, read and parsed once. */
export interface Source {
  /** Its path from the root of the repository, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly ast: ts.SourceFile;
}

/** The root of the repository. */
export const root = join(import.meta.dirname, "..", "..");

/** The text of a file, named from the root of the repository. */
export function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Every module below a folder, without what npm put there. */
export function sourcesIn(folder: string): readonly Source[] {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root, exclude: ["**/node_modules"] });
  return files
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted()
    .map((file) => parsed(file, read(file)));
}

/** A module from its text. */
export function parsed(file: string, text: string): Source {
  return { file, text, ast: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
}

/** Calls `look` with every node of a tree, from the top down. */
export function walk(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => walk(child, look));
}

/** The line on which a node begins, without the comments before it; the first is 1. */
function lineOf(node: ts.Node): number {
  return lineAt(node, node.getStart());
}

/** How many lines a node takes, without the comments before it. */
export function linesOf(node: ts.Node): number {
  return lineAt(node, node.getEnd()) - lineOf(node) + 1;
}

/** Where a node begins, as `file:line`. */
export function placeOf(node: ts.Node): string {
  const { fileName } = node.getSourceFile();
  const file = isAbsolute(fileName) ? relative(root, fileName).replaceAll("\\", "/") : fileName;
  return `${file}:${lineOf(node)}`;
}

function lineAt(node: ts.Node, position: number): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(position).line + 1;
}
