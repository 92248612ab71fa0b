import { expect, test } from "vitest";
import { inOwnWords, type Wording } from "../../../src/hosts/wording.ts";
import { nameInput, nameOutput } from "../../../src/manifest/names-in-messages.ts";

const wording: Wording = {
  input: (name, value) => (value === "" ? `<${name}>` : `<${name}=${value}>`),
  output: (name) => `(${name})`,
  instead: [["the old place", "the new place"]],
};

test.each([
  { what: "an input", message: `Set ${nameInput("vault")}.`, own: "Set <vault>." },
  {
    what: "an input and its value",
    message: `Set ${nameInput("dry-run", "true")}.`,
    own: "Set <dry-run=true>.",
  },
  {
    what: "an output",
    message: `Read ${nameOutput("report-path")}.`,
    own: "Read (report-path).",
  },
  {
    what: "a name that is an input and an output as the input",
    message: "'item'",
    own: "<item>",
  },
  {
    what: "words of another host",
    message: "Look at the old place.",
    own: "Look at the new place.",
  },
])("a host names $what in its own way", ({ message, own }) => {
  expect(inOwnWords(message, wording)).toBe(own);
});

test.each(["Set vault.", "It is called 'payroll'.", "'vaults'", "'my vault'"])(
  "what names nothing stays as it is: %s",
  (message) => {
    expect(inOwnWords(message, wording)).toBe(message);
  },
);
