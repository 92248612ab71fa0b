import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clip,
  duration,
  inert,
  markdown,
  oneLine,
  roughDuration,
  sayOnce,
} from "../../src/text.ts";

/** Line ends of any kind, terminal controls, and the marks that turn the direction of text. */
const CONTROLS: readonly (readonly [string, string])[] = [
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
const ANY_CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Text in which the characters that matter come often. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...":#[]<>&|`*_~!@()\\\n\r\u2028\u202e ", "::", "##[", "www.", "http://"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});

/** What a browser would show of HTML text that holds references only. */
const decoded = (html: string) =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe("inert", () => {
  test.each(CONTROLS)("makes a blank of %s", (_, control) => {
    expect(inert(`a${control}b`)).toBe("a b");
  });

  test.each([
    "::set-output name=gate::open",
    "::error::x",
    "  ::add-mask::x",
    "\n::warning::x",
    "\r\n::stop-commands::x",
    ":::debug::x",
    "::::debug::x",
  ])("is no workflow command: %j", (line) => {
    expect(inert(line).trim()).not.toMatch(/^::/);
  });

  test.each(["##[error]x", "a ##[section]b", "###[command]x", "##[[group]x"])(
    "is no command of the old form either: %s",
    (line) => {
      expect(inert(line)).not.toContain("##[");
    },
  );

  test("breaks up every pair of colons", () => {
    expect(inert("::set-output name=gate::open")).toBe(": :set-output name=gate: :open");
  });

  test("leaves an ordinary line as it is", () => {
    const line = "Job 1: InProgress; 40 % (C:\\data, https://portal.azure.com/#@/x) – größer";

    expect(inert(line)).toBe(line);
  });

  test("is one line without commands or controls, whatever it was", () => {
    fc.assert(
      fc.property(hostile, (line) => {
        const safe = inert(line);

        expect(safe).not.toMatch(ANY_CONTROL);
        expect(safe.trim()).not.toMatch(/^::/);
        expect(safe).not.toContain("##[");
      }),
    );
  });
});

describe("oneLine", () => {
  test.each(CONTROLS)("makes a blank of %s, however often it comes", (_, control) => {
    expect(oneLine(`a${control}${control}b`)).toBe("a b");
  });

  test("leaves everything else to a name", () => {
    expect(oneLine("::a [b] <c> |d| ##[e]")).toBe("::a [b] <c> |d| ##[e]");
  });
});

describe("markdown", () => {
  test.each(CONTROLS)("makes a blank of %s", (_, control) => {
    expect(markdown(`a${control}b`)).toBe("a b");
  });

  test.each([
    { what: "HTML", text: "<script>alert(1)</script>", never: /[<>]/ },
    { what: "an attribute", text: '" onload="x', never: /["=]/ },
    { what: "an entity", text: "&lt;b&gt;", never: /&(?!#\d+;)/ },
    { what: "a table cell", text: "a | b", never: /\|/ },
    { what: "code", text: "`rm -rf`", never: /`/ },
    { what: "a link", text: "[click](https://evil.example)", never: /[[\]]|:\/\// },
    { what: "an image", text: "![x](https://evil.example/pixel)", never: /[![\]]|:\/\// },
    { what: "emphasis", text: "*a* _b_ ~c~", never: /[*_~]/ },
    { what: "a heading", text: "# big", never: /#(?!\d+;)/ },
    { what: "a mention", text: "@contoso/everyone", never: /@/ },
    { what: "an emoji", text: ":bomb:", never: /:(?!$)/ },
    { what: "an emoji of digits", text: ":100:", never: /:(?!$)/ },
    { what: "a bare URL", text: "see https://evil.example", never: /https?:/ },
    { what: "a bare host", text: "see www.evil.example", never: /www\./i },
    { what: "a bare host in capitals", text: "WWW.EVIL.EXAMPLE", never: /www\./i },
    { what: "a mail address", text: "a@evil.example", never: /@/ },
    { what: "an escape", text: "\\<b\\>", never: /[\\<>]/ },
    { what: "an issue", text: "#1", never: /#(?!\d+;)/ },
  ])("makes $what plain text, and shows it all the same", ({ text, never }) => {
    const safe = markdown(text);

    expect(safe).not.toMatch(never);
    expect(decoded(safe)).toBe(text);
  });

  test.each([
    "Job 1 ended Completed.",
    "2026-01-05, 10:00:07, took 1 min 14 s",
    "Could not read the item 'payroll': it is gone (50 %).",
    "größer, 大きい, 1+1",
    "Ends with a colon:",
  ])("leaves ordinary text as it is: %s", (text) => {
    expect(markdown(text)).toBe(text);
  });

  test("keeps a character outside the basic plane whole", () => {
    expect(markdown("😀")).toBe("&#128512;");
  });

  test("holds no markup, whatever it was", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = markdown(text);

        expect(safe).not.toMatch(/[<>|`[\]*_~@!"\\$=]/);
        expect(safe).not.toMatch(ANY_CONTROL);
        expect(safe).not.toMatch(/&(?!#\d+;)/);
        expect(safe).not.toMatch(/www\./i);
        expect(safe).not.toMatch(/:(?![ \d]|$)|(?<!\d):\d/);
      }),
    );
  });

  test("loses nothing but controls", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ");
        fc.pre(plain.isWellFormed());

        expect(decoded(markdown(text))).toBe(plain);
      }),
    );
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
    expect(sayOnce("Look at it.", "", "  ", "Run it again. ")).toBe("Look at it. Run it again.");
    expect(sayOnce()).toBe("");
  });

  test("says each sentence once, where it comes last", () => {
    expect(sayOnce("Check 'vault'. It takes a minute.", "Ask.", "It takes a minute.")).toBe(
      "Check 'vault'. Ask. It takes a minute.",
    );
  });

  test("takes a full stop inside a name or a number for no end of a sentence", () => {
    expect(sayOnce("Microsoft.Compute lasts 1.5 h.", "Microsoft.Compute lasts 2.5 h.")).toBe(
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
