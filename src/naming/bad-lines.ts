import { ActionError, InputError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { type Reason, rankOf } from "../reasons.ts";

/** A line of `item` that cannot be used. */
export interface BadLine {
  readonly written: string;
  readonly reason: Reason;
  /** The error about this line alone. It lists at most `most` candidates. */
  error(most: number): ActionError;
}

/** How many candidates an error lists if only one line is bad; a vault can hold hundreds. */
const LISTED = 20;
/** How many each of several bad lines lists. */
const LISTED_OF_SEVERAL = 5;
/** How many bad lines an error tells one by one. */
const TOLD = 20;

/**
 * Refuses all bad lines in one error. With one of them the error is its own.
 *
 * @throws ActionError with the first reason in the order of `REASONS`.
 */
export function refuseBadLines(lines: readonly BadLine[]): void {
  const bad = [...new Map(lines.map((line) => [line.written, line])).values()];
  const [first, ...others] = bad.toSorted((a, b) => rankOf(a.reason) - rankOf(b.reason));
  if (first === undefined) return;
  if (others.length === 0) throw first.error(LISTED);
  const told = together(bad.slice(0, TOLD));
  const rest = bad.length - TOLD;
  const more = `${rest} more ${rest === 1 ? "line is" : "lines are"} wrong too.`;
  throw new ActionError(
    first.reason,
    `${bad.length} lines of ${nameInput("item")} are wrong. ${told}${rest > 0 ? ` ${more}` : ""}`,
    { hint: "Correct each of these lines. Nothing was done to any item." },
  );
}

/** What is wrong with each line. Lines with the same advice stand together, before that advice. */
function together(lines: readonly BadLine[]): string {
  const byHint = new Map<string, string[]>();
  for (const { message, hint } of lines.map((line) => line.error(LISTED_OF_SEVERAL))) {
    byHint.set(hint, [...(byHint.get(hint) ?? []), message]);
  }
  return [...byHint].map(([hint, messages]) => `${messages.join(" ")} ${hint}`).join(" ");
}

/** What is wrong with a line, and what to do about it. */
export function inWords(line: BadLine): string {
  const { message, hint } = line.error(LISTED_OF_SEVERAL);
  return `${message} ${hint}`;
}

/**
 * Does the same with each line, as far as it can be used.
 *
 * @throws InputError about the one bad line, or ActionError (`invalid-input`) about all of them.
 */
export function readEachLine<T extends string | { readonly written: string }, R>(
  lines: readonly T[],
  read: (line: T) => R,
): readonly R[] {
  const bad: BadLine[] = [];
  const good = lines.flatMap((line) => {
    try {
      return [read(line)];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const written = typeof line === "string" ? line : line.written;
      bad.push({ written, reason: error.reason, error: () => error });
      return [];
    }
  });
  refuseBadLines(bad);
  return good;
}
