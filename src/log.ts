/**
 * The lines that a step prints while it runs. A host decides how each line looks and makes it safe
 * to print.
 */
export interface Log {
  /** Prints one line. */
  say(line: string): void;
  /** Prints lines that only some readers need, below a title. */
  detail(title: string, lines: readonly string[]): void;
  /** Warns about something the reader should know although nothing is wrong. */
  warn(line: string): void;
  /** Prints a line for debugging. */
  debug(line: string): void;
}
