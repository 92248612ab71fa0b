import { COMMAND_CHARACTER, CONTROL_CHARACTERS } from "../../text.ts";
import type { ItemAddress } from "./item.ts";

/**
 * Characters to encode. A line of an input cannot hold control characters, line ends, or spaces at
 * either end. A host or a terminal would act on others if a later step printed them. A percent sign
 * is encoded too, so that every name can be read back.
 */
const UNWRITABLE = new RegExp(
  String.raw`[%${CONTROL_CHARACTERS}]|^\s|\s$|${COMMAND_CHARACTER}`,
  "giu",
);

/**
 * An item's native name on one line, as `container/item`, with `UNWRITABLE` characters
 * percent-encoded.
 */
export function nativeName({ container, name }: ItemAddress): string {
  return `${container}/${name}`.replace(UNWRITABLE, (character) => encodeURIComponent(character));
}

/**
 * Reads a native name; undefined for any other text. It is `container;…/item;…`: the item may
 * contain a slash, the container never. A name copied from Azure is used unchanged, unless it reads
 * like one that `nativeName` has encoded.
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
