/** A sentence of a page, its line, and whether it stands in a table. */
interface Sentence {
  readonly line: number;
  readonly text: string;
  readonly words: number;
  readonly inTable: boolean;
}

/** A run of text that no sentence goes beyond: a paragraph, an entry of a list, or a cell. */
interface Passage {
  readonly line: number;
  readonly text: string;
  readonly inTable: boolean;
}

/** Where a sentence ends: a mark, perhaps closing quotes, and then a word that can begin one. */
const END = /(?<=[.!?]["')*]*)\s+(?=["'(*]*[A-Z\d])/;

/** Words after whose full stop a sentence goes on. */
const ABBREVIATION = /(^|[\s(])(?:e\.g|i\.e|vs|No)\.$/;

/**
 * Every sentence of a page in Markdown, generated parts included. Code and headings hold none, and a
 * piece of code within a sentence is one word.
 */
export function sentencesOf(page: string): readonly Sentence[] {
  return passagesOf(blanked(page)).flatMap(({ line, text, inTable }) =>
    split(plain(text)).map((sentence) => ({
      line,
      text: sentence,
      words: wordsIn(sentence),
      inTable,
    })),
  );
}

/** How many words a text has. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}

/** The page without what holds no sentences; its lines keep their numbers. */
function blanked(page: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, "");
  return page
    .replace(/^ *(```+|~~~+).*?^ *\1$/gms, blank)
    .replace(/<!--.*?-->/gs, blank)
    .replace(/^<\/?[a-z][^\n]*>$/gm, blank)
    .replace(/^#+ .*$/gm, "");
}

function passagesOf(page: string): readonly Passage[] {
  const passages: Passage[] = [];
  let open: { line: number; lines: string[] } | undefined;
  const close = () => {
    if (open) passages.push({ line: open.line, text: open.lines.join(" "), inTable: false });
    open = undefined;
  };
  for (const [index, row] of page.split("\n").entries()) {
    const line = index + 1;
    const isRow = row.trimStart().startsWith("|");
    if (row.trim() === "" || isRow || /^ *([-*]|\d+\.|>) /.test(row)) close();
    if (isRow) {
      const cells = row.split(/(?<!\\)\|/).map((text) => ({ line, text, inTable: true }));
      passages.push(...cells);
    } else if (row.trim() !== "") {
      open ??= { line, lines: [] };
      open.lines.push(row.trim().replace(/^([-*]|\d+\.|>) /, ""));
    }
  }
  close();
  return passages;
}

/** What a reader sees of a passage: the text of a link, and one word in place of code. */
function plain(text: string): string {
  return text
    .replace(/`[^`]+`/g, "Code")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]+>/g, "")
    .replace(/\*\*|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)/g, "");
}

function split(text: string): readonly string[] {
  const parts: string[] = [];
  for (const part of text.trim().split(END)) {
    const before = parts.at(-1);
    if (before !== undefined && ABBREVIATION.test(before)) {
      parts[parts.length - 1] = `${before} ${part}`;
    } else parts.push(part);
  }
  return parts.filter((part) => wordsIn(part) > 0);
}
