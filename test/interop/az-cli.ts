import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What came of one az command. */
export interface AzResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The Azure CLI on the PATH with a configuration of its own, which nothing outside can touch. */
export class AzCli implements AsyncDisposable {
  readonly #folder: string;
  readonly #env: Record<string, string>;

  private constructor(folder: string, caFile: string) {
    this.#folder = folder;
    this.#env = {
      PATH: process.env.PATH ?? "",
      ...(process.env.SystemRoot !== undefined && { SystemRoot: process.env.SystemRoot }),
      HOME: folder,
      USERPROFILE: folder,
      AZURE_CONFIG_DIR: join(folder, "azure"),
      REQUESTS_CA_BUNDLE: caFile,
      AZURE_CORE_COLLECT_TELEMETRY: "false",
      AZURE_CORE_ERROR_RECOMMENDATION: "off",
      AZURE_CORE_LOGIN_EXPERIENCE_V2: "off",
      AZURE_CORE_NO_COLOR: "true",
      AZURE_CORE_OUTPUT: "json",
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: "no",
      PYTHONWARNINGS: "ignore",
      NO_PROXY: "*",
    };
  }

  /** An az that trusts the authority in `caFile`, signed out and with the public clouds only. */
  static async start(caFile: string): Promise<AzCli> {
    return new AzCli(await mkdtemp(join(tmpdir(), "interop-az-")), caFile);
  }

  /** Runs a command; `env` comes on top. Never rejects because az failed. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<AzResult> {
    return new Promise((resolve, reject) => {
      const child = spawn("az", args, {
        env: { ...this.#env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
        shell: process.platform === "win32", // there it is az.cmd
      });
      let [stdout, stderr] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        stdout += chunk;
      });
      child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
        stderr += chunk;
      });
      child.on("error", reject);
      child.on("close", (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
    });
  }

  /** Forgets configuration and tokens. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A command line in words; double quotes hold words together. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
}
