import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Emulator } from "../emulator/emulator.ts";
import { makeClientCertificate } from "../emulator/identity/client-certificate.ts";
import { startServer } from "../emulator/server/server.ts";
import { runTask, type TaskResult, type TaskSettings } from "./agent.ts";
import { CONNECTIONS, vaultInputs } from "./connections.ts";

const root = join(import.meta.dirname, "..", "..");

/** The agent's Node of each version that is on this machine. */
const NODES = [
  process.execPath,
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "node")),
]
  .filter((path) => existsSync(path))
  .map((path) => ({
    path,
    major: execFileSync(path, ["--version"], { encoding: "utf8" }).slice(1).split(".")[0] ?? "",
  }))
  .filter(({ major }, index, all) => all.findIndex((one) => one.major === major) === index)
  .filter(({ major }) => ["20", "24"].includes(major));

const packed = { folder: "", task: process.env.TASK_FOLDER ?? "" };
beforeAll(async () => {
  if (packed.task !== "") return;
  packed.folder = await mkdtemp(join(tmpdir(), "task-"));
  packed.task = join(packed.folder, "AzureBackupGate");
  execFileSync(process.execPath, [join(root, "scripts", "pack-task.ts"), packed.folder]);
}, 180_000);
afterAll(() => rm(packed.folder, { recursive: true, force: true }));

/** A step of a pipeline on an emulator of its own, where a minute is a second. */
interface Stage {
  readonly azure: Emulator;
  run(inputs: Record<string, string>, more?: Partial<TaskSettings>): Promise<TaskResult>;
}

async function onStage(
  work: (stage: Stage) => Promise<void>,
  connection: (azure: Emulator) => Record<string, string> = CONNECTIONS[
    "workload identity federation"
  ],
): Promise<void> {
  const azure = new Emulator({ timeScale: 60 });
  await using server = await startServer(azure);
  await work({
    azure,
    run: (inputs, { env, ...more } = {}) =>
      runTask({
        task: packed.task,
        inputs: { ...vaultInputs(azure), pollIntervalSeconds: "0.1", ...inputs },
        env: { NODE_EXTRA_CA_CERTS: server.caFile, ...connection(azure), ...env },
        ...more,
      }),
  });
}

const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-1/payroll" };

let certificate: Awaited<ReturnType<typeof makeClientCertificate>>;
beforeAll(async () => {
  certificate = await makeClientCertificate();
});

describe.each(NODES)("on Node $major", ({ path: node }) => {
  test.each(Object.entries(CONNECTIONS))(
    "a step signs in with %s and ends well",
    async (how, make) => {
      await onStage(
        async ({ azure, run }) => {
          azure.entra.identity().certificates.push(certificate.certificatePem);
          const { result, exitCode, outputs, shown, complaints, errors, report, summary } =
            await run(STOP, { node });

          expect({ exitCode, result, errors, complaints }).toEqual({
            exitCode: 0,
            result: "Succeeded",
            errors: [],
            complaints: [],
          });
          expect(shown[0]).toContain(`signing in with ${how}.`);
          expect(outputs.get("gate")).toBe("open");
          expect(outputs.get("reason")).toBe("completed");
          expect(outputs.get("jobId")).toMatch(/^[\da-f-]{36}$/);
          expect(report.items[0]["job-id"]).toBe(outputs.get("jobId"));
          expect(summary).toMatch(/^## Backup gate open: completed/);
          expect(azure.item("payroll", "sqlserver-1").protectionState).toBe("ProtectionStopped");
        },
        (azure) => make(azure, certificate.pem),
      );
    },
  );
});
