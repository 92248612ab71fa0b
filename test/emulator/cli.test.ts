import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromCaller } from "./server/from-caller.ts";

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

/** The blocks of shell that the command prints, by their first line. */
function blocksOf(output: string): ReadonlyMap<string, string> {
  const blocks = output
    .trim()
    .split("\n\n")
    .map((block) => block.trim());
  return new Map(blocks.map((block) => [block.split("\n")[0] ?? "", block]));
}

/** Runs a block, where nothing but this machine can be reached, and gives its exit code and its log. */
async function shell(script: string, minutes: number) {
  const child = spawn("bash", ["-c", script], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HTTPS_PROXY: "http://127.0.0.1:9",
      NO_PROXY: "localhost,127.0.0.1",
      "INPUT_TIMEOUT-MINUTES": String(minutes),
    },
  });
  let log = "";
  child.stdout.on("data", (chunk) => {
    log += chunk;
  });
  const [code] = await once(child, "close");
  return { code, log };
}

describe.skipIf(process.platform === "win32")("what it prints for the action", () => {
  let emulator: Awaited<ReturnType<typeof run>>;
  let blocks: ReadonlyMap<string, string> = new Map();
  beforeAll(async () => {
    emulator = await run([]);
    blocks = blocksOf(emulator.output());
  });
  afterAll(() => emulator.child.kill());

  const FIRST =
    "# A step on this one, in the root of this repository; each input is INPUT_ and its name in upper case";

  test.concurrent.each([
    [FIRST, "with the client secret"],
    ["# The same, signed in through GitHub OIDC", "with GitHub OIDC"],
    ["# The same with the managed identity of an App Service", "managed identity"],
    [
      "# The same with the managed identity of a VM, which has no such endpoint",
      "managed identity",
    ],
    [
      "# The first with a commit status; of GitHub Enterprise Server GITHUB_API_URL is https://localhost:PORT/api/v3",
      "Posted the commit status",
    ],
  ])("is enough, and no variable of it is idle: %s", { timeout: 60_000 }, async (title, said) => {
    const port = /localhost:(\d+)/.exec(emulator.output())?.[1] ?? "";
    const setUp = (blocks.get(FIRST) ?? "").split("\n").slice(0, -1).join("\n");
    const block = blocks.get(title.replace("PORT", port)) ?? "";
    const script = title === FIRST ? block : `${setUp}\n${block}`;
    const names = [...block.matchAll(/^export (\w+)=/gm)].map((found) => found[1] ?? "");
    expect(names).not.toEqual([]);

    const whole = await shell(script, 1);
    expect(whole.log).toContain("Gate open: listed.");
    expect(whole.log).toContain(said);
    const without = await Promise.all(
      names.map((name) => shell(script.replace(new RegExp(`^export ${name}=.*$`, "m"), ""), 0.1)),
    );
    for (const [index, { code, log }] of without.entries()) {
      expect({ name: names[index], works: code === 0 && log.includes(said) }).toEqual({
        name: names[index],
        works: false,
      });
    }
  });
});

test("has the vault of a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-cli-"));
  const file = join(folder, "vault.yml");
  await writeFile(file, "vault: ProdVault\nresource-group: rg-backup\nitems: [sql-1/payroll]\n");
  const { child, output } = await run(["--vault", file]);
  child.kill("SIGTERM");

  expect(output()).toContain(
    "Vault ProdVault in resource group rg-backup, subscription 00000000-0000-0000-0000-000000000000: 1 items",
  );
  await writeFile(file, "items: [a//b]\n");
  const broken = await run(["--vault", file], "never printed");
  expect((await broken.ended)[0]).toBe(2);
  expect(broken.output()).toBe(
    `${fromCaller(file)}:1: 'item' of an item is 'a//b'; of workload 'SQLDataBase' write 'resource group/server/instance/database'.\n`,
  );
  await rm(folder, { recursive: true });
});

test("goes wrong as the fault file says, and stops when told to", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-cli-"));
  const file = join(folder, "faults.json");
  await writeFile(file, JSON.stringify({ path: "^/msi/", answer: { status: 418 } }));
  const { child, ended, output } = await run(["--time-scale", "60", "--fault", file]);

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

  await writeFile(file, JSON.stringify({ path: "^/msi/", status: 418 }));
  const broken = await run(["--fault", file], "never printed");
  expect((await broken.ended)[0]).toBe(2);
  expect(broken.output()).toContain(":1: a fault has no field 'status', only method, path,");

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
