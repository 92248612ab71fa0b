import { oneLine } from "../../text.ts";
import { withoutControls } from "../json-escapes.ts";

/** Text from Azure and from users is untrusted: none of it may become a workflow command. */

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
  const json = JSON.stringify(value).replaceAll("##[", "##\\u005b").replaceAll("::", ":\\u003a");
  return withoutControls(json);
}
