import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { FakeRunner } from "../support/fake-runner.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { errorAnswer } from "./answer-builders.ts";
import { decodedPath } from "./item.ts";
import type { Played, Run } from "./play.ts";
import { TRANSFER_HEADERS } from "./server.ts";
import type { Answer, Exchange } from "./slice.ts";
import type { RecordedStep } from "./step.ts";

const TOKEN = "replay-token";
const MOST_REQUESTS = 5_000;

/**
 * Plays a step that only read: the action has to ask for what was recorded, and nothing else, and
 * come to the recorded verdict.
 */
export async function playStep(step: RecordedStep, run: Run): Promise<Played> {
  const clock = new VirtualClock(step.startMs);
  const host = new FakeRunner({ inputs: { ...step.inputs } });
  const cancel = new AbortController();
  const server = new StepServer(step.exchanges, () =>
    cancel.abort(new Error("The replay ended a client that never stops asking.")),
  );
  const thrown = await run(host, {
    ...{ clock, http: server, signal: cancel.signal },
    signIn: () => async () => TOKEN,
    sessionSubscription: async () => "",
    ...{ uuid: () => "00000000-0000-4000-8000-000000000000", random: () => 0 },
  }).then(
    () => [],
    (error: unknown) => [`threw ${error}`],
  );
  const ours = { gate: host.outputs.get("gate") ?? "", reason: host.outputs.get("reason") ?? "" };
  const faults = [...thrown, ...server.unexpected.map((request) => `unexpected ${request}`)];
  return {
    slice: { name: step.name, workload: step.workload, operation: step.inputs.operation ?? "" },
    expected: { gate: step.gate, reason: step.reason },
    ours,
    requests: server.requests,
    theirRequests: step.exchanges.length,
    secondsLate: undefined,
    filled: new Map(),
    faults,
    errors: host.errors.map(({ message }) => message),
    matched: ours.gate === step.gate && ours.reason === step.reason && faults.length === 0,
  };
}

/** Gives the recorded answers to each request in order, the last one again and again. */
class StepServer implements HttpClient {
  readonly unexpected: string[] = [];
  requests = 0;
  readonly #answers = new Map<string, Answer[]>();
  readonly #onTooMany: () => void;

  constructor(exchanges: readonly Exchange[], onTooMany: () => void) {
    this.#onTooMany = onTooMany;
    for (const { request, response } of exchanges) {
      const key = keyOf(request);
      this.#answers.set(key, [...(this.#answers.get(key) ?? []), response]);
    }
  }

  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    if (request.abortSignal?.aborted) throw new DOMException("Aborted.", "AbortError");
    this.requests += 1;
    if (this.requests >= MOST_REQUESTS) this.#onTooMany();
    const answers = this.#answers.get(keyOf(request)) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) this.unexpected.push(keyOf(request));
    const { status, headers, body } = answer ?? errorAnswer(404, "NotInTheRecording");
    const kept = Object.entries(headers).filter(
      ([name]) => name === "date" || !TRANSFER_HEADERS.includes(name),
    );
    return {
      request,
      status,
      headers: createHttpHeaders(Object.fromEntries(kept)),
      bodyAsText: body,
    };
  }
}

/** What makes two requests the same: neither case, nor the API's version, nor a time in a filter. */
function keyOf({ method, url }: { readonly method: string; readonly url: string }): string {
  const { origin, searchParams } = new URL(url);
  const query = [...searchParams]
    .map(([name, value]) => [name.toLowerCase(), value.toLowerCase()] as const)
    .filter(([name]) => name !== "api-version")
    .map(([name, value]) => `${name}=${value.replace(/'\d{4}-\d\d-\d\d[^']*'/g, "(time)")}`);
  return `${method} ${origin}${decodedPath(url).toLowerCase()} ${query.sort().join("&")}`.trim();
}
