import "../red-until-published.ts";
import "./node-version.ts";
import { randomUUID } from "node:crypto";
import { sessionSubscription } from "../../azure/identity/az-session.ts";
import { tokenSource } from "../../azure/identity/credential.ts";
import { run } from "../../run/run.ts";
import { systemClock } from "../../time/clock.ts";
import type { World } from "../../world.ts";
import { cancelSignal, nodeHttpClient } from "../node.ts";
import { actionsRunner } from "./actions-runner.ts";
import { githubHost } from "./host.ts";

const world: World = {
  clock: systemClock,
  http: nodeHttpClient(),
  // The runner sends SIGINT, then SIGTERM; on Windows SIGBREAK.
  signal: cancelSignal("The workflow"),
  uuid: randomUUID,
  random: Math.random,
};
const host = githubHost(actionsRunner(world), world);
const { signIn, secret: keepSecret } = host;

void run(host, world, {
  tokens: (settings, cloud) => tokenSource(settings, cloud, { signIn, world, keepSecret }),
  sessionSubscription: (signal) => sessionSubscription(signIn, signal),
}).then(() => {
  // A sign-in that never answers, or an `az` that hangs, must not keep a finished step alive.
  setTimeout(() => process.exit(), 1_000).unref();
});
