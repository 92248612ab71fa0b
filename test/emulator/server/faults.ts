import { type Answer, type EmulatorRequest, same } from "./wire.ts";

/** What a fault does to a request; shorthands are spelled out by `faultedAnswer`. */
export type FaultAnswer =
  | Answer
  | "dropped"
  | "hang"
  | { status: number; headers?: Record<string, string>; body?: string }
  /** The real answer, this many real milliseconds later. */
  | { delayMs: number }
  /** The real answer with headers replaced, or removed where null. */
  | { rewriteHeaders: Record<string, string | null> }
  /** The real answer, its body cut half way. */
  | { cut: true };

/** Something that goes wrong with matching requests. */
export interface Fault {
  method?: string;
  /** Tested on the decoded path without the query; a string has to be contained, without case. */
  path?: RegExp | string;
  /** Lets that many matching requests through first. */
  skip?: number;
  /** How many matching requests it hits; 1 by default, Infinity allowed. */
  times?: number;
  /** The emulator carries the request out, and the client gets this answer instead. */
  afterwards?: boolean;
  answer: FaultAnswer;
}

/** Faults in the order they were added; the first that matches and is not used up wins. */
export class FaultBook {
  readonly #faults: Array<{ fault: Fault; skip: number; left: number }> = [];

  /** Adds a fault. */
  add(fault: Fault): void {
    this.#faults.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
  }

  /** The fault that hits a request, which counts against its number of times. */
  take(request: EmulatorRequest, path: string): Fault | undefined {
    for (const entry of this.#faults) {
      if (entry.left <= 0 || !hits(entry.fault, request, path)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return entry.fault;
    }
    return undefined;
  }
}

/** Whether a fault keeps the request from being carried out. */
export function preventsWork({ answer, afterwards }: Fault): boolean {
  const changesRealAnswer =
    typeof answer === "object" &&
    ("delayMs" in answer || "rewriteHeaders" in answer || ("cut" in answer && answer.cut));
  return !afterwards && !changesRealAnswer;
}

/** The answer of a fault; `real` is the emulator's own, where the request was carried out. */
export function faultedAnswer({ answer }: Fault, real: Answer): Answer {
  if (answer === "dropped" || answer === "hang") return { kind: answer };
  if ("kind" in answer) return answer;
  if ("status" in answer) {
    const { status, headers = {}, body = "" } = answer;
    const type: Record<string, string> = body
      ? { "content-type": "application/json; charset=utf-8" }
      : {};
    return { kind: "response", response: { status, headers: { ...type, ...headers }, body } };
  }
  if (!("response" in real)) return real;
  if ("cut" in answer) return { kind: "cut", response: real.response };
  if (!("rewriteHeaders" in answer)) return real;
  const headers = { ...real.response.headers };
  for (const [name, value] of Object.entries(answer.rewriteHeaders)) {
    delete headers[name.toLowerCase()];
    if (value !== null) headers[name.toLowerCase()] = value;
  }
  return { kind: "response", response: { ...real.response, headers } };
}

function hits({ method, path: wanted }: Fault, request: EmulatorRequest, path: string): boolean {
  if (method !== undefined && !same(method, request.method)) return false;
  if (wanted === undefined) return true;
  if (typeof wanted === "string") return path.toLowerCase().includes(wanted.toLowerCase());
  wanted.lastIndex = 0;
  return wanted.test(path);
}
