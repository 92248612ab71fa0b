import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Emulator } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
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
  /** Where `npm install --global` puts programs. */
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Clones the repository, and lays ready what the pages take for granted. */
function setUp(server: Server): Desk {
  const folder = mkdtempSync(join(tmpdir(), "documents-"));
  const [clone, prefix, stands] = ["clone", "global", "stands"].map((name) => join(folder, name));
  if (!clone || !prefix || !stands) throw new Error("unreachable");
  execFileSync("git", ["clone", "--quiet", CHECKOUT, clone]);
  mkdirSync(stands);
  // A session of the Azure CLI; the command signs in by what its environment has.
  writeFileSync(join(stands, "az"), '#!/bin/sh\n[ "$1" = login ]\n', { mode: 0o755 });
  // A machine behind a proxy of its own trusts that one, too, or npm reaches no registry.
  const trusted = [process.env.NODE_EXTRA_CA_CERTS, server.caFile].flatMap((file) => file || []);
  const certificates = join(folder, "certificates.pem");
  writeFileSync(certificates, trusted.map((file) => readFileSync(file, "utf8")).join("\n"));
  const npm = (key: string) =>
    execFileSync("npm", ["config", "get", key], { encoding: "utf8" }).trim();
  const path = [stands, join(prefix, "bin"), dirname(process.execPath), process.env.PATH];
  return {
    folder,
    clone,
    prefix,
    env: {
      ...commandEnv(server),
      NODE_EXTRA_CA_CERTS: certificates,
      PATH: path.join(delimiter),
      HOME: folder,
      npm_config_prefix: prefix,
      npm_config_cache: execFileSync("npm", ["config", "get", "cache"], {
        encoding: "utf8",
      }).trim(),
    },
  };
}

/** The reader's own workflows and the list of their vault, which the page about trying mentions. */
async function layFiles({ folder, clone, env }: Desk): Promise<void> {
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
  const { stdout } = await bash("npm run try -- operation=list-items 'item=*'", { clone, env });
  writeFileSync(join(clone, "items.json"), stdout);
}

function bash(script: string, { clone, env }: Pick<Desk, "clone" | "env">) {
  const program = join(clone, "node_modules", ".bin", "none");
  return shell(`set -eo pipefail\n${script}`, { folder: clone, program }, { env });
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
  await using server = await startServer(new Emulator({ timeScale: SPEED }));
  const desk = setUp(server);
  const report = new Report(["block", "exit code", "seconds"]);
  let areFilesThere = false;
  for (const block of inOrder(blocksOfPages(pagesOf(desk.clone), desk.clone))) {
    if (block.page !== "README.md" && !areFilesThere) {
      await layFiles(desk);
      areFilesThere = true;
    }
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
