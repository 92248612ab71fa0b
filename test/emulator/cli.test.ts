import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));

/** Runs the command until it has printed `until` or ended. */
async function run(args: string[], until = "test-token") {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  let output = "";
  const printed = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes(until)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  await Promise.race([printed, ended]);
  return { child, ended, output: () => output };
}

test("prints what a client needs, goes wrong as the fault file says, and stops when told to", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-cli-"));
  const file = join(folder, "faults.json");
  await writeFile(file, JSON.stringify({ path: "^/msi/", answer: { status: 418 } }));
  const { child, ended, output } = await run(["--time-scale", "60", "--fault", file]);

  const names = [...output().matchAll(/^export (\w+)=\S+$/gm)].map((found) => found[1]);
  expect(names).toEqual([
    "AZURE_RESOURCE_MANAGER_URL",
    "NODE_EXTRA_CA_CERTS",
    "AZURE_SUBSCRIPTION_ID",
    "AZURE_POD_IDENTITY_AUTHORITY_HOST",
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
    "AZURE_AUTHORITY_HOST",
    "AZURE_TENANT_ID",
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
    "ACTIONS_ID_TOKEN_REQUEST_URL",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "GITHUB_API_URL",
    "GITHUB_TOKEN",
    "GITHUB_REPOSITORY",
    "GITHUB_SHA",
    "REQUESTS_CA_BUNDLE",
  ]);
  const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output())?.[1] ?? "";
  const asked = spawn(
    process.execPath,
    [
      "-e",
      `fetch("${value("IDENTITY_ENDPOINT")}").then((got) => process.exit(got.status === 418 ? 7 : 1))`,
    ],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: value("NODE_EXTRA_CA_CERTS") } },
  );
  expect((await once(asked, "exit"))[0]).toBe(7);

  child.kill("SIGTERM");
  const [code, signal] = await ended;
  // Windows has no signals to catch: there the process is simply ended.
  expect(process.platform === "win32" ? signal : code).toBe(
    process.platform === "win32" ? "SIGTERM" : 0,
  );
  await rm(folder, { recursive: true });
});

test.each(["--time-scale", "--token-lifetime"])(
  "refuses a number for %s that is none, and tells how to call it",
  async (option) => {
    const { ended, output } = await run([option, "fast"], "never printed");

    expect((await ended)[0]).toBe(1);
    expect(output()).toContain(`${option} must be a positive number, not 'fast'`);
  },
);
