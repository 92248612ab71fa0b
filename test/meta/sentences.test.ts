import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sentencesOf } from "../../scripts/sentences.ts";
import { read, root } from "./sources.ts";

/** What everybody reads who decides on the action, sets it up, or looks for help. */
const PAGES = ["README.md", "TROUBLESHOOTING.md", ...globSync("docs/**/*.md", { cwd: root })].map(
  (page) => page.replaceAll("\\", "/"),
);
const MOST_WORDS = 30;
const MOST_ON_AVERAGE = 14;

describe("a reader is never out of breath", () => {
  test.each(PAGES)(`no sentence of %s has more than ${MOST_WORDS} words`, (page) => {
    const long = sentencesOf(read(page)).filter(({ words }) => words > MOST_WORDS);

    expect(long.map(({ line, words, text }) => `${page}:${line} (${words}) ${text}`)).toEqual([]);
  });

  test(`sentences of a page have ${MOST_ON_AVERAGE} words on average`, () => {
    const means = PAGES.map((page): [string, number] => {
      const prose = sentencesOf(read(page)).filter(({ inTable }) => !inTable);
      const words = prose.reduce((sum, sentence) => sum + sentence.words, 0);
      return [page, prose.length === 0 ? 0 : words / prose.length];
    });

    expect(PAGES.length).toBeGreaterThan(25);
    expect(means.filter(([, mean]) => mean > MOST_ON_AVERAGE)).toEqual([]);
  });
});

describe("one word has one meaning", () => {
  const WORDS = "docs/words.md";
  const [, table = ""] = read(WORDS).split("| Not | But |");
  const avoided = [...table.matchAll(/^\| ([^|]+) \| /gm)].flatMap(([, cell = ""]) =>
    cell === "---" ? [] : cell.split(", "),
  );
  const avoidedIn = (page: string) =>
    sentencesOf(page).flatMap(({ line, text }) =>
      avoided
        .filter((word) => new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`, "i").test(text))
        .map((word) => `${line}: ${word}`),
    );

  test.each(PAGES.filter((page) => page !== WORDS))("%s has no word that we avoid", (page) => {
    expect(avoidedIn(read(page))).toEqual([]);
  });

  test("a word that we avoid is noticed, and not in code", () => {
    expect(avoided.length).toBeGreaterThan(10);
    expect(avoidedIn("First `shall`, marshall.\n\nYou Shall log in, e.g. now.")).toEqual([
      "3: shall",
      "3: log in",
      "3: e.g.",
    ]);
  });
});

describe("a sentence", () => {
  const texts = (page: string) => sentencesOf(page).map(({ text, words }) => [words, text]);

  test.each([
    {
      what: "ends with its mark",
      page: "One two. Three! Four?",
      found: ["One two.", "Three!", "Four?"],
    },
    { what: "goes on over the lines of a paragraph", page: "One\ntwo.", found: ["One two."] },
    {
      what: "goes on after an abbreviation",
      page: "Use one, e.g. Two.",
      found: ["Use one, e.g. Two."],
    },
    {
      what: "goes on within a name",
      page: "Node 22.21 or a.b.c is.",
      found: ["Node 22.21 or a.b.c is."],
    },
    {
      what: "ends before a list and its entries",
      page: "One:\n\n- two\n- three\n",
      found: ["One:", "two", "three"],
    },
    { what: "ends in bold", page: "**One.** Two.", found: ["One.", "Two."] },
    { what: "may begin with code", page: "One. `two` three.", found: ["One.", "Code three."] },
    { what: "shows the text of a link", page: "See [one two](x.md#y).", found: ["See one two."] },
  ])("$what", ({ page, found }) => {
    expect(texts(page).map(([, text]) => text)).toEqual(found);
  });

  test("is no heading, no comment and no code", () => {
    expect(
      texts("# One\n\n<!-- x:start -->\n\n```yaml\ntwo: 2\n```\n\n  ~~~\nthree\n  ~~~\n"),
    ).toEqual([]);
  });

  test("in a cell is one of a table", () => {
    const cells = sentencesOf("| One. Two | three \\| four |\n| --- | --- |\n");

    expect(cells.map(({ text, inTable }) => [text, inTable])).toEqual([
      ["One.", true],
      ["Two", true],
      ["three \\| four", true],
    ]);
  });

  test("has words, of which a piece of code is one", () => {
    expect(texts("Set `a b c: d` to 5 – or *not* at all.")).toEqual([
      [8, "Set Code to 5 – or not at all."],
    ]);
  });
});
