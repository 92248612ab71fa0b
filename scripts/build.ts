import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledFolders, type Module } from "./bundled-packages.ts";
import { licensesText, readPackage } from "./licenses.ts";

/** The programs that are built, one for each host, and the folders that they are committed in. */
const BUNDLES = [{ entry: "src/hosts/github/main.ts", out: "dist" }];

for (const { entry, out } of BUNDLES) build(entry, out);

/** Bundles a program with everything it needs but Node, and the licences of what is in it. */
function build(entry: string, out: string): void {
  const folder = mkdtempSync(join(tmpdir(), "build-"));
  const stats = join(folder, "stats.json");
  // Delete the folder first, so that no unused chunk stays behind.
  rmSync(out, { recursive: true, force: true });
  try {
    execFileSync(
      process.execPath,
      [
        "node_modules/@vercel/ncc/dist/ncc/cli.js",
        ...["build", entry, "--out", out, "--no-cache", "--stats-out", stats],
      ],
      { stdio: "inherit" },
    );
    const { modules } = JSON.parse(readFileSync(stats, "utf8")) as { readonly modules: Module[] };
    const packages = bundledFolders(modules).map(readPackage);
    writeFileSync(join(out, "licenses.txt"), licensesText(packages));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
