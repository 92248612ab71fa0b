import { oneLine } from "../../text.ts";

/**
 * Text inside Markdown or HTML. Everything except letters, digits and harmless punctuation becomes
 * a character reference, which is never read as markup. A colon stays where it cannot start a link
 * or an emoji: before a space and between digits.
 */
export function escapeMarkdown(value: string): string {
  return oneLine(value)
    .replace(/[^\p{L}\p{N} .,;()'/?%+-]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replace(/&#58;(?= |$)|(?<=\d)&#58;(?=\d)/g, ":")
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}&#46;`);
}
