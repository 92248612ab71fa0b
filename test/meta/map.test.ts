import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { declaredNames, lostNames } from "./laws/names.ts";
import { lostPaths } from "./laws/paths.ts";
import { importsOf } from "./laws/uses.ts";
import { parsed, read, type Source, sourcesIn } from "./sources.ts";

/** The pages for those who change the action name what is there. */
const PAGES = ["CONTRIBUTING.md", "test/README.md"];

describe("every path is there", () => {
  test.each(PAGES)("of %s", (page) => {
    expect(lostPaths(page, read(page))).toEqual([]);
  });

  test("a path to nothing is noticed", () => {
    const good = "`sources.ts`, `npx vitest run test/meta`, `laws/`, `src/*.ts`, `DIR/x`, `a.b`";

    expect(lostPaths("test/meta/x.md", good)).toEqual([]);
    expect(lostPaths("test/meta/x.md", "\n`no/such/folder/` and `run no.ts`")).toEqual([
      "test/meta/x.md:2 'no/such/folder/' is not there",
      "test/meta/x.md:2 'no.ts' is not there",
    ]);
  });
});

describe("every name is declared in the file beside it", () => {
  test.each(PAGES)("of %s", (page) => {
    expect(lostNames(page, read(page))).toEqual([]);
  });

  test("and another one is noticed", () => {
    const line = (names: string) => lostNames("test/meta/x.md", `\n| ${names}`);

    expect(line("`root`, `Source` and `file` in `sources.ts`, `run` as `OWNER`")).toEqual([]);
    expect(line("`read` or `reed` in `sources.ts`")).toEqual([
      "test/meta/x.md:2 'reed' is not declared in sources.ts",
    ]);
    expect(line("`root` in `no.ts`")).toEqual(["test/meta/x.md:2 'root' is not declared in no.ts"]);
    expect(line("`MOST_LINES`, and `linesOf`")).toEqual([
      "test/meta/x.md:2 'MOST_LINES' has no file beside it",
      "test/meta/x.md:2 'linesOf' has no file beside it",
    ]);
  });

  test("as a name of the module or a member, and not as a parameter or a local name", () => {
    const text =
      "const a = { b: 1, 'c-d': () => { const no = 2; } };\ninterface E { f(no: 1): 2 }\nfunction g(no = 3) { let no = 4; }";

    expect([...declaredNames(parsed("x.ts", text))]).toEqual(["a", "b", "c-d", "E", "f", "g"]);
  });
});

/** The names of each floor, the highest first: what a line says before two spaces. */
function drawnFloors(page: string): readonly (readonly string[])[] {
  const [, drawing = ""] = /```text\n(.*?)```/s.exec(page) ?? [];
  return [...drawing.matchAll(/^([a-z].*?) {2}/gm)].map(([, names = ""]) => names.split(", "));
}

/** Imports that run up in a drawing, and modules that it leaves out. */
function undrawn(floors: readonly (readonly string[])[], sources: readonly Source[]) {
  const floorOf = (module: string): number => {
    const exact = floors.findIndex((names) => names.includes(module));
    if (exact >= 0) return exact;
    return floors.findIndex((names) =>
      names.some((name) => name.endsWith("/") && module.startsWith(name)),
    );
  };
  return sources.flatMap((source) => {
    const module = source.file.replace(/^src\/|\.ts$/g, "");
    const floor = floorOf(module);
    if (floor < 0) return [`${module} is on no floor`];
    return importsOf(source)
      .filter(({ name }) => /^\..*\.ts$/.test(name))
      .map(({ name }) => posix.join(posix.dirname(module), name).replace(/\.ts$/, ""))
      .filter((other) => floorOf(other) < floor)
      .map((other) => `${module} imports ${other}, which is drawn above it`);
  });
}

describe("the drawing of the floors", () => {
  const floors = drawnFloors(read("CONTRIBUTING.md"));
  const sources = sourcesIn("src");

  test("has every module, and every import runs down in it", () => {
    expect(undrawn(floors, sources)).toEqual([]);
  });

  test("names no room that is not there", () => {
    const isThere = (name: string) =>
      sources.some(({ file }) =>
        name.endsWith("/") ? file.startsWith(`src/${name}`) : file === `src/${name}.ts`,
      );

    expect(floors.length).toBeGreaterThan(10);
    expect(floors.flat().filter((name) => !isThere(name))).toEqual([]);
  });

  test("is read line by line", () => {
    const floors = drawnFloors("x\n```text\na/, b  the top\n---\nc     below\n```\nd  no floor");

    expect(floors).toEqual([["a/", "b"], ["c"]]);
  });

  test("an import that runs up is noticed", () => {
    const made = [
      parsed("src/a/one.ts", 'import "../b/two.ts";'),
      parsed("src/b/two.ts", 'import "../a/one.ts";'),
      parsed("src/c.ts", ""),
    ];

    expect(undrawn([["a/"], ["b/two"]], made)).toEqual([
      "b/two imports a/one, which is drawn above it",
      "c is on no floor",
    ]);
  });
});
