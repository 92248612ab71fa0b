import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Workflow {
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly { readonly uses?: string; readonly with?: Record<string, unknown> }[];
}

const root = join(import.meta.dirname, "..", "..");
const files = globSync(".github/workflows/*.yml", { cwd: root });

test("there are workflows to check", () => {
  expect(files).not.toEqual([]);
});

describe.each(files)("%s", (file) => {
  const text = readFileSync(join(root, file), "utf8");
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);

  test("grants nothing to the workflow, and to each job what it needs", () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(({ permissions }) => permissions === undefined)).toEqual([]);
  });

  test("ends jobs that hang, and does not run twice at a time", () => {
    expect(jobs.filter((job) => job["timeout-minutes"] === undefined)).toEqual([]);
    expect(workflow.concurrency).toBeDefined();
  });

  test("pins every action to a full commit hash, with its version", () => {
    const lines = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    const loose = lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));

    expect(lines).not.toEqual([]);
    expect(loose).toEqual([]);
  });

  test("keeps no credentials in the checkout", () => {
    const checkouts = jobs
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith("actions/checkout@"));

    expect(checkouts).not.toEqual([]);
    for (const checkout of checkouts) expect(checkout.with?.["persist-credentials"]).toBe(false);
  });
});
