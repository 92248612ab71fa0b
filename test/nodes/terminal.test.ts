import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Emulator } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import {
  commandEnv,
  type InstalledCommand,
  installCommand,
  saveAssertion,
  shell,
} from "../support/command-package.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { claimVersion, HAS_PINNED_NODES, pinnedNode } from "../support/pinned-nodes.ts";
import { reportFaults } from "../support/report-faults.ts";

const BUILD_TIME = 180_000;
const VAULT = "--vault SQLServer2012 --resource-group SQLServerSelfHost";
const PAYROLL = `${VAULT} --item sqlserver-1/payroll`;
const BACKUP = `backup-now ${PAYROLL} --poll-interval-seconds 0.1`;

let installed: InstalledCommand;
beforeAll(async () => {
  if (HAS_PINNED_NODES) installed = await installCommand();
}, BUILD_TIME);
afterAll(() => installed?.remove());

/** Lends an emulator that listens. */
async function withAzure(work: (azure: Emulator, server: Server) => Promise<void>) {
  const azure = new Emulator({ timeScale: 600 });
  await using server = await startServer(azure);
  await work(azure, server);
}

describe.skipIf(!HAS_PINNED_NODES)("the command on Node 22.21", () => {
  const run = (args: string, env: Readonly<Record<string, string>>) =>
    shell(`azure-backup-gate ${args}`, installed, { node: pinnedNode("22"), env });

  test("runs there, and not on the Node of the tests", async () => {
    const { stdout } = await shell("node --version", installed, {
      node: pinnedNode("22"),
      env: {},
    });

    expect(stdout).toMatch(/^v22\.21\./);
  });

  test("signs in with the token of the CI system, follows a job, and opens the gate", () =>
    withAzure(async (azure, server) => {
      await saveAssertion(azure, server, installed);
      const token = join(installed.folder, "token");

      const { code, stdout, stderr } = await run(BACKUP, {
        ...commandEnv(server),
        AZURE_CLIENT_SECRET: "",
        AZURE_FEDERATED_TOKEN_FILE: token,
      });

      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain("(node:");
      expect(stderr).toContain("with the token in the file");
      expect(stderr).toMatch(/Job [\da-f-]{36}/);
      expect(stdout).toContain("completed");
    }));

  test.each([
    { args: `${BACKUP} --json`, code: 1, says: "job-failed" },
    { args: `verify-backup ${PAYROLL} --max-recovery-point-age 24h`, code: 0, says: "fresh" },
    { args: `verify-backup ${PAYROLL} --max-recovery-point-age 1m`, code: 1, says: "too-old" },
    { args: `verify-backup ${PAYROLL} --max-recovery-point-age x`, code: 2, says: "invalid-input" },
    { args: "verify-backups", code: 2, says: "Did you mean 'verify-backup'?" },
    { args: `${BACKUP} --dry-run`, code: 3, says: "dry-run" },
  ])("ends with $code with a client secret: $says", ({ args, code, says }) =>
    withAzure(async (azure, server) => {
      azure.script({ operation: "Backup", jobStatus: "Failed" });

      const ended = await run(args, commandEnv(server));

      expect(ended.code, ended.stderr).toBe(code);
      expect(`${ended.stdout}${ended.stderr}`).toContain(says);
    }),
  );

  test("goes through the proxy and nowhere else", () =>
    withAzure(async (azure, server) => {
      await using proxy = await startConnectProxy({ port: server.port });
      azure.origin = "https://localhost:1";
      const env = commandEnv({ ...server, url: azure.origin });

      const { code, stderr } = await run(BACKUP, { ...env, HTTPS_PROXY: proxy.url });

      expect(code, stderr).toBe(0);
      expect(new Set(proxy.tunnels)).toEqual(new Set(["localhost:1"]));
    }));
});

describe.skipIf(!HAS_PINNED_NODES)("the command on a Node that is too old", () => {
  test.each([
    { version: "16.20.2", node: "16", env: {} },
    { version: "20.20.2", node: "20", env: {} },
    { version: "22.20.0", node: "22", env: claimVersion("22.20.0") },
  ] as const)("ends with 2 on $version, and what later steps read is closed", async (old) => {
    const { version, node, env } = old;
    const file = join(installed.folder, "gate.env");
    const message = `azure-backup-gate needs Node 22.21 or later, and this is ${version}.`;
    for (const args of ["--version", `${BACKUP} --json --dotenv gate.env`]) {
      writeFileSync(file, "BACKUP_GATE_REASON=completed\nBACKUP_GATE=open\n");
      const options = { node: pinnedNode(node), env };
      const ended = await shell(`azure-backup-gate ${args}`, installed, options);

      expect(ended).toMatchObject({ code: 2, stderr: `${message}\n` });
      if (!args.includes("--json")) {
        expect(ended.stdout).toBe("");
        continue;
      }
      const report = JSON.parse(ended.stdout);
      expect(report).toMatchObject({ gate: "closed", reason: "invalid-input" });
      expect(report.items).toEqual([expect.objectContaining({ "error-message": message })]);
      expect(reportFaults(report)).toEqual([]);
      expect(readFileSync(file, "utf8")).toBe("BACKUP_GATE=closed\n");
    }
  });
});
