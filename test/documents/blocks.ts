import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The root of this checkout. */
export const CHECKOUT = join(import.meta.dirname, "..", "..");

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly line: number;
  /** What follows the fence, such as `yaml`; empty if nothing does. */
  readonly language: string;
  /** Its lines, without the indentation of the fence. */
  readonly text: string;
}

/** Every page of a checkout, but what npm, a build or a test has put there. */
export function pagesOf(checkout: string): readonly string[] {
  const pages = globSync("**/*.md", {
    cwd: checkout,
    exclude: ["**/node_modules", "build", "dist", "live", ".git"],
  });
  return pages.map((page) => page.replaceAll("\\", "/")).toSorted();
}

/** The fenced blocks of some pages of a checkout. */
export function blocksOfPages(pages: readonly string[], checkout = CHECKOUT): readonly Block[] {
  return pages.flatMap((page) => fencedBlocks(page, readFileSync(join(checkout, page), "utf8")));
}

/** The fenced blocks of one page. */
export function fencedBlocks(page: string, text: string): readonly Block[] {
  return [...text.matchAll(/^( *)(```+|~~~+)([^\n]*)\n(.*?)^ *\2$/gms)].map((match) => {
    const [, indent = "", , language = "", block = ""] = match;
    return {
      page,
      line: text.slice(0, match.index).split("\n").length,
      language: language.trim(),
      text: block.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    };
  });
}
