import { posix } from "node:path";
import { expect, test } from "vitest";
import { type Import, importsOf } from "./laws/uses.ts";
import { sourcesIn } from "./sources.ts";

/**
 * The floors of the house, from the ground up. A module imports from floors below its own, or from its
 * own floor as long as no circle comes of it. `folder/` stands for the modules of a folder that no
 * lower floor names.
 */
const FLOORS = [
  [
    "json",
    "log",
    "manifest/",
    "reasons",
    "text",
    "world",
    "time/clock",
    "time/iso-duration",
    "time/schedule",
    "time/skew",
    "time/stop",
    "time/units",
    "hosts/red-until-published",
  ],
  ["concurrency", "errors", "time/poll"],
  ["azure/identity/"],
  ["azure/arm/"],
  ["azure/backup/"],
  ["values/"],
  ["naming/"],
  ["operations/"],
  ["sequence/"],
  ["report/"],
  ["host"],
  ["inputs/"],
  [
    "run/assertion-end",
    "run/findings",
    "run/item-counts",
    "run/ledger",
    "run/log",
    "run/next-step",
    "run/outcome",
    "run/service-clock",
    "run/step",
    "run/together",
    "run/verdict",
  ],
  ["run/prepare"],
  ["run/cancel", "run/operate"],
  ["run/"],
  [
    "hosts/http-client",
    "hosts/inert-facts",
    "hosts/json-escapes",
    "hosts/node",
    "hosts/old-proxy",
    "hosts/report-file",
    "hosts/report-so-far",
    "hosts/step-facts",
    "hosts/unknown-input",
    "hosts/wording",
  ],
  ["hosts/summary/"],
  ["hosts/"],
];

/** Packages that only these modules may import, so that everything else can be tested without them. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  "@actions/": ["hosts/github/"],
  commander: ["hosts/cli/command-line"],
  "log-update": ["hosts/cli/node-terminal"],
  leven: ["naming/near-names", "values/input-values"],
  "@azure/identity": ["azure/identity/"],
  "@azure/core-rest-pipeline": [
    "hosts/http-client",
    "hosts/node",
    "hosts/oidc-request",
    "hosts/old-proxy",
    "world",
    "azure/",
  ],
  "node:": ["hosts/", "time/clock", "azure/identity/az-session"],
};

const sources = new Map(
  sourcesIn("src").map((source) => [source.file.replace(/^src\/|\.ts$/g, ""), source]),
);
const modules = [...sources.keys()];
const imports = new Map([...sources].map(([module, source]) => [module, importsOf(source)]));

function imported(module: string): readonly Import[] {
  return imports.get(module) ?? [];
}

function importedModules(module: string): readonly string[] {
  return imported(module).flatMap((one) => moduleOf(module, one));
}

function moduleOf(module: string, { name }: Import): readonly string[] {
  if (!name.startsWith(".")) return [];
  return [posix.join(posix.dirname(module), name).replace(/\.ts$/, "")];
}

/** Imports of other modules that are not allowed, as `file:line what`. */
function badImports(
  module: string,
  isBad: (other: string, module: string) => boolean,
): readonly string[] {
  return imported(module).flatMap((one) =>
    moduleOf(module, one)
      .filter((other) => isBad(other, module))
      .map((other) => `${one.place} imports src/${other}.ts`),
  );
}

function rankOf(module: string): number {
  const exact = FLOORS.findIndex((row) => row.includes(module));
  if (exact >= 0) return exact;
  return FLOORS.findIndex((row) =>
    row.some((name) => name.endsWith("/") && module.startsWith(name)),
  );
}

function isAmong(module: string, names: readonly string[]): boolean {
  return names.some((name) => (name.endsWith("/") ? module.startsWith(name) : module === name));
}

test("no module is without a floor", () => {
  expect(modules.filter((module) => rankOf(module) < 0)).toEqual([]);
  expect(modules.length).toBeGreaterThan(20);
});

test.each(modules)("%s imports nothing from a floor above its own", (module) => {
  expect(badImports(module, (other) => rankOf(other) > rankOf(module))).toEqual([]);
});

/** All that one reaches by one way of imports or another. */
function reached(
  from: string,
  next: (one: string) => Iterable<string>,
  seen = new Set<string>(),
): ReadonlySet<string> {
  for (const one of next(from)) {
    if (!seen.has(one)) reached(one, next, seen.add(one));
  }
  return seen;
}

test("no module imports itself, however long the way round", () => {
  expect(modules.filter((one) => reached(one, importedModules).has(one))).toEqual([]);
});

test("no folder imports itself by way of another", () => {
  const folderOf = (module: string) => posix.dirname(module).replace(/^\.$/, module);
  const byFolder = Map.groupBy(modules, folderOf);
  const next = (folder: string) =>
    new Set((byFolder.get(folder) ?? []).flatMap(importedModules).map(folderOf)).difference(
      new Set([folder]),
    );

  expect(byFolder.size).toBeGreaterThan(10);
  expect([...byFolder.keys()].filter((one) => reached(one, next).has(one))).toEqual([]);
});

test.each(Object.entries(EDGES))("%s is imported at its edge only", (packageName, allowed) => {
  const users = modules.filter((module) =>
    imported(module).some(({ name }) => name.startsWith(packageName)),
  );

  expect(users.filter((module) => !isAmong(module, allowed))).toEqual([]);
  expect(users).not.toEqual([]);
});

test.each([
  {
    what: "the wall clock",
    uses: /Date\.now|new Date\(\)|performance\./,
    only: ["time/clock"],
  },
  {
    what: "a timer",
    uses: /setTimeout/,
    only: ["hosts/", "time/clock"],
  },
  {
    what: "the process",
    uses: /\bprocess\./,
    only: ["azure/identity/az-session", "hosts/"],
  },
  { what: "chance", uses: /Math\.random|randomUUID/, only: ["hosts/"] },
])("$what is used at its edge only", ({ uses, only }) => {
  const users = modules.filter((module) => uses.test(sources.get(module)?.text ?? ""));

  expect(users.filter((module) => !isAmong(module, only))).toEqual([]);
  expect(only.filter((name) => !users.some((module) => isAmong(module, [name])))).toEqual([]);
});

test("the emulator is a second opinion: it imports nothing from the action", () => {
  const files = sourcesIn("test/emulator");
  const guilty = files.flatMap(importsOf).filter(({ name }) => /src\//.test(name));

  expect(files.length).toBeGreaterThan(0);
  expect(guilty.map(({ place, name }) => `${place} imports ${name}`)).toEqual([]);
});

/** Folders of `hosts/` that belong to no host. */
const SHARED_BY_HOSTS = ["summary"];

/** The host that a module belongs to; "" for one that all share. */
function hostOf(module: string): string {
  const folder = /^hosts\/([^/]+)\//.exec(module)?.[1] ?? "";
  return SHARED_BY_HOSTS.includes(folder) ? "" : folder;
}

test("only a host imports from a host", () => {
  const inside = modules.filter((module) => !module.startsWith("hosts/"));
  const isHost = (other: string) => other.startsWith("hosts/");

  expect(inside.flatMap((module) => badImports(module, isHost))).toEqual([]);
});

test("hosts know nothing of each other", () => {
  const hosts = modules.filter((module) => module.startsWith("hosts/"));
  const isForeign = (other: string, module: string) =>
    !["", hostOf(module)].includes(hostOf(other));

  expect(hosts).not.toEqual([]);
  expect(hosts.flatMap((module) => badImports(module, isForeign))).toEqual([]);
});

// Hosts share the names of their files on purpose.
test("on one floor no two modules share the name of their file", () => {
  const files = modules.filter((module) => hostOf(module) === "");
  const floors = Map.groupBy(files, (module) => `${rankOf(module)} ${posix.basename(module)}`);
  const shared = [...floors.values()].filter((same) => same.length > 1);

  expect(shared.map((same) => `src/${same.join(".ts and src/")}.ts`)).toEqual([]);
});
