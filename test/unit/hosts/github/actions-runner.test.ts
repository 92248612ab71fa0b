import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { actionsRunner } from "../../../../src/hosts/github/actions-runner.ts";
import { REAL_WORLD } from "../../../support/answering.ts";

const folders: string[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

test("the report is replaced as a whole, in one place, and nothing is left beside it", async () => {
  const temp = await mkdtemp(join(tmpdir(), "runner-temp-"));
  folders.push(temp);
  vi.stubEnv("RUNNER_TEMP", temp);
  const runner = actionsRunner(REAL_WORLD);

  const path = runner.writeReport(["fi", "rst"]);
  const file = await stat(path);
  expect(await readFile(path, "utf8")).toBe("first");
  const again = runner.writeReport(["second"]);

  expect(again).toBe(path);
  expect(dirname(dirname(path))).toBe(temp);
  expect(await readFile(path, "utf8")).toBe("second");
  // Another file has taken its place: a reader that has the first one open reads it to its end.
  expect((await stat(path)).ino).not.toBe(file.ino);
  expect(await readdir(dirname(path))).toEqual(["report.json"]);
});
