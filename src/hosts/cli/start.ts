import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { sessionSubscription } from "../../azure/identity/az-session.ts";
import { tokenSource } from "../../azure/identity/credential.ts";
import { systemClock } from "../../time/clock.ts";
import { cancelSignal, nodeHttpClient } from "../node.ts";
import { exitCodeOfSignal } from "./exit-code.ts";
import { followCommands } from "./follow.ts";
import { type CliHost, reportNow } from "./host.ts";
import { inertJson } from "./inert.ts";
import { nodeTerminal } from "./node-terminal.ts";
import { type CliWorld, runFromTerminal } from "./step.ts";
import type { CommandLine } from "./terminal.ts";

/** Some wrappers pass a signal on that the terminal has sent to this process too. */
const SAME_SIGNAL_MS = 300;

/** Runs the step of a command line in this process. `release` hands on the signals so far. */
export async function start(line: CommandLine, release: () => void): Promise<void> {
  const terminal = nodeTerminal();
  let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
  let current: CliHost | undefined;
  const signal = cancelSignal("The run", (name) => {
    const at = systemClock.now();
    if (first === undefined) {
      first = { signal: name, at };
      if (current !== undefined) sayEnding(line, current, name);
    } else if (current !== undefined && at - first.at > SAME_SIGNAL_MS) {
      endAtOnce(line, current, name);
    }
  });
  release();
  const world: CliWorld = {
    clock: systemClock,
    http: nodeHttpClient(),
    signal,
    uuid: randomUUID,
    random: Math.random,
    heard: () => first?.signal,
    started(host) {
      current = host;
    },
    identity: ({ signIn, secret: keepSecret }) => ({
      tokens: (settings, cloud) => tokenSource(settings, cloud, { signIn, world, keepSecret }),
      sessionSubscription: (until) => sessionSubscription(signIn, until),
    }),
  };
  await runFromTerminal(line, terminal, world);
  // A sign-in that never answers, or an `az` that hangs, must not keep a finished step alive.
  setTimeout(() => process.exit(), 1_000).unref();
}

/** Says that the command ends, and how to follow the jobs that Azure goes on with. */
function sayEnding(line: CommandLine, host: CliHost, signal: NodeJS.Signals): void {
  const again = signal === "SIGINT" ? " Press Ctrl-C again to end at once." : "";
  host.note(`${signal}: reporting what is known, then ending.${again}`);
  const commands = followCommands(line, host.soFar());
  if (commands.length > 0) host.note("To follow the work in Azure later:");
  for (const command of commands) host.note(command);
}

/** Ends the process with what is known, since somebody asked twice. */
function endAtOnce({ json }: CommandLine, host: CliHost, signal: NodeJS.Signals): never {
  const jobs = host.soFar().flatMap(({ known }) => {
    const name = known.path ?? known.before?.friendlyName ?? "the command";
    const ids = [
      ...(known.lro === undefined ? [] : [`operation ${known.lro.id}`]),
      ...(known.job === undefined ? [] : [`job ${known.job.id}`]),
    ];
    return ids.length === 0 ? [] : [`${name}: ${ids.join(", ")}`];
  });
  host.note(`${signal} again: ended without a verdict. What has started in Azure goes on.`);
  for (const one of jobs) host.note(one);
  if (host.reportPath() !== "") host.note(`What is known is in ${host.reportPath()}`);
  if (json) {
    try {
      writeSync(1, `${inertJson({ ...reportNow(host.soFar()), gate: "closed", reason: "" })}\n`);
    } catch {
      // Nobody reads it.
    }
  }
  process.exit(exitCodeOfSignal(signal));
}
