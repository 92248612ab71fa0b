import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";

/**
 * The layers, from what needs nothing down to what starts everything. A module imports from rows above
 * its own, or from its own row as long as no cycle comes of it. `folder/` stands for the modules of a
 * folder that no earlier row names.
 */
const LAYERS = [
  [
    "inputs/input-row",
    "json",
    "log",
    "reasons",
    "text",
    "world",
    "time/clock",
    "time/schedule",
    "time/skew",
    "azure/identity/certificate",
    "azure/identity/clouds",
    "azure/identity/sign-in",
    "hosts/github/red-until-published",
  ],
  ["errors", "time/poll"],
  ["azure/arm/"],
  ["azure/identity/"],
  ["azure/backup/"],
  [
    "inputs/allowed-job-statuses",
    "inputs/durations",
    "inputs/input-table",
    "inputs/input-values",
    "inputs/job-id",
    "inputs/words",
  ],
  ["operations/plan", "sequence/together"],
  ["naming/"],
  ["operations/"],
  ["sequence/"],
  ["report/"],
  ["inputs/input-table"],
  ["host"],
  ["inputs/"],
  ["run/findings", "run/log", "run/next-step", "run/service-clock", "run/verdict"],
  ["run/prepare"],
  ["run/cancel"],
  ["run/"],
  ["hosts/node"],
  ["hosts/github/escape", "hosts/github/runner", "hosts/github/status-api"],
  ["hosts/github/"],
  ["hosts/github/host"],
  ["hosts/github/main"],
];

/** Packages that only these modules may import, so that everything else can be tested without them. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  "@actions/": ["hosts/github/"],
  "@azure/identity": ["azure/identity/credential"],
  "@azure/core-rest-pipeline": ["hosts/node", "world", "azure/"],
  "node:": ["hosts/", "time/clock", "azure/identity/az-session"],
};

const root = join(import.meta.dirname, "..", "..");
const sources = new Map(
  globSync("src/**/*.ts", { cwd: root }).map((file) => [
    file.replaceAll("\\", "/").replace(/^src\/|\.ts$/g, ""),
    readFileSync(join(root, file), "utf8"),
  ]),
);
const modules = [...sources.keys()];

function imported(module: string): readonly string[] {
  const code = sources.get(module) ?? "";
  return [...code.matchAll(/(?:from |import\()"([^"]+)"/g)].map((found) => found[1] ?? "");
}

function importedModules(module: string): readonly string[] {
  return imported(module)
    .filter((name) => name.startsWith("."))
    .map((name) => posix.join(posix.dirname(module), name).replace(/\.ts$/, ""));
}

function rankOf(module: string): number {
  const exact = LAYERS.findIndex((row) => row.includes(module));
  if (exact >= 0) return exact;
  return LAYERS.findIndex((row) =>
    row.some((name) => name.endsWith("/") && module.startsWith(name)),
  );
}

function isAmong(module: string, names: readonly string[]): boolean {
  return names.some((name) => (name.endsWith("/") ? module.startsWith(name) : module === name));
}

test("no module is without a layer", () => {
  expect(modules.filter((module) => rankOf(module) < 0)).toEqual([]);
  expect(modules.length).toBeGreaterThan(20);
});

test.each(modules)("%s imports nothing from a layer below its own", (module) => {
  const below = importedModules(module).filter((other) => rankOf(other) > rankOf(module));

  expect(below).toEqual([]);
});

test("no module imports itself, however long the way round", () => {
  const reaches = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of importedModules(from)) {
      if (!seen.has(next)) reaches(next, seen.add(next));
    }
    return seen;
  };

  expect(modules.filter((module) => reaches(module).has(module))).toEqual([]);
});

test.each(Object.entries(EDGES))("%s is imported at its edge only", (packageName, allowed) => {
  const users = modules.filter((module) =>
    imported(module).some((name) => name.startsWith(packageName)),
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
    only: ["hosts/github/main", "time/clock"],
  },
  {
    what: "the process",
    uses: /\bprocess\./,
    only: [
      "azure/identity/az-session",
      "hosts/github/actions-runner",
      "hosts/github/main",
      "hosts/github/red-until-published",
      "hosts/node",
    ],
  },
  { what: "chance", uses: /Math\.random|randomUUID/, only: ["hosts/github/main"] },
])("$what is used at its edge only", ({ uses, only }) => {
  const users = modules.filter((module) => uses.test(sources.get(module) ?? ""));

  expect(users.toSorted()).toEqual(only);
});

test("the emulator is a second opinion: it imports nothing from the action", () => {
  const files = globSync("test/emulator/**/*.ts", { cwd: root });
  const guilty = files.filter((file) =>
    /src\//.test(importLines(readFileSync(join(root, file), "utf8"))),
  );

  expect(files.length).toBeGreaterThan(0);
  expect(guilty).toEqual([]);
});

function importLines(code: string): string {
  return [...code.matchAll(/(?:from |import\()"([^"]+)"/g)].map((found) => found[1]).join("\n");
}
