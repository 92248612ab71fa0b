import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CHOICES } from "../../src/inputs/choices.ts";
import { readAction } from "../support/action-yml.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: Readonly<Record<string, unknown>> & { readonly label?: string };
  readonly validations?: { readonly required?: boolean };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly body: readonly Field[];
}

const TEMPLATES = ".github/ISSUE_TEMPLATE";
const FORMS = globSync(`${TEMPLATES}/{idea,problem}.yml`, { cwd: root });

/** What GitHub's reference of issue forms allows, and what each type needs. */
const NEEDS: Readonly<Record<string, string>> = {
  markdown: "value",
  input: "label",
  textarea: "label",
  dropdown: "options",
  checkboxes: "options",
};

describe.each(FORMS)("the issue form %s", (file) => {
  const form = parse(read(file)) as Form;
  const fields = form.body.filter(({ type }) => type !== "markdown");

  test("is one that GitHub can show", () => {
    expect(Object.keys(form)).toEqual(["name", "description", "labels", "body"]);
    for (const { type, attributes } of form.body)
      expect(attributes).toHaveProperty(NEEDS[type] ?? "");
    const ids = fields.map(({ id }) => id);
    expect(new Set(ids).size).toBe(fields.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][\w-]*$/);
  });
});

describe("the form for a problem", () => {
  const { body } = parse(read(`${TEMPLATES}/problem.yml`)) as Form;
  const field = (id: string) => body.find((one) => one.id === id);

  test.each(["report", "correlation-id"])(
    "asks for the output `%s`, and takes no issue without",
    (id) => {
      expect(Object.keys(readAction().outputs)).toContain(id);
      expect(field(id)).toMatchObject({
        attributes: { label: `\`${id}\`` },
        validations: { required: true },
      });
    },
  );

  test("asks for the version, and offers every operation and every workload", () => {
    expect(field("version")?.validations?.required).toBe(true);
    expect(field("operation")?.attributes.options).toEqual(CHOICES.operation);
    expect(field("workload")?.attributes.options).toEqual(CHOICES["workload-type"]);
  });

  test("says first that it is public, and where a gate that opened by mistake goes", () => {
    const [first] = body;

    expect(first?.type).toBe("markdown");
    expect(String(first?.attributes.value)).toMatch(/security\/advisories\/new[\s\S]*is public/);
  });
});

test("no issue goes without a form, and a weakness goes another way", () => {
  const config = parse(read(`${TEMPLATES}/config.yml`));

  expect(config.blank_issues_enabled).toBe(false);
  expect(config.contact_links[0].url).toMatch(/\/security\/advisories\/new$/);
});

describe("a repository that people rely on", () => {
  test.each([
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "SECURITY.md",
    ".github/CODEOWNERS",
    ".github/PULL_REQUEST_TEMPLATE.md",
  ])("has %s", (file) => {
    expect(existsSync(join(root, file))).toBe(true);
  });

  test("says how to report a weakness, what to expect, and which versions get fixes", () => {
    const headings = [...read("SECURITY.md").matchAll(/^## (.*)$/gm)].map(([, title]) => title);

    expect(headings.slice(0, 3)).toEqual([
      "Report a weakness",
      "What you can expect",
      "Which versions get fixes",
    ]);
  });
});

describe("Dependabot", () => {
  interface Update {
    readonly "package-ecosystem": string;
    readonly directory?: string;
    readonly directories?: readonly string[];
    readonly cooldown?: unknown;
  }
  const { updates } = parse(read(".github/dependabot.yml")) as { updates: readonly Update[] };
  const covered = (ecosystem: string) =>
    updates
      .filter((one) => one["package-ecosystem"] === ecosystem)
      .flatMap(({ directory, directories = [] }) => [
        ...directories,
        ...(directory ? [directory] : []),
      ])
      .toSorted();
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  }).split("\n");
  const folders = (pattern: RegExp) =>
    [...new Set(files.filter((file) => pattern.test(file)).map((file) => `/${dirname(file)}`))]
      .map((folder) => posix.normalize(folder).replace(/(?<=.)\/$/, ""))
      .toSorted();

  test("watches every lock of npm, but the oldest versions of Node that have to work", () => {
    expect(folders(/(^|\/)package-lock\.json$/)).toEqual(
      [...covered("npm"), "/test/nodes"].toSorted(),
    );
  });

  test("watches every list of Python's tools, from which the scripts take their versions", () => {
    expect(covered("pip")).toEqual(folders(/(^|\/)requirements\.txt$/));
    const pins = read(".ci/requirements.txt").trim().split("\n");
    expect(pins.filter((pin) => !/^[\w-]+==[\d.]+$/.test(pin))).toEqual([]);
    for (const [script, tool] of [
      ["az", "azure-cli"],
      ["zizmor", "zizmor"],
    ] as const) {
      expect(read(`.ci/${script}`)).toContain(`sed -n 's/^${tool}==//p' .ci/requirements.txt`);
    }
  });

  test("watches the actions of workflows, examples and tests", () => {
    const own = folders(/^(\.github\/workflows|examples|test\/workflows)\/[^/]+\.yml$/);

    expect(covered("github-actions")).toEqual(
      own.map((folder) => folder.replace("/.github/workflows", "/")).toSorted(),
    );
  });

  test("waits a week before it takes what is new", () => {
    for (const update of updates) expect(update.cooldown).toEqual({ "default-days": 7 });
  });
});

test("workflows and examples pin an action to the same commit", () => {
  const texts = globSync([".github/workflows/*.yml", "{examples,test/workflows}/*.yml"], {
    cwd: root,
  });
  const pins = texts.flatMap((file) => [
    ...read(file).matchAll(/uses: ([\w-]+\/[\w-]+)[\w/-]*@([0-9a-f]{40} # \S+)/g),
  ]);
  const byAction = Map.groupBy(pins, ([, name = ""]) => name);

  expect(byAction.size).toBeGreaterThan(5);
  for (const [name, all] of byAction) {
    expect([name, new Set(all.map(([, , pin]) => pin)).size]).toEqual([name, 1]);
  }
});

test("the page for Azure Pipelines names the tfx that is tried here", () => {
  const { dependencies } = JSON.parse(read("test/tfx/package.json"));

  expect(read("docs/azure-pipelines.md")).toContain(`tfx-cli@${dependencies["tfx-cli"]} `);
});
