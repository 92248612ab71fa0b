import { CONTROL_CHARACTERS } from "../text.ts";

const CONTROLS = new RegExp(`[${CONTROL_CHARACTERS}]`, "gu");

/** A character as the string of a JSON text may write it. */
export function jsonEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * JSON of the same value without the controls and direction marks that JSON allows in strings, because
 * a later step may print it.
 */
export function withoutControls(json: string): string {
  return json.replace(CONTROLS, jsonEscape);
}
