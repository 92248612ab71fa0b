import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";
import type { EmulatorRequest, EmulatorResponse } from "../emulator/server/wire.ts";
import { asOf } from "../emulator/vault/past.ts";
import { altered, withFirstTwice, withNumberedTiers } from "./alter.ts";
import type { SimulationClock } from "./clock.ts";
import { elsewhere } from "./elsewhere.ts";
import { type Faults, faultsOf, whereOf } from "./faults.ts";
import { oddOperation } from "./odd-operation.ts";
import { PLACE } from "./place.ts";
import type { SentRequest, Token } from "./record.ts";
import type { Mishap, Scene } from "./scene.ts";
import type { SimulatedAzure } from "./world.ts";

/** The way between a step and Azure. */
export interface Network extends HttpClient {
  readonly requests: SentRequest[];
}

/** What a network connects, and whom it tells that a request is about to be made. */
interface NetworkParts {
  readonly scene: Scene;
  readonly clock: SimulationClock;
  readonly world: SimulatedAzure;
  readonly tokens: ReadonlyMap<string, Token>;
  readonly beforeRequest: (index: number, method: string) => void;
}

/** Carries requests to Azure and answers back, each way taking its time and going wrong as drawn. */
export function networkOf(parts: NetworkParts): Network {
  const requests: SentRequest[] = [];
  const faults = faultsOf(parts.scene);
  return {
    requests,
    async sendRequest(request) {
      const bearer = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
      const sent = { ...recordOf(request, parts.clock.now()), token: parts.tokens.get(bearer) };
      requests.push(sent);
      parts.beforeRequest(requests.length - 1, sent.method);
      try {
        return await carry(request, sent, faults, parts);
      } catch (error) {
        sent.outcome = request.abortSignal?.aborted ? "aborted" : "dropped";
        throw error;
      } finally {
        sent.answeredAt = parts.clock.now();
      }
    },
  };
}

function recordOf(request: PipelineRequest, at: number): Omit<SentRequest, "token"> {
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname);
  return {
    at,
    method: request.method,
    url: request.url,
    origin: url.origin,
    path: path.replace(/^.*?\/vaults\/[^/]+/i, ""),
    filter: url.searchParams.get("$filter") ?? "",
    body: typeof request.body === "string" ? request.body : "",
    carriedOut: false,
    answeredAt: undefined,
    dueAt: at,
    outcome: "",
    mishap: "",
    answer: "",
    headers: {},
  };
}

async function carry(
  request: PipelineRequest,
  sent: SentRequest,
  faults: Faults,
  { scene, clock, world }: NetworkParts,
): Promise<PipelineResponse> {
  if (sent.origin !== PLACE.origin) {
    throw new RestError("nobody there", { code: "ENOTFOUND", request });
  }
  const wait = (ms: number) => clock.sleep(ms, request.abortSignal as AbortSignal);
  const what = faults.take(sent);
  sent.mishap = what === undefined ? "" : nameOf(what);
  sent.dueAt += what?.kind === "hang" ? Number.POSITIVE_INFINITY : scene.latencyMs;
  if (what?.kind === "delay") sent.dueAt += what.ms;
  await wait(scene.latencyMs / 2);
  if (what?.kind === "delay" && what.before) await wait(what.ms);

  const prevented = what !== undefined && "acted" in what && !what.acted;
  const emulated: EmulatorRequest = {
    method: sent.method,
    url: urlAsked(what, sent, world),
    headers: request.headers.toJSON(),
    ...(sent.body !== "" && { body: sent.body }),
  };
  const real = prevented ? undefined : await answerOf(emulated, sent, { scene, clock, world });
  if (what?.kind === "hang") await untilAborted(request.abortSignal as AbortSignal);
  if (what?.kind === "delay" && !what.before) await wait(what.ms);
  await wait(scene.latencyMs / 2);
  if (what?.kind === "drop") {
    throw new RestError(`the connection ended (${what.code})`, { code: what.code, request });
  }
  const response = spoilt(real, what, sent, world);
  const headers = withDate(response.headers, scene, clock.now());
  sent.outcome = response.status;
  sent.answer = response.body;
  sent.headers = headers;
  return {
    request,
    status: response.status,
    headers: createHttpHeaders(headers),
    bodyAsText: response.body,
  };
}

/** What the service takes a request for. */
function urlAsked(what: Mishap | undefined, sent: SentRequest, world: SimulatedAzure): string {
  if (what?.kind === "about") return elsewhere(sent, world);
  const url = new URL(sent.url);
  if (what?.kind === "unfiltered") url.searchParams.delete("$filter");
  // What is said of soft-deleted points is said only where they are listed.
  const isFlag = what?.kind === "alter" && what.path.endsWith("isSoftDeleted");
  if (isFlag && !/AzureFileShare/i.test(sent.path))
    url.searchParams.set("$filter", "includeSoftDeletedRP eq 'true'");
  return url.href;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

/** Azure's own answer: reads may be behind, writes never are. */
async function answerOf(
  emulated: EmulatorRequest,
  sent: SentRequest,
  { scene, clock, world }: Pick<NetworkParts, "scene" | "clock" | "world">,
): Promise<EmulatorResponse> {
  const now = clock.now();
  sent.carriedOut = true;
  const read = () => world.book.handle(emulated, "ours", now);
  const behindMs = sent.method === "GET" ? staleness(sent, scene) : 0;
  const answer = await (behindMs > 0 ? asOf(world.book, now - behindMs, read) : read());
  if (answer.kind !== "response") throw new Error("The emulator has no faults of its own here.");
  const isJobs = /^\/backupJobs$/i.test(sent.path);
  return isJobs ? withoutYoung(answer.response, now - scene.staleJobsMs) : answer.response;
}

/** A list of jobs without those that began after a time (epoch ms): it takes a while to show them (recordings). */
function withoutYoung(response: EmulatorResponse, after: number): EmulatorResponse {
  const list = JSON.parse(response.body) as { value?: { properties: { startTime: string } }[] };
  if (!Array.isArray(list.value)) return response;
  const value = list.value.filter(({ properties }) => Date.parse(properties.startTime) <= after);
  return { ...response, body: JSON.stringify({ ...list, value }) };
}

function staleness(sent: SentRequest, scene: Scene): number {
  const behindMs = { items: scene.staleListMs, item: scene.staleItemMs } as const;
  const where = whereOf(sent);
  return where === "items" || where === "item" ? behindMs[where] : 0;
}

/** The answer as it arrives. */
function spoilt(
  real: EmulatorResponse | undefined,
  what: Mishap | undefined,
  sent: SentRequest,
  world: SimulatedAzure,
): EmulatorResponse {
  if (what?.kind === "status") {
    return {
      status: what.status,
      headers: { "content-type": "application/json", ...what.headers },
      body: what.body,
    };
  }
  if (real === undefined) throw new Error(`Nothing answers ${sent.url}.`);
  switch (what?.kind) {
    case "body":
      // A 200 to a write that was refused would be a lie that could pass for the truth.
      return { ...real, status: sent.method === "GET" ? 200 : real.status, body: what.body };
    case "headers": {
      const headers = { ...real.headers };
      for (const [name, value] of Object.entries(what.headers)) {
        delete headers[name];
        if (value !== null) headers[name] = value;
      }
      return { ...real, headers };
    }
    case "alter":
      return { ...real, body: altered(real.body, what.path, () => what.value) };
    case "shouted":
      return { ...real, body: altered(real.body, what.path, (word) => String(word).toUpperCase()) };
    case "twice":
      return { ...real, body: withFirstTwice(real.body) };
    case "numbered-tiers":
      return { ...real, body: withNumberedTiers(real.body) };
    case "two-jobs":
    case "locked-with-job":
    case "names-other-job":
      return oddOperation(real, what, world);
    default:
      return real;
  }
}

function withDate(
  headers: Record<string, string>,
  { date }: Scene,
  now: number,
): Record<string, string> {
  if (date === "kept") return headers;
  const { date: _, ...others } = headers;
  if (date === "dropped") return others;
  if (date === "zero") return { ...others, date: "0" };
  return { ...others, date: new Date(now + date).toUTCString() };
}

function nameOf(what: Mishap): string {
  switch (what.kind) {
    case "status":
      return `${what.status}${what.acted ? " after it was carried out" : ""}`;
    case "drop":
      return `drop, ${what.code}${what.acted ? ", after it was carried out" : ""}`;
    case "hang":
      return `hang${what.acted ? " after it was carried out" : ""}`;
    case "delay":
      return `delay of ${what.ms / 1_000} s ${what.before ? "on the way there" : "on the way back"}`;
    case "alter":
      return `altered ${what.path} = ${JSON.stringify(what.value)}`;
    default:
      return what.kind;
  }
}
