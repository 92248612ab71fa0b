/** What is known of a term of a condition: its value, or undefined where it can be either. */
export type Knowledge = (term: string) => boolean | undefined;

const TOKENS = /&&|\|\||[<>=!]=|[<>!(),]|'(?:[^']|'')*'|[^\s&|<>=!(),']+/g;
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="];

/**
 * The value of an `if:`, as far as it follows from what is known; undefined where it can be either, and
 * where the condition cannot be read. A term is a comparison such as `a == 'b'` or a call such as
 * `always()`, with single blanks.
 */
export function evaluate(condition: string, known: Knowledge): boolean | undefined {
  const whole = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(condition);
  // An expression within a text makes a text, and GitHub takes any text but an empty one for true.
  if (whole === null && condition.includes("${{")) return true;
  const reader = new Reader((whole?.[1] ?? condition).match(TOKENS) ?? [], known);
  const value = reader.either();
  return reader.atEnd ? value : undefined;
}

/** Whether a condition asks for the status by itself, so that GitHub does not put `success() &&` before it. */
export function asksForStatus(condition: string): boolean {
  return /\b(always|success|failure|cancelled)\(/.test(condition.replaceAll(/'[^']*'/g, ""));
}

/** Reads tokens by GitHub's precedence: comparisons, `!`, `&&`, `||`. */
class Reader {
  readonly #tokens: readonly string[];
  readonly #known: Knowledge;
  #next = 0;

  constructor(tokens: readonly string[], known: Knowledge) {
    this.#tokens = tokens;
    this.#known = known;
  }

  get atEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  either(): boolean | undefined {
    const values = this.#parted("||", () => this.#all());
    if (values.includes(true)) return true;
    return values.includes(undefined) ? undefined : false;
  }

  #all(): boolean | undefined {
    const values = this.#parted("&&", () => this.#negated());
    if (values.includes(false)) return false;
    return values.includes(undefined) ? undefined : true;
  }

  #parted(operator: string, part: () => boolean | undefined): readonly (boolean | undefined)[] {
    const values = [part()];
    while (this.#take(operator)) values.push(part());
    return values;
  }

  #negated(): boolean | undefined {
    if (!this.#take("!")) return this.#compared();
    const value = this.#negated();
    return value === undefined ? undefined : !value;
  }

  #compared(): boolean | undefined {
    const left = this.#operand();
    const operator = COMPARISONS.find((one) => this.#take(one));
    if (operator === undefined) {
      return typeof left === "string" ? this.#known(left) : left?.value;
    }
    const right = this.#operand();
    if (typeof left !== "string" || typeof right !== "string") return undefined;
    return this.#known(`${left} ${operator} ${right}`);
  }

  /** The text of a name, a literal or a call; the value of what stands in brackets; undefined at the end. */
  #operand(): string | { readonly value: boolean | undefined } | undefined {
    if (this.#take("(")) {
      const value = this.either();
      return this.#take(")") ? { value } : undefined;
    }
    const name = this.#tokens[this.#next];
    if (name === undefined) return undefined;
    this.#next += 1;
    return this.#take("(") ? `${name}(${this.#untilClosed()}` : name;
  }

  #untilClosed(): string {
    let text = "";
    for (let open = 1; open > 0 && !this.atEnd; this.#next += 1) {
      const token = this.#tokens[this.#next] ?? "";
      if (token === "(") open += 1;
      if (token === ")") open -= 1;
      text += token;
    }
    return text;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next += 1;
    return true;
  }
}
