/** Line ends of any kind, terminal controls, and the marks that turn the direction of text. */
export const CONTROLS: readonly (readonly [string, string])[] = [
  ["a line feed", "\n"],
  ["a carriage return", "\r"],
  ["a tab", "\t"],
  ["an escape", "\u001b"],
  ["a null", "\0"],
  ["a next line", "\u0085"],
  ["a line separator", "\u2028"],
  ["a paragraph separator", "\u2029"],
  ["a right-to-left override", "\u202e"],
  ["a left-to-right embedding", "\u202a"],
  ["a right-to-left isolate", "\u2067"],
  ["a pop of an isolate", "\u2069"],
  ["a right-to-left mark", "\u200f"],
  ["a left-to-right mark", "\u200e"],
  ["an Arabic letter mark", "\u061c"],
];
