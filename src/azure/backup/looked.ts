import type { ArmResponse } from "../arm/answer.ts";

/** One look at something that changes, with what the service said about how often to look. */
export interface Looked<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
  readonly remaining: number | undefined;
}

/** One look, made from an answer. */
export function looked<T>({ retryAfterMs, remaining }: ArmResponse, value: T): Looked<T> {
  return { value, retryAfterMs, remaining };
}
