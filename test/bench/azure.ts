import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createHttpHeaders, type HttpClient, RestError } from "@azure/core-rest-pipeline";
import type { Answer, EmulatorRequest } from "../emulator/emulator.ts";
import type { WaitingClock } from "./clock.ts";
import type { VaultPlan } from "./subjects.ts";

/** What a process of Azure is started with. */
export interface Start {
  readonly plan: VaultPlan;
  /** Epoch milliseconds. */
  readonly startMs: number;
}

/** One request on its way to that process. */
export interface Question {
  readonly id: number;
  /** Epoch milliseconds of virtual time. */
  readonly at: number;
  readonly request: EmulatorRequest;
}

/** What a client asked for. */
export interface Traffic {
  /** Requests by verb and kind of resource, such as `GET protectedItems`. */
  readonly requests: Map<string, number>;
  throttled: number;
}

/** An Azure in another process. */
interface RemoteAzure extends AsyncDisposable {
  /** A client of its own, which counts what it asks. */
  client(traffic: Traffic): HttpClient;
}

/** How long a request and its answer are on their way, milliseconds. */
const LATENCY_MS = 300;

/** Nothing asked yet. */
export function noTraffic(): Traffic {
  return { requests: new Map(), throttled: 0 };
}

/** Starts a process with an emulator in it; `clock` stands still while it works. */
export async function startAzure(plan: VaultPlan, clock: WaitingClock): Promise<RemoteAzure> {
  const start: Start = { plan, startMs: clock.now() };
  const child = fork(join(import.meta.dirname, "azure-process.ts"), [JSON.stringify(start)]);
  await once(child, "message");
  const ask = questions(child);
  return {
    client: (traffic) => ({
      async sendRequest(request) {
        await clock.sleep(LATENCY_MS, request.abortSignal as AbortSignal);
        const kind = `${request.method} ${kindOf(request.url)}`;
        traffic.requests.set(kind, (traffic.requests.get(kind) ?? 0) + 1);
        const { method, url } = request;
        const body = typeof request.body === "string" ? { body: request.body } : {};
        const answer = await clock.hold(
          ask({
            at: clock.now(),
            request: { method, url, headers: request.headers.toJSON(), ...body },
          }),
        );
        if (answer.kind !== "response") throw new RestError("no answer", { request });
        const { status, headers, body: bodyAsText } = answer.response;
        if (status === 429) traffic.throttled += 1;
        return { request, status, headers: createHttpHeaders(headers), bodyAsText };
      },
    }),
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

function questions(child: ChildProcess): (question: Omit<Question, "id">) => Promise<Answer> {
  const waiting = new Map<number, (answer: Answer) => void>();
  let ids = 0;
  child.on("message", ({ id, answer }: { id: number; answer: Answer }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return (question) =>
    new Promise((resolve) => {
      const id = ++ids;
      waiting.set(id, resolve);
      child.send({ ...question, id });
    });
}

/** The last word of the action that a request counts against; a list of jobs is no single one. */
function kindOf(url: string): string {
  const below = decodeURIComponent(new URL(url).pathname).replace(/^.*?\/vaults\/[^/]+\/?/i, "");
  const parts = below.split("/");
  const last = parts.filter((_, index) => index % 2 === 0).at(-1) || "vault";
  return last === "backupJobs" && parts.length === 1 ? "backupJobs list" : last;
}
