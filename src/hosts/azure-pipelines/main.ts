import "../red-until-published.ts";
import "./node-version.ts";
import { randomUUID } from "node:crypto";
import { sessionSubscription } from "../../azure/identity/az-session.ts";
import { tokenSource } from "../../azure/identity/credential.ts";
import { run } from "../../run/run.ts";
import { systemClock } from "../../time/clock.ts";
import type { World } from "../../world.ts";
import { cancelSignal, nodeHttpClient } from "../node.ts";
import { pipelinesAgent } from "./agent.ts";
import { pipelinesHost } from "./host.ts";
import { agentProxy } from "./proxy.ts";

const proxy = agentProxy(process.env, pipelinesAgent.variables);
Object.assign(process.env, proxy.env);
const proxied = nodeHttpClient();
const direct = nodeHttpClient("direct");

const world: World = {
  clock: systemClock,
  http: {
    sendRequest: (request) =>
      (proxy.isBypassed(request.url) ? direct : proxied).sendRequest(request),
  },
  // The agent sends SIGINT, then SIGTERM; on Windows Ctrl+C, then Ctrl+Break.
  signal: cancelSignal("The pipeline"),
  uuid: randomUUID,
  random: Math.random,
};
const host = pipelinesHost(pipelinesAgent, world);
const { signIn, secret: keepSecret } = host;
proxy.secrets.forEach(keepSecret);

void run(host, world, {
  tokens: (settings, cloud) => tokenSource(settings, cloud, { signIn, world, keepSecret }),
  sessionSubscription: (signal) => sessionSubscription(signIn, signal),
}).then(() => {
  // A sign-in that never answers must not keep a finished step alive.
  setTimeout(() => process.exit(), 1_000).unref();
});
