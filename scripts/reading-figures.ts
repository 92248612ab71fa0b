import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "./markdown.ts";
import { sentencesOf, wordsIn } from "./sentences.ts";

// How long the pages and their sentences are. A folder may be given, such as an older checkout.

const root = process.argv[2] ?? join(import.meta.dirname, "..");
const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root }).toSorted()];

function figuresOf(names: readonly string[]): readonly string[] {
  const texts = names.map((name) => readFileSync(join(root, name), "utf8"));
  const all = texts.flatMap((text) => sentencesOf(text));
  const prose = all.filter(({ inTable }) => !inTable);
  const words = prose.reduce((sum, sentence) => sum + sentence.words, 0);
  return [
    texts.reduce((sum, text) => sum + text.trimEnd().split("\n").length, 0),
    texts.reduce((sum, text) => sum + wordsIn(text), 0),
    prose.length,
    prose.length === 0 ? "" : (words / prose.length).toFixed(1),
    Math.max(0, ...all.map((sentence) => sentence.words)),
    all.filter((sentence) => sentence.words > 30).length,
  ].map(String);
}

const head = ["Page", "Lines", "Words", "Sentences", "Mean", "Longest", "Over 30"];
console.log(
  table(head, [...pages.map((page) => [page, ...figuresOf([page])]), ["all", ...figuresOf(pages)]]),
);
