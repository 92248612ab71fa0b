import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { notesOf } from "../../scripts/changelog.ts";
import { FakeGitHub, serveGitHub } from "./fake-github.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));

const COMMIT = "a".repeat(40);

describe("the script of the release workflow", () => {
  const folder = mkdtempSync(join(tmpdir(), "packages-"));
  for (const extension of ["tgz", "vsix"]) {
    writeFileSync(join(folder, `azure-backup-gate-${manifest.version}.${extension}`), extension);
  }
  afterAll(() => rmSync(folder, { recursive: true }));

  async function script(github: FakeGitHub, command: string, packages = folder) {
    await using server = await serveGitHub(github);
    return await promisify(execFile)(process.execPath, ["scripts/release.ts", command, packages], {
      cwd: root,
      env: {
        ...process.env,
        GITHUB_API_URL: server.url,
        GITHUB_REPOSITORY: "OWNER/gate",
        GITHUB_SHA: COMMIT,
        GITHUB_REF: "refs/heads/main",
        GITHUB_TOKEN: "t",
      },
    });
  }

  test("checks and publishes the version of package.json, with its notes", async () => {
    const github = new FakeGitHub();
    github.ci.set(COMMIT, "success");
    const tag = `v${manifest.version}`;

    expect((await script(github, "check")).stdout).toBe(`Nothing is in the way of ${tag}.\n`);
    expect(github.writes).toEqual([]);
    expect((await script(github, "publish")).stdout).toContain(`Released ${tag} with `);
    expect(github.released(tag)?.notes).toBe(notesOf(read("CHANGELOG.md"), manifest.version));
    expect([...(github.released(tag)?.assets ?? [])]).toEqual([
      [`azure-backup-gate-${manifest.version}.tgz`, "tgz"],
      [`azure-backup-gate-${manifest.version}.vsix`, "vsix"],
    ]);
  });

  test.each(["npm", "publish"])(
    "changes nothing for '%s' without the packages",
    async (command) => {
      const github = new FakeGitHub();

      await expect(script(github, command, "no-such-folder")).rejects.toMatchObject({ code: 1 });
      expect(github.writes).toEqual([]);
    },
  );

  test("fails the step when something is in the way", async () => {
    await expect(script(new FakeGitHub(), "check")).rejects.toMatchObject({
      code: 1,
      stdout: `::error::CI has not ended well on main for ${COMMIT}.\n`,
    });
  });

  test("does nothing without a word that it knows", async () => {
    const github = new FakeGitHub();

    await expect(script(github, "")).rejects.toMatchObject({ code: 1 });
    expect(github.writes).toEqual([]);
  });
});
