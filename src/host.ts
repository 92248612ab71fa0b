import type { HttpClient } from "@azure/core-rest-pipeline";
import type { Cloud } from "./azure/identity/clouds.ts";
import type { SignInSettings, TokenSource } from "./azure/identity/sign-in.ts";
import type { Clock } from "./time/clock.ts";

/** What GitHub gives an action. Only `github/` implements it, with `@actions/*`. */
export interface Host {
  /** The value of an input, by its name in `action.yml`; "" where it is left out. */
  input(name: string): string;
  /** The value of an environment variable; "" where it is not set. */
  env(name: string): string;
  /** Sets one output; the last value set under a name wins. */
  output(name: string, value: string): void;
  /** Masks a value in everything the runner prints from now on. */
  mask(secret: string): void;
  /** Prints one line; `debug` lines show under `ACTIONS_STEP_DEBUG` only. */
  log(line: string): void;
  debug(line: string): void;
  /** Prints lines that are folded away below their title. */
  group(title: string, lines: readonly string[]): void;
  /** Prints an annotation. */
  warning(message: string): void;
  error(message: string, title: string): void;
  /** Writes the job summary (Markdown). */
  summary(markdown: string): Promise<void>;
  /** Writes the whole report to a file and returns its path. */
  writeReport(json: string): Promise<string>;
  /** Asks GitHub for an OIDC token (assertion) for `audience`. */
  oidcToken(audience: string): Promise<string>;
  /**
   * Posts a commit status on the run's commit.
   *
   * @throws an error with GitHub's HTTP status in `status`, or what the connection failed with.
   */
  postStatus(status: CommitStatus, token: string, signal: AbortSignal): Promise<void>;
  /** The workflow run, as `owner/repository run 123`; part of the user agent, so that Azure's activity log shows it. */
  readonly run: string;
  /** Lets the step pass. A step that never calls it is red, whatever ends it. */
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

/** Everything else outside the action: time, network, identity, cancellation. */
export interface World {
  readonly clock: Clock;
  /** Sends one HTTP request; the default client of `@azure/core-rest-pipeline` in production. */
  readonly http: HttpClient;
  /** Aborts when the workflow is cancelled. */
  readonly signal: AbortSignal;
  /** Makes a source of ARM tokens; the real one loads `@azure/identity` when first asked. */
  readonly signIn: SignIn;
  /** The subscription of the Azure CLI's session. */
  readonly sessionSubscription: (signal: AbortSignal) => Promise<string>;
  /** A new random UUID, sent as `x-ms-client-request-id`. */
  readonly uuid: () => string;
}

/** Chooses an identity by the sign-in inputs. */
export type SignIn = (
  settings: SignInSettings,
  cloud: Cloud,
  parts: { host: Host; world: World },
) => TokenSource;
