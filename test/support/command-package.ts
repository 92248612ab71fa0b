import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { makeTerminalPackage } from "../../scripts/terminal-package.ts";
import { type Emulator, IDENTITY } from "../emulator/emulator.ts";
import type { Server } from "../emulator/server/server.ts";
import { VAULT_INPUTS } from "./scenario.ts";

/** The command, installed from its tarball in a folder that was empty. */
export interface InstalledCommand {
  /** Where it is installed; scripts run here. */
  readonly folder: string;
  /** The program that npm linked. */
  readonly program: string;
  /** The folder of the package. */
  readonly module: string;
  readonly tarball: string;
  /** The names of the files in the tarball. */
  readonly files: readonly string[];
  /** The size of the tarball in bytes. */
  readonly size: number;
  remove(): void;
}

/** Builds, packs and installs the command, as a user would from the registry. */
export async function installCommand(): Promise<InstalledCommand> {
  const work = mkdtempSync(join(tmpdir(), "command-"));
  const [built, folder] = [join(work, "package"), join(work, "empty")];
  await makeTerminalPackage(built);
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  const [packed] = JSON.parse(npm(work, "pack", "--json", built)) as {
    filename: string;
    size: number;
    files: { path: string }[];
  }[];
  if (packed === undefined) throw new Error("npm packed nothing.");
  execFileSync(process.execPath, ["-e", "require('fs').mkdirSync(process.argv[1])", folder]);
  npm(folder, "install", "--offline", "--no-audit", "--no-fund", join(work, packed.filename));
  return {
    folder,
    module: join(folder, "node_modules", "azure-backup-gate"),
    program: join(folder, "node_modules", ".bin", "azure-backup-gate"),
    tarball: join(work, packed.filename),
    files: packed.files.map(({ path }) => path).toSorted(),
    size: packed.size,
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
}

/** The environment in which the command reaches an emulator that listens, as a service principal. */
export function commandEnv({ url, caFile }: Server): Readonly<Record<string, string>> {
  return {
    NODE_EXTRA_CA_CERTS: caFile,
    AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL: url,
    AZURE_BACKUP_GATE_AUTHORITY: url,
    AZURE_CLIENT_ID: IDENTITY.clientId,
    AZURE_TENANT_ID: IDENTITY.tenantId,
    AZURE_CLIENT_SECRET: IDENTITY.clientSecret,
    AZURE_SUBSCRIPTION_ID: VAULT_INPUTS["subscription-id"],
  };
}

/** Leaves an assertion in the file `token` beside the command, as a CI system does. */
export async function saveAssertion(
  { github }: Emulator,
  { caFile }: Server,
  installed: InstalledCommand,
): Promise<void> {
  const { code, stderr } = await shell(
    `node -e 'fetch(process.argv[1] + "&audience=api://AzureADTokenExchange", { headers: { authorization: "bearer " + process.argv[2] } }).then((a) => a.json()).then(({ value }) => process.stdout.write(value))' '${github.requestUrl}' '${github.requestToken}' > token`,
    installed,
    { env: { NODE_EXTRA_CA_CERTS: caFile } },
  );
  if (code !== 0) throw new Error(stderr);
}

/** What a script wrote and how it ended. */
export interface Shelled {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script in bash, beside the installed command. */
export function shell(
  script: string,
  { folder, program }: Pick<InstalledCommand, "folder" | "program">,
  options: {
    readonly env: Readonly<Record<string, string>>;
    /** The Node on the PATH; by default that of the tests. */
    readonly node?: string;
    /** Called with the process and all that it has written to standard error so far. */
    readonly onNote?: (stderr: string, process: { kill(signal: NodeJS.Signals): boolean }) => void;
  },
): Promise<Shelled> {
  const path = [dirname(program), dirname(options.node ?? process.execPath), process.env.PATH].join(
    delimiter,
  );
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", script], {
      cwd: folder,
      env: { PATH: path, HOME: folder, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
      options.onNote?.(stderr, child);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
