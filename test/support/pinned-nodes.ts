import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** The folder in which `.ci/nodes install` puts versions of Node; without it only Node 24 is tried. */
const FOLDER = process.env.PINNED_NODES;

/** Whether other versions than that of the tests are there. */
export const HAS_PINNED_NODES = FOLDER !== undefined;

/** The program of a version in `test/nodes/package.json`, by its major number. */
export function pinnedNode(major: "16" | "20" | "22"): string {
  const path = join(FOLDER ?? "", `node-${major}`, "bin", "node");
  const version = execFileSync(path, ["--version"], { encoding: "utf8" });
  if (!version.startsWith(`v${major}.`)) throw new Error(`${path} is Node ${version.trim()}.`);
  return path;
}

/** An environment in which Node says that it is another version, for code that asks before all else. */
export function claimVersion(version: string): { readonly NODE_OPTIONS: string } {
  const claim = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(claim)}` };
}
