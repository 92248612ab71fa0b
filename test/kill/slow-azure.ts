import { setTimeout as pause } from "node:timers/promises";
import { type Answer, Emulator, type EmulatorRequest } from "../emulator/emulator.ts";

/** One request, and the ids that its answer told; times by `performance.now()`. */
export interface Exchange {
  readonly method: string;
  readonly askedAt: number;
  /** When the answer left. */
  readonly answeredAt: number;
  readonly status: number;
  readonly operationId: string;
  readonly jobId: string;
}

/** Real milliseconds that a write takes to answer, so that many moments fall into it. */
const WRITE_MS = 150;

/** An Azure whose writes take a while, and which writes down what it told. */
export class SlowAzure extends Emulator {
  readonly exchanges: Exchange[] = [];
  /** Called once, when the first request arrives. */
  onFirstRequest: () => void = () => {};

  override async handle(request: EmulatorRequest): Promise<Answer> {
    const askedAt = performance.now();
    this.onFirstRequest();
    this.onFirstRequest = () => {};
    const answer = await super.handle(request);
    if (isWrite(request)) await pause(WRITE_MS);
    if (answer.kind === "response") {
      const { status, headers, body } = answer.response;
      this.exchanges.push({
        method: request.method,
        askedAt,
        answeredAt: performance.now(),
        status,
        operationId: isWrite(request) ? lastSegment(headers["azure-asyncoperation"] ?? "") : "",
        jobId: /"jobId":"([^"]+)"/.exec(body)?.[1] ?? "",
      });
    }
    return answer;
  }
}

function isWrite({ method, url }: EmulatorRequest): boolean {
  return method !== "GET" && url.includes("/vaults/");
}

function lastSegment(url: string): string {
  return url.split("?")[0]?.split("/").at(-1) ?? "";
}
