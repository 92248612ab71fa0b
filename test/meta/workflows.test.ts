import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly concurrency?: { readonly group?: string; readonly "cancel-in-progress"?: unknown };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every right to write, and the only job that has it. */
const WRITES = {
  "codeql analyze": ["security-events"],
  "dependabot-dist commit": ["contents", "actions"],
  "release attest": ["id-token", "attestations"],
  "release npm": ["id-token"],
  "release publish": ["contents"],
};

const root = join(import.meta.dirname, "..", "..");
const folder = ".github/workflows";
const texts = new Map(
  globSync("*.{yml,yaml}", { cwd: join(root, folder) }).map((file) => [
    file.replace(/\.ya?ml$/, ""),
    readFileSync(join(root, folder, file), "utf8"),
  ]),
);
const workflows = new Map([...texts].map(([name, text]) => [name, parse(text) as Workflow]));
const jobs = [...workflows].flatMap(([name, workflow]) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ ...job, name: `${name} ${id}` })),
);

function jobOf(name: string): Job {
  const found = jobs.find((job) => job.name === name);
  if (found === undefined) throw new Error(`There is no job '${name}'.`);
  return found;
}

test("there are workflows to check", () => {
  expect([...texts.keys()].toSorted()).toEqual([
    "action",
    "ci",
    "codeql",
    "dependabot-dist",
    "release",
  ]);
});

describe.each([...workflows.keys()])("the workflow %s", (name) => {
  const text = texts.get(name) ?? "";
  const workflow = workflows.get(name) as Workflow;

  test("grants nothing to all jobs, and to each job what it needs", () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(({ permissions }) => permissions === undefined)).toEqual([]);
  });

  test("does not run twice at a time", () => {
    expect(workflow.concurrency?.group).toContain("github.workflow");
    expect(workflow.concurrency).toHaveProperty("cancel-in-progress");
  });

  test("pins every action to a full commit hash, with its version", () => {
    const lines = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    const loose = lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$|uses: \.\/$/.test(line));

    expect(lines).not.toEqual([]);
    expect(loose).toEqual([]);
  });

  test("never runs on an event that lends its rights to a pull request", () => {
    expect(JSON.stringify(workflow.on)).not.toMatch(/pull_request_target|workflow_run|issue/);
  });
});

test("an action has the same hash wherever it is used", () => {
  const used = [...texts.values()].flatMap(
    (text) => text.match(/[\w/-]+@[0-9a-f]{40} # \S+/g) ?? [],
  );
  const pins = new Map<string, Set<string>>();
  for (const pin of used) {
    const repository = pin.split("@")[0]?.split("/").slice(0, 2).join("/") ?? "";
    pins.set(repository, (pins.get(repository) ?? new Set()).add(pin.split("@")[1] ?? ""));
  }

  expect(pins.size).toBeGreaterThan(5);
  expect([...pins].filter(([, hashes]) => hashes.size > 1)).toEqual([]);
});

describe.each(jobs)("the job $name", ({ name, steps, permissions = {}, ...job }) => {
  const runs = steps.flatMap(({ run }) => run ?? []);

  test("ends when it hangs", () => {
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  });

  test("may write what the list says, and no more", () => {
    const writes = Object.keys(permissions).filter((scope) => permissions[scope] !== "read");

    expect(writes).toEqual((WRITES as Record<string, readonly string[]>)[name] ?? []);
  });

  test("puts no expression into a script, where its value would be code", () => {
    expect(runs.filter((run) => run.includes("${{"))).toEqual([]);
  });

  test("keeps no credentials in the checkout", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));

    expect(checkouts).not.toEqual([]);
    for (const checkout of checkouts) expect(checkout.with?.["persist-credentials"]).toBe(false);
  });
});

test.each(Object.keys(WRITES))("the job %s, which may write, runs no code of a package", (name) => {
  const runs = jobOf(name).steps.flatMap(({ run }) => run ?? []);

  expect(runs.filter((run) => /\b(npm|npx|yarn|pip|go|\.ci\/run)\b/.test(run))).toEqual([]);
  expect(
    runs.filter((run) => /\bnode\b/.test(run) && !/^node scripts\/release\.ts/.test(run)),
  ).toEqual([]);
});

test("what a script of a job that may write imports comes with Node or from this repository", () => {
  const seen = new Set(["release.ts"]);
  for (const file of seen) {
    const code = readFileSync(join(root, "scripts", file), "utf8");
    for (const [, name = ""] of code.matchAll(/from "([^"]+)"/g)) {
      expect(name).toMatch(/^(node:|\.\/)/);
      if (name.startsWith("./")) seen.add(name.slice("./".length));
    }
  }

  expect(seen.size).toBeGreaterThan(2);
});

test("the action itself runs on every system of GitHub's runners", () => {
  expect(workflows.get("action")?.jobs.gate).toMatchObject({
    "runs-on": `\${{ matrix.os }}`,
    strategy: {
      "fail-fast": false,
      matrix: { os: ["ubuntu-latest", "windows-latest", "macos-latest"] },
    },
  });
});

describe("a release", () => {
  const scriptsOf = (name: string) => jobOf(name).steps.flatMap(({ run }) => run ?? []);

  test("is checked, then approved and attested, then published, the major tag last of all", () => {
    expect(jobOf("release attest")).toMatchObject({ needs: "check", environment: "release" });
    expect(jobOf("release npm")).toMatchObject({ needs: "attest", environment: "release" });
    expect(jobOf("release publish").needs).toBe("npm");
    expect(scriptsOf("release check")).toEqual([
      "node scripts/release.ts check",
      ".ci/run",
      ".ci/packages packages",
    ]);
    expect(scriptsOf("release npm")).toEqual(["node scripts/release.ts publish-command packages"]);
    expect(scriptsOf("release publish")).toEqual(["node scripts/release.ts publish packages"]);
  });

  test("attests every file of the bundle and every package, and publishes these packages", () => {
    const stepOf = (job: string, action: string) =>
      jobOf(job).steps.find(({ uses }) => uses?.startsWith(`actions/${action}@`));
    const packages = { name: "packages", path: "packages" };

    expect(stepOf("release attest", "attest")?.with).toEqual({
      "subject-path": "dist/*\npackages/*\n",
    });
    expect(stepOf("release check", "upload-artifact")?.with).toMatchObject({
      ...packages,
      "if-no-files-found": "error",
    });
    for (const job of ["release attest", "release npm", "release publish"]) {
      expect(stepOf(job, "download-artifact")?.with).toEqual(packages);
    }
  });

  test("is started by hand, without anything to type in, and not cut off", () => {
    expect(workflows.get("release")?.on).toEqual({ workflow_dispatch: null });
    expect(workflows.get("release")?.concurrency?.["cancel-in-progress"]).toBe(false);
  });

  test("takes nothing from a cache that another run may have filled", () => {
    const setups = Object.values(workflows.get("release")?.jobs ?? {})
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith("actions/setup-node@"));

    expect(setups).not.toEqual([]);
    for (const setup of setups) expect(setup.with?.["package-manager-cache"]).toBe(false);
    expect(texts.get("release")).not.toMatch(/actions\/cache|cache: npm/);
  });
});
