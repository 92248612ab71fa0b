import { describe, expect, test } from "vitest";
import { ITEM_RESOURCES } from "../unit/azure/backup/resource-builders.ts";
import { readAll } from "./readers.ts";

describe("the readers", () => {
  test.each(Object.values(ITEM_RESOURCES))("read $id, alone and in a list", (resource) => {
    expect(readAll(JSON.stringify(resource))).toEqual([]);
    expect(readAll(JSON.stringify({ value: [resource] }))).toEqual([]);
  });

  test.each(["", "null", "[]", "7", "<html>", `${"[".repeat(100_000)}${"]".repeat(100_000)}`])(
    "read what is no resource: %.20s",
    (body) => {
      expect(readAll(body)).toEqual([]);
    },
  );
});
