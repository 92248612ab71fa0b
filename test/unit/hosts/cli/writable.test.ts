import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWritable, whyUnwritable } from "../../../../src/hosts/cli/writable.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "writable-"));
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "file"), "old");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What keeps a file from being written; undefined if nothing does. */
function problem(path: string): string | undefined {
  try {
    checkWritable(path);
    return undefined;
  } catch (error) {
    return whyUnwritable(error);
  }
}

test.each([
  { path: "none/file", why: "its folder does not exist" },
  { path: "sub", why: "it is a folder" },
  { path: "file/below", why: "a part of its path is a file and no folder" },
])("$path cannot be written: $why", ({ path, why }) => {
  expect(problem(join(folder, path))).toBe(why);
});

test.each(["new", "file", "sub/new"])("%s can be written, and is left as it is", (path) => {
  expect(problem(join(folder, path))).toBeUndefined();
  expect(readdirSync(folder)).toEqual(["file", "sub"]);
  expect(readdirSync(join(folder, "sub"))).toEqual([]);
});

test.skipIf(process.platform === "win32")("a device and a link to nothing yet are taken", () => {
  symlinkSync(join(folder, "later"), join(folder, "link"));

  expect([problem("/dev/null"), problem(join(folder, "link"))]).toEqual([undefined, undefined]);
});

test.each([
  { code: "EACCES", why: "you may not write there" },
  { code: "EROFS", why: "nothing can be written on that disk" },
  { code: "EIO", why: "EIO: i/o error" },
])("$code reads: $why", ({ code, why }) => {
  expect(whyUnwritable(Object.assign(new Error("EIO: i/o error"), { code }))).toBe(why);
});
