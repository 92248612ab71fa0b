import type { Emulator, ItemState, VaultState } from "../emulator/emulator.ts";
import type { Book } from "../emulator/vault/book.ts";
import type { FakeRunner } from "../support/fake-runner.ts";
import type { Scene } from "./scene.ts";

/** One request of the step, as the network saw it; times are Azure's, epoch milliseconds. */
export interface SentRequest {
  /** When its first byte left. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly origin: string;
  /** Below the vault, decoded, without the query. */
  readonly path: string;
  readonly filter: string;
  readonly body: string;
  /** Whether the service saw it, and carried it out. */
  carriedOut: boolean;
  answeredAt: number | undefined;
  /** When its answer is due, should nobody give up before; infinite where none will come. */
  dueAt: number;
  /** What came back: a status, or what became of the connection. */
  outcome: number | "dropped" | "aborted" | "";
  /** What went wrong with it; "" where nothing did. */
  mishap: string;
  answer: string;
  headers: Readonly<Record<string, string>>;
  /** What it was authorized by; undefined where nobody gave such a token. */
  readonly token: Token | undefined;
}

/** The life of a token; Azure's time, epoch milliseconds. */
export interface Token {
  readonly gotAt: number;
  readonly until: number;
}

/** Something that happened besides our requests. */
export interface Happening {
  readonly at: number;
  readonly what: string;
}

/** What the host was told. */
type Told = Pick<
  FakeRunner,
  | "outputs"
  | "failed"
  | "errors"
  | "lines"
  | "warnings"
  | "debugLines"
  | "reports"
  | "summaryMarkdown"
>;

/** One simulated step and everything that is true about it; times are Azure's, epoch milliseconds. */
export interface RunRecord {
  readonly scene: Scene;
  readonly azure: Emulator;
  readonly vault: VaultState;
  readonly book: Pick<Book, "at" | "between" | "pages" | "writes" | "ours">;
  /** In the order of the scene. */
  readonly items: readonly ItemState[];
  readonly startedAt: number;
  /** When the verdict was published. */
  readonly endedAt: number;
  /** False where the step never came to an end. */
  readonly settled: boolean;
  readonly cancelledAt: number | undefined;
  readonly gate: string;
  readonly host: Told;
  readonly requests: readonly SentRequest[];
  /** How many of them the step had made when its verdict was out. */
  readonly requestsAtEnd: number;
  readonly happenings: readonly Happening[];
  readonly secrets: readonly string[];
  /** The dry run of the same step on the same world before it; only of some seeds. */
  readonly dry: RunRecord | undefined;
  /** The same step again, on the world as the first one left it; only of some seeds. */
  readonly again: RunRecord | undefined;
  /** The whole step, where this is the share of one of its items. */
  readonly whole?: RunRecord;
}

/** One output; "" where it was not set. */
export function output({ host }: RunRecord, name: string): string {
  return host.outputs.get(name) ?? "";
}

/** Where a request goes below the vault, as it was sent: a name's own slash is still written otherwise there. */
export function routeOf({ url, path }: Pick<SentRequest, "url" | "path">): string {
  return url === "" ? path : new URL(url).pathname.replace(/^.*?\/vaults\/[^/]+/i, "");
}

/** The requests that may change something. */
export function writesOf({ requests }: RunRecord): readonly SentRequest[] {
  return requests.filter(({ method }) => method !== "GET");
}
