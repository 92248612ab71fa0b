import type { HostSignIn } from "./azure/identity/sign-in.ts";
import type { Log } from "./log.ts";
import type { InputName } from "./manifest/input-table.ts";
import type { StepReport } from "./report/step-report.ts";
import type { Known, Verdict } from "./sequence/known.ts";

/**
 * The port: what a step needs from whatever runs it. The core hands over facts; a host decides how
 * they look.
 */
export interface Host {
  /** The value of an input as it was given, or its default; "" where it has neither. */
  input(name: InputName): string;
  /** The value of an environment variable; "" where it is not set. */
  env(name: string): string;
  readonly log: Log;
  /** Keeps a value out of everything that is printed from now on. */
  secret(value: string): void;
  readonly signIn: HostSignIn;
  readonly run: HostRun;
  /** Takes in what is known of an item so far, the id of its job first of all: the step may be killed before it can report. */
  progress(known: Known): void;
  /**
   * Reports the end of the step and lets it pass or fail. It never throws.
   *
   * @returns the verdict that was published: another one where the outputs could not be written.
   */
  publish(report: StepReport): Promise<Verdict>;
}

/** The run that a step is part of, and what its host allows. */
export interface HostRun {
  /** Names the run in the user agent, so that Azure's activity log shows who asked. */
  readonly name: string;
  /** How many characters of JSON one output can hold. */
  readonly mostOutputCharacters: number;
  /** After how many minutes the host ends a run by itself, and what to say of it, to go on a sentence; undefined where it does not. */
  readonly limit: { readonly minutes: number; readonly told: string } | undefined;
}
