import { Emulator, type EmulatorOptions } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { startConnectProxy } from "./connect-proxy.ts";
import { fastClockEnv, timeAt } from "./fast-clock.ts";

/** Who a step speaks to on GitHub's runners, and nobody else. */
const ARM = "management.azure.com";
const ENTRA = "login.microsoftonline.com";
const GITHUB = "pipelines.actions.githubusercontent.com";
const GITHUB_API = "api.github.com";
const HOSTS = [ARM, ENTRA, GITHUB, GITHUB_API];

/** The world that a step meets: Azure, Entra ID, GitHub's OIDC endpoint and API. */
export interface Surroundings extends AsyncDisposable {
  readonly azure: Emulator;
  /** Environment of every step. */
  readonly env: Readonly<Record<string, string>>;
  /** Hosts that were asked for and are none of these. */
  strangers(): readonly string[];
}

/**
 * All traffic of the steps goes through a proxy, as behind a company's firewall, and ends at the
 * emulator, which has the names of the real hosts: so nothing in a step has to say that this is not
 * Azure. `speed` is how much faster time passes for Azure and for the action; 60 makes a minute a
 * second.
 */
export async function startSurroundings(
  speed: number,
  options: Pick<EmulatorOptions, "fill"> = {},
): Promise<Surroundings> {
  const pace = { since: Date.now(), speed };
  const now = () => timeAt(pace);
  const azure = new Emulator({ ...options, now, tokenLifetimeSeconds: 86_400 });
  const server = await startServer(azure, { hosts: HOSTS });
  azure.origin = `https://${ARM}`;
  const proxy = await startConnectProxy({ port: server.port });
  return {
    azure,
    env: {
      ...fastClockEnv(pace),
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: server.caFile,
      ACTIONS_ID_TOKEN_REQUEST_URL: azure.github.requestUrl.replace(ARM, GITHUB),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.github.requestToken,
    },
    strangers: () => proxy.tunnels.filter((to) => !HOSTS.some((host) => to === `${host}:443`)),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await server.close();
    },
  };
}
