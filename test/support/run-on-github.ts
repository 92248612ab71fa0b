import "./loaded-ahead.ts";
import type { Cloud } from "../../src/azure/identity/clouds.ts";
import type { TokenParts } from "../../src/azure/identity/credential.ts";
import type { SignInSettings, TokenSource } from "../../src/azure/identity/sign-in.ts";
import { githubHost } from "../../src/hosts/github/host.ts";
import type { Runner } from "../../src/hosts/github/runner.ts";
import type { Gate } from "../../src/reasons.ts";
import { run } from "../../src/run/run.ts";
import type { World } from "../../src/world.ts";

/** A world with its own ways to sign in; the action's `tokenSource` is one. */
export interface RunWorld extends World {
  readonly signIn: (settings: SignInSettings, cloud: Cloud, parts: TokenParts) => TokenSource;
  readonly sessionSubscription: (signal: AbortSignal) => Promise<string>;
}

/** Runs the action on GitHub, with a runner and a world of the test's. */
export function runOnGitHub(runner: Runner, world: RunWorld): Promise<Gate> {
  const host = githubHost(runner, world);
  const parts = { signIn: host.signIn, world, keepSecret: host.secret };
  return run(host, world, {
    tokens: (settings, cloud) => world.signIn(settings, cloud, parts),
    sessionSubscription: world.sessionSubscription,
  });
}
