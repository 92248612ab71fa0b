import { EMPTY } from "./empty.ts";
import { IDS } from "./ids.ts";
import { ITEM_LINES } from "./item-lines.ts";
import { MISNAMED } from "./misnamed.ts";
import type { Mistake } from "./mistake.ts";
import { TIMES } from "./times.ts";
import { VAULTS } from "./vaults.ts";
import { WORDS } from "./words.ts";

/** Every group of mistakes by its title; a new group needs a line here and a file beside this one. */
export const GROUPS: Readonly<Record<string, readonly Mistake[]>> = {
  "A value is empty": EMPTY,
  "A word of another tool": WORDS,
  "Dates, durations, numbers": TIMES,
  "How items are written": ITEM_LINES,
  "Ids and URLs": IDS,
  "Vaults that are elsewhere": VAULTS,
  "Names that nothing has": MISNAMED,
};

/** All of them as Markdown: what was done, and what the step says. */
export function table(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ⏎ ");
  return Object.entries(GROUPS)
    .map(([title, mistakes]) => {
      const rows = mistakes.map(
        ({ name, reason, message }) => `| ${cell(name)} | \`${reason}\` | ${cell(message)} |`,
      );
      return [
        `### ${title}`,
        "",
        "| Mistake | Reason | Message |",
        "| --- | --- | --- |",
        ...rows,
      ].join("\n");
    })
    .join("\n\n");
}
