import { describe, expect, test } from "vitest";
import {
  expectJob,
  expectLro,
  lroIdOf,
  requireInVault,
  unreadableReporter,
} from "../../../../src/azure/backup/answers.ts";
import { thrownBy } from "../../../support/thrown-by.ts";
import { item } from "./read-builders.ts";
import { VAULT } from "./resource-builders.ts";

test.each([
  { code: "UserErrorJobNotFound", is: true },
  { code: "usererrorjobnotfound", is: true },
  { code: "NotFoundYetButLater", is: false },
])("a 404 with the code $code says that there is no such job: $is", ({ code, is }) => {
  expect(expectJob("7").isNotFound(code)).toBe(is);
});

describe("the id of an operation", () => {
  test.each([
    { path: "/vaults/v/backupOperations/op%2D1?api-version=1#x", id: "op-1" },
    { path: "/vaults/v/operationsStatus/op-1/", id: "op-1" },
    { path: "/vaults/v/backupOperations/%E0%A4%A", id: "%E0%A4%A" },
    { path: "", id: "" },
  ])("of '$path' is '$id'", ({ path, id }) => {
    expect(lroIdOf(path)).toBe(id);
  });

  test("is told by id or name, and by nothing else", () => {
    const { isAbout } = expectLro("op-1");

    expect(isAbout({ id: "/a/OP-1", name: "TestOBJ" })).toBe(true);
    expect(isAbout({ id: "/a/other", name: "op-1" })).toBe(true);
    expect(isAbout({ id: "/a/op-1/other", name: "TestOBJ" })).toBe(false);
    expect(isAbout({})).toBe(false);
  });
});

test("an item of another vault is refused, with a way out", () => {
  const foreign = item({ id: item().id.replace("vault-1", "vault-2") });

  expect(thrownBy(() => requireInVault(VAULT)(foreign))).toMatchObject({
    reason: "contact-lost",
    hint: expect.stringContaining("Nothing was done."),
  });
});

describe("what a list holds and nobody can read", () => {
  test("is said once for each number and kind", () => {
    const said: string[] = [];
    const tell = unreadableReporter(VAULT, (line) => said.push(line));

    for (const count of [0, 1, 1, 2]) tell(count, "item");
    tell(1, "job");

    expect(said).toEqual([
      "Vault 'vault-1' lists 1 item whose id cannot be read.",
      "Vault 'vault-1' lists 2 items whose id cannot be read.",
      "Vault 'vault-1' lists 1 job whose id cannot be read.",
    ]);
  });
});
