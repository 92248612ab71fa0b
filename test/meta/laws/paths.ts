import { globSync } from "node:fs";
import { posix } from "node:path";
import { root } from "../sources.ts";

/** Words that stand for a path of the reader's. */
const PLACEHOLDERS = /(?:^|\/)(?:FILE|DIR|OWNER|NAME|NEW)\b/;

/** The lines of a page whose `code` names a path that is neither at the root nor below the page's folder. */
export function lostPaths(page: string, text: string): readonly string[] {
  const prose = text.replace(/^ *```.*?^ *```$/gms, (block) => block.replace(/[^\n]/g, ""));
  return prose.split("\n").flatMap((line, index) =>
    pathsIn(line)
      .filter((path) => !isThere(path, [".", posix.dirname(page)]))
      .map((path) => `${page}:${index + 1} '${path}' is not there`),
  );
}

/** What looks like a path, in the `code` of a line. */
function pathsIn(line: string): readonly string[] {
  return [...line.matchAll(/`([^`]+)`/g)]
    .flatMap(([, code = ""]) => code.split(/\s+/))
    .filter((word) => /^\.?[\w*][\w.*/-]*$/.test(word))
    .filter((word) => word.includes("/") || /\.(?:ts|json|ya?ml|md)$/.test(word))
    .filter((word) => !PLACEHOLDERS.test(word));
}

function isThere(path: string, folders: readonly string[]): boolean {
  const isBelow = (pattern: string, folder: string) =>
    globSync(pattern, { cwd: posix.join(root, folder), exclude: ["**/node_modules"] }).length > 0;
  return (
    folders.some((folder) => isBelow(path, folder)) ||
    folders.some((folder) => folder !== "." && isBelow(`**/${path}`, folder))
  );
}
