import { describe, expect, test } from "vitest";
import {
  CONTROL_CHARACTERS,
  clip,
  duration,
  isPlain,
  joinSentences,
  oneLine,
  roughDuration,
} from "../../src/text.ts";
import { CONTROLS } from "./controls.ts";

describe("oneLine", () => {
  test.each(CONTROLS)("makes a blank of %s, however often it comes", (_, control) => {
    expect(oneLine(`a${control}${control}b`)).toBe("a b");
  });

  test("leaves everything else to a name", () => {
    expect(oneLine("::a [b] <c> |d| ##[e]")).toBe("::a [b] <c> |d| ##[e]");
  });
});

test.each(CONTROLS)("%s is one of the control characters", (_, control) => {
  expect(control).toMatch(new RegExp(`^[${CONTROL_CHARACTERS}]$`, "u"));
});

describe("a text that a host can print as it is", () => {
  test.each(["payroll", "a:b", "#1 [x]", "# #[x]", "##1[x]", "##vso x", "größer, 大きい", " a "])(
    "is '%s'",
    (text) => {
      expect(isPlain(text)).toBe(true);
    },
  );

  test.each([
    "a::b",
    ":::",
    "::error::x",
    "##[error]x",
    "a ##[x",
    "###[x]",
    "##vso[x]y",
    "a##VSO[x",
  ])("is not '%s', with which some hosts begin a command", (text) => {
    expect(isPlain(text)).toBe(false);
  });

  test.each(CONTROLS)("is not one with %s", (_, control) => {
    expect(isPlain(`a${control}b`)).toBe(false);
  });
});

describe("clip", () => {
  test("leaves a text as it is that is no longer than that", () => {
    expect(clip("payroll", 7)).toBe("payroll");
    expect(clip("x".repeat(4_000))).toHaveLength(4_000);
  });

  test("says where it has cut", () => {
    expect(clip("payroll", 6)).toBe("payrol…");
    expect(clip("x".repeat(4_001))).toBe(`${"x".repeat(4_000)}…`);
  });

  test("cuts no character in two, and takes away none that is whole", () => {
    expect(clip("ab😀cd", 3)).toBe("ab…");
    expect(clip("ab😀cd", 4)).toBe("ab😀…");
    expect(clip("😀😀😀", 5)).toBe("😀😀…");
  });
});

describe("sayOnce", () => {
  test("joins sentences, and leaves out what is empty", () => {
    expect(joinSentences("Look at it.", "", "  ", "Run it again. ")).toBe(
      "Look at it. Run it again.",
    );
    expect(joinSentences()).toBe("");
  });

  test("says each sentence once, where it comes last", () => {
    expect(joinSentences("Check 'vault'. It takes a minute.", "Ask.", "It takes a minute.")).toBe(
      "Check 'vault'. Ask. It takes a minute.",
    );
  });

  test("takes a full stop inside a name or a number for no end of a sentence", () => {
    expect(joinSentences("Microsoft.Compute lasts 1.5 h.", "Microsoft.Compute lasts 2.5 h.")).toBe(
      "Microsoft.Compute lasts 1.5 h. Microsoft.Compute lasts 2.5 h.",
    );
  });
});

test.each([
  { ms: 0, shown: "0 s" },
  { ms: 499, shown: "0 s" },
  { ms: 500, shown: "1 s" },
  { ms: 59_499, shown: "59 s" },
  { ms: 59_500, shown: "1 min" },
  { ms: 74_000, shown: "1 min 14 s" },
  { ms: 3_600_000, shown: "1 h" },
  { ms: 3_605_000, shown: "1 h 5 s" },
  { ms: 11_694_000, shown: "3 h 14 min 54 s" },
  { ms: 90_000_000, shown: "25 h" },
  { ms: 172_799_000, shown: "47 h 59 min 59 s" },
  { ms: 172_800_000, shown: "2 d" },
  { ms: 180_061_000, shown: "2 d 2 h 1 min 1 s" },
  { ms: -5_000, shown: "0 s" },
])("$ms ms are $shown", ({ ms, shown }) => {
  expect(duration(ms)).toBe(shown);
});

test.each([
  { ms: 0, said: "0 s" },
  { ms: 59_000, said: "59 s" },
  { ms: 3_661_000, said: "1 h 1 min" },
  { ms: 266_645_000, said: "3 d 2 h" },
])("an age of $ms ms is $said, to its two largest units", ({ ms, said }) => {
  expect(roughDuration(ms)).toBe(said);
});
