import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collect, type Kind, kindOf } from "./files.ts";
import { notesOn } from "./notes.ts";
import {
  eventOf,
  oidcJobs,
  requireFeasible,
  requireKnownInputs,
  runnerLabels,
  scriptFiles,
  shellsOf,
} from "./plan.ts";
import { namesRead, valuesOf, writtenOut } from "./values.ts";

const ROOT = join("/", "home", "ada", "shop");

/** Reads a workflow from a made repository, with the other files of that repository. */
function collected(text: string, others: Readonly<Record<string, string>> = {}) {
  const main = join(ROOT, ".github", "workflows", "own.yml");
  const files = new Map(Object.entries(others).map(([path, file]) => [join(ROOT, path), file]));
  files.set(main, text);
  return collect(main, { root: ROOT, read: (path) => files.get(path) });
}

/** A workflow of one job with these steps. */
function withSteps(...steps: readonly string[]): string {
  return `on: push\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n${steps.map((step) => `      - ${step}\n`).join("")}`;
}

const GATE = "uses: acme/azure-backup-gate@v1";

describe("what a workflow calls", () => {
  test.each<[string, Kind]>([
    ["OWNER/azure-backup-gate@v1", "gate"],
    ["acme/Azure-Backup-Gate@0123456789abcdef", "gate"],
    ["./", "this checkout"],
    ["./.github/actions/mine", "local"],
    ["actions/checkout@v4", "checkout"],
    ["azure/login@v2", "elsewhere"],
    ["acme/azure-backup-gate-extras@v1", "elsewhere"],
    ["docker://alpine:3", "docker"],
  ])("%s is of the kind '%s'", (uses, kind) => {
    expect(kindOf(uses)).toBe(kind);
  });

  test("comes with it: workflows, local actions, and what these call", () => {
    const found = collected(
      "on: push\njobs:\n  a: { uses: ./.github/workflows/b.yml }\n  c: { uses: ./.github/workflows/b.yml }\n",
      {
        ".github/workflows/b.yml": withSteps("uses: ./.github/actions/mine"),
        ".github/actions/mine/action.yml": `runs: { using: composite, steps: [{ ${GATE} }] }`,
      },
    );

    expect([...found.workflows, ...found.actions].map(({ path }) => path)).toEqual([
      ".github/workflows/own.yml",
      ".github/workflows/b.yml",
      ".github/actions/mine/action.yml",
    ]);
  });

  test("lies beside it where it is in no repository", () => {
    const files = new Map([
      [join(ROOT, "a.yml"), "on: push\njobs: { a: { uses: ./.github/workflows/b.yml } }"],
      [join(ROOT, "b.yml"), withSteps(GATE)],
    ]);

    const found = collect(join(ROOT, "a.yml"), { root: ROOT, read: (path) => files.get(path) });

    expect(found.workflows.map(({ path }) => path)).toEqual([
      ".github/workflows/a.yml",
      ".github/workflows/b.yml",
    ]);
  });
});

describe("what cannot be run is refused", () => {
  const refuse = (text: string, job?: string) => () => {
    const found = collected(text);
    eventOf(found.main.content, "own.yml");
    requireFeasible(found, job);
  };

  test.each([
    [": :", "is no YAML"],
    ["jobs: 1", "it has no 'jobs'"],
    ["jobs: { a: {} }", "it has no 'on'"],
    ["on: workflow_call\njobs: { a: { steps: [] } }", "try the workflow that calls it"],
    [
      "on: push\njobs: { a: { uses: acme/b/.github/workflows/c.yml@v1 } }",
      "copy that workflow beside yours and call './.github/workflows/c.yml'",
    ],
    ["on: push\njobs: { a: { uses: ./.github/workflows/none.yml } }", "There is no file"],
    [
      "on: push\njobs: { a: { container: node, steps: [] } }",
      "Job 'a' has a container, which needs Docker",
    ],
    [
      "on: push\njobs: { a: { services: { db: {} }, steps: [] } }",
      "Job 'a' has services, which needs Docker",
    ],
    [withSteps("uses: docker://alpine"), "uses 'docker://alpine', which needs Docker"],
    [withSteps("run: echo"), "No step of the workflow uses"],
  ])("%j", (text, message) => {
    expect(refuse(text)).toThrow(message);
  });

  test("a job that it does not have", () => {
    expect(refuse(withSteps(GATE), "gates")).toThrow("no job 'gates'. Did you mean 'gate'?");
  });
});

describe("an input that the action does not have is refused before the run", () => {
  const inputs = ["item", "dry-run", "max-recovery-point-age"];
  const refuse = (text: string, others = {}) => requireKnownInputs(collected(text, others), inputs);

  test.each([
    [`{ ${GATE}, with: { item: x, dry-rn: true } }`, "Step 'acme/azure-backup-gate@v1'"],
    ["{ uses: ./, id: gate, with: { dry-rn: true } }", "Step 'gate'"],
    [`{ ${GATE}, id: gate, name: Back up, with: { dry-rn: true } }`, "Step 'Back up'"],
  ])("%s", (step, which) => {
    expect(() => refuse(withSteps(step))).toThrow(
      `${which}: The action has no input 'dry-rn'. Did you mean 'dry-run'?`,
    );
  });

  test("in an action of the repository, too", () => {
    const action = `runs: { using: composite, steps: [{ ${GATE}, with: { items: x } }] }`;
    const others = { ".github/actions/mine/action.yml": action };

    expect(() => refuse(withSteps("uses: ./.github/actions/mine"), others)).toThrow(
      "no input 'items'. Did you mean 'item'?",
    );
  });

  test.each([
    `{ ${GATE}, with: { Dry-Run: true } }`,
    GATE,
    `{ ${GATE}, with: }`,
    "{ uses: actions/checkout@v4, with: { dry-rn: true } }",
  ])("but not: %s", (step) => {
    expect(() => refuse(withSteps(step))).not.toThrow();
  });
});

test.each([
  ["push", "push"],
  ["[pull_request, push]", "push"],
  ["{ push: {}, workflow_dispatch: {} }", "workflow_dispatch"],
  ["{ schedule: [], workflow_call: {} }", "schedule"],
])("of the events '%s' it starts on %s", (on, event) => {
  const { main } = collected(withSteps(GATE).replace("on: push", `on: ${on}`));

  expect(eventOf(main.content, "own.yml")).toBe(event);
});

test("this machine answers to every label that is asked for", () => {
  const jobs = [
    "runs-on: windows-2025",
    "runs-on: [self-hosted, big]",
    "runs-on: { group: g, labels: [gpu] }",
    `runs-on: "\${{ inputs.on }}"`,
  ].map((text, index) => `  j${index}: { ${text}, steps: [] }\n`);

  expect(runnerLabels(collected(`on: push\njobs:\n${jobs.join("")}`))).toEqual([
    "ubuntu-latest",
    "windows-2025",
    "self-hosted",
    "big",
    "gpu",
  ]);
});

describe("who gets an OIDC token", () => {
  const oidc = (permissions: string, job: string) =>
    oidcJobs(
      collected(
        `on: push\n${permissions}\njobs:\n  a:\n    ${job}\n    steps: [{ ${GATE}, with: { client-id: x, tenant-id: y } }]\n`,
      ),
    );

  test.each([
    ["", "", "refused"],
    ["permissions: { id-token: write }", "", "allowed"],
    ["permissions: write-all", "", "allowed"],
    ["permissions: { id-token: write }", "permissions: { contents: read }", "refused"],
    ["permissions: {}", "permissions: { id-token: write }", "allowed"],
    ["", "permissions: read-all", "refused"],
  ] as const)("workflow '%s', job '%s': %s", (workflow, job, is) => {
    expect(oidc(workflow, job)[is]).toEqual(["a"]);
  });

  test("a called workflow has no more than the job that calls it", () => {
    const call = (permissions: string) =>
      oidcJobs(
        collected(`on: push\njobs: { a: { ${permissions}uses: ./.github/workflows/b.yml } }`, {
          ".github/workflows/b.yml": `on: workflow_call\njobs: { b: { steps: [{ ${GATE}, with: { client-id: x } }] } }`,
        }),
      );

    expect(call("permissions: { id-token: write }, ").allowed).toEqual(["b"]);
    expect(call("permissions: { contents: read }, ").refused).toEqual(["b"]);
  });

  test("nobody asks for one with a client secret", () => {
    const found = oidcJobs(
      collected(withSteps(`{ ${GATE}, with: { client-id: x, tenant-id: y, client-secret: z } }`)),
    );

    expect(found).toEqual({ allowed: [], refused: [] });
  });
});

const ACCOUNT = {
  vault: "VAULT",
  "resource-group": "GROUP",
  "subscription-id": "SUBSCRIPTION",
  "client-id": "CLIENT",
  "tenant-id": "TENANT",
  "client-secret": "SECRET",
  creds: "CREDS",
  "github-token": "TOKEN",
};

describe("variables and secrets", () => {
  const valuesIn = (text: string, given: Readonly<Record<string, string>> = {}) =>
    valuesOf(namesRead(collected(text)), new Map(Object.entries(given)), ACCOUNT);

  test.each([
    ["AZURE_CLIENT_ID", "CLIENT"],
    ["ARM_TENANT_ID", "TENANT"],
    ["PROD_SUBSCRIPTION", "SUBSCRIPTION"],
    ["AZURE_SP_CLIENT_SECRET", "SECRET"],
    ["BACKUP_RG", "GROUP"],
    ["VAULT_ID", "VAULT"],
    ["RECOVERY_VAULT_NAME", "VAULT"],
    ["AZURE_CREDENTIALS", "CREDS"],
  ])("%s means by its name %s", (name, value) => {
    const { vars } = valuesIn(withSteps(`run: echo \${{ vars.${name} }}`));

    expect(vars).toEqual(new Map([[name, value]]));
  });

  test("one means what the input or the environment variable that gets it means", () => {
    const { vars, secrets, unknown } = valuesIn(
      withSteps(
        `{ ${GATE}, with: { vault: "\${{ vars.PLACE }}", client-id: "\${{ secrets['WHO'] || vars.WHO }}" } }`,
        `{ run: x, env: { ARM_SUBSCRIPTION_ID: "\${{ vars.S }}", OTHER: "\${{ vars.KEY_VAULT }}" } }`,
      ),
    );

    expect(vars).toEqual(
      new Map([
        ["PLACE", "VAULT"],
        ["WHO", "CLIENT"],
        ["S", "SUBSCRIPTION"],
      ]),
    );
    expect(secrets).toEqual(
      new Map([
        ["WHO", "CLIENT"],
        ["GITHUB_TOKEN", "TOKEN"],
      ]),
    );
    expect(unknown).toEqual(["vars.KEY_VAULT"]);
  });

  test("what the user gives goes before", () => {
    const text = withSteps(`run: echo \${{ vars.VAULT_ID }} \${{ secrets.DB }}`);
    const { vars, secrets, unknown } = valuesIn(text, { VAULT_ID: "mine", DB: "too" });

    expect(vars.get("VAULT_ID")).toBe("mine");
    expect(secrets.get("DB")).toBe("too");
    expect(unknown).toEqual([]);
  });

  test("ids that the workflow holds in itself are found", () => {
    const found = writtenOut(
      collected(
        withSteps(`{ ${GATE}, with: { vault: V, client-id: C, tenant-id: "\${{ vars.T }}" } }`),
      ),
    );

    expect(found).toEqual(
      new Map([
        ["vault", "V"],
        ["client-id", "C"],
      ]),
    );
  });
});

test("scripts of the repository are found in the folder in which they run", () => {
  const found = collected(
    withSteps(
      "run: ./migrate.sh && bash scripts/after.sh --now",
      "{ run: node tools/x.mjs; echo a.txt ../b.sh /c.sh, working-directory: db }",
      "{ run: Invoke-Sqlcmd, shell: pwsh -Command }",
    ),
  );

  expect(scriptFiles(found)).toEqual(["././migrate.sh", "./scripts/after.sh", "db/tools/x.mjs"]);
  expect(shellsOf(found)).toEqual(["pwsh"]);
});

test("what differs from GitHub is said before the run", () => {
  const found = collected(
    withSteps(
      "uses: azure/login@v2",
      "uses: actions/checkout@v4",
      `{ ${GATE}, with: { vault: Mine, client-id: "\${{ vars.CLIENT_ID }}", item: "\${{ vars.DB }}" } }`,
    ),
  );

  const notes = notesOn(found, {
    call: { timeScale: 120, realCommands: false },
    values: valuesOf(namesRead(found), new Map(), ACCOUNT),
    vault: { name: "SQLServer2012", resourceGroup: "SQLServerSelfHost", subscriptionId: "S" },
  });

  expect(notes).toEqual([
    "Azure Backup is emulated: vault 'SQLServer2012' in resource group 'SQLServerSelfHost' of subscription S. Time passes 120 times as fast.",
    "Scripts run with a few harmless tools; other commands and the repository's own scripts only say that they are not run (--real-commands runs them).",
    "Left out, for they need the network, and their outputs are empty: azure/login@v2.",
    "Filled in: vars.CLIENT_ID, secrets.GITHUB_TOKEN.",
    "Empty, for nothing tells what they are: vars.DB. Give each with --var NAME=VALUE.",
    "Job 'gate' gets no OIDC token on GitHub: it needs 'permissions: id-token: write'.",
    "The workflow names the vault 'Mine', which the emulator does not have: describe yours with --vault FILE, as docs/vault.yml does.",
  ]);
});
