/** What a value is; the pseudonym has the same shape. */
type Shape = "name" | "guid" | "host" | "opaque";

/** Gives each value a stable stand-in. Case does not count, since Azure changes it between calls. */
export interface Pseudonyms {
  /** The stand-in of a value; "" has none. */
  of(value: string, shape: Shape): string;
  /** Whether the value is a name somewhere, so that it is one wherever it stands. */
  has(value: string): boolean;
  /** Whether a text contains such a name. */
  hasWithin(text: string): boolean;
}

/** A value and what stands for it. */
export interface Mapped {
  readonly shape: Shape;
  readonly original: string;
  readonly pseudonym: string;
}

/** The length to which the names of Windows machines are cut off. */
const CUT_LENGTH = 15;

/**
 * Pseudonyms in order of first use. `known` is what a first pass has replaced: no pseudonym is the
 * name of something else.
 */
export class NewPseudonyms implements Pseudonyms {
  readonly #known: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  readonly #given = new Map<string, Mapped>();
  readonly #counts = new Map<Shape, number>();

  constructor(known: readonly Mapped[]) {
    this.#known = new Set(known.map(({ original }) => plain(original)));
    this.#names = namesIn(known);
  }

  of(value: string, shape: Shape): string {
    if (value === "") return value;
    const key = plain(value);
    const known = this.#given.get(key);
    const pseudonym = known?.pseudonym ?? this.#ofUncut(key, shape) ?? this.#next(shape);
    if (known === undefined) this.#given.set(key, { shape, original: value, pseudonym });
    return shape === "name" || shape === "guid" ? inCaseOf(value, pseudonym) : pseudonym;
  }

  has(value: string): boolean {
    return this.#names.has(plain(value));
  }

  hasWithin(text: string): boolean {
    return [...this.#names].some((name) => plain(text).includes(name));
  }

  /** Everything that was replaced, in order of first use. */
  mapping(): readonly Mapped[] {
    return [...this.#given.values()];
  }

  /** The pseudonym of the one host name that this is the beginning of, as some jobs cut it off. */
  #ofUncut(key: string, shape: Shape): string | undefined {
    if (shape !== "name" || key.length !== CUT_LENGTH) return undefined;
    const [whole, ...others] = [...this.#names].filter(
      (one) => one.length > key.length && one.startsWith(key),
    );
    return whole === undefined || others.length > 0 ? undefined : this.of(whole, shape);
  }

  #next(shape: Shape): string {
    for (;;) {
      const number = (this.#counts.get(shape) ?? 0) + 1;
      this.#counts.set(shape, number);
      const made = FORMS[shape](number);
      if (!this.#known.has(made)) return made;
    }
  }
}

/** Takes every value that is no given pseudonym for one that has survived. */
export class GivenPseudonyms implements Pseudonyms {
  readonly strangers = new Set<string>();
  readonly #given: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;

  constructor(given: readonly Mapped[]) {
    this.#given = new Set(given.map(({ pseudonym }) => pseudonym));
    this.#names = namesIn(given);
  }

  of(value: string): string {
    if (value !== "" && !this.#given.has(plain(value))) this.strangers.add(value);
    return value;
  }

  has(value: string): boolean {
    return this.#names.has(plain(value));
  }

  hasWithin(text: string): boolean {
    return [...this.#names].some((name) => plain(text).includes(name));
  }
}

const FORMS: Readonly<Record<Shape, (number: number) => string>> = {
  name: (number) => `name-${number}`,
  guid: (number) => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, "0")}`,
  host: (number) => `host-${number}.example.net`,
  opaque: (number) => `opaque-${number}`,
};

/** The names that are long enough: one such as "1" says nothing about other places where that stands. */
function namesIn(mapping: readonly Mapped[]): ReadonlySet<string> {
  return new Set(
    mapping
      .filter(({ shape, original }) => shape === "name" && original.length >= 4)
      .map(({ original }) => plain(original)),
  );
}

function plain(value: string): string {
  return value.toLowerCase();
}

/** All upper case stays so, and mixed case gets a capital, since readers must not rely on case. */
function inCaseOf(value: string, pseudonym: string): string {
  if (value === value.toLowerCase()) return pseudonym;
  if (value === value.toUpperCase()) return pseudonym.toUpperCase();
  return pseudonym.charAt(0).toUpperCase() + pseudonym.slice(1);
}
