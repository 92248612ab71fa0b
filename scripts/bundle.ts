import { rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { bundledFolders } from "./bundled-packages.ts";
import { licensesText, readPackage } from "./licenses.ts";

const root = join(import.meta.dirname, "..");

/** A package whose modules do nothing when they load, although it does not say so. */
const WITHOUT_EFFECTS = join("node_modules", "@actions", "core") + sep;

/**
 * Leaves out the modules of that package that nothing uses: it brings an HTTP client of a megabyte
 * for its OIDC call alone.
 */
const leaveOutUnused: Plugin = {
  name: "leave out unused",
  async resolveId(path, importer, options) {
    if (path !== "@actions/core" && !importer?.includes(WITHOUT_EFFECTS)) return undefined;
    const found = await this.resolve(path, importer, { ...options, skipSelf: true });
    return found?.id.includes(WITHOUT_EFFECTS) ? { ...found, moduleSideEffects: false } : undefined;
  },
};

/**
 * What Azure's HTTP client asks of each request's body. Nobody here sends a form, and Node loads its
 * whole client for `fetch` to answer.
 */
const NOT_USED = { FormData: "undefined" };

/**
 * Packages that few runs need, each with what stands for it: the package has a file of its own, which
 * loads when it is called first. A library that imports it would else load it with itself.
 */
const ON_DEMAND: Readonly<Record<string, string>> = {
  "http-proxy-agent":
    "export function HttpProxyAgent(url) { return new (require('./http-proxy-agent.js').HttpProxyAgent)(url); }",
  "https-proxy-agent":
    "export function HttpsProxyAgent(url) { return new (require('./https-proxy-agent.js').HttpsProxyAgent)(url); }",
  jsonwebtoken:
    "export default { sign: (...parts) => require('./jsonwebtoken.js').sign(...parts) };",
};
const STANDS_FOR = "\0stands for:";

const onDemand: Plugin = {
  name: "on demand",
  resolveId(name, importer) {
    if (importer?.startsWith(STANDS_FOR)) return { id: name, external: true };
    return importer !== undefined && name in ON_DEMAND ? STANDS_FOR + name : undefined;
  },
  load: (id) => (id.startsWith(STANDS_FOR) ? ON_DEMAND[id.slice(STANDS_FOR.length)] : undefined),
};

/** Keeps out what opens a browser, and with it an executable script. */
const noBrowser: Plugin = {
  name: "no browser",
  resolveId: (path) =>
    path === "open" ? join(root, "src", "azure", "identity", "no-browser.ts") : undefined,
};

/**
 * Bundles a program with everything it needs but Node, and the licences of what is in it. `entry` is
 * named from the root of the repository; the folder `out` is made anew.
 */
export async function bundle(
  entry: string,
  out: string,
  { sourcemap = false } = {},
): Promise<void> {
  // Delete the folder first, so that no unused chunk stays behind.
  rmSync(out, { recursive: true, force: true });
  await using build = await rolldown({
    cwd: root,
    input: {
      index: entry,
      ...Object.fromEntries(Object.keys(ON_DEMAND).map((name) => [name, name])),
    },
    platform: "node",
    transform: { define: NOT_USED },
    plugins: [noBrowser, leaveOutUnused, onDemand],
  });
  const { output } = await build.write({
    dir: out,
    // An ES module reads each property of a Node module that it imports, and those of `node:http`
    // load Node's whole client for `fetch`. Node also starts a CommonJS module sooner.
    format: "cjs",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    comments: false,
    sourcemap,
  });
  const files = output.flatMap((file) => (file.type === "chunk" ? [file] : []));
  writeFileSync(join(out, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  writeFileSync(join(out, "licenses.txt"), licensesText(bundledFolders(files).map(readPackage)));
}
