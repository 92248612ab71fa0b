import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import type { Clock } from "../../src/time/clock.ts";
import { errorAnswer } from "./answer-builders.ts";
import { decodedPath, sameId } from "./item.ts";
import type { Recording } from "./recording.ts";
import { RecordedService } from "./service.ts";
import type { Answer } from "./slice.ts";

/** Headers that describe the recorded transfer, not the answer. */
export const TRANSFER_HEADERS: readonly string[] = [
  "content-length",
  "transfer-encoding",
  "content-encoding",
  "connection",
  "date",
];

/** What a resource guard wants before a deletion. */
const UNLOCK = "POST /backupResourceGuardProxies/VaultProxy/unlockDelete";

/** What the server has to know of one replay. */
interface ServerOptions {
  readonly clock: Clock;
  /** Requests without this token are refused. */
  readonly token: string;
  /** Called from the request number `mostRequests` on, to end a client that never sleeps. */
  readonly onTooMany: () => void;
  readonly mostRequests?: number;
}

/** Serves one recording in place of the network, and notes every request that fits nowhere. */
export class ReplayServer implements HttpClient {
  readonly service: RecordedService;
  readonly unexpected: string[] = [];
  requests = 0;
  readonly #recording: Recording;
  readonly #options: ServerOptions;

  constructor(recording: Recording, options: ServerOptions) {
    this.#recording = recording;
    this.#options = options;
    this.service = new RecordedService(recording, options.clock);
  }

  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    if (request.abortSignal?.aborted) throw new DOMException("Aborted.", "AbortError");
    this.requests += 1;
    if (this.requests >= (this.#options.mostRequests ?? 5_000)) this.#options.onTooMany();

    const { status, headers, body } = this.#answer(request);
    const kept = Object.entries(headers).filter(([name]) => !TRANSFER_HEADERS.includes(name));
    const date = new Date(this.#options.clock.now()).toUTCString();
    return {
      request,
      status,
      headers: createHttpHeaders({ ...Object.fromEntries(kept), date }),
      bodyAsText: body,
    };
  }

  #answer(request: PipelineRequest): Answer {
    const { method, url } = request;
    const { vaultId } = this.#recording;
    const path = decodedPath(url);
    const inVault =
      new URL(url).origin === "https://management.azure.com" &&
      sameId(path.slice(0, vaultId.length), vaultId);
    if (inVault && request.headers.get("authorization") !== `Bearer ${this.#options.token}`) {
      this.unexpected.push(`${method} ${path} without the token`);
      return errorAnswer(401, "InvalidAuthenticationToken");
    }
    const below = path.slice(vaultId.length);
    const answer = !inVault
      ? undefined
      : method === "GET"
        ? this.#read(below, new URL(url).searchParams.has("$filter"))
        : this.#write(request, below);
    if (answer) return answer;
    this.unexpected.push(`${method} ${path}`);
    return errorAnswer(404, "NotInTheRecording");
  }

  #write({ method, body }: PipelineRequest, below: string): Answer | undefined {
    const { vaultId, writePath } = this.#recording;
    const sent = typeof body === "string" ? body : null;
    if (sameId(`${method} ${below}`, UNLOCK)) return this.service.unlock(sent);
    if (!sameId(below, writePath.slice(vaultId.length))) return undefined;
    return this.service.write(method, sent);
  }

  #read(below: string, isFiltered: boolean): Answer | undefined {
    const { vaultId, itemId, operationId, facts } = this.#recording;
    const { service } = this;
    const is = (path: string) => sameId(below, path);
    if (is("")) return service.vault();
    if (is("/backupResourceGuardProxies")) return service.guardProxies();
    if (is("/backupJobs")) return service.jobs();
    if (facts.jobId !== "" && is(`/backupJobs/${facts.jobId}`)) return service.job();
    const owner = itemId === "" ? `/backupJobs/${facts.jobId}` : itemId.slice(vaultId.length);
    const operation = [
      `/backupOperations/${operationId}`,
      `${owner}/operationsStatus/${operationId}`,
    ];
    const result = [
      `/backupOperationResults/${operationId}`,
      `${owner}/operationResults/${operationId}`,
    ];
    if (operationId !== "" && operation.some(is)) return service.operation();
    if (operationId !== "" && result.some(is)) return service.result();

    if (itemId === "") return undefined;
    if (is(owner)) return service.item();
    if (is(`${owner}/recoveryPoints`) && !isFiltered) return service.points();
    if (is("/backupProtectedItems")) return service.items();
    const policy = /^\/backupPolicies\/([^/]+)$/i.exec(below)?.[1];
    return policy ? service.policy(policy) : undefined;
  }
}
