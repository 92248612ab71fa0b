import type { HostSignIn } from "./azure/identity/sign-in.ts";
import type { Log } from "./log.ts";
import type { InputName } from "./manifest/input-table.ts";
import type { AccountSoFar, StepReport } from "./report/step-report.ts";
import type { Verdict } from "./sequence/known.ts";

/**
 * The port: what a step needs from the system that runs it. The core hands over facts; a host
 * decides how they look.
 */
export interface Host {
  /** The value of an input as given, or its default; "" if it has neither. */
  input(name: InputName): string;
  /**
   * The part of an input's value that the host should have replaced and has not, and what to do about
   * it; undefined if there is none. Left out on a host that replaces nothing by itself.
   */
  unresolved?(value: string): Unresolved | undefined;
  /**
   * An input that the step was given and does not have; undefined if there is none. Left out on a host
   * that refuses it itself.
   */
  readonly unknownInput?: UnknownInput | undefined;
  /** The value of an environment variable; "" if it is not set. */
  env(name: string): string;
  readonly log: Log;
  /** Keeps a value out of everything printed from now on. */
  secret(value: string): void;
  readonly signIn: HostSignIn;
  readonly run: HostRun;
  /**
   * Receives what is known so far of each item, or of a step about no item yet: at the start, and
   * whenever Azure has named an operation or a job, because the step may be killed before it can
   * report. Never throws. An account of which nothing has changed is the same object as before.
   */
  progress(accounts: readonly AccountSoFar[]): void;
  /**
   * Reports the end of the step and makes it pass or fail. Never throws.
   *
   * @returns the published verdict, which differs from the report's if the outputs could not be
   * written.
   */
  publish(report: StepReport): Promise<Verdict>;
}

/** An input that does not exist: its name in lower case, and what to do about it. */
export interface UnknownInput {
  readonly name: string;
  readonly hint: string;
}

/** What a host has left in a value as it is written. */
interface Unresolved {
  readonly part: string;
  readonly hint: string;
}

/** The run that a step belongs to, and the limits its host sets. */
export interface HostRun {
  /** Names the run in the user agent, so that Azure's activity log shows who made the request. */
  readonly name: string;
  /** Whether a value fits into one output, written as JSON. */
  fitsOutput(value: object): boolean;
  /**
   * The minutes after which the host ends a run by itself, and a clause about it that continues a
   * sentence; undefined if there is no such limit.
   */
  readonly limit: { readonly minutes: number; readonly clause: string } | undefined;
}
