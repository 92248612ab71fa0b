import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { blocksOfPages, CHECKOUT, fencedBlocks, pagesOf } from "./blocks.ts";
import { RULES, rulesFor } from "./rules.ts";
import { filledIn } from "./shell-blocks.ts";

const blocks = blocksOfPages(pagesOf(CHECKOUT)).map((block) => ({
  ...block,
  where: `${block.page}:${block.line}`,
}));

test("there are blocks of each kind", () => {
  const kinds = new Set(blocks.flatMap(rulesFor).map(({ kind }) => kind));

  expect(RULES.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(blocks.length).toBeGreaterThan(70);
});

describe.each(blocks)("$where ($language)", (block) => {
  test("is held by one rule", () => {
    expect(rulesFor(block).map(({ kind }) => kind)).toHaveLength(1);
  });

  test("is right, as far as it can be seen at a glance", () => {
    expect(rulesFor(block).flatMap((rule) => rule.problems(block))).toEqual([]);
  });
});

/** The kinds and the problems of a page's only block. */
function judged(page: string, text: string) {
  return fencedBlocks(page, text).map((block) => ({
    kinds: rulesFor(block).map(({ kind }) => kind),
    problems: rulesFor(block).flatMap((rule) => rule.problems(block)),
  }));
}

describe("a block is found out", () => {
  test.each([
    { how: "of no language", text: "```\nx\n```\n" },
    { how: "of a language that no rule knows", text: "~~~toml\nx = 1\n~~~\n" },
    { how: "that is a script for nobody", text: "```bash\n./migrate.sh\n```\n" },
    { how: "of Groovy on another page", text: "```groovy\nsh 'x'\n```\n" },
  ])("$how", ({ text }) => {
    expect(judged("docs/made.md", text)).toEqual([{ kinds: [], problems: [] }]);
  });

  const step = (input: string) =>
    `\`\`\`yaml\n- uses: OWNER/azure-backup-gate@v1\n  with:\n    ${input}: x\n\`\`\`\n`;
  test.each([
    { how: "with an unknown input", text: step("operator") },
    { how: "with an unknown input alone", text: "```yaml\noperator: x\n```\n" },
    { how: "with a quote that never ends", text: "```bash\naz login 'x\n```\n" },
    { how: "with bad JSON", text: "```bash\naz ad app create --parameters '{a: 1}'\n```\n" },
    { how: "that nothing generates", text: "```json\n{}\n```\n" },
    { how: "of TypeScript that is none", text: "```ts\nconst = 1;\n```\n" },
  ])("$how", ({ text }) => {
    const [found] = judged("docs/made.md", text);

    expect(found?.kinds).toHaveLength(1);
    expect(found?.problems).not.toEqual([]);
  });
});

test.skipIf(process.platform === "win32").each([
  { ends: "printf '    reason: job-failed\\n'; return 1", code: 0 },
  { ends: "printf '    reason: job-failed\\n'", code: 1 },
  { ends: "printf '    reason: job-failed\\n'; return 2", code: 1 },
  { ends: "printf '    reason: timed-out\\n'; return 1", code: 1 },
])("a call that a page calls red has to be: $ends", ({ ends, code }) => {
  const [block] = fencedBlocks("p.md", "```bash\nnpm run try # red: job-failed\n```\n");
  const script = block === undefined ? "" : filledIn(block);

  const { status } = spawnSync("bash", ["-eo", "pipefail", "-c", `npm() { ${ends}; }\n${script}`]);

  expect(status).toBe(code);
});
