import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundledFolders } from "../../scripts/bundled-packages.ts";
import { licensesText, packagesNamed, readPackage } from "../../scripts/licenses.ts";

const LEFT = {
  name: "left",
  version: "1.2.3",
  license: "MIT",
  author: "Ada",
  repository: "https://example.com/left",
  texts: ["Copyright Ada\r\nTake it.\r\n"],
};
const RIGHT = { ...LEFT, name: "@sides/right", license: "ISC", texts: ["Copyright Bob"] };

async function packageWith(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "package-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return readPackage(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the packages in a bundle", () => {
  const file = (modules: Readonly<Record<string, number>>) => ({
    modules: Object.fromEntries(
      Object.entries(modules).map(([path, renderedLength]) => [path, { renderedLength }]),
    ),
  });

  test("are those with code in any of its files, nested packages included", () => {
    const files = [
      file({
        "/a/node_modules/left/index.js": 1,
        "/a/node_modules/@sides/right/lib/x.js": 1,
        "/a/node_modules/left/node_modules/deep/index.js": 1,
      }),
      file({ "/a/node_modules/left/other.js": 1, "C:\\a\\node_modules\\@sides\\windows\\x.js": 1 }),
    ];

    expect(bundledFolders(files)).toEqual([
      "/a/node_modules/left",
      "/a/node_modules/@sides/right",
      "/a/node_modules/left/node_modules/deep",
      "C:\\a\\node_modules\\@sides\\windows",
    ]);
  });

  test("are not what was read and left out, nor our own code", () => {
    const files = [
      file({ "/a/node_modules/unused/index.js": 0, "/a/src/hosts/github/main.ts": 1 }),
    ];

    expect(bundledFolders(files)).toEqual([]);
  });
});

describe("a package", () => {
  test("is read with all its licences and notices", async () => {
    const found = await packageWith({
      "package.json": JSON.stringify({
        name: "left",
        version: "1.2.3",
        license: "MIT",
        author: { name: "Ada" },
        repository: { url: "https://example.com/left" },
      }),
      "license.md": "One",
      "LICENCE-APACHE.txt": "Two",
      NOTICE: "Three",
      "index.js": "Not this",
    });

    expect(found).toEqual({ ...LEFT, texts: ["Two", "Three", "One"] });
  });

  test("may say little about itself", async () => {
    const found = await packageWith({ "package.json": '{ "name": "left", "version": "1.2.3" }' });

    expect(found).toEqual({ ...LEFT, license: "", author: "", repository: "", texts: [] });
  });
});

describe("the text of the licences", () => {
  test("is the same in whatever order the packages come, and with a package twice", () => {
    const text = licensesText([LEFT, RIGHT]);

    expect(licensesText([RIGHT, LEFT, RIGHT])).toBe(text);
    expect(packagesNamed(text)).toEqual(["@sides/right@1.2.3", "left@1.2.3"]);
    expect(text).toContain("left@1.2.3\nLicense: MIT\n\nCopyright Ada\nTake it.\n");
  });

  test("keeps two versions of a package apart", () => {
    const text = licensesText([LEFT, { ...LEFT, version: "2.0.0" }]);

    expect(packagesNamed(text)).toEqual(["left@1.2.3", "left@2.0.0"]);
  });

  test("says so where a package holds no text, and passes on what it does say", () => {
    const text = licensesText([{ ...LEFT, texts: [] }]);

    expect(text).toContain(
      "License: MIT\n\nThe package holds no text of its licence. Author: Ada. Source: https://example.com/left.\n",
    );
  });

  test.each(["", "GPL-3.0-only", "UNLICENSED", "SEE LICENSE IN LICENSE"])(
    "is refused with a package under '%s'",
    (license) => {
      expect(() => licensesText([RIGHT, { ...LEFT, license }])).toThrow(
        `left@1.2.3 has the licence '${license}'`,
      );
    },
  );
});
