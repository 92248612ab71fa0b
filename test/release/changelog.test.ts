import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { notesOf, unreleasedNotes } from "../../scripts/changelog.ts";

const CHANGELOG = `# Changelog

## [Unreleased]

Next.

## [1.10.0] - 2027-01-31

Ten.

### More

## [1.1.0] - 2027-01-01

One.

## [1.0.0] - 2026-12-01

[1.1.0]: https://example.com
`;

describe("the notes of a version", () => {
  test("are what the changelog says below its heading", () => {
    expect(notesOf(CHANGELOG, "1.10.0")).toBe("Ten.\n\n### More");
    expect(notesOf(CHANGELOG, "1.1.0")).toBe("One.");
  });

  test.each(["1.0.0", "1.1", "2.0.0"])("are missed for %s", (version) => {
    expect(() => notesOf(CHANGELOG, version)).toThrow(`says nothing under '## [${version}]'`);
  });

  test("may wait for one", () => {
    expect(unreleasedNotes(CHANGELOG)).toBe("Next.");
    expect(unreleasedNotes(CHANGELOG.replace("Next.\n", ""))).toBe("");
  });
});

describe("the changelog", () => {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "CHANGELOG.md"), "utf8");
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, title = ""]) => title);
  const [, ...versions] = headings.map((title) => {
    const [, version = "", date = ""] =
      /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$/.exec(title) ?? [];
    return { title, version, date };
  });
  const compare = (one: string, other: string) => one.localeCompare(other, "en", { numeric: true });

  test("begins with what is unreleased, then has versions with their days, newest first", () => {
    expect(headings[0]).toBe("[Unreleased]");
    expect(versions.length).toBeGreaterThan(0);
    for (const { title, version, date } of versions) {
      expect(title).toBe(`[${version}] - ${date}`);
      expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
    }
    for (const [index, { version, date }] of versions.slice(1).entries()) {
      const newer = versions[index];
      expect(compare(newer?.version ?? "", version)).toBe(1);
      expect(compare(newer?.date ?? "", date)).toBeGreaterThanOrEqual(0);
    }
  });

  test("sorts changes under the headings that readers know", () => {
    const sections = [...text.matchAll(/^### (.*)$/gm)].map(([, title = ""]) => title);

    expect(sections).toContain("Upgrade notes");
    for (const section of sections) {
      expect(section).toMatch(/^(Added|Changed|Deprecated|Removed|Fixed|Security|Upgrade notes)$/);
    }
  });

  test("leads from each version to its release, and from the unreleased to a comparison", () => {
    const links = [...text.matchAll(/^\[(.*)\]: (.*)$/gm)].map(([, name, to]) => [name, to]);
    const at = "https://github.com/OWNER/azure-backup-gate";

    expect(links).toEqual([
      ["Unreleased", `${at}/compare/v${versions[0]?.version}...main`],
      ...versions.map(({ version }) => [version, `${at}/releases/tag/v${version}`]),
    ]);
  });
});
