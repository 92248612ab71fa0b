import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const { version } = JSON.parse(read("package.json")) as { readonly version: string };
const [major = ""] = version.split(".");

/** Everything that people read or copy. */
const PAGES = globSync(
  ["*.md", "{docs,examples,azure-pipelines}/**/*.{md,yml}", "templates/*.yml"],
  {
    cwd: root,
    exclude: ["CHANGELOG.md", "RELEASE.md"],
  },
);

/** What the pages name, each place once: the words that a pattern's group catches. */
function named(pattern: RegExp): readonly string[] {
  const all = PAGES.flatMap((page) => [...read(page).matchAll(pattern)]);
  return [...new Set(all.map(([, name = ""]) => name))];
}

describe("the version in package.json", () => {
  test("is that of the lock and the newest of the changelog", () => {
    const lock = JSON.parse(read("package-lock.json"));
    const [, newest] = /^## \[(\d.*)\]/m.exec(read("CHANGELOG.md")) ?? [];

    expect(newest).toBe(version);
    expect([lock.version, lock.packages[""].version]).toEqual([version, version]);
  });

  test("is that of the task for Azure Pipelines", () => {
    const { Major, Minor, Patch } = JSON.parse(read("azure-pipelines/task.json")).version;

    expect(`${Major}.${Minor}.${Patch}`).toBe(version);
  });

  test("belongs to the major versions that pages and examples take", () => {
    expect(named(/azure-backup-gate@(v\d[\w.]*\w|v\d)/g)).toEqual([`v${major}`]);
    expect(named(/AzureBackupGate@(\d+)/g)).toEqual([major]);
  });

  test("is the one that GitLab's component and its examples name", () => {
    expect(named(/backup-gate@(\d+\.\d+\.\d+)/g)).toEqual([version]);
  });

  test("is among those that get security fixes", () => {
    expect(read("SECURITY.md")).toMatch(
      new RegExp(`^\\| ${major}\\.x \\| yes, .*\`v${major}\``, "m"),
    );
  });
});
