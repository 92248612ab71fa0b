import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** What is wrong with a file that describes a vault: file, line, and what is allowed there. */
export class VaultFileError extends Error {
  override readonly name = "VaultFileError";
}

/** A value in a YAML file that knows where it stands. */
export class Piece {
  readonly #node: unknown;
  readonly #failAt: (offset: number, problem: string) => VaultFileError;

  private constructor(node: unknown, failAt: (offset: number, problem: string) => VaultFileError) {
    this.#node = node;
    this.#failAt = failAt;
  }

  /**
   * The whole of a file; JSON is a part of YAML.
   *
   * @throws VaultFileError for text that is no YAML.
   */
  static read(text: string, file: string): Piece {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter });
    const failAt = (offset: number, problem: string) =>
      new VaultFileError(`${file}:${lineCounter.linePos(offset).line || 1}: ${problem}`);
    const [error] = document.errors;
    if (error !== undefined) {
      const [what = ""] = error.message.split(/ at line \d+/);
      throw failAt(error.pos[0], `This is no YAML: ${what}.`);
    }
    return new Piece(document.contents, failAt);
  }

  /** An error about this value. */
  fail(problem: string): VaultFileError {
    return this.#failAt((this.#node as Node | null)?.range?.[0] ?? 0, problem);
  }

  /** The elements of a list; undefined: it is none. */
  list(): readonly Piece[] | undefined {
    if (!isSeq(this.#node)) return undefined;
    return this.#node.items.map((item) => new Piece(item, this.#failAt));
  }

  /** A text, a number or a truth value as it is written; undefined: it is none, or there is nothing. */
  text(): string | undefined {
    if (!isScalar(this.#node) || this.#node.value === null) return undefined;
    const { value, source } = this.#node;
    return typeof value === "string" ? value.trim() : (source ?? String(value));
  }

  /** Whether nothing is written. */
  isEmpty(): boolean {
    return this.#node === null || (isScalar(this.#node) && this.#node.value === null);
  }

  /**
   * The fields of a mapping; undefined: it is none.
   *
   * @throws VaultFileError for a field that is not allowed; `what` names the mapping.
   */
  fields(what: string, allowed: readonly string[]): Fields | undefined {
    if (!isMap(this.#node)) return undefined;
    const found = new Map<string, Piece>();
    for (const { key, value } of this.#node.items) {
      const name = new Piece(key, this.#failAt);
      const written = name.text() ?? "";
      if (!allowed.includes(written)) {
        throw name.fail(`${what} has no field '${written}', only ${listed(allowed)}.`);
      }
      // An alias has no text of its own, and nothing here needs one.
      if (isAlias(value)) throw name.fail(`'${written}' is an alias: write the value out.`);
      found.set(written, new Piece(value ?? key, this.#failAt));
      if (value === null) found.delete(written);
    }
    return new Fields(what, this, found);
  }
}

/** The fields of a mapping in a YAML file. */
export class Fields {
  readonly what: string;
  readonly #whole: Piece;
  readonly #found: ReadonlyMap<string, Piece>;

  constructor(what: string, whole: Piece, found: ReadonlyMap<string, Piece>) {
    this.what = what;
    this.#whole = whole;
    this.#found = found;
  }

  /** A field that is written and not empty. */
  piece(name: string): Piece | undefined {
    const piece = this.#found.get(name);
    return piece?.isEmpty() ? undefined : piece;
  }

  /**
   * The text of a field; undefined: it is left out.
   *
   * @throws VaultFileError for a list or a mapping.
   */
  text(name: string): string | undefined {
    const piece = this.piece(name);
    const text = piece?.text();
    if (piece !== undefined && text === undefined) throw this.fail(name, "is no single value");
    return text || undefined;
  }

  /**
   * One word of a list, however it is capitalized; undefined: it is left out.
   *
   * @throws VaultFileError for another word.
   */
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found === undefined) throw this.fail(name, `is '${text}', not ${listed(words, "or")}`);
    return found;
  }

  /** An error about a field, or about the whole where that is not written. */
  fail(name: string, problem: string): VaultFileError {
    return (this.#found.get(name) ?? this.#whole).fail(`'${name}' of ${this.what} ${problem}.`);
  }
}

/** Words in a sentence: `a, b and c`. */
export function listed(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
