import type { Fact, Seen, WorkflowCase } from "./case.ts";

/** Adds an input to every step of an operation that writes. */
function withInput(input: string): (text: string) => string {
  return (text) =>
    text.replaceAll(
      /^( *)operation: (backup-now|change-policy|ensure-backup)$/gm,
      `$&\n$1${input}`,
    );
}

const DRY_RUN = withInput("dry-run: true");

function nothingMigrated({ run }: Seen): Fact {
  return ["migrations", run.migrations.length, 0];
}

function nothingDone(seen: Seen): readonly Fact[] {
  return [nothingMigrated(seen), ["writes", seen.writes, []]];
}

function announced({ run }: Seen, due: string): Fact {
  return ["the later job", run.summary("announce/Announce").trim(), due];
}

/** The examples with gates that are closed on purpose and green: nothing is migrated. */
export const CLOSED_CASES: readonly WorkflowCase[] = [
  {
    file: "examples/back-up-then-migrate.yml",
    expected: "a dry run is green, and migrates nothing",
    edit: DRY_RUN,
    exitCode: 0,
    steps: {
      "migrate/Back up": "success",
      "migrate/Say how it went": "success",
      "announce/Announce": "success",
    },
    facts: (seen) => [
      ...nothingDone(seen),
      announced(seen, "Migration skipped, gate closed (dry-run), backup job (none)."),
    ],
  },
  {
    file: "examples/back-up-then-migrate.yml",
    expected: "with 'wait: false' the backup goes on, and nothing is migrated",
    edit: withInput("wait: false"),
    exitCode: 0,
    steps: {
      "migrate/Back up": "success",
      "migrate/Say how it went": "success",
      "announce/Announce": "success",
    },
    facts: (seen) => [
      nothingMigrated(seen),
      ["writes", seen.writes, ["POST backup"]],
      announced(
        seen,
        `Migration skipped, gate closed (job-running), backup job ${seen.run.output("migrate/Back up", "job-id")}.`,
      ),
    ],
  },
  {
    file: "examples/back-up-if-needed.yml",
    expected: "a dry run of the backup is green, and migrates nothing",
    edit: DRY_RUN,
    before: (azure) => azure.item("payroll", "sqlserver-1").logRanges.splice(0),
    exitCode: 0,
    steps: { "migrate/Make sure of a backup": "success" },
    facts: nothingDone,
  },
  {
    file: "examples/back-up-every-item.yml",
    expected: "a dry run makes each leg red, and migrates nothing",
    edit: DRY_RUN,
    exitCode: 1,
    steps: {
      "list/List": "success",
      "back-up (sqlserver-1/msDB)/Back up": "success",
      "back-up (sqlserver-1/msDB)/Be red unless the gate is open": "failure",
      "back-up (sqlserver-1/msDB)/Say how it went": "success",
      "back-up (sqlserver-1/payroll)/Back up": "success",
      "back-up (sqlserver-1/payroll)/Be red unless the gate is open": "failure",
      "back-up (sqlserver-1/payroll)/Say how it went": "success",
    },
    facts: nothingDone,
  },
  {
    file: "examples/back-up-every-item.yml",
    expected: "one leg with a closed gate is enough, whichever ends last",
    edit: withInput(`dry-run: \${{ matrix.name == 'msDB' }}`),
    exitCode: 1,
    steps: {
      "list/List": "success",
      "back-up (sqlserver-1/msDB)/Back up": "success",
      "back-up (sqlserver-1/msDB)/Be red unless the gate is open": "failure",
      "back-up (sqlserver-1/msDB)/Say how it went": "success",
      "back-up (sqlserver-1/payroll)/Back up": "success",
      "back-up (sqlserver-1/payroll)/Say how it went": "success",
    },
    facts: (seen) => [nothingMigrated(seen), ["writes", seen.writes, ["POST backup"]]],
  },
  {
    file: "examples/maintenance-window.yml",
    expected: "a dry run is green, migrates nothing and puts nothing back",
    edit: DRY_RUN,
    exitCode: 0,
    steps: { "window/Change the policy": "success" },
    facts: nothingDone,
  },
];
