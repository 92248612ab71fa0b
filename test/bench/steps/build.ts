import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

/** The programs of the bench as files that Node runs as they are. */
export interface Programs {
  readonly floor: string;
  /** The floor with a sign-in by Azure's library. */
  readonly floorIdentity: string;
  /** The script on Azure's SDK, which loads its packages from `node_modules`. */
  readonly sdk: string;
  /** The same, bundled into one file. */
  readonly sdkBundled: string;
  /** What counts files and memory, as a URL for `--import`. */
  readonly probe: string;
}

const ROOT = join(import.meta.dirname, "..", "..", "..");
/** Inside the repository, so that the script finds `node_modules`. */
const OUT = join(ROOT, "build", "bench");

/** Builds the programs; without that, Node's reading of TypeScript would count as theirs. */
export async function buildPrograms(): Promise<Programs> {
  const floor = await built("floor");
  const floorIdentity = await built("floor-identity");
  const sdk = await built("sdk", { external: /^@azure\// });
  const sdkBundled = await built("sdk", { as: "sdk-bundled" });
  return { floor, floorIdentity, sdk, sdkBundled, probe: pathToFileURL(await built("probe")).href };
}

async function built(
  name: string,
  {
    as = name,
    external = [],
  }: { readonly as?: string; readonly external?: RegExp | string[] } = {},
): Promise<string> {
  await using build = await rolldown({
    cwd: ROOT,
    input: join(import.meta.dirname, "programs", `${name}.ts`),
    platform: "node",
    external,
  });
  const file = join(OUT, `${as}.mjs`);
  await build.write({ file, format: "esm", codeSplitting: false });
  return file;
}
