import { isObject } from "../replay/json.ts";
import { BAG_PROPERTIES, PROPERTIES } from "./properties.ts";
import { type Scrubber, scrubName, scrubPath, scrubUrl } from "./scrub-names.ts";
import { isGuid, isMeasure } from "./shapes.ts";
import { isKnown, WORD_PROPERTIES } from "./words.ts";

/** Properties that hold sentences for people, in which any name can stand. */
const SENTENCES =
  /^(message|errorString|errorTitle|recommendations|dynamicErrorMessage|additionalInfo|description|title)$/i;
/** Properties that hold one of Azure's codes. */
const CODES = /^(code|errorCode|errorTitle|title)$/i;
const CODE = /^([A-Z][A-Za-z0-9]{2,99}|-?\d{1,12})$/;
/** Properties that hold a name even where it looks like a number or a date. */
const NAMES = /(name|id|location|region|target)$/i;
/** What Azure calls a log's points, which no owner has named. */
const CHAIN = "DefaultRangeRecoveryPoint";
/** Texts that hold nothing but words of the API and numbers. */
const HARMLESS: readonly RegExp[] = [
  /^Number of requests for action 'Microsoft\.RecoveryServices(\/[a-z]+)+' exceeded the limit of '\d+' for time interval '[\d:]+'\. Please try again after '\d+' seconds\.$/i,
  /^\[left out: \d+ characters\]$/,
];

/** A body with every name replaced; one that is no JSON is left out. */
export function scrubBody(body: string, scrubber: Scrubber): string {
  if (body === "") return body;
  try {
    return JSON.stringify(scrubValue(JSON.parse(body), "", scrubber));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return scrubSentence(body);
  }
}

/** The value of a property, however deep it goes. */
function scrubValue(value: unknown, property: string, scrubber: Scrubber): unknown {
  if (typeof value === "string") return scrubText(value, property, scrubber);
  if (Array.isArray(value)) return value.map((one) => scrubValue(one, property, scrubber));
  if (!isObject(value)) return value;
  // Tags are the owner's own from beginning to end.
  if (/^tags$/i.test(property)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const told = scrubKey(key, property, scrubber);
      return [told, scrubValue(inner, told, scrubber)];
    }),
  );
}

function scrubKey(key: string, parent: string, scrubber: Scrubber): string {
  const known = /propertyBag$/i.test(parent) ? BAG_PROPERTIES : PROPERTIES;
  return known.has(key) || WORD_PROPERTIES.has(key) ? key : scrubName(key, scrubber);
}

/** One text, by the property that holds it. */
export function scrubText(text: string, property: string, scrubber: Scrubber): string {
  const { names } = scrubber;
  if (WORD_PROPERTIES.has(property) && isWord(text)) return text;
  if (CODES.test(property) && isCode(text, scrubber)) return text;
  if (property === "name" && text === CHAIN) return text;
  if (/^etag$/i.test(property)) return names.of(text, "opaque");
  if (SENTENCES.test(property)) return scrubSentence(text);
  if (isGuid(text)) return names.of(text, "guid");
  if (/^https?:\/\//i.test(text)) {
    return scrubUrl(text, scrubber, (name, value) => scrubText(value, name, scrubber));
  }
  if (/^\/subscriptions\//i.test(text)) return scrubPath(text, scrubber);
  if (isMeasure(text) && !NAMES.test(property) && !names.has(text)) return text;
  return scrubName(text, scrubber);
}

/** One of Azure's codes, unless it may have a name in it. */
function isCode(text: string, { names }: Scrubber): boolean {
  return isKnown("code", text) || (CODE.test(text) && !names.hasWithin(text));
}

/** A word, or a type of resource such as `Microsoft.Compute/virtualMachines`. */
function isWord(text: string): boolean {
  if (isKnown("word", text)) return true;
  const [provider = "", ...types] = text.split("/");
  return isKnown("provider", provider) && types.every((type) => isKnown("type", type));
}

/** Azure's sentences name items, machines and files in any form, so only known ones stay. */
function scrubSentence(text: string): string {
  return text === "" || HARMLESS.some((form) => form.test(text)) ? text : leftOut(text);
}

function leftOut(text: string): string {
  return `[left out: ${text.length} characters]`;
}
