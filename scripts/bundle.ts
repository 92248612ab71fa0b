import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledFolders, type Module } from "./bundled-packages.ts";
import { licensesText, readPackage } from "./licenses.ts";

const root = join(import.meta.dirname, "..");

/**
 * Bundles a program with everything it needs but Node, and the licences of what is in it. `entry` is
 * named from the root of the repository; the folder `out` is made anew.
 */
export function bundle(entry: string, out: string): void {
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
      { stdio: ["ignore", "ignore", "inherit"], cwd: root },
    );
    const { modules } = JSON.parse(readFileSync(stats, "utf8")) as { readonly modules: Module[] };
    const packages = bundledFolders(modules).map(readPackage);
    writeFileSync(join(out, "licenses.txt"), licensesText(packages));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
