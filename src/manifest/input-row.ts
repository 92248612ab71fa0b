/** What starts the step; GitLab's component and all others run the terminal's command. */
export type HostName = "github" | "terminal" | "azure-pipelines" | "gitlab";

/** The type of an input, so that each host can offer the right field, option or help. */
export type InputType =
  /** One line of any kind: a name, an id, a URL. */
  | "text"
  /** Several lines of names, which may hold any character: no host may replace a part of them (E212). */
  | "lines"
  /** `true` or `false`; on GitLab a variable holds no boolean, so the option is around it (E213). */
  | "flag"
  /** One of the words in `CHOICES`. */
  | "choice"
  /** Some of the words in `CHOICES`, separated by commas or line ends. */
  | "choices"
  /** A whole number, 1 or more. */
  | "count"
  /** A positive number, with or without a fraction. */
  | "number"
  /** A length of time such as `24h`. */
  | "duration"
  /** A day such as `2040-12-31`, or a length of time from now. */
  | "date-or-duration";

/** One row of the table of inputs, which every host reads. Plain data. */
export interface InputRow {
  readonly type: InputType;
  /** Every operation needs it. */
  readonly required?: true;
  /** The hosts that have this input; all if left out. */
  readonly hosts?: readonly HostName[];
  /**
   * Whether all operations accept it, so that a reusable step can pass it through, or only those
   * whose descriptors name it; the others refuse it.
   */
  readonly operations: "all" | "some";
  /** Nothing may print its value. */
  readonly secret?: true;
  /** The value of an input that is left out; "" if there is none. */
  readonly default: string;
  /** Markdown for the user, without the default. `{name}` is replaced by the words of that choice. */
  readonly description: string;
  /** What hosts say instead that have other words for it, in the same form. */
  readonly descriptionOn?: Partial<Readonly<Record<HostName, string>>>;
}
