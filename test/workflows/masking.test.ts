import { describe, expect, test } from "vitest";
import { isDropped } from "./masking.ts";

const SECRET = "11111111-1111-1111-1111-111111111111";

describe("a job output is dropped", () => {
  test.each([
    { what: "that is a secret", value: SECRET },
    { what: "that holds one", value: `/subscriptions/${SECRET}/resourceGroups/contoso` },
    { what: "that holds one in base64", value: Buffer.from(SECRET).toString("base64") },
  ])("$what", ({ value }) => {
    expect(isDropped(value, ["other", SECRET])).toBe(true);
  });

  test.each([1, 2])("that holds the base64 of a text with one, %d bytes off", (shift) => {
    const value = Buffer.from(SECRET.slice(shift)).toString("base64");

    expect(isDropped(`x${value}`, [SECRET])).toBe(true);
  });
});

describe("a job output arrives", () => {
  test.each(["", "open", SECRET.slice(1)])("such as '%s'", (value) => {
    expect(isDropped(value, [SECRET, ""])).toBe(false);
  });
});
