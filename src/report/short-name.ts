import { InputError } from "../errors.ts";
import { writtenId } from "../values/written-id.ts";

/**
 * One line of an input as it may be shown to everybody; of a resource id, in whatever form it is written,
 * what comes last, and of an item's also its container. "" for an address or an id that nobody can read.
 */
export function shortName(line: string): string {
  const [, sign = "", written = ""] = /^(!?)\s*(.*)$/s.exec(line.trim()) ?? [];
  const name = plainId(written)
    .replace(/\/+$/, "")
    .replace(/\/?subscriptions\/[\da-f-]{36}/i, "")
    .replace(/^\/.*\/protectionContainers\//i, "")
    .replace(/\/protectedItems\//i, "/")
    .replace(/^\/.*\//, "");
  return name === "" ? "" : `${sign}${name}`;
}

function plainId(written: string): string {
  try {
    return writtenId("item", written) ?? written;
  } catch (error) {
    if (error instanceof InputError) return "";
    throw error;
  }
}
