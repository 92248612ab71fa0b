import type { ArmResponse } from "../arm/answer.ts";

/** One look at something that changes, with what the service said about the pace of looking. */
export interface Looked<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
  readonly remaining: number | undefined;
}

/** What an answer let us see, as one look. */
export function looked<T>({ retryAfterMs, remaining }: ArmResponse, value: T): Looked<T> {
  return { value, retryAfterMs, remaining };
}
