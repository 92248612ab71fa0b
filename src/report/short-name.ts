import { InputError } from "../errors.ts";
import { writtenId } from "../values/written-id.ts";

/**
 * One line of an input in a form that may be public: of a resource id, in any form, only the last
 * part, and for an item also its container. "" for an address or an id that is unreadable.
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
