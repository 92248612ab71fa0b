import { describe, expect, test } from "vitest";
import {
  factTable,
  foldedBlocks,
  paragraphs,
  table,
} from "../../../../src/hosts/summary/markdown.ts";

describe("a table of facts", () => {
  test("leaves out what is not known", () => {
    expect(
      factTable("Job", [
        ["Id", "7"],
        ["Ended", ""],
      ]),
    ).toBe("| Job | |\n| --- | --- |\n| Id | 7 |");
  });

  test("is nothing where nothing is known", () => {
    expect(factTable("Job", [["Ended", ""]])).toBe("");
  });
});

describe("a grid", () => {
  test("keeps the column of an empty cell", () => {
    expect(table(["Item", "State"], [["a", ""]])).toBe("| Item | State |\n| --- | --- |\n| a | |");
  });

  test("is nothing without rows", () => {
    expect(table(["Item"], [])).toBe("");
  });

  test("counts the rows that nobody would read", () => {
    const lines = table(
      ["Item"],
      Array.from({ length: 502 }, (_, index) => [`item ${index}`]),
    ).split("\n");

    expect(lines).toHaveLength(504);
    expect(lines.at(-3)).toBe("| item 499 |");
    expect(lines.at(-1)).toBe("2 more are in the report.");
  });

  test("cuts off a cell that would push the others off the page", () => {
    expect(table(["Item"], [["x".repeat(5_000)]]).length).toBeLessThan(1_100);
  });
});

describe("folded blocks", () => {
  test("open on a click", () => {
    expect(foldedBlocks("For support", ["", "ids"])).toBe(
      "<details>\n<summary>For support</summary>\n\nids\n\n</details>",
    );
  });

  test("are nothing where there is nothing in them", () => {
    expect(foldedBlocks("For support", ["", ""])).toBe("");
  });
});

describe("a summary", () => {
  test("has its blocks apart, and none that is empty", () => {
    expect(paragraphs(["a", "", "b"])).toBe("a\n\nb\n");
  });

  test("stays below the 1 MiB that GitHub takes, and says what it leaves out", () => {
    const text = paragraphs(["verdict", "x".repeat(900_000), "y".repeat(200_000), "ids"]);

    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text.startsWith("verdict\n\nxxx")).toBe(true);
    expect(text).not.toContain("y".repeat(100));
    expect(text.endsWith("`report-path` has it.)\n\nids\n")).toBe(true);
  });

  test("counts bytes, not characters", () => {
    expect(paragraphs(["ü".repeat(600_000)])).not.toContain("ü");
  });
});
