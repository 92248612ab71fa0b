import { describe, expect, test } from "vitest";
import {
  acceptedAt,
  changedBy,
  mayHaveActed,
  UNSENT,
  type WriteEvent,
  withEvent,
} from "../../../src/sequence/write-state.ts";

const EVENTS: Readonly<Record<string, WriteEvent>> = {
  sending: { kind: "sending" },
  accepted: { kind: "accepted", at: 7 },
  away: { kind: "turned-away" },
  down: { kind: "turned-down" },
};

/** What a step has been through, and what it may say: the state, `changed`, and whether work may go on. */
const STORIES: readonly [
  story: string,
  kind: string,
  changed: string,
  acted: boolean,
  acceptedAt?: number,
][] = [
  ["", "unsent", "false", false],
  ["sending", "in-doubt", "", true],
  ["sending accepted", "accepted", "true", true, 7],
  ["sending away", "turned-away", "false", false],
  ["sending accepted down", "turned-down", "false", false, 7],
  ["sending away sending away sending away", "turned-away", "false", false],
  ["sending away sending accepted", "accepted", "true", true, 7],
  ["sending accepted down sending", "in-doubt", "", true, 7],
  ["sending accepted down sending away", "turned-away", "false", false],
  ["sending sending", "in-doubt", "", true],
  ["sending sending away", "in-doubt", "", true],
  ["sending sending accepted", "accepted", "true", true, 7],
  ["sending sending accepted down", "in-doubt", "", true],
  ["sending accepted sending", "in-doubt", "true", true, 7],
  ["sending accepted sending away", "accepted", "true", true, 7],
  ["sending accepted sending accepted down", "accepted", "true", true, 7],
];

test("a write that was not announced is accepted all the same", () => {
  expect(withEvent(UNSENT, { kind: "accepted", at: 7 })).toEqual({
    kind: "accepted",
    at: 7,
    before: UNSENT,
  });
});

describe.each(STORIES)("after '%s'", (story, kind, changed, acted, at) => {
  const state = story
    .split(" ")
    .flatMap((name) => EVENTS[name] ?? [])
    .reduce(withEvent, UNSENT);

  test(`the state is ${kind}, 'changed' is '${changed}'`, () => {
    expect(state.kind).toBe(kind);
    expect(changedBy(state)).toBe(changed);
    expect(mayHaveActed(state)).toBe(acted);
    expect(acceptedAt(state)).toBe(at);
  });
});
