import { oneOf, type Random } from "../support/random.ts";

/** What was done to a body, in words. */
interface Mutant {
  readonly body: string;
  readonly what: string;
}

/** A place in a body: the container and the key or index in it. */
interface Place {
  readonly path: string;
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string | number;
}

type Change = (place: Place, random: Random) => void;

/** Stands for text that JSON cannot hold as a value of JavaScript's, such as nesting without end. */
const DEEP = "\u0000deep\u0000";
const DEEP_LEVELS = 20_000;
const HUGE = "9".repeat(50_000);

const set =
  (...values: readonly [unknown, ...unknown[]]): Change =>
  ({ holder, key }, random) => {
    put(holder, key, oneOf(random, values));
  };

/** None of them ever makes a good word of another one, so that what opens a gate is the body as it was. */
const CHANGES = {
  dropped: ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  "made null": set(null),
  emptied: set("", [], {}),
  "of another type": set(7, -1, 0, true, false, ["x"], { x: "y" }, "x"),
  "made huge": set(HUGE, Number.MAX_VALUE, -Number.MAX_VALUE, Array(5_000).fill("x")),
  "made deep": set(DEEP),
  "a number as a word": (place) => change(place, (value) => Number(inWords(value)) || 3),
  "a word of a number": (place) => change(place, inWords),
  "in a list": (place) => change(place, (value) => [value]),
  "in an object": (place) => change(place, (value) => ({ value })),
  "in other case": (place, random) =>
    change(place, (value) => {
      const word = inWords(value);
      return random() < 0.5 ? word.toUpperCase() : word.toLowerCase();
    }),
  "with something added": (place, random) =>
    change(
      place,
      (value) => `${inWords(value)}${oneOf(random, ["x", "\n::error::x", "\u0000", " "])}`,
    ),
  "below __proto__": (place) => change(place, (value) => own({}, "__proto__", value)),
  "renamed to __proto__": (place) => rename(place, "__proto__"),
  "renamed to constructor": (place) => rename(place, "constructor"),
  "renamed in other case": (place) => rename(place, String(place.key).toUpperCase()),
  "with a deletion in words": (place) =>
    change(place, (value) =>
      typeof value === "object" ? { ...value, isScheduledForDeferredDelete: "true" } : value,
    ),
  "with foreign keys": (place) =>
    change(place, (value) => {
      const odd = { toString: 1, hasOwnProperty: null, length: -1, valueOf: "x", toJSON: "y" };
      return typeof value === "object" ? { ...value, ...odd } : odd;
    }),
} as const satisfies Record<string, Change>;

/** Keys that verdicts rest on, or that hold them; they are hit more often than chance would. */
const TELLING = new Set(
  "id name status properties protectionState policyId jobId isScheduledForDeferredDelete value".split(
    " ",
  ),
);

/** What may become of a body as a whole. */
const WHOLE: readonly [string, (body: string) => string][] = [
  ["cut in half", (body) => body.slice(0, body.length / 2)],
  ["with a byte order mark", (body) => `\ufeff${body}`],
  ["a page of HTML", () => "<html><body>Bad gateway</body></html>"],
  ["empty", () => ""],
  ["null", () => "null"],
  ["an empty list", () => "[]"],
  ["an empty object", () => "{}"],
  ["in a list", (body) => `[${body}]`],
  ["a text", (body) => JSON.stringify(body)],
  ["nested without end", () => nested(100_000)],
];

/** Changes one body: at one place, at two, or as a whole. */
export function mutate(body: string, random: Random): Mutant {
  const value = parsed(body);
  const places = typeof value === "object" && value !== null ? placesIn(value) : [];
  if (places.length === 0 || random() < 0.05) {
    const [what, whole] = WHOLE[Math.floor(random() * WHOLE.length)] ?? ["unchanged", String];
    return { body: whole(body), what };
  }
  const said: string[] = [];
  for (let count = random() < 0.8 ? 1 : 2; count > 0; count--) {
    const telling = random() < 0.4 ? places.filter(({ key }) => TELLING.has(String(key))) : [];
    const among = telling.length > 0 ? telling : places;
    const place = among[Math.floor(random() * among.length)];
    const [what, apply] = Object.entries<Change>(CHANGES)[
      Math.floor(random() * Object.keys(CHANGES).length)
    ] ?? ["unchanged", () => {}];
    if (place === undefined) continue;
    apply(place, random);
    said.push(`${place.path} ${what}`);
  }
  const text = JSON.stringify(value).replaceAll(JSON.stringify(DEEP), () => nested(DEEP_LEVELS));
  return { body: text, what: said.join(", ") };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

function placesIn(value: object, path = ""): Place[] {
  const holder = value as Place["holder"];
  return Object.entries(value).flatMap(([key, child]) => {
    const here = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    const place: Place = { path: here, holder, key };
    const below = typeof child === "object" && child !== null ? placesIn(child, here) : [];
    return [place, ...below];
  });
}

function change(place: Place, by: (value: unknown) => unknown): void {
  const { holder, key } = place;
  put(holder, key, by((holder as Record<string, unknown>)[key]));
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function put(holder: Place["holder"], key: string | number, value: unknown): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else own(holder, String(key), value);
}

function rename({ holder, key }: Place, name: string): void {
  if (Array.isArray(holder) || name === key) return;
  const value = holder[key];
  delete holder[key];
  own(holder, name, value);
}

/** Sets a property of the object's own, which `__proto__` would not be by an assignment. */
function own(holder: Record<string, unknown>, key: string, value: unknown): object {
  return Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
