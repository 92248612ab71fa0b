/** What the runner of GitHub Actions offers a step. */
export interface Runner {
  /** The value of an input, by its name in `action.yml`; "" if it is left out. */
  input(name: string): string;
  /** The names of all environment variables; each input is one, also one that `action.yml` lacks (E222). */
  readonly variables: readonly string[];
  /** The value of an environment variable; "" if it is not set. */
  env(name: string): string;
  /** Sets one output; the last value set under a name wins. */
  output(name: string, value: string): void;
  /** Masks a value in everything the runner prints from now on. */
  mask(secret: string): void;
  /** Prints one line; `debug` lines show only with `ACTIONS_STEP_DEBUG`. */
  log(line: string): void;
  debug(line: string): void;
  /** Prints lines folded under a title. */
  group(title: string, lines: readonly string[]): void;
  /** Prints an annotation. */
  warning(message: string): void;
  error(message: string, title: string): void;
  /** Writes the job summary (Markdown). */
  summary(markdown: string): void;
  /**
   * Replaces the report's file by these parts of JSON, as a whole, so that a reader never finds half of
   * one, and returns its path. It is written when this returns: a step that is killed then leaves it.
   */
  writeReport(parts: Iterable<string>): string;
  /** Asks GitHub for an OIDC token (assertion) for `audience`. */
  oidcToken(audience: string): Promise<string>;
  /**
   * Posts a commit status on the run's commit.
   *
   * @throws an error with GitHub's HTTP status in `status`, or the error of the connection.
   */
  postStatus(status: CommitStatus, token: string, signal: AbortSignal): Promise<void>;
  /** The workflow run, as `owner/repository run 123`. */
  readonly run: string;
  /** Lets the step pass. A step that never calls it is red, however it ends. */
  pass(): void;
}

/** A verdict as GitHub shows it on a commit. */
export interface CommitStatus {
  readonly state: "success" | "failure" | "pending";
  /** Its name, 255 characters at most. */
  readonly context: string;
  /** 140 characters at most. */
  readonly description: string;
}
