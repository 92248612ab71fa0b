import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  at,
  azureDurationMs,
  entries,
  isoTime,
  list,
  parseBody,
  text,
  time,
} from "../../src/json.ts";

const DOCUMENT = {
  properties: { status: "Failed", count: 0, nothing: null, list: [{ status: "InProgress" }] },
};

describe("parseBody", () => {
  test.each([
    { body: "{}", read: {} },
    { body: "[]", read: [] },
    { body: "null", read: null },
  ])("reads $body", ({ body, read }) => {
    expect(parseBody(body)).toEqual(read);
  });

  test.each(["", null, undefined, "{", "<html></html>", '{"value":['])(
    "finds no JSON in %s",
    (body) => {
      expect(parseBody(body)).toBeUndefined();
    },
  );
});

describe("at", () => {
  test("walks down to a value", () => {
    expect(at(DOCUMENT, "properties", "status")).toBe("Failed");
    expect(at(DOCUMENT, "properties", "count")).toBe(0);
    expect(at(DOCUMENT)).toBe(DOCUMENT);
  });

  test.each([
    { what: "a name that is missing", path: ["properties", "absent"] },
    { what: "a step below nothing", path: ["absent", "status"] },
    { what: "a step below null", path: ["properties", "nothing", "status"] },
    { what: "a step below text", path: ["properties", "status", "length"] },
    { what: "a step below a list", path: ["properties", "list", "0"] },
  ])("finds nothing at $what", ({ path }) => {
    expect(at(DOCUMENT, ...path)).toBeUndefined();
  });
});

test.each([
  { value: "text", read: "text" },
  { value: 510008, read: "510008" },
  { value: 0, read: "0" },
  { value: true, read: "" },
  { value: null, read: "" },
  { value: undefined, read: "" },
  { value: ["a"], read: "" },
  { value: { a: 1 }, read: "" },
])("text reads $value as '$read'", ({ value, read }) => {
  expect(text(value)).toBe(read);
});

test("list reads anything but a list as empty", () => {
  expect(list([1, null])).toEqual([1, null]);
  expect(list({ length: 1, 0: "a" })).toEqual([]);
  expect(list("ab")).toEqual([]);
  expect(list(undefined)).toEqual([]);
});

test("entries reads the pairs of an object in its order, and nothing else", () => {
  expect(entries({ b: "2", a: 1, c: null })).toEqual([
    ["b", "2"],
    ["a", "1"],
    ["c", ""],
  ]);
  expect(entries(["a"])).toEqual([]);
  expect(entries(null)).toEqual([]);
  expect(entries("ab")).toEqual([]);
});

describe("time", () => {
  // Far from UTC, so that a time read as local shows.
  beforeEach(() => vi.stubEnv("TZ", "Pacific/Auckland"));
  afterEach(() => vi.unstubAllEnvs());

  test("is read far from UTC here", () => {
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
  });

  test.each([
    { written: "2026-01-05T10:00:00Z", iso: "2026-01-05T10:00:00Z" },
    { written: "2026-01-05T10:00:00", iso: "2026-01-05T10:00:00Z" },
    { written: "2026-01-05T10:00:00.1234567Z", iso: "2026-01-05T10:00:00Z" },
    { written: "2026-01-05T10:00:00.1234567", iso: "2026-01-05T10:00:00Z" },
    { written: "2026-01-05T12:00:00+02:00", iso: "2026-01-05T10:00:00Z" },
    { written: "2026-01-05T12:00:00+0200", iso: "2026-01-05T10:00:00Z" },
    { written: "2026-01-05t10:00:00z", iso: "2026-01-05T10:00:00Z" },
    { written: "2001-01-02T00:00:00Z", iso: "2001-01-02T00:00:00Z" },
  ])("reads $written as UTC", ({ written, iso }) => {
    expect(isoTime(time(written))).toBe(iso);
  });

  test.each([
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00.0000000Z",
    "2001-01-01T00:00:00Z",
    "",
    "never",
    "1",
    "2026",
    "2026-01-05",
    "1/5/2026 10:00:00 AM",
    "Mon, 05 Jan 2026 10:00:00 GMT",
    "2026-01-05T10:00:00Z and more",
    "2026-13-05T10:00:00Z",
    1_767_603_600_000,
    null,
    undefined,
    {},
  ])("reads %s as not set", (written) => {
    expect(time(written)).toBeUndefined();
  });
});

describe("azureDurationMs", () => {
  test.each([
    ["PT10M37.8463076S", 637_846.3076],
    ["P1DT2H3M4S", 93_784_000],
    ["PT0S", 0],
    ["P2D", 172_800_000],
  ])("reads %s", (written, ms) => {
    expect(azureDurationMs(written)).toBeCloseTo(ms, 6);
  });

  test.each([
    "",
    "P",
    "PT",
    "P1M",
    "P1W",
    "pt1s",
    "-PT1S",
    "00:10:37",
    "PT1",
    " PT1S",
    7,
    null,
    {},
  ])("reads nothing in %j", (written) => {
    expect(azureDurationMs(written)).toBeUndefined();
  });
});

describe("isoTime", () => {
  test("cuts to whole seconds in UTC", () => {
    expect(isoTime(Date.UTC(2026, 0, 5, 10, 0, 0, 999))).toBe("2026-01-05T10:00:00Z");
    expect(isoTime(0)).toBe("1970-01-01T00:00:00Z");
  });

  test("is empty where no time is known", () => {
    expect(isoTime(undefined)).toBe("");
  });

  test("never throws, however far out of range the time is", () => {
    fc.assert(
      fc.property(fc.double(), (ms) => {
        expect(typeof isoTime(ms)).toBe("string");
      }),
    );
  });
});

test("no JSON makes any of the readers throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.string()), (value, path) => {
      at(value, ...path);
      text(value);
      list(value);
      entries(value);
      time(value);
    }),
  );
});
