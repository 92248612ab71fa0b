import { existsSync, globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { documents } from "../../scripts/documents.ts";
import { fill, table } from "../../scripts/markdown.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("the generated parts", () => {
  test.each(Object.entries(documents()))("%s is up to date", (file, freshen) => {
    const text = read(file);

    expect(freshen(text)).toBe(text);
  });

  test("replace what stood between their markers and nothing else", () => {
    const before = "a\n<!-- x:start -->\nold\n<!-- x:end -->\nb";

    const after = fill(before, { x: "new" });

    expect(after).toBe("a\n<!-- x:start -->\n\nnew\n\n<!-- x:end -->\nb");
    expect(fill(after, { x: "new" })).toBe(after);
  });

  test.each(["no markers", "<!-- x:start -->", "<!-- x:end --><!-- x:start -->"])(
    "are not written into '%s'",
    (text) => {
      expect(() => fill(text, { x: "new" })).toThrow("lacks <!-- x:start -->");
    },
  );

  test("keep a bar inside its cell", () => {
    expect(table(["a"], [["one | two"]])).toBe("| a |\n| --- |\n| one \\| two |");
  });
});

const PAGES = globSync("**/*.md", {
  cwd: root,
  exclude: ["**/node_modules", "build", "dist", ".git"],
}).map((file) => file.replaceAll("\\", "/"));

test.each(PAGES)("%s names only npm scripts that exist", (file) => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);

  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test.each(PAGES)("%s links only to what exists", (file) => {
  expect(linksOf(file).filter((target) => !leadsSomewhere(target))).toEqual([]);
});

test("a link to nothing is noticed", () => {
  for (const path of ["README.md", "docs/role-definitions", "README.md#quick-start"]) {
    expect(leadsSomewhere(path)).toBe(true);
  }
  for (const path of ["docs/no-such-page.md", "README.md#no-such-heading"]) {
    expect(leadsSomewhere(path)).toBe(false);
  }
});

test("every page of docs/ can be reached from the README", () => {
  const reached = new Set(["README.md"]);
  for (const page of reached) {
    for (const target of linksOf(page)) {
      const [path = ""] = target.split("#");
      if (PAGES.includes(path)) reached.add(path);
    }
  }

  expect(PAGES.length).toBeGreaterThan(8);
  expect(PAGES.filter((page) => page.startsWith("docs/") && !reached.has(page))).toEqual([]);
});

test.each(PAGES.filter((file) => /^(README|docs\/)/.test(file)))(
  "%s refers to the action by its major version",
  (file) => {
    const references = read(file).match(/\S*azure-backup-gate@\S*/g) ?? [];

    expect(references.filter((one) => !/OWNER\/azure-backup-gate@v1`?[.,]?$/.test(one))).toEqual(
      [],
    );
  },
);

/** The targets of a page's links within the repository, as paths from its root. */
function linksOf(file: string): readonly string[] {
  const targets = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !target.startsWith("https://"))
    .map((target) =>
      target.startsWith("#") ? `${file}${target}` : posix.join(posix.dirname(file), target),
    );
}

function leadsSomewhere(target: string): boolean {
  const [path = "", anchor] = target.split("#");
  if (!existsSync(join(root, path))) return false;
  return anchor === undefined || headings(path).includes(anchor);
}

/** The anchors that GitHub gives to a page's headings. */
function headings(file: string): readonly string[] {
  return [...prose(file).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** A page without its blocks of code. */
function prose(file: string): string {
  return read(file).replace(/^ *```.*?^ *```$/gms, "");
}
