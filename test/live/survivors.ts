import { INPUTS } from "../../src/manifest/input-table.ts";
import { OPERATIONS } from "../../src/operations/operations.ts";
import { REASONS } from "../../src/reasons.ts";
import { isObject } from "../replay/json.ts";
import { BAG_PROPERTIES, PROPERTIES } from "./properties.ts";
import { GivenPseudonyms, type Mapped } from "./pseudonyms.ts";
import { type RecordFile, scrubFile } from "./scrub-file.ts";
import { PUBLIC_ARM } from "./scrub-names.ts";
import { decoded } from "./shapes.ts";
import { vocabulary } from "./words.ts";

/** What every record holds, beside the words of the API. */
const FRAME = [
  "npm run live source date workload operation step inputs gate reason interactions phase at",
  "request method url headers body response status pre read mutate unlock poll result job verify",
  "points backup dry-run find sql hana ase afs vm true false null [left out: characters] open closed",
  "retry-after content-type application/json; charset=utf-8 text/html text/plain location GET POST",
  "application/octet-stream azure-asyncoperation x-ms-ratelimit-remaining-subscription- reads writes",
  "resource-requests deletes global https:// ?$filter= eq and api-version",
  "Number of requests for action exceeded the limit of for time interval Please try again after seconds",
  PUBLIC_ARM,
  ...OPERATIONS,
  ...Object.keys(INPUTS),
  ...Object.keys(REASONS),
];

/** Shorter texts stand everywhere by chance; what they name is only looked for where names stand. */
const LEAST_CHARACTERS = 4;
/** The base64 of a shorter text is too short to tell anything. */
const LEAST_ENCODED = 6;

/**
 * What of the vault has survived in a written record; it has to be empty. It is looked for twice, in
 * ways that share nothing: every place of a name must hold a pseudonym that was given, and no
 * original may stand anywhere, in any case and any of the usual encodings.
 */
export function survivors(
  text: string,
  { mapping, secrets }: { mapping: readonly Mapped[]; secrets: readonly string[] },
): readonly string[] {
  const given = new GivenPseudonyms(mapping);
  const file = JSON.parse(text) as RecordFile;
  const again = scrubFile(file, { names: given, armOrigin: PUBLIC_ARM });
  // What is replaced already stays as it is; a difference is something that should not be there.
  const different = JSON.stringify(again) === JSON.stringify(file) ? [] : ["(its form)"];
  const originals = mapping.map(({ original }) => original);
  const harmless = [
    ...FRAME,
    ...vocabulary(),
    ...PROPERTIES,
    ...BAG_PROPERTIES,
    ...mapping.map(({ pseudonym }) => pseudonym),
  ]
    .join("\n")
    .toLowerCase();
  const sought = [...originals, ...secrets].filter(
    (original) =>
      original.length >= LEAST_CHARACTERS &&
      !harmless.includes(original.toLowerCase()) &&
      !/^[\d\s:.,TZ/+-]+$/i.test(original),
  );
  const texts = readings(text);
  const found = sought.filter((original) => standsIn(texts, original));
  return [...new Set([...given.strangers, ...found, ...different])];
}

/** The text as it is written, and as those read it who decode its strings. */
function readings(text: string): { readonly exact: string; readonly lower: string } {
  const strings = [...stringsIn(JSON.parse(text))];
  const bodies = strings.flatMap((one) => parsedStrings(one));
  const all = [text, ...strings, ...bodies];
  const exact = [...all, ...all.map((one) => decoded(one) ?? "")].join("\n");
  return { exact, lower: exact.toLowerCase() };
}

function parsedStrings(text: string): readonly string[] {
  try {
    return [...stringsIn(JSON.parse(text))];
  } catch {
    return [];
  }
}

function* stringsIn(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const one of value) yield* stringsIn(one);
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* stringsIn(inner);
    }
  }
}

function standsIn({ exact, lower }: { exact: string; lower: string }, original: string): boolean {
  const plain = [original, encodeURIComponent(original), JSON.stringify(original).slice(1, -1)];
  return (
    plain.some((form) => lower.includes(form.toLowerCase())) ||
    (original.length >= LEAST_ENCODED && base64Forms(original).some((form) => exact.includes(form)))
  );
}

/** What every base64 of a text that holds the original contains, whatever stands before and after it. */
function base64Forms(original: string): readonly string[] {
  return (["utf8", "utf16le"] as const).flatMap((encoding) =>
    [0, 1, 2].flatMap((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(original, encoding)]);
      const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
      const stable = whole.slice(before === 0 ? 0 : 4);
      return stable.length < LEAST_ENCODED
        ? []
        : [stable, stable.replaceAll("+", "-").replaceAll("/", "_")];
    }),
  );
}
