/**
 * The output `items` of `list-items` in a text, such as a log; undefined: there is none. It stands on
 * the line on which it was found.
 */
export function listedItems(text: string): string | undefined {
  const start = /\[\s*\{\s*"(item|names)"\s*:/.exec(text)?.index;
  if (start === undefined) return undefined;
  const above = text.slice(0, start).replace(/[^\n]+/g, "");
  return `${above}${text.slice(start, endOfJson(text, start))}`;
}

/** Where the JSON ends that begins at `start`; brackets within texts do not count. */
function endOfJson(text: string, start: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if ("[{".includes(found[0])) depth++;
    else if ("]}".includes(found[0])) depth--;
    if (depth === 0) return token.lastIndex;
  }
  return text.length;
}
