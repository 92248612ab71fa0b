/** What the process offers a step that a terminal or a script started. */
export interface Terminal {
  /** The value of an environment variable; "" if it is not set. */
  env(name: string): string;
  /**
   * Writes to standard output. A reader that has gone away is no error.
   *
   * @throws whatever else keeps it from being written.
   */
  print(text: string): Promise<void>;
  /** Writes a lasting line to standard error. */
  note(line: string): void;
  /** A text in colour, where the stream shows colours. */
  paint(style: Style, text: string, stream: "stdout" | "stderr"): string;
  /** The lines at the end of standard error that change; undefined where nobody watches them. */
  readonly live: LiveLines | undefined;
  /** Asks a question; undefined where nobody can answer. Rejects with the signal's reason. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
  /** Whether somebody is there who would not see a question. */
  readonly hidesQuestions: boolean;
  /** Replaces the report's file by these parts of JSON, as a whole, and returns its path. */
  writeReport(parts: Iterable<string>): string;
  /** Replaces a file as a whole, so that a reader never finds half of one. */
  replaceFile(path: string, text: string): void;
  /** Throws if a file could not be written, as far as that shows without touching it. */
  checkFile(path: string): void;
  readFile(path: string): string;
  /** Sets the exit code, which is 1 until then. */
  exitWith(code: number): void;
}

/** A colour or a weight of text. */
export type Style = "green" | "red" | "yellow" | "bold" | "dim";

/** Lines that are drawn anew in their place. */
export interface LiveLines {
  readonly columns: number;
  readonly rows: number;
  /** Calls `draw` now and then, until `end`, and draws the lines that it returns. */
  begin(draw: () => readonly string[]): void;
  /** Draws at once. */
  update(): void;
  /** Removes the lines. */
  end(): void;
}

/** What the user wrote on the command line, already read but not yet checked by the step. */
export interface CommandLine {
  readonly operation: string;
  /** The inputs that are given, by their names; several lines are one text. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly json: boolean;
  readonly debug: boolean;
  /** Answers the question before a write. */
  readonly yes: boolean;
  /** Paths; "" if not given. */
  readonly summaryFile: string;
  readonly dotenv: string;
  readonly clientSecretFile: string;
}
