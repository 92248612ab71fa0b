import type { InputName } from "./manifest/input-table.ts";
import { nameInput } from "./manifest/names-in-messages.ts";
import type { Reason } from "./reasons.ts";
import { joinSentences } from "./text.ts";

/** Ids from the response's headers by which Azure support finds a request (E138). */
export interface RequestIds {
  readonly requestId: string;
  readonly correlationId: string;
}

/** What the service said about a failure. Strings and lists are empty if it said nothing. */
export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly recommendations: readonly string[];
}

/**
 * An error that the user can act on. `message` says what went wrong, `hint` says what to do about
 * it, and `reason` becomes the output of that name. An error of any other class that ends a step is
 * a bug in this action.
 */
export class ActionError extends Error {
  override readonly name: string = "ActionError";
  readonly reason: Reason;
  readonly hint: string;
  readonly service: ServiceError | undefined;

  constructor(
    reason: Reason,
    message: string,
    options: { hint: string; service?: ServiceError; cause?: unknown },
  ) {
    super(message, options);
    this.reason = reason;
    this.hint = options.hint;
    this.service = options.service;
  }
}

/** An input is wrong and the author of the step has to change it. Thrown before any request. */
export class InputError extends ActionError {
  override readonly name = "InputError";
  /** The name of the input. */
  readonly input: InputName;

  /** `problem` continues the sentence after the name, such as "is required". */
  constructor(name: InputName, problem: string, hint: string) {
    super("invalid-input", `Input ${nameInput(name)} ${problem}.`, { hint });
    this.input = name;
  }
}

/** An error status and what Azure said about it. */
interface RefusedAnswer {
  readonly status: number;
  readonly service: ServiceError;
  readonly ids: RequestIds;
  /** What to do about it, without the request's id, which `ArmError` adds. */
  readonly hint: string;
}

/** Azure Resource Manager answered a request with an error status. */
export class ArmError extends ActionError {
  override readonly name = "ArmError";
  override readonly service: ServiceError;
  /** Completes "Could not …". */
  readonly doing: string;
  readonly answer: RefusedAnswer;

  constructor(reason: Reason, doing: string, answer: RefusedAnswer) {
    const { status, service, ids, hint } = answer;
    const code = service.code === "" ? "" : `${service.code}, `;
    const said = service.message === "" ? "Azure gave no message" : service.message;
    const isUnsaid = ids.requestId !== "" && !said.includes(ids.requestId);
    const id = isUnsaid ? `Azure's request id is ${ids.requestId}.` : "";
    super(reason, `Could not ${doing}: ${said} (${code}HTTP ${status})`, {
      hint: joinSentences(hint, id),
      service,
    });
    this.doing = doing;
    this.answer = answer;
    this.service = service;
  }

  get status(): number {
    return this.answer.status;
  }

  get ids(): RequestIds {
    return this.answer.ids;
  }

  /** The same answer with another reason and other advice. */
  advised(reason: Reason, hint: string): ArmError {
    return new ArmError(reason, this.doing, { ...this.answer, hint });
  }
}

/**
 * A write was sent and no usable answer came back, so Azure may or may not have carried it out.
 * Only the item and its jobs can show which.
 */
export class UnknownOutcomeError extends ActionError {
  override readonly name = "UnknownOutcomeError";
  /** An answer that proves nothing; undefined if none came back. */
  readonly answer: ErrorAnswer | undefined;

  constructor(
    doing: string,
    why: string,
    { answer, ...options }: { cause?: unknown; answer?: ErrorAnswer | undefined } = {},
  ) {
    super("contact-lost", `It is not known whether Azure took the request to ${doing}: ${why}.`, {
      // Advice is added at the end, when it is known what the step was doing.
      hint: "",
      ...(answer === undefined || answer.service.code === "" ? {} : { service: answer.service }),
      ...options,
    });
    this.answer = answer;
  }
}

/** An error status with what the service said; empty if the body is not Azure's own. */
export interface ErrorAnswer {
  readonly status: number;
  readonly service: ServiceError;
}

/**
 * Azure certainly did not carry out a write: it throttled the request or was never reached. The
 * write may be sent again after everything it was planned on has been read again.
 */
export class TurnedAwayError extends ActionError {
  override readonly name = "TurnedAwayError";
  /** The wait that Azure asked for, in milliseconds. */
  readonly afterMs: number | undefined;

  constructor(doing: string, why: string, afterMs: number | undefined) {
    super("contact-lost", `Azure did not take the request to ${doing}: ${why}.`, {
      hint: "Nothing was changed by it.",
    });
    this.afterMs = afterMs;
  }
}

/** A fault of whoever gives tokens, which passes. `why` says what it was, such as "HTTP 503". */
export class SignInOutageError extends ActionError {
  override readonly name = "SignInOutageError";
  readonly why: string;

  constructor(why: string, message: string, options: ConstructorParameters<typeof ActionError>[2]) {
    super("sign-in-failed", message, options);
    this.why = why;
  }
}

/** The step's own deadline passed. `during` says what the step was waiting for. */
export class DeadlineError extends ActionError {
  override readonly name = "DeadlineError";

  constructor(during: string) {
    super("timed-out", `Time ran out while ${during}.`, {
      hint: `Work that Azure has accepted continues there. Raise ${nameInput("timeout-minutes")} if this happens often.`,
    });
  }
}

/** The run was cancelled; `message` says by what. */
export class RunCancelledError extends ActionError {
  override readonly name = "RunCancelledError";

  constructor(message: string) {
    super("workflow-cancelled", message, {
      hint: "Nothing was cancelled in Azure: a job that has started keeps running. If its id was known, it is in the outputs and in the summary.",
    });
  }
}

/** The message of anything that was thrown, which need not be an error. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
