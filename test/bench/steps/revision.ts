import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The bundle to measure, and the commit that it is of. */
export interface Revision extends Disposable {
  readonly bundle: string;
  readonly commit: string;
  /** The day of the commit, such as `2026-01-31`. */
  readonly date: string;
  /** Whether the bundle is that of the commit, byte for byte. */
  readonly isCommitted: boolean;
}

/** The bundle as it lies in this checkout. */
export function currentBundle(): Revision {
  return {
    ...describe("HEAD"),
    bundle: join(ROOT, "dist", "index.js"),
    isCommitted: git("status", "--porcelain", "dist").length === 0,
    [Symbol.dispose]: () => {},
  };
}

/** The bundle of a commit, in a folder that is gone afterwards. */
export function bundleOf(revision: string): Revision {
  const about = describe(revision);
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  const names = git("ls-tree", "-r", "--name-only", about.commit, "dist").toString();
  for (const name of names.trim().split("\n")) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, git("show", `${about.commit}:${name}`));
  }
  return {
    ...about,
    bundle: join(folder, "dist", "index.js"),
    isCommitted: true,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The commits of this branch, from the newest to the oldest. */
export function history(): readonly string[] {
  return git("rev-list", "HEAD").toString().trim().split("\n");
}

function describe(revision: string): Pick<Revision, "commit" | "date"> {
  const text = git("log", "-1", "--format=%H %cs", `${revision}^{commit}`).toString().trim();
  const [commit = "", date = ""] = text.split(" ");
  return { commit, date };
}

function git(...args: readonly string[]): Buffer {
  return execFileSync("git", args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
}
