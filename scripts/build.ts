import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledFolders, type Module } from "./bundled-packages.ts";
import { licensesText, readPackage } from "./licenses.ts";

const folder = mkdtempSync(join(tmpdir(), "build-"));
const stats = join(folder, "stats.json");

// dist/ is built from nothing, so that a chunk that is no longer needed cannot stay behind.
rmSync("dist", { recursive: true, force: true });
try {
  execFileSync(
    process.execPath,
    [
      "node_modules/@vercel/ncc/dist/ncc/cli.js",
      ...["build", "src/hosts/github/main.ts", "--out", "dist", "--no-cache", "--stats-out", stats],
    ],
    { stdio: "inherit" },
  );
  const { modules } = JSON.parse(readFileSync(stats, "utf8")) as { readonly modules: Module[] };
  writeFileSync("dist/licenses.txt", licensesText(bundledFolders(modules).map(readPackage)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
