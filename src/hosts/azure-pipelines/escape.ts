import { COMMAND_BRACKET, oneLine } from "../../text.ts";
import { jsonEscape, withoutControls } from "../json-escapes.ts";

/** Text from Azure and from users is untrusted: none of it may become a command of the agent. */

const BRACKET = new RegExp(COMMAND_BRACKET, "giu");

/**
 * One line for the log. The agent finds `##vso[` anywhere in a line and shows `##[name]` in another
 * form (E202), so both are broken up; line ends become spaces.
 */
export function toAgentLine(line: string): string {
  return oneLine(line).replace(BRACKET, " [");
}

/** JSON that contains nothing like a command of the agent, in case a later step prints it. */
export function toAgentJson(value: object): string {
  return withoutControls(JSON.stringify(value).replace(BRACKET, jsonEscape));
}

/** The text after a command (E203). */
export function escapeData(text: string): string {
  return text.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The value of a command's property, which also ends at a bracket or a semicolon (E203). */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll("]", "%5D").replaceAll(";", "%3B");
}
