import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Emulator } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { Report } from "../interop/table.ts";
import { commandEnv, shell } from "../support/command-package.ts";
import { type Block, blocksOfPages, CHECKOUT, pagesOf } from "./blocks.ts";
import { filledIn, runsInClone } from "./shell-blocks.ts";

// Runs every script of the pages that is for a clone of this repository: in a fresh clone of the last
// commit, as a reader would, the quick start first. Needs git, npm with its registry, and act.

/** How much faster time passes for Azure. */
const SPEED = 600;

/** What a reader has beside the clone. */
interface Desk {
  readonly folder: string;
  readonly clone: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Clones the repository, and lays ready what the pages take for granted. */
function setUp(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "documents-"));
  const clone = join(folder, "clone");
  const prefix = join(folder, "global");
  const stands = join(folder, "stands");
  execFileSync("git", ["clone", "--quiet", CHECKOUT, clone]);
  mkdirSync(stands);
  // A session of the Azure CLI; the command signs in by what its environment has.
  writeFileSync(join(stands, "az"), '#!/bin/sh\n[ "$1" = login ]\n', { mode: 0o755 });
  const npm = (key: string) =>
    execFileSync("npm", ["config", "get", key], { encoding: "utf8" }).trim();
  const path = [stands, join(prefix, "bin"), dirname(process.execPath), process.env.PATH];
  return {
    folder,
    clone,
    env: {
      PATH: path.join(delimiter),
      HOME: folder,
      npm_config_prefix: prefix,
      npm_config_cache: npm("cache"),
      npm_config_userconfig: npm("userconfig"),
    },
  };
}

/** Runs a script in the clone. Time on its emulator runs fast, so each has one of its own. */
async function bash(script: string, { folder, clone, env }: Desk) {
  await using server = await startServer(new Emulator({ timeScale: SPEED }));
  // A machine behind a proxy of its own trusts that one, too, or npm reaches no registry.
  const trusted = [process.env.NODE_EXTRA_CA_CERTS, server.caFile].flatMap((file) => file || []);
  const certificates = join(folder, "certificates.pem");
  writeFileSync(certificates, trusted.map((file) => readFileSync(file, "utf8")).join("\n"));
  const program = join(clone, "node_modules", ".bin", "none");
  return await shell(
    `set -eo pipefail\n${script}`,
    { folder: clone, program },
    { env: { ...commandEnv(server), ...env, NODE_EXTRA_CA_CERTS: certificates } },
  );
}

/** The reader's own workflows and the list of their vault, which the page about trying mentions. */
async function layFiles(desk: Desk): Promise<void> {
  const { folder, clone } = desk;
  const [workflow] = blocksOfPages(["README.md"], clone).filter(({ text }) =>
    text.startsWith("name: Migrate"),
  );
  if (workflow === undefined) throw new Error("The README has no whole workflow.");
  const variable = `\${{ vars.DATABASE }}`;
  const ofShop = workflow.text
    .replace("  migrate:", "  gate:")
    .replace("sqlserver-1/payroll", variable);
  for (const [root, text] of [
    [clone, workflow.text],
    [join(folder, "shop"), ofShop],
  ] as const) {
    mkdirSync(join(root, ".github", "workflows"), { recursive: true });
    writeFileSync(join(root, ".github", "workflows", "migrate.yml"), text);
  }
  execFileSync("git", ["init", "--quiet", join(folder, "shop")]);
  const { stdout } = await bash("npm run try -- operation=list-items 'item=*'", desk);
  writeFileSync(join(clone, "items.json"), stdout);
}

/** The scripts: first those of the README, last what replaces names in the whole repository. */
function inOrder(blocks: readonly Block[]): readonly Block[] {
  const scripts = blocks.filter(runsInClone);
  const on = (page: string) => scripts.filter((block) => block.page === page);
  const others = scripts.filter(({ page }) => page !== "README.md" && page !== "RELEASE.md");
  return [...on("README.md"), ...others, ...on("RELEASE.md")];
}

async function main(): Promise<boolean> {
  if (spawnSync("act", ["--version"]).status !== 0) {
    console.error("No working 'act' on the PATH; '.ci/workflows install' makes one ready.");
    return false;
  }
  const desk = setUp();
  const report = new Report(["block", "exit code", "seconds"]);
  for (const block of inOrder(blocksOfPages(pagesOf(desk.clone), desk.clone))) {
    // What the last one left would not be there in a clone of one's own.
    execFileSync("git", ["clean", "--quiet", "--force", "-d"], { cwd: desk.clone });
    if (block.page === "docs/try.md") await layFiles(desk);
    console.log(`${block.page}:${block.line}`);
    const startedAt = performance.now();
    const { code, stdout, stderr } = await bash(filledIn(block), desk);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    report.add({
      action: `${block.page}:${block.line}`,
      ended: String(code),
      state: seconds,
      ok: code === 0,
      problem: `${stdout}${stderr}`.slice(-3_000),
    });
  }
  rmSync(desk.folder, { recursive: true, force: true, maxRetries: 5 });
  console.log(`\n${report}`);
  return report.good;
}

process.exitCode = (await main()) ? 0 : 1;
