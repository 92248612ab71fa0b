import { closeSync, lstatSync, mkdtempSync, openSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** So many characters are written at once. */
const BLOCK = 65_536;

/**
 * Makes the function that replaces the report's file, in a folder of its own below `folder`, and
 * returns its path. The folder is made with the first report.
 */
export function reportFile(folder: () => string): (parts: Iterable<string>) => string {
  let own: string | undefined;
  return (parts) => {
    own ??= mkdtempSync(join(folder(), "backup-gate-"));
    const path = join(own, "report.json");
    replaceFile(path, parts);
    return path;
  };
}

/**
 * Replaces a file as a whole, so that a reader never finds half of one. What is no regular file, such
 * as a pipe, a link or `/dev/stdout`, stays what it is and is written to.
 */
export function replaceFile(path: string, parts: Iterable<string>): void {
  const old = lstatSync(path, { throwIfNoEntry: false });
  if (old !== undefined && !old.isFile()) {
    writeParts(path, parts);
    return;
  }
  writeParts(`${path}.new`, parts);
  renameSync(`${path}.new`, path);
}

/** Writes the parts one after the other; unlike `writeSync`, each call writes all that it is given. */
function writeParts(path: string, parts: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    let block = "";
    for (const part of parts) {
      block += part;
      if (block.length < BLOCK) continue;
      writeFileSync(file, block);
      block = "";
    }
    writeFileSync(file, block);
  } finally {
    closeSync(file);
  }
}
