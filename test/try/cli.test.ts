import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

/** Runs the command as npm does. */
async function tried(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "cli.ts"), ...args], {
    cwd: ROOT,
    env,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "try-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("a step by hand, through the bundle", () => {
  test("prints log, outputs and summary, and ends with the step's own code", async () => {
    const { code, output } = await tried([
      "operation=verify-backup",
      "item=sqlserver-1/payroll",
      "max-recovery-point-age=24h",
    ]);

    expect(output).toMatch(
      /--- step\n {4}operation: verify-backup\n.*--- log\nverify-backup in vault 'SQLServer2012', signing in with GitHub OIDC\.\n.*--- outputs\n {4}gate: open\n {4}reason: recovery-point-fresh\n.*--- summary\n## Backup gate open: recovery-point-fresh\n.*--- exit code 0\n$/s,
    );
    expect(code).toBe(0);
  });

  test("backs up what a file describes within seconds, as whoever the inputs name", async () => {
    const vault = await file(
      "vault.yml",
      "vault: ProdVault\nresource-group: rg-backup\nitems: [sql-1/SALES/orders]\n",
    );

    const { code, output } = await tried([
      "operation=backup-now",
      "item=sql-1/orders",
      "client-id=cccccccc-0000-4000-8000-000000000001",
      "tenant-id=cccccccc-0000-4000-8000-000000000002",
      "client-secret=a secret of mine",
      "--vault",
      vault,
    ]);

    expect(output).toContain("backup-now in vault 'ProdVault', signing in with the client secret");
    expect(output).toContain("    reason: completed\n");
    expect(output).toContain("--- exit code 0");
    expect(code).toBe(0);
  });

  test.skipIf(process.platform === "win32")("finds the Azure CLI signed in", async () => {
    const { code, output } = await tried(["operation=list-items", "item=*", "auth-type=SESSION"]);

    expect(output).toContain("signing in with the session of the Azure CLI.\n");
    expect(output).toContain("    reason: listed\n");
    expect(code).toBe(0);
  });

  test("is red as in production where the vault's file lets a backup fail", async () => {
    const { code, output } = await tried([
      "operation=ensure-backup",
      "item=sqlserver-1/payroll",
      "max-recovery-point-age=4h",
      "--vault",
      "docs/red.yml",
    ]);

    expect(output).toContain("    reason: job-failed\n");
    expect(output).toContain("    error-code: UserErrorOpeningSQLConnection\n");
    expect(output).toContain("What to do: Azure Backup cannot connect to the SQL instance.");
    expect(code).toBe(1);
  });

  test.each([
    { reason: "item-not-found", input: "item=sqlserver-9/shop" },
    { reason: "item-ambiguous", input: "item=payroll" },
    { reason: "vault-not-found", input: "vault=Mine" },
  ])("says how to describe one's own vault where it ends as $reason", async ({ reason, input }) => {
    const { output } = await tried([
      "operation=verify-backup",
      "max-recovery-point-age=1h",
      ...(input.startsWith("item") ? [] : ["item=x"]),
      input,
    ]);

    expect(output).toContain(`    reason: ${reason}\n`);
    expect(output).toMatch(
      /\nThis is the vault .*: describe yours with --vault FILE, .*\n--- exit/,
    );
  });

  test("says nothing of that where a file describes the vault", async () => {
    const { output } = await tried(["operation=backup-now", "item=x", "--vault", "docs/red.yml"]);

    expect(output).toContain("    reason: item-not-found\n");
    expect(output).not.toContain("--vault FILE");
  });

  test("is red where the gate is closed", async () => {
    const { code, output } = await tried([
      "operation=verify-backup",
      "item=WebDemo/web-01",
      "max-recovery-point-age=1h",
    ]);

    expect(output).toContain("    reason: recovery-point-too-old\n");
    expect(code).toBe(1);
  });
});

const WORKFLOW = `on: push
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/azure-backup-gate@v1
        with: { operation: list-items, vault: "\${{ vars.VAULT }}", item: "*" }
`;

describe("a call that cannot be carried out says why in one line, with code 2", () => {
  test.skipIf(process.platform === "win32")("without act: how to get it", async () => {
    const workflow = await file("own.yml", WORKFLOW);

    const { code, output } = await tried([workflow], { PATH: folder, HOME: folder });

    const version = /^act=(\S+)$/m.exec(
      await readFile(join(ROOT, ".ci", "workflows"), "utf8"),
    )?.[1];
    expect(output).toBe(
      `act, which runs workflows, is missing: 'go install github.com/nektos/act@${version}', or 'brew install act' or another package manager.\n`,
    );
    const page = await readFile(join(ROOT, "docs", "try.md"), "utf8");
    expect(page).toContain(`go install github.com/nektos/act@${version}`);
    expect(code).toBe(2);
  });

  test.each([
    ["an unknown input", ["itme=a"], /^The action has no input 'itme'\. Did you mean 'item'\?\n$/],
    ["a file that is not there", ["none.yml"], /^There is no file '.*none\.yml'\.\n$/],
    [
      "no vault file",
      ["item=a", "--vault", "none.yml"],
      /^none\.yml: The file cannot be read\.\n$/,
    ],
    [
      "a vault for a workflow",
      ["docs/vault.yml"],
      /^'.*vault\.yml' is no workflow: it has no 'jobs'\.\n$/,
    ],
  ])("%s", async (_, args, message) => {
    const { code, output } = await tried(args);

    expect(output).toMatch(message);
    expect(code).toBe(2);
  });
});
