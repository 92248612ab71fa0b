import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../usage.ts";
import { type Collected, usesOf } from "./files.ts";

const CHECKOUT = join(import.meta.dirname, "..", "..", "..");

/** The root of the repository that a file is in; its own folder where it is in none. */
export function rootOf(file: string): string {
  const folder = dirname(resolve(file));
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
  }
  return /[\\/]\.github[\\/]workflows$/.test(folder) ? resolve(folder, "..", "..") : folder;
}

/** Copies what the runner needs of this checkout to run the action. */
export async function copyAction(folder: string): Promise<void> {
  await cp(join(CHECKOUT, "dist"), join(folder, "dist"), { recursive: true });
  await cp(join(CHECKOUT, "action.yml"), join(folder, "action.yml"));
}

/**
 * Copies the workflow and what it calls into a folder and, where `allFiles` says so, everything that git
 * tracks beside them.
 *
 * @throws UsageError where git tracks nothing.
 */
export async function copyFiles(
  folder: string,
  collected: Collected,
  allFiles: boolean,
): Promise<void> {
  const { root, workflows, actions } = collected;
  const folders = actions.map(({ path }) => dirname(path));
  for (const path of [...(allFiles ? trackedFiles(root) : []), ...folders]) {
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  for (const { path, text } of workflows) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (usesOf(collected, "this checkout").length > 0) await copyAction(folder);
}

function trackedFiles(root: string): readonly string[] {
  try {
    const listed = execFileSync("git", ["ls-files", "-z"], {
      cwd: root,
      encoding: "utf8",
      stdio: "pipe",
    });
    return listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  } catch {
    throw new UsageError(
      `--real-commands takes what git tracks, and '${root}' is in no repository.`,
    );
  }
}
