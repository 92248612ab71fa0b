import { describe, expect, test } from "vitest";
import { agentLog } from "../../../../src/hosts/azure-pipelines/log.ts";
import { spell } from "../../../../src/hosts/azure-pipelines/spelling.ts";
import { nameInput, nameOutput } from "../../../../src/manifest/names-in-messages.ts";

function setUp() {
  const lines: string[] = [];
  return { lines, log: agentLog({ print: (line) => void lines.push(line) }) };
}

describe("the log of a task", () => {
  test("shows details as a group", () => {
    const { lines, log } = setUp();

    log.detail("Tasks ##[error]", ["one", "##vso[task.complete]"]);

    expect(lines).toEqual([
      "##[group]Tasks ## [error]",
      "one",
      "##vso [task.complete]",
      "##[endgroup]",
    ]);
  });

  test("keeps the agent's room for the warnings of the end", () => {
    const { lines, log } = setUp();

    for (let count = 1; count <= 9; count++) log.warn(`warning ${count}`);

    const issues = lines.filter((line) => line.startsWith("##vso[task.logissue type=warning]"));
    expect(issues).toHaveLength(8);
    expect(issues.at(-1)).toContain("There are more warnings in the log.");
    expect(lines).toContain("Warning: warning 9");
  });

  test("shows lines for debugging only where they are asked for", () => {
    const { lines, log } = setUp();

    log.debug("GET /vault");

    expect(lines).toEqual(["##vso[task.debug]GET /vault"]);
  });
});

describe("our own text", () => {
  test.each([
    [`Give ${nameInput("resource-group")}.`, "Give 'resourceGroup'."],
    [`Write ${nameInput("dry-run", "true")} first.`, "Write 'dryRun: true' first."],
    [`See ${nameOutput("report-path")}.`, "See 'reportPath'."],
    [`Check ${nameInput("client-id")}.`, "Check the application id of the service connection."],
    ["Give 'item' in the 'with:' of the step.", "Give 'item' in the 'inputs:' of the step."],
  ])("'%s' reads '%s'", (ours, read) => {
    expect(spell(ours)).toBe(read);
  });
});
