/** What a step says while it runs. A host decides how each line looks, and makes it harmless there. */
export interface Log {
  /** Prints one line. */
  say(line: string): void;
  /** Prints what only some readers need, below its title. */
  detail(title: string, lines: readonly string[]): void;
  /** Warns of what the reader should know although nothing is wrong. */
  warn(line: string): void;
  /** Prints a line for those who debug. */
  debug(line: string): void;
}
