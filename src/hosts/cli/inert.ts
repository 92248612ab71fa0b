import { COMMAND_CHARACTER, oneLine } from "../../text.ts";
import { jsonEscape, withoutControls } from "../json-escapes.ts";

/** Text from Azure and from users is untrusted: none of it may move a cursor or command a CI system. */

const COMMAND = new RegExp(COMMAND_CHARACTER, "giu");

/**
 * One line for a terminal or a log: line ends, escapes and direction marks become spaces, and what
 * a CI system would read as a command is broken up, because the command runs in all of them.
 */
export function inertLine(line: string): string {
  return oneLine(line).replace(COMMAND, (character) => ` ${character}`);
}

/** JSON of the same value without such characters. */
export function inertJson(value: object): string {
  return withoutControls(JSON.stringify(value).replace(COMMAND, jsonEscape));
}
