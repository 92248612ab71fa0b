import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Edit } from "./mend.ts";

const SRC = join(import.meta.dirname, "..", "..", "..", "src");

/** Where an edited file is. */
export function pathOf({ file }: Edit): string {
  return join(SRC, file);
}

/**
 * Lets every module that this process loads from now on read as the edits have it; no file changes.
 *
 * @returns the files that have been loaded edited.
 */
export function loadWithout(edits: readonly Edit[]): ReadonlySet<string> {
  const loaded = new Set<string>();
  registerHooks({
    load(url, context, nextLoad) {
      const result = nextLoad(url, context);
      const path = url.startsWith("file:") ? fileURLToPath(url) : "";
      const own = edits.filter((edit) => pathOf(edit) === path);
      if (own.length === 0) return result;
      loaded.add(path);
      return { ...result, source: edited(String(result.source), own) };
    },
  });
  return loaded;
}

function edited(source: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { find, replace }) => text.replace(find, () => replace), source);
}
