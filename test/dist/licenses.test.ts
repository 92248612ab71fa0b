import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../../scripts/bundle.ts";
import { packagesNamed, readPackage } from "../../scripts/licenses.ts";

const root = join(import.meta.dirname, "..", "..");
const text = readFileSync(join(root, "dist", "licenses.txt"), "utf8");
const BUILD_TIME = 180_000;

/**
 * What the source maps of a fresh build name: a second witness, since the text is made from the
 * statistics of the bundler.
 */
let mapped: readonly string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "maps-"));
  await bundle("src/hosts/github/main.ts", folder, { sourcemap: true });

  const sources = globSync("*.map", { cwd: folder }).flatMap(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")).sources as string[],
  );
  const folders = sources.flatMap(
    (source) =>
      /node_modules\/(?:@[^/]+\/)?[^/]+(?:\/node_modules\/(?:@[^/]+\/)?[^/]+)*/.exec(source) ?? [],
  );
  mapped = [...new Set(folders)].map((path) => {
    const { name, version } = readPackage(join(root, path));
    return `${name}@${version}`;
  });
}, BUILD_TIME);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("dist/licenses.txt", () => {
  test("names every package that has code in the bundle, and no other", () => {
    expect(packagesNamed(text).toSorted()).toEqual([...new Set(mapped)].toSorted());
    expect(mapped.length).toBeGreaterThan(40);
  });

  test("names the packages in order, so that a rebuild gives the same bytes", () => {
    expect(packagesNamed(text)).toEqual(packagesNamed(text).toSorted());
    expect(text).not.toContain("\r");
  });

  test.each(packagesNamed(text))("holds a copyright line or the terms of %s", (name) => {
    const [section = ""] = text.slice(text.indexOf(`\n${name}\n`)).split(`\n${"=".repeat(80)}\n`);

    expect(section).toMatch(/Copyright|Apache License/i);
    expect(section.length).toBeGreaterThan(500);
  });
});
