import { describe, expect, test } from "vitest";
import { fileAbout, scrubbed } from "./file-builder.ts";
import type { RecordFile } from "./scrub-file.ts";
import { survivors } from "./survivors.ts";

const TOKEN = "eyJ0.secret-of-mine.sig";
const secrets = [TOKEN, ...TOKEN.split(".")];

/** What is found in a record of an item of this name, once somebody has put something back. */
function found(name: string, spoil: (text: string, told: RecordFile) => string = (text) => text) {
  const { told, mapping } = scrubbed(fileAbout(name));
  return survivors(spoil(JSON.stringify(told, null, 1), told), { mapping, secrets });
}

/** The record with another value in the body of its answer. */
function withValue(property: string, value: string) {
  return (_: string, told: RecordFile): string => {
    const [one] = told.interactions;
    if (one === undefined) throw new Error("The record is empty.");
    const body = JSON.stringify({ value: [{ properties: { [property]: value } }] });
    const response = { ...one.response, body };
    return JSON.stringify({ ...told, interactions: [{ ...one, response }] }, null, 1);
  };
}

describe("a record that is as it was written", () => {
  test.each([
    "payroll",
    "Completed",
    "Azure",
    "name-1",
    "a",
    "e",
    "2026",
    "10:00",
    "Größe",
    "給与",
    "back",
    "GET",
    "inst",
    "https",
    "%41",
    'quote"\\n',
    "interactions",
    "SQLDataBase",
    "5e1f7d2c-0b1a-4c3d-8e9f-a0b1c2d3e4f5",
    " ",
    "x".repeat(128),
  ])("passes with an item that is called '%s'", (name) => {
    expect(found(name)).toEqual([]);
  });
});

test("a page of HTML is left out, and does not stop a record", () => {
  const { told, mapping } = scrubbed(fileAbout("payroll", { body: "<html>payroll</html>" }));

  expect(told.interactions[0]?.response.body).toBe("[left out: 20 characters]");
  expect(survivors(JSON.stringify(told), { mapping, secrets })).toEqual([]);
});

describe("a name that has survived is found", () => {
  test.each([
    ["as it is", "payroll-db"],
    ["in another case", "PayRoll-DB"],
    ["within other text", "x_payroll-db_y"],
    ["in base64", Buffer.from("payroll-db").toString("base64")],
    ["in base64 after other text", Buffer.from("ab payroll-db").toString("base64")],
    ["in base64 after one more letter", Buffer.from("abc payroll-db!").toString("base64")],
    ["in base64 of UTF-16", Buffer.from("payroll-db", "utf16le").toString("base64")],
    ["percent-encoded", "%70ayroll%2Ddb"],
  ])("%s, wherever it is", (_, value) => {
    const spoil = (text: string) => text.replace("npm run live", value);

    expect(found("payroll-db", spoil)).toEqual(["payroll-db"]);
    expect(found("payroll-db", withValue("friendlyName", value))).not.toEqual([]);
  });

  test("in JSON's own escapes", () => {
    const spoil = (text: string) => text.replace("npm run live", "\\u0070ayroll-db");

    expect(found("payroll-db", spoil)).toContain("payroll-db");
  });

  test.each(["Completed", "a", "2026", "10:00"])(
    "where names stand, even if it is '%s'",
    (name) => {
      expect(found(name, withValue("friendlyName", name))).toContain(name);
    },
  );

  test("outside of what a record is made of", () => {
    const spoil = (_: string, told: RecordFile) => {
      const interactions = told.interactions.map((one) => ({
        ...one,
        response: { ...one.response, headers: { ...one.response.headers, server: "x" } },
      }));
      return JSON.stringify({ ...told, interactions });
    };

    expect(found("payroll", spoil)).toEqual(["(its form)"]);
  });
});

test("a token is found", () => {
  const spoil = (text: string) => text.replace("npm run live", "secret-of-mine");

  expect(found("payroll", spoil)).toContain("secret-of-mine");
});
