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
 * What stands for a package that few runs need: the package itself runs when it is called first. A
 * library that imports it would else run it whenever the library loads.
 */
const ON_DEMAND: Readonly<Record<string, (path: string) => string>> = {
  "http-proxy-agent": (path) =>
    `export function HttpProxyAgent(url) { return new (require(${path}).HttpProxyAgent)(url); }`,
  "https-proxy-agent": (path) =>
    `export function HttpsProxyAgent(url) { return new (require(${path}).HttpsProxyAgent)(url); }`,
  jsonwebtoken: (path) => `export default { sign: (...parts) => require(${path}).sign(...parts) };`,
};
const STANDS_FOR = "\0on demand:";

const onDemand: Plugin = {
  name: "on demand",
  resolveId: (name, importer) =>
    name in ON_DEMAND && !importer?.startsWith(STANDS_FOR) ? STANDS_FOR + name : undefined,
  async load(id) {
    if (!id.startsWith(STANDS_FOR)) return undefined;
    const name = id.slice(STANDS_FOR.length);
    const found = await this.resolve(name, join(root, "package.json"), { skipSelf: true });
    return ON_DEMAND[name]?.(JSON.stringify(found?.id));
  },
};

/** Keeps out what opens a browser, and with it an executable script. */
const noBrowser: Plugin = {
  name: "no browser",
  resolveId: (path) =>
    path === "open" ? join(root, "src", "azure", "identity", "no-browser.ts") : undefined,
};

/** An import of one of Node's own modules, as the bundler writes it. */
const BUILTIN =
  /^import (?:(?:\* as )?([\w$]+))?(?:, )?(?:\{([^}]*)\})? from ("(?:node:)?[a-z_/]+");$/gm;

/**
 * Asks for Node's own modules by `require`. An `import` reads each of their properties at once, and
 * those of `node:http` load Node's whole client for `fetch`, which nobody uses.
 */
const requireBuiltins: Plugin = {
  name: "require builtins",
  renderChunk(code) {
    const required = code.replace(BUILTIN, (_, whole?: string, names?: string, from?: string) => {
      const parts = names === undefined ? [] : [`{${names.replaceAll(" as ", ": ")}}`];
      const bound = [...(whole === undefined ? [] : [whole]), ...parts];
      return bound.map((name) => `const ${name} = requireBuiltin(${from});`).join("\n");
    });
    if (required === code) return undefined;
    return required.replace(/^(#!.*\n)?/, (shebang) => shebang + REQUIRE);
  },
};

const REQUIRE = `import { createRequire as requireFrom } from "node:module";
const requireBuiltin = requireFrom(import.meta.url);
`;

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
    input: { index: entry },
    platform: "node",
    transform: { define: NOT_USED },
    plugins: [noBrowser, leaveOutUnused, onDemand, requireBuiltins],
  });
  const { output } = await build.write({
    dir: out,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    comments: false,
    sourcemap,
  });
  const files = output.flatMap((file) => (file.type === "chunk" ? [file] : []));
  writeFileSync(join(out, "package.json"), `${JSON.stringify({ type: "module" })}\n`);
  writeFileSync(join(out, "licenses.txt"), licensesText(bundledFolders(files).map(readPackage)));
}
