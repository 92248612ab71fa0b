import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nativeName, parseNativeName } from "../../../../src/azure/backup/native-name.ts";
import { makeInert } from "../../../../src/hosts/github/escape.ts";

const CONTAINER = "VMAppContainer;Compute;rg-sql;vm-1";
const address = (name: string) => ({
  container: CONTAINER,
  name: `SQLDataBase;mssqlserver;${name}`,
});

describe("a native name", () => {
  test("is container and item as Azure writes them", () => {
    expect(nativeName(address("Payroll"))).toBe(`${CONTAINER}/SQLDataBase;mssqlserver;Payroll`);
  });

  test.each([
    "a/b",
    "!a",
    "*",
    "a;b",
    "ä",
    "a b",
    "[x]",
    "100 %",
    "a%41",
    "a\nb",
    "\u2028",
    "x ",
    "-",
    "::error::x",
    "##[error]x",
    "##vso[task.setvariable variable=x]y",
    "##VSO[x",
    "\u202ex",
  ])("of the database '%s' is one line, and is read back as it was", (name) => {
    const written = nativeName(address(name));

    expect(written.split(/\r?\n/)).toHaveLength(1);
    expect(written.trim()).toBe(written);
    expect(makeInert(written)).toBe(written);
    expect(parseNativeName(written)).toEqual(address(name));
  });

  test("of any name is read back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (name) => {
        fc.pre(name.isWellFormed());
        const written = nativeName(address(name));
        expect(makeInert(written)).toBe(written);
        expect(parseNativeName(written.trim())).toEqual(address(name));
      }),
    );
  });

  test("that was copied from Azure is taken as it is", () => {
    const copied = `${CONTAINER}/SQLDataBase;mssqlserver;a%41`;

    expect(parseNativeName(copied)).toEqual(address("a%41"));
    expect(parseNativeName(`${CONTAINER}/SQLDataBase;mssqlserver;100%`)).toEqual(address("100%"));
  });

  test.each(["payroll", "server/payroll", "a;b", "a;b/c", "a/b;c", "/a;b/c;d"])(
    "is not '%s'",
    (written) => {
      expect(parseNativeName(written)).toBeUndefined();
    },
  );
});
