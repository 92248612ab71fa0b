import { randomUUID } from "node:crypto";
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { Identity } from "../../src/azure/identity/sign-in.ts";
import { readCommandLine } from "../../src/hosts/cli/command-line.ts";
import type { CliHost } from "../../src/hosts/cli/host.ts";
import { runFromTerminal } from "../../src/hosts/cli/step.ts";
import type { Terminal } from "../../src/hosts/cli/terminal.ts";
import type { ListedItem } from "../../src/operations/list-items.ts";
import type { Clock } from "../../src/time/clock.ts";
import { object, objects, parseObject, text } from "../replay/json.ts";
import { recorder, type Sent } from "./recorder.ts";
import type { LiveStep } from "./steps.ts";

/** How many lines of a verdict are shown. */
const MOST_LINES = 4;

/** What a live run needs from outside. */
export interface LiveWorld {
  readonly clock: Clock;
  readonly http: HttpClient;
  readonly signal: AbortSignal;
  env(name: string): string;
  readFile(path: string): string;
  /** Signs in; its own requests are not recorded. */
  identity(host: CliHost): Identity;
}

/** What became of a step. */
export interface StepRun {
  readonly gate: string;
  readonly reason: string;
  readonly policyId: string;
  /** What `list-items` listed. */
  readonly listed: readonly ListedItem[];
  readonly startedAt: number;
  readonly sent: readonly Sent[];
  /** Requests that got no answer, which no record can hold. */
  readonly lost: number;
}

/** Runs steps as the command for terminals does, and records what they send. */
export function stepRunner(
  options: readonly string[],
  world: LiveWorld,
  note: (line: string) => void,
) {
  const traffic = recorder(world.http, world.clock);
  async function runStep({ operation, inputs, isWatched = false }: LiveStep): Promise<StepRun> {
    const given = Object.entries(inputs).map(([name, value]) => `--${name}=${value}`);
    const asked = readCommandLine([operation, ...options, ...given, "--yes"], "");
    if (asked.kind !== "run") throw new Error(`The command line is not understood: ${asked.kind}.`);
    const terminal = new Listener(world, isWatched ? note : () => {});
    const startedAt = world.clock.now();
    await runFromTerminal(asked.line, terminal, {
      ...{ clock: world.clock, http: traffic.http, signal: world.signal },
      ...{ uuid: randomUUID, random: Math.random, heard: () => undefined, started() {} },
      identity: (host) => world.identity(host),
    });
    // What follows the verdict is for scripts.
    const [verdict = ""] = terminal.printed.split("\n\n");
    for (const line of verdict.trimEnd().split("\n").slice(0, MOST_LINES)) note(line);
    const report = parseObject(terminal.report) ?? {};
    return {
      gate: text(report.gate),
      reason: text(report.reason),
      policyId: text(object(objects(report.items)[0])["policy-id"]),
      listed: objects(report.listed) as unknown as readonly ListedItem[],
      startedAt,
      ...traffic.take(),
    };
  }
  return { runStep, tokens: traffic.tokens };
}

/** A terminal that nobody types on; it keeps what is printed and passes the log on. */
class Listener implements Terminal {
  printed = "";
  /** The last report, as JSON. */
  report = "";
  readonly live = undefined;
  readonly ask = undefined;
  readonly hidesQuestions = false;
  readonly env: Terminal["env"];
  readonly readFile: Terminal["readFile"];
  readonly #note: (line: string) => void;

  constructor({ env, readFile }: LiveWorld, note: (line: string) => void) {
    this.env = env;
    this.readFile = readFile;
    this.#note = note;
  }

  async print(printed: string): Promise<void> {
    this.printed += printed;
  }

  note(line: string): void {
    this.#note(line);
  }

  paint(_style: string, shown: string): string {
    return shown;
  }

  writeReport(parts: Iterable<string>): string {
    this.report = [...parts].join("");
    return "";
  }

  replaceFile(): void {}

  checkFile(): void {}

  exitWith(): void {}
}
