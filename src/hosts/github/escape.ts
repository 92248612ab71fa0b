import { oneLine } from "../../text.ts";

/**
 * Text from Azure and from users is untrusted: none of it may become a workflow command, Markdown
 * or HTML.
 */

/**
 * One line for the log. The runner reads `::name::` at the start of a line and `##[name]` anywhere
 * as a command (E151), so both are broken up; line ends become spaces.
 */
export function makeInert(line: string): string {
  return oneLine(line)
    .replace(/:(?=:)/g, ": ")
    .replaceAll("##[", "## [");
}

/** JSON that contains nothing like a command of the runner, in case a later step prints it. */
export function toInertJson(value: object): string {
  return JSON.stringify(value).replaceAll("##[", "##\\u005b").replaceAll("::", ":\\u003a");
}

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
