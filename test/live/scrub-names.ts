import { PROPERTIES } from "./properties.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { decoded, isGuid, isMeasure } from "./shapes.ts";
import { isFixedName, isKnown } from "./words.ts";

/** The public name of Azure Resource Manager, which stands for that of every cloud. */
export const PUBLIC_ARM = "https://management.azure.com";

/** What replacing needs to know. */
export interface Scrubber {
  readonly names: Pseudonyms;
  /** The origin of Azure Resource Manager in the recorded session. */
  readonly armOrigin: string;
}

/** Replaces what an OData filter compares a property with. */
type ReplaceValue = (property: string, value: string) => string;

/**
 * A name with its parts replaced: what stands between `/`, `;` and `.`. The first words of a native
 * name such as `VMAppContainer;Compute;group;vm` stay, since they are no names.
 */
export function scrubName(name: string, scrubber: Scrubber): string {
  const { names } = scrubber;
  if (isGuid(name)) return names.of(name, "guid");
  // A database's job is called after its path and its host.
  const [, path, host = ""] = /^(.*\S) \[([^[\]]*)\]$/s.exec(name) ?? [];
  if (path !== undefined) {
    return `${scrubName(path, scrubber)} [${scrubName(host, scrubber)}]`;
  }
  return name
    .split("/")
    .map((segment) => {
      const parts = segment.split(";");
      const words = wordsBefore(parts);
      return parts.map((part, index) => (index < words ? part : scrubPart(part, names))).join(";");
    })
    .join("/");
}

function scrubPart(part: string, names: Pseudonyms): string {
  const replace = (text: string) => names.of(text, isGuid(text) ? "guid" : "name");
  return isGuid(part) ? replace(part) : part.split(".").map(replace).join(".");
}

/** How many parts of a native name are words; an item's name may begin with an empty part. */
function wordsBefore(parts: readonly string[]): number {
  const empty = parts[0] === "" ? 1 : 0;
  const [first = "", second = "", ...names] = parts.slice(empty);
  if (names.length + second.length === 0 || !isKnown("native type", first)) return 0;
  return empty + (names.length === 2 && isKnown("native kind", second) ? 2 : 1);
}

/** The path of a URL or a resource id: types stay, and what stands under them is replaced. */
export function scrubPath(path: string, scrubber: Scrubber): string {
  let type = "";
  return path
    .split("/")
    .map((written) => {
      if (written === "") return written;
      const text = decoded(written) ?? written;
      if (type === "providers" && isKnown("provider", text)) {
        type = "";
        return written;
      }
      if (type === "" && isKnown("type", text)) {
        type = text.toLowerCase();
        return written;
      }
      const isFixed = isFixedName(type, text);
      type = "";
      return isFixed ? written : encodedLike(written, scrubName(text, scrubber));
    })
    .join("/");
}

/** A segment encoded as the original was: only `;` is left to the writer. */
function encodedLike(written: string, text: string): string {
  if (!/%[0-9a-f]{2}/i.test(written)) return text;
  const encoded = encodeURIComponent(text);
  return /%3b/i.test(written) ? encoded : encoded.replaceAll("%3B", ";");
}

/** A URL on any host: the host, the names in its path and what its query holds are replaced. */
export function scrubUrl(url: string, scrubber: Scrubber, ofProperty: ReplaceValue): string {
  if (!URL.canParse(url)) return scrubber.names.of(url, "opaque");
  const { host, origin } = new URL(url);
  const isArm = [scrubber.armOrigin, PUBLIC_ARM].includes(origin);
  const target = isArm ? PUBLIC_ARM : `https://${scrubber.names.of(host, "host")}`;
  const [, rest = ""] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url) ?? [];
  const [path = "", ...query] = rest.split("?");
  const asked = query.join("?");
  return `${target}${scrubPath(path, scrubber)}${asked === "" ? "" : `?${scrubQuery(asked, scrubber, ofProperty)}`}`;
}

function scrubQuery(query: string, { names }: Scrubber, ofProperty: ReplaceValue): string {
  return query
    .split("&")
    .map((pair) => {
      const equals = pair.indexOf("=");
      const [key, value] =
        equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      const name = decoded(key) ?? key;
      const text = decoded(value.replaceAll("+", "%20")) ?? value;
      const told =
        isKnown("parameter", name) || /^[a-z]$/.test(name) ? key : names.of(name, "name");
      if (equals < 0) return told;
      return `${told}=${encodeURIComponent(scrubParameter(name.toLowerCase(), text, { names, ofProperty }))}`;
    })
    .join("&");
}

function scrubParameter(
  name: string,
  text: string,
  { names, ofProperty }: { names: Pseudonyms; ofProperty: ReplaceValue },
): string {
  if (name === "api-version" && /^\d{4}-\d\d-\d\d(-preview)?$/.test(text)) return text;
  if ((name === "$top" || name === "sharesnapshot") && isMeasure(text)) return text;
  if (name !== "$filter") return names.of(text, "opaque");
  const terms = text.split(" and ").map((term) => /^(\w+) (eq|ge|gt|le|lt) '(.*)'$/.exec(term));
  const isKnownFilter = terms.every((term) => PROPERTIES.has(term?.[1] ?? ""));
  if (!isKnownFilter) return names.of(text, "opaque");
  return terms
    .map((term) => {
      const [, property = "", compared = "", value = ""] = term ?? [];
      return `${property} ${compared} '${ofProperty(property, value)}'`;
    })
    .join(" and ");
}
