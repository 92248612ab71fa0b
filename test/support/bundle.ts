import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** The bundle in a folder of its own. */
export interface Bundle {
  readonly path: string;
  readonly folder: string;
}

/** Has a copy of `dist/` where no `node_modules` is, as on a runner, while the tests of a file run. */
export function bundleAlone(): Bundle {
  const bundle = { path: "", folder: "" };
  beforeAll(async () => {
    bundle.folder = await mkdtemp(join(tmpdir(), "bundle-"));
    bundle.path = join(bundle.folder, "index.js");
    await cp(join(import.meta.dirname, "..", "..", "dist"), bundle.folder, { recursive: true });
  });
  afterAll(() => rm(bundle.folder, { recursive: true, force: true }));
  return bundle;
}
