import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeInert, toInertJson } from "../../../../src/hosts/github/escape.ts";
import { escapeMarkdown } from "../../../../src/hosts/summary/escape-markdown.ts";
import { isPlain } from "../../../../src/text.ts";
import { CONTROLS } from "../../controls.ts";

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

describe("inert text", () => {
  test.each(CONTROLS)("makes a blank of %s", (_, control) => {
    expect(makeInert(`a${control}b`)).toBe("a b");
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
    expect(makeInert(line).trim()).not.toMatch(/^::/);
  });

  test.each(["##[error]x", "a ##[section]b", "###[command]x", "##[[group]x"])(
    "is no command of the old form either: %s",
    (line) => {
      expect(makeInert(line)).not.toContain("##[");
    },
  );

  test("breaks up every pair of colons", () => {
    expect(makeInert("::set-output name=gate::open")).toBe(": :set-output name=gate: :open");
  });

  test("leaves an ordinary line as it is", () => {
    const line = "Job 1: InProgress; 40 % (C:\\data, https://portal.azure.com/#@/x) – größer";

    expect(makeInert(line)).toBe(line);
  });

  test("is one line without commands or controls, whatever it was", () => {
    fc.assert(
      fc.property(hostile, (line) => {
        const safe = makeInert(line);

        expect(safe).not.toMatch(ANY_CONTROL);
        expect(safe.trim()).not.toMatch(/^::/);
        expect(safe).not.toContain("##[");
      }),
    );
  });
});

test("a text that a host can print as it is, GitHub's log leaves as it is, and no other", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(makeInert(text) === text).toBe(isPlain(text));
    }),
  );
});

describe("markdown", () => {
  test.each(CONTROLS)("makes a blank of %s", (_, control) => {
    expect(escapeMarkdown(`a${control}b`)).toBe("a b");
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
    const safe = escapeMarkdown(text);

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
    expect(escapeMarkdown(text)).toBe(text);
  });

  test("keeps a character outside the basic plane whole", () => {
    expect(escapeMarkdown("😀")).toBe("&#128512;");
  });

  test("holds no markup, whatever it was", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = escapeMarkdown(text);

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

        expect(decoded(escapeMarkdown(text))).toBe(plain);
      }),
    );
  });
});

describe("the JSON", () => {
  test("is no workflow command, should a later step print it, and still the same data", () => {
    const hostile = { a: "::error::x", b: "##[group]y", "c::d": [":::", "##[##["] };

    const json = toInertJson(hostile);

    expect(json).not.toMatch(/::|##\[/);
    expect(JSON.parse(json)).toEqual(hostile);
  });

  test.each(CONTROLS)("holds no %s, and is still the same data", (_, control) => {
    const json = toInertJson({ a: `b${control}c` });

    expect(json).not.toContain(control);
    expect(JSON.parse(json)).toEqual({ a: `b${control}c` });
  });
});
