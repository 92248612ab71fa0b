import type { HttpClient, PipelineRequest } from "@azure/core-rest-pipeline";
import { createHttpHeaders } from "@azure/core-rest-pipeline";
import { nodeHttpClient } from "../../src/hosts/node.ts";
import { systemClock } from "../../src/time/clock.ts";
import { NEVER_CANCELLED } from "../unit/time/pace-builder.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** One answer of an endpoint, or the error that a request meets. */
export type Answer = { readonly status: number; readonly body?: unknown } | Error;

/** An endpoint that gives these answers, the last one again and again, in virtual time. */
export function answering(answers: readonly Answer[], signal = NEVER_CANCELLED) {
  const requests: PipelineRequest[] = [];
  const http: HttpClient = {
    async sendRequest(request) {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (answer === undefined || answer instanceof Error) throw answer;
      const bodyAsText =
        typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
      return { request, status: answer.status, headers: createHttpHeaders(), bodyAsText };
    },
  };
  return { requests, world: { http, clock: new VirtualClock(0), signal } };
}

/** What an asking ends with, which must not be an assertion. */
export function failureOf(assertion: Promise<string>): Promise<unknown> {
  return assertion.then(
    (given) => Promise.reject(new Error(`It was given: ${given}`)),
    (error: unknown) => error,
  );
}

/** The world of a program that really runs. */
export const REAL_WORLD = { http: nodeHttpClient(), clock: systemClock, signal: NEVER_CANCELLED };
