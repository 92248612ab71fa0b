import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";
import type { Clock } from "../../src/time/clock.ts";
import type { Answer, Emulator } from "../emulator/emulator.ts";

/** A hang is a sleep longer than any limit, so that a virtual clock can run into the limit. */
const FOR_EVER_MS = 24 * 3_600_000;

/** Hands requests to the emulator without a socket; connections fail as Node's would. */
export function inProcess(emulator: Emulator, clock: Clock): HttpClient {
  return {
    async sendRequest(request) {
      if (new URL(request.url).origin !== emulator.origin) {
        throw new Error(`A request went to ${request.url}, where no token must ever go.`);
      }
      const answer = await emulator.handle({
        method: request.method,
        url: request.url,
        headers: request.headers.toJSON(),
        ...(typeof request.body === "string" ? { body: request.body } : {}),
      });
      return receive(answer, request, clock);
    },
  };
}

async function receive(
  answer: Answer,
  request: PipelineRequest,
  clock: Clock,
): Promise<PipelineResponse> {
  switch (answer.kind) {
    case "response":
      return {
        request,
        status: answer.response.status,
        headers: createHttpHeaders(answer.response.headers),
        bodyAsText: answer.response.body,
      };
    case "dropped":
      throw new RestError("socket hang up", { code: "ECONNRESET", request });
    case "cut":
      throw new RestError("the body broke off", { code: RestError.PARSE_ERROR, request });
    case "hang":
      await clock.sleep(FOR_EVER_MS, request.abortSignal as AbortSignal);
      throw new Error("A request hung for a day and nobody gave up.");
  }
}
