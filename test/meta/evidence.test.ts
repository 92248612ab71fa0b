import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const page = read("docs/evidence.md");
const [facts = "", recordings = ""] = page.split(/^## Recordings$/m);

/** A numbered row of the page. */
const ROW = /^\| E(\d+) \| (.+) \| (.+) \| (.+) \|$/gm;
const rows = [...facts.matchAll(ROW)].map(([, number, fact = "", source = "", date = ""]) => ({
  number: Number(number),
  fact,
  source,
  date,
}));
const numbers = rows.map(({ number }) => number);

/** A recording by its name, such as `modern/sql-backup--2025-01-12--ps`. */
const recordingsIn = (text: string) =>
  [...text.matchAll(/`((?:[\w-]+\/)+[\w-]+--[\w-]+|errors)`/g)].map(([, name = ""]) => name);

const sources = globSync("src/**/*.ts", { cwd: root });
const emulator = globSync("test/emulator/**/*.ts", { cwd: root });

/** The comments of a file, each as one line of text, with where it begins. */
function commentsOf(file: string): readonly { readonly at: string; readonly text: string }[] {
  const code = read(file);
  return [...code.matchAll(/\/\*\*.*?\*\/|(?:(?<=^|\s)\/\/[^\n]*\s*)+/gms)].map((found) => ({
    at: `${file.replaceAll("\\", "/")}:${code.slice(0, found.index).split("\n").length}`,
    text: found[0].replace(/\n\s*(\*(?!\/)|\/\/)/g, " ").replace(/\s+/g, " "),
  }));
}

/** The numbers that comments cite. */
const citedIn = (files: readonly string[]) =>
  files
    .flatMap(commentsOf)
    .flatMap(({ at, text }) =>
      [...text.matchAll(/\bE(\d+)\b/g)].map(([, number]) => ({ at, number: Number(number) })),
    );

/** How a comment names its source where it does not cite a number. */
const UNNUMBERED =
  /\([^()]*\b(recordings?|documents|seed article|fact sheet|public reports)\b[^()]*\)|\bDocuments?:|\bDocuments ask\b|\bfrom the recordings\b/i;

describe("the facts that the code relies on", () => {
  test("are found on the page", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(facts.match(/^\| E/gm)).toHaveLength(rows.length);
  });

  test("have numbers of their own, in order within a section", () => {
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    for (const section of facts.split(/^## /m)) {
      const own = [...section.matchAll(ROW)].map(([, number]) => Number(number));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  test("are each shown by a page or a recording, with a date", () => {
    const isShown = ({ source }: { source: string }) =>
      /\]\(https:\/\/\S+\)/.test(source) || recordingsIn(source).length > 0;
    const isDated = ({ date }: { date: string }) => /\b20\d\d\b/.test(date);

    expect(rows.filter((row) => !isShown(row))).toEqual([]);
    expect(rows.filter((row) => !isDated(row))).toEqual([]);
  });

  test("say so where no recording shows them", () => {
    const unmarked = rows.filter(
      ({ source }) => (recordingsIn(source).length === 0) !== source.endsWith("; in no recording"),
    );

    expect(unmarked).toEqual([]);
  });

  test("name recordings that the page traces to a public file", () => {
    const traced = [...recordings.matchAll(/^\| (`[^`]+`) \|.*\]\(https:\/\/\S+\) \|$/gm)].flatMap(
      ([, name = ""]) => recordingsIn(name),
    );

    expect(traced).toEqual([...new Set(recordingsIn(facts))].toSorted());
  });
});

describe("the code", () => {
  test("cites only numbers that the page has", () => {
    const cited = citedIn([...sources, ...emulator]);

    expect(cited.filter(({ number }) => !numbers.includes(number))).toEqual([]);
  });

  test("cites every number of the page", () => {
    const cited = citedIn(sources).map(({ number }) => number);

    expect(numbers.filter((number) => !cited.includes(number))).toEqual([]);
  });

  test("names no source without its number", () => {
    const unnumbered = sources.flatMap(commentsOf).filter(({ text }) => UNNUMBERED.test(text));

    expect(unnumbered).toEqual([]);
  });

  test("that names a source without its number is noticed", () => {
    for (const mark of [
      "(recordings)",
      "(`Full`: recordings)",
      "(documents; rest)",
      "Documents: 2",
    ]) {
      expect(UNNUMBERED.test(`/** A fact ${mark}. */`)).toBe(true);
    }
    expect(UNNUMBERED.test("/** A fact (E12), read from its status document. */")).toBe(false);
  });
});
