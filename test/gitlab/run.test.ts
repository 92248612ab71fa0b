import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type InstalledCommand, installCommand } from "../support/command-package.ts";
import {
  COMPONENT,
  EXAMPLES,
  GITLAB_CI_LOCAL,
  type PipelineSettings,
  runPipeline,
} from "./pipeline.ts";

let installed: InstalledCommand;
beforeAll(async () => {
  if (GITLAB_CI_LOCAL !== undefined) installed = await installCommand();
}, 180_000);
afterAll(() => installed?.remove());

/** A gate on a fresh backup, and what comes after it. */
const VERIFY = {
  operation: "verify-backup",
  vault: "$VAULT_ID",
  item: "sqlserver-1/payroll",
  "max-recovery-point-age": "24h",
};
const MIGRATE = `
migrate:
  stage: deploy
  script:
    - echo "migrating gate=$BACKUP_GATE point=$BACKUP_GATE_RECOVERY_POINT_TIME"
    - grep -o '"version":1' backup-gate/backup-gate/*/report.json
tell:
  stage: deploy
  when: always
  script: echo "telling gate=$BACKUP_GATE reason=$BACKUP_GATE_REASON"
`;

/** Runs a pipeline that includes the component. JSON is YAML. */
async function gate(
  inputs: Readonly<Record<string, unknown>>,
  { more = "", ...settings }: Partial<PipelineSettings> & { readonly more?: string } = {},
) {
  const include = JSON.stringify([{ component: COMPONENT, inputs }]);
  const yaml = `include: ${include}\n${MIGRATE}${more}`;
  return await runPipeline({ yaml, package: installed.tarball, ...settings });
}

describe.skipIf(GITLAB_CI_LOCAL === undefined)(
  "a pipeline with the component",
  { concurrent: true },
  () => {
    test("goes on after an open gate, with its outputs and its report", async () => {
      const { code, output } = await gate(VERIFY);

      expect(code, output).toBe(0);
      expect(output).toMatch(/migrating gate=open point=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
      expect(output).toContain('> "version":1');
      expect(output).toContain("telling gate=open reason=recovery-point-fresh");
      expect(output).not.toMatch(/expires in/);
    });

    test("stops at a closed gate, which a later job can read", async () => {
      const { code, output } = await gate({ ...VERIFY, "max-recovery-point-age": "1m" });

      expect(code).toBe(1);
      expect(output).toMatch(/FAIL.*\n?.*backup-gate/);
      expect(output).toContain("telling gate=closed reason=recovery-point-too-old");
      expect(output).not.toContain("migrating");
    });

    test("sends nothing for a wrong input, and says which", async () => {
      const { output, requests } = await gate({ ...VERIFY, "timeout-minutes": "soon" });

      expect(output).toContain("Option --timeout-minutes");
      expect(output).toContain("telling gate=closed reason=invalid-input");
      expect(requests).toBe(0);
    });

    test("stops after a dry run, unless the job allows exit code 3", async () => {
      const inputs = { ...VERIFY, operation: "backup-now", "dry-run": true };
      const { "max-recovery-point-age": _, ...dryRun } = inputs;
      const stopped = await gate(dryRun);
      const allowed = await gate(dryRun, {
        more: "backup-gate: { allow_failure: { exit_codes: [3] } }\n",
      });

      expect(stopped.code).toBe(1);
      expect(stopped.output).toContain("telling gate=closed reason=dry-run");
      expect(stopped.output).not.toContain("migrating");
      expect(allowed.code).toBe(0);
      expect(allowed.output).toContain("migrating gate=closed");
    });

    test("says at the start that its token ends before the step's time limit", async () => {
      const { output } = await gate(VERIFY, { tokenMinutes: 20 });

      expect(output).toMatch(
        /Warning: The command may take 30 min, and the token in the file .* expires in (20|19) min.*'timeout:'/,
      );
    });
  },
);

/** What a shell, npm or GitLab might take for something else. */
const HOSTILE = [
  "$(touch pwned)",
  "`touch pwned`",
  '"; touch pwned; "',
  "'; touch pwned; '",
  "--help",
  "!* # & | > pwned",
].join("\n");
const HOSTILE_NAME = "sqlserver-1/it's $(touch pwned) `touch pwned` $HOME %s \\1 \\\\";

describe.skipIf(GITLAB_CI_LOCAL === undefined)("a hostile value", { concurrent: true }, () => {
  test("is a name and nothing else, and reaches the command as it is", async () => {
    const { output, files, requests } = await gate({
      operation: "stop-protection-delete-data",
      vault: "$VAULT_ID",
      item: HOSTILE_NAME,
      "confirm-delete": HOSTILE,
      "dry-run": true,
    });

    expect(Object.keys(files).filter((name) => name.includes("pwned"))).toEqual([]);
    expect(output).toContain("telling gate=closed reason=item-not-found");
    expect(output).toContain(`'${HOSTILE_NAME}'`);
    expect(requests).toBeGreaterThan(0);
  });

  test("runs nothing, wherever it is", async () => {
    const names = ["vault", "policy", "job-id", "client-id", "timeout-minutes", "item"];
    const hostile = Object.fromEntries(names.map((name) => [name, HOSTILE]));
    const { output, files, requests } = await gate({ ...VERIFY, ...hostile });

    expect(Object.keys(files).filter((file) => file.includes("pwned"))).toEqual([]);
    expect(output).toContain("telling gate=closed reason=invalid-input");
    expect(requests).toBe(0);
  });

  test.each([
    { what: "a name of the job", inputs: { "job-name": "x; touch pwned" }, says: "job-name" },
    { what: "an operation", inputs: { operation: "$(touch pwned)" }, says: "operation" },
    { what: "a flag", inputs: { "dry-run": "$(touch pwned)" }, says: "dry-run" },
  ])("is refused by GitLab itself as $what", async ({ inputs, says }) => {
    const { code, output, files } = await gate({ ...VERIFY, ...inputs });

    expect(code).toBe(1);
    expect(output).toContain(says);
    expect(output).not.toContain("telling");
    expect(Object.keys(files)).toEqual([]);
  });
});

describe.skipIf(GITLAB_CI_LOCAL === undefined)("what the job lacks", { concurrent: true }, () => {
  test.each([
    {
      what: "a token",
      settings: { variables: { BACKUP_GATE_ASSERTION: "" } },
      says: "BACKUP_GATE_ASSERTION is empty",
    },
    {
      what: "the package",
      settings: { package: "./$(touch pwned)`touch pwned`" },
      says: "npm could not install './$(touch pwned)`touch pwned`'",
    },
    {
      what: "the command",
      settings: { package: "" },
      says: "There is no command azure-backup-gate",
    },
    {
      what: "the ids of the application",
      settings: { variables: { AZURE_TENANT_ID: "" } },
      says: "The sign-in lacks the tenant id",
    },
    {
      what: "a folder for its files",
      settings: { files: { "backup-gate": "a file" } },
      says: "backup-gate",
    },
  ])("is told and closes the gate: $what", async ({ settings, says }) => {
    const { code, output, files, requests } = await gate(VERIFY, settings);

    expect(code).toBe(1);
    expect(Object.keys(files).filter((file) => file.includes("pwned"))).toEqual([]);
    expect(output).toContain(says);
    expect(output).not.toContain("migrating");
    expect(output).not.toContain("gate=open");
    expect(requests).toBe(0);
  });
});

// Five pipelines at the same time: a busy machine needs longer than a test usually may.
const PATIENT = { concurrent: true, timeout: 120_000 };

describe.skipIf(GITLAB_CI_LOCAL === undefined)("on the page and in the examples", PATIENT, () => {
  /** Runs an example as it is, with a component and a package of this repository. */
  const play = (yaml: string, variables: Readonly<Record<string, string>> = {}) =>
    runPipeline({
      yaml: yaml.replaceAll(/(?<=component: )\S+/g, COMPONENT),
      files: { "migrate.sh": "#!/bin/sh\necho migrating\n" },
      variables: {
        GATE_PACKAGE: installed.tarball,
        ...(yaml.includes('== "schedule"') ? { CI_PIPELINE_SOURCE: "schedule" } : {}),
        ...variables,
      },
    });

  test.each(EXAMPLES)("'$title' works", async ({ yaml }) => {
    const { code, output } = await play(yaml);

    expect(code, output).toBe(0);
    expect(output).toContain("Gate open");
    expect(output.includes("migrating")).toBe(yaml.includes("migrate.sh"));
    expect(output).not.toMatch(/expires in/);
  });

  const migrations = EXAMPLES.filter(({ yaml }) => yaml.includes("migrate.sh"));
  test.each(migrations)("'$title' touches no database if a gate fails", async ({ yaml }) => {
    const { code, output } = await play(yaml, { BACKUP_GATE_ASSERTION: "" });

    expect(code).toBe(1);
    expect(output).not.toContain("migrating");
  });
});
