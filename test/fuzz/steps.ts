import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Runner } from "../../src/hosts/github/runner.ts";
import { decodedPath } from "../replay/item.ts";
import { play, type Run } from "../replay/play.ts";
import type { Slice } from "../replay/slice.ts";
import { FakeRunner } from "../support/fake-runner.ts";
import { type Random, randomBy } from "../support/random.ts";
import type { RunWorld } from "../support/run-on-github.ts";
import { evidenceIn } from "./evidence.ts";
import { mutate } from "./mutate.ts";

/** Which answer of a run is mutated, and how. */
interface Spoiling {
  /** Its number among all answers of the run, from 0. */
  readonly index: number;
  /** Whether every later answer of the same path is mutated alike, as a service that has changed would. */
  readonly lasting: boolean;
  readonly seed: number;
}

/** How a run of the step ended. */
export interface Ended {
  readonly gate: string;
  readonly reason: string;
  readonly requests: number;
  /** What happened to the answers; "" where none was mutated. */
  readonly what: string;
  readonly breaches: readonly string[];
}

/** One answer as it was recorded and as it was given. */
interface Given {
  readonly url: string;
  readonly recorded: string;
  readonly given: string;
}

/** Plays a slice as it was recorded. */
export async function playAsRecorded(slice: Slice, run: Run): Promise<Ended> {
  const { ours, requests } = await play(slice, run);
  return { ...ours, requests, what: "", breaches: [] };
}

/** Plays a slice with an answer of it mutated, and judges the end by how it ends as recorded. */
export async function playSpoiled(
  slice: Slice,
  recorded: Ended,
  spoiling: Spoiling,
  run: Run,
): Promise<Ended> {
  let host: Runner | undefined;
  let client: SpoilingClient | undefined;
  const { ours, requests, faults, errors } = await play(slice, (given, world) => {
    host = given;
    client = new SpoilingClient(world.http, spoiling);
    return run(given, { ...world, http: client } satisfies RunWorld);
  });

  // A request that the recording has no answer to is no fault of a step that was misled.
  const breaches = faults.filter((fault) => !fault.startsWith("unexpected"));
  if (ours.reason === "defect" && breaches.length === 0)
    breaches.push(`defect: ${errors.join(" ")}`);
  if (ours.gate === "") breaches.push("no verdict");
  if (ours.gate === "open") {
    if (recorded.gate !== "open") breaches.push(`open, and as recorded ${recorded.reason}`);
    const pointId = host instanceof FakeRunner ? (host.outputs.get("recovery-point-id") ?? "") : "";
    breaches.push(...(client?.unproven({ operation: slice.operation, pointId }) ?? []));
  }
  return { ...ours, requests, what: client?.what ?? "", breaches };
}

/** Draws what to do to a run that sends `requests` requests. */
export function drawSpoiling(requests: number, random: Random): Spoiling {
  return {
    index: Math.floor(random() * requests),
    lasting: random() < 0.5,
    seed: Math.floor(random() * 2 ** 31),
  };
}

class SpoilingClient implements HttpClient {
  what = "";
  readonly #inner: HttpClient;
  readonly #spoiling: Spoiling;
  readonly #last = new Map<string, Given>();
  #count = 0;
  #spoiled: string | undefined;

  constructor(inner: HttpClient, spoiling: Spoiling) {
    this.#inner = inner;
    this.#spoiling = spoiling;
  }

  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    const { index, lasting, seed } = this.#spoiling;
    const response = await this.#inner.sendRequest(request);
    const path = `${request.method} ${decodedPath(request.url)}`.toLowerCase();
    const recorded = response.bodyAsText ?? "";
    if (this.#count++ === index) this.#spoiled = path;
    const hit = this.#count - 1 === index || (lasting && path === this.#spoiled);
    let given = recorded;
    if (hit) {
      const mutant = mutate(recorded, randomBy(seed));
      given = mutant.body;
      this.what ||= `${path.split("/").slice(-2).join("/")}${lasting ? " from then on" : ""}: ${mutant.what}`;
    }
    this.#last.set(path, { url: request.url, recorded, given });
    return { ...response, bodyAsText: given };
  }

  /** What an open gate must not rest on: the last answer about something, where its evidence is not as recorded. */
  unproven(asked: Parameters<typeof evidenceIn>[2]): readonly string[] {
    return [...this.#last.values()].flatMap(({ url, recorded, given }) => {
      const [was, is] = [evidenceIn(url, recorded, asked), evidenceIn(url, given, asked)];
      return was === is ? [] : [`open over ${is} instead of ${was}`];
    });
  }
}
