import { CONTROL_CHARACTERS } from "../../text.ts";
import type { ItemAddress } from "./item.ts";

/**
 * What a line of an input cannot hold as it is: control characters and other line ends, and blanks at
 * either end; and what a host or a terminal would act on if a later step printed it. A percent sign
 * is written otherwise as well, so that every name can be read back.
 */
const UNWRITABLE = new RegExp(String.raw`[%${CONTROL_CHARACTERS}]|^\s|\s$|(?<=##)\[|(?<=:):`, "gu");

/** An item's native name on one line, as `container/item`; what it must not hold is percent-encoded. */
export function nativeName({ container, name }: ItemAddress): string {
  return `${container}/${name}`.replace(UNWRITABLE, (character) => encodeURIComponent(character));
}

/**
 * Reads a native name; undefined for text that is none. It is `container;…/item;…`: the container holds
 * no slash, and the item may. A name that was copied as Azure writes it is taken as it is, unless it reads as
 * one that `nativeName` has encoded.
 */
export function parseNativeName(written: string): ItemAddress | undefined {
  const decoded = decode(written);
  const isOwn = decoded !== undefined && nativeName(split(decoded)) === written;
  const address = split(isOwn ? decoded : written);
  return address.container.includes(";") && address.name.includes(";") ? address : undefined;
}

function split(written: string): ItemAddress {
  const slash = written.indexOf("/");
  return { container: written.slice(0, Math.max(slash, 0)), name: written.slice(slash + 1) };
}

function decode(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}
