import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";

const root = join(import.meta.dirname, "..");

/** The folder of the package of the terminal's command; it is not committed. */
export const TERMINAL_PACKAGE = join(root, "build", "azure-backup-gate");

/**
 * Makes the npm package of the terminal's command in `folder`: one bundle without dependencies, its
 * licences and its page. `npm pack` and `npm publish` take the folder as it is.
 */
export async function makeTerminalPackage(folder: string): Promise<void> {
  await bundle("src/hosts/cli/main.ts", folder);
  const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const manifest = {
    name: "azure-backup-gate",
    version,
    description: "A pipeline touches a database only when Azure Backup says it is safe.",
    keywords: ["azure", "azure-backup", "recovery-services-vault", "ci"],
    license,
    // npm takes provenance only for the repository that the package names.
    repository: { type: "git", url: "git+https://github.com/OWNER/azure-backup-gate.git" },
    type: "commonjs",
    bin: { "azure-backup-gate": "index.js" },
    files: ["*.js", "licenses.txt"],
    engines: { node: ">=22.21" },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  const page = readFileSync(join(root, "docs", "terminal.md"), "utf8");
  writeFileSync(join(folder, "README.md"), withoutLinks(page));
}

/** A page without links to other pages, which the package does not have. */
function withoutLinks(page: string): string {
  return page.replace(/\[([^\]]+)\]\((?!https:)[^)]+\)/g, "$1");
}
