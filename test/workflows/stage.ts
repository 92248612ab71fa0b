import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Emulator } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { fastClockEnv, timeAt } from "../support/fast-clock.ts";

/** The root of this checkout. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** How the examples name the action; act is told that this is a folder. */
export const ACTION = "OWNER/azure-backup-gate@v1";

/** Who a workflow speaks to on GitHub's runners, and nobody else. */
const ARM = "management.azure.com";
const ENTRA = "login.microsoftonline.com";
const GITHUB = "pipelines.actions.githubusercontent.com";
const GITHUB_API = "api.github.com";
const HOSTS = [ARM, ENTRA, GITHUB, GITHUB_API];
const REPOSITORY = "contoso/payroll";

/** How `migrate.sh` goes on once it has left its trace. */
export const MIGRATIONS = {
  succeeds: "",
  fails: "exit 1\n",
  // Until its checkout is gone: whoever cancels it may only end the shell above it.
  hangs: 'while [ -e "$0" ]; do sleep 0.1; done\n',
};

/** A repository with workflows, and the world that they meet: Azure, Entra ID and GitHub's OIDC endpoint and API. */
export interface Stage extends AsyncDisposable {
  readonly azure: Emulator;
  /** The checkout of a user's repository. */
  readonly repository: string;
  /** A folder that holds what a release of the action holds. */
  readonly action: string;
  /** Environment of every step. */
  readonly env: Readonly<Record<string, string>>;
  /** Where each run of `migrate.sh` leaves its environment, in a file with a NUL after each variable. */
  readonly traces: string;
  /** A folder for act itself. */
  readonly home: string;
  /** Hosts that were asked for and are none of these. */
  strangers(): readonly string[];
}

/** What is on a stage. */
export interface StageSettings {
  /** Paths below the root. */
  readonly workflows: readonly string[];
  /** Changes their text on the way. */
  readonly edit: (text: string) => string;
  readonly migration: keyof typeof MIGRATIONS;
  /** How much faster time passes for Azure and for the action; 60 makes a minute a second. */
  readonly speed: number;
}

/**
 * Sets the stage for one run. All traffic of the steps goes through a proxy, as behind a company's
 * firewall, and ends at the emulator, which has the names of the real hosts: so nothing in a workflow
 * has to say that this is not Azure.
 */
export async function setStage(settings: StageSettings): Promise<Stage> {
  const { migration, speed } = settings;
  const folder = await mkdtemp(join(tmpdir(), "workflow-"));
  const pace = { since: Date.now(), speed };
  const azure = new Emulator({ now: () => timeAt(pace), tokenLifetimeSeconds: 86_400 });
  const server = await startServer(azure, { hosts: HOSTS });
  azure.origin = `https://${ARM}`;
  const proxy = await startConnectProxy({ port: server.port });

  const repository = join(folder, "repository");
  const traces = join(folder, "traces");
  await mkdir(traces);
  const leaveTrace = `#!/usr/bin/env bash\nset -eu\nenv -0 > '${traces}'/$$\necho "Migrating."\n`;
  await makeRepository(repository, settings, `${leaveTrace}${MIGRATIONS[migration]}`);
  azure.githubApi.repository(REPOSITORY).commits.push(commitOf(repository));
  const action = join(folder, "action");
  await cp(join(ROOT, "dist"), join(action, "dist"), { recursive: true });
  await cp(join(ROOT, "action.yml"), join(action, "action.yml"));
  return {
    azure,
    repository,
    action,
    env: {
      ...fastClockEnv(pace),
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: server.caFile,
      ACTIONS_ID_TOKEN_REQUEST_URL: azure.github.requestUrl.replace(ARM, GITHUB),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.github.requestToken,
    },
    traces,
    home: join(folder, "home"),
    strangers: () => proxy.tunnels.filter((to) => !HOSTS.some((host) => to === `${host}:443`)),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await server.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function commitOf(repository: string): string {
  return execFileSync("git", ["rev-parse", "HEAD"], { cwd: repository, encoding: "utf8" }).trim();
}

/** The user's repository: the workflows where GitHub looks for them, and the migration that they call. */
async function makeRepository(
  folder: string,
  { workflows, edit }: StageSettings,
  migration: string,
): Promise<void> {
  const target = join(folder, ".github", "workflows");
  await mkdir(target, { recursive: true });
  for (const file of workflows) {
    const text = await readFile(join(ROOT, file), "utf8");
    await writeFile(join(target, basename(file)), edit(text));
  }
  await writeFile(join(folder, "migrate.sh"), migration, { mode: 0o755 });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", `https://github.com/${REPOSITORY}.git`);
  git("add", ".");
  const who = ["-c", "user.name=Contoso", "-c", "user.email=contoso@example.com"];
  git(...who, "commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", "Migrate payroll");
}
