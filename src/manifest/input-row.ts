/** A program that runs the step; GitLab and others run the terminal's command. */
export type HostName = "github" | "terminal" | "azure-pipelines";

/** What the value of an input is, so that each host can offer the field, the option or the help that fits. */
export type InputType =
  /** One line of any kind: a name, an id, a URL. */
  | "text"
  /** Several lines. */
  | "lines"
  /** `true` or `false`. */
  | "flag"
  /** One of the words in `CHOICES`. */
  | "choice"
  /** Some of the words in `CHOICES`, with commas or line ends between them. */
  | "choices"
  /** A whole number from 1. */
  | "count"
  /** A positive number, with or without a fraction. */
  | "number"
  /** A length of time such as `24h`. */
  | "duration"
  /** A day such as `2040-12-31`, or a length of time from now on. */
  | "date-or-duration";

/** One row of the table of inputs, which every host reads. Plain data. */
export interface InputRow {
  readonly type: InputType;
  /** No operation does without it. */
  readonly required?: true;
  /** The hosts that have this input; all of them where it is left out. */
  readonly hosts?: readonly HostName[];
  /**
   * Whether all operations take it, so that a reusable step can pass it through, or only those whose
   * descriptors name it; others refuse it.
   */
  readonly operations: "all" | "some";
  /** Nothing may print its value. */
  readonly secret?: true;
  /** The value of an input that is left out; "" where there is none. */
  readonly default: string;
  /** Markdown for the user, without the default. `{name}` stands for the words of that choice. */
  readonly description: string;
}
