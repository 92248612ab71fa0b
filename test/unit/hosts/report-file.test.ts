import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceFile } from "../../../src/hosts/report-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "replaced-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a file that is replaced", () => {
  test("has the new text only, and nothing lies beside it", () => {
    const path = join(folder, "gate.env");
    writeFileSync(path, "an older and longer text");

    replaceFile(path, ["a", "b"]);

    expect(readFileSync(path, "utf8")).toBe("ab");
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  test.skipIf(process.platform === "win32")(
    "stays a link, as '/dev/stdout' is one, and its target gets the text",
    () => {
      const [path, target] = [join(folder, "stdout"), join(folder, "target")];
      writeFileSync(target, "old");
      symlinkSync(target, path);

      replaceFile(path, ["new"]);

      expect(lstatSync(path).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, "utf8")).toBe("new");
    },
  );

  test("leaves nothing behind if it is a folder", () => {
    const path = join(folder, "folder");
    mkdirSync(path);

    expect(() => replaceFile(path, ["text"])).toThrow();
    expect(existsSync(`${path}.new`)).toBe(false);
  });
});
