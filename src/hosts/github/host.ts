import type { Host } from "../../host.ts";
import type { World } from "../../world.ts";
import { unknownInput } from "../unknown-input.ts";
import { toInertJson } from "./escape.ts";
import { runnerLog } from "./log.ts";
import { progressOf } from "./progress.ts";
import { publish } from "./publish.ts";
import type { Runner } from "./runner.ts";
import { githubSignIn } from "./sign-in.ts";

/**
 * GitHub accepts 1 MiB of outputs from a job and counts a character as two bytes (E145), and a job
 * has other outputs too.
 */
const MOST_OUTPUT_CHARACTERS = 450 * 1024;

/** GitHub Actions as the host of a step. */
export function githubHost(runner: Runner, world: Pick<World, "clock" | "signal">): Host {
  return {
    input: (name) => runner.input(name),
    unknownInput: unknownInput(runner.variables, "github", (name) => name),
    env: (name) => runner.env(name),
    log: runnerLog(runner),
    secret: (value) => runner.mask(value),
    signIn: githubSignIn(runner),
    run: {
      name: runner.run,
      fitsOutput: (value) => toInertJson(value).length < MOST_OUTPUT_CHARACTERS,
      limit: {
        minutes: 360,
        clause: "GitHub ends a job on its own runners after six hours",
      },
    },
    progress: progressOf(runner),
    publish: (report) => publish(report, runner, world),
  };
}
