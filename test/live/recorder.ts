import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Clock } from "../../src/time/clock.ts";

/** One request as it was sent, and its answer; nothing is replaced yet. */
export interface Sent {
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that keeps what it sends and gets, in the order in which it was sent. */
interface Recorder {
  readonly http: HttpClient;
  /** Tokens that were sent; they are in no record. */
  readonly tokens: ReadonlySet<string>;
  /** The requests since the last call, and how many of them got no answer. */
  take(): { readonly sent: readonly Sent[]; readonly lost: number };
}

/** Records the traffic of a client to anywhere. */
export function recorder(http: HttpClient, clock: Pick<Clock, "now">): Recorder {
  const tokens = new Set<string>();
  let requests: { at: number; request: PipelineRequest; response?: PipelineResponse }[] = [];
  return {
    http: {
      async sendRequest(request) {
        const token = request.headers.get("authorization")?.replace(/^Bearer /i, "");
        if (token) tokens.add(token);
        const entry: (typeof requests)[number] = { at: clock.now(), request };
        requests.push(entry);
        const response = await http.sendRequest(request);
        entry.response = response;
        return response;
      },
    },
    tokens,
    take() {
      const sent = requests.flatMap(({ at, request, response }) =>
        response === undefined ? [] : [sentOf(at, request, response)],
      );
      const lost = requests.length - sent.length;
      requests = [];
      return { sent, lost };
    },
  };
}

function sentOf(at: number, request: PipelineRequest, response: PipelineResponse): Sent {
  const headers = response.headers.toJSON();
  return {
    at,
    method: request.method,
    url: request.url,
    requestHeaders: request.headers.toJSON(),
    requestBody: typeof request.body === "string" ? request.body : null,
    status: response.status,
    headers: { date: new Date(at).toUTCString(), ...headers },
    body: response.bodyAsText ?? "",
  };
}
