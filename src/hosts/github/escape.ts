import { oneLine } from "../../text.ts";

/** Text from Azure and from users is data: none of it becomes a workflow command, Markdown or HTML. */

/**
 * One line for the log. The runner reads `::name::` at the start of a line and `##[name]` anywhere
 * as a command (E151), so both are broken up and line ends become blanks.
 */
export function makeInert(line: string): string {
  return oneLine(line).replaceAll("::", ": :").replaceAll("##[", "## [");
}

/** As JSON in which nothing looks like a command to the runner, should a later step print it. */
export function toInertJson(value: object): string {
  return JSON.stringify(value).replaceAll("##[", "##\\u005b").replaceAll("::", ":\\u003a");
}

/**
 * Text inside Markdown or HTML. Everything but letters, digits and harmless punctuation becomes a
 * character reference, which neither Markdown nor HTML ever reads as markup. A colon stays where it
 * can start no link and no emoji: before a blank and between digits.
 */
export function escapeMarkdown(value: string): string {
  return oneLine(value)
    .replace(/[^\p{L}\p{N} .,;()'/?%+-]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replace(/&#58;(?= |$)|(?<=\d)&#58;(?=\d)/g, ":")
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}&#46;`);
}
