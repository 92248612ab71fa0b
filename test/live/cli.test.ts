import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Emulator } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { vaultId } from "../emulator/vault/state.ts";
import { personWith } from "../try/azure.ts";
import { makePrograms, sessionOf } from "../try/stand-ins.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "live-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as npm does. */
async function ran(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "cli.ts"), ...args], {
    env: { ...process.env, ...env },
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

describe.skipIf(process.platform === "win32")("with the session of az", () => {
  test("writes a record without token, tenant, subscription or host", async () => {
    const azure = new Emulator();
    const server = await startServer(azure);
    const file = join(folder, "az-session");
    writeFileSync(file, "");
    const session = sessionOf(azure, personWith({}));
    const az = { file, ...session };
    const { path } = await makePrograms(join(folder, "programs"), {
      ...{ shells: [], realCommands: true, az },
    });
    const out = join(folder, "out");

    const { code, output } = await ran(
      ["--vault", vaultId(azure.vault()), "--item", "web-01", "--out", out],
      {
        PATH: path,
        NODE_EXTRA_CA_CERTS: server.caFile,
        AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL: server.url,
        AZURE_CLIENT_ID: "",
        AZURE_TENANT_ID: "",
        AZURE_CLIENT_SECRET: "",
      },
    );
    await server.close();

    expect(output).toContain("The record: ");
    expect(code).toBe(0);
    const [record = ""] = readdirSync(out);
    const texts = readdirSync(join(out, record)).map((name) =>
      readFileSync(join(out, record, name), "utf8"),
    );
    expect(texts.length).toBeGreaterThan(10);
    const secrets = [session.token, ...session.token.split("."), session.subscriptionId];
    for (const one of [...secrets, session.tenantId, new URL(server.url).host]) {
      expect(texts.some((text) => text.includes(one)) ? one : "").toBe("");
    }
    expect(output).not.toContain(session.token);
  });
});

test("without a session it says what to do, and writes nothing", async () => {
  const out = join(folder, "none");
  const none = { AZURE_CLIENT_ID: "", AZURE_TENANT_ID: "", AZURE_CLIENT_SECRET: "" };

  const { code, output } = await ran(
    ["--vault", "ProdVault", "--resource-group", "g", "--item", "i", "--out", out],
    { PATH: folder, ...none },
  );

  expect(output).toContain("sign-in-failed");
  expect(output).toContain("The Azure CLI (az) is not on the PATH");
  expect(code).toBe(1);
  expect(readdirSync(folder)).not.toContain("none");
});

test("--help names the exit codes, and a wrong call is exit code 2", async () => {
  const help = await ran(["--help"]);
  const wrong = await ran(["--vault", "v"]);
  const refused = await ran(["--vault", "v", "--item", "i", "--resource-group", "g"]);

  expect(help.output).toContain("Exit codes: 0 the record is written");
  expect(help.code).toBe(0);
  expect(wrong.output).toContain("--item is missing");
  expect(wrong.code).toBe(2);
  expect(refused.output).toContain("Option --vault is not a vault's name (got 'v').");
  expect(refused.code).toBe(2);
});
