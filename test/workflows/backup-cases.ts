import type { Script } from "../emulator/emulator.ts";
import type { Fact, Seen, WorkflowCase } from "./case.ts";

const FAILED_BACKUP: Script = {
  item: "payroll",
  operation: "Backup",
  jobStatus: "Failed",
  jobErrors: [{ errorCode: 41, errorTitle: "UserErrorDiskFull", errorString: "No space is left." }],
};

/** Points that the seed gives a database. */
const SEEDED = 3;

/** The backup job that the run has started. */
function backupJob({ payroll, azure }: Seen) {
  return azure
    .vault()
    .jobs.find(({ item, operation }) => item === payroll && operation === "Backup");
}

function statuses({ azure }: Seen, ...due: readonly string[]): Fact {
  const { statuses: seen } = azure.githubApi.repository();
  return ["commit statuses", seen.map(({ state, context }) => `${context}: ${state}`), due];
}

/** Its name says what was asked of what. */
const STATUS = "Azure Backup Gate / backup-now / SQLServer2012 / sqlserver-1/payroll";

function points({ payroll }: Seen, due: number): Fact {
  return ["recovery points", payroll.recoveryPoints.length, due];
}

/** The examples that back up before a migration. */
export const BACKUP_CASES: readonly WorkflowCase[] = [
  {
    file: "examples/back-up-then-migrate.yml",
    expected: "backs up, migrates with the job's id, and tells the next job",
    exitCode: 0,
    steps: {
      "migrate/Back up": "success",
      "migrate/Migrate": "success",
      "migrate/Say how it went": "success",
      "announce/Announce": "success",
    },
    facts: (seen) => {
      const { run } = seen;
      const id = backupJob(seen)?.id ?? "no job";
      return [
        points(seen, SEEDED + 1),
        statuses(seen, `${STATUS}: success`),
        ["JOB_ID of the migration", run.migrations.map(({ JOB_ID }) => JOB_ID), [id]],
        [
          "the later step",
          run.said("migrate/Say how it went"),
          `The gate is open (completed), the backup job ${id} is Completed.`,
        ],
        [
          "the later job",
          run.summary("announce/Announce").trim(),
          `Migration success, gate open (completed), backup job ${id}.`,
        ],
      ];
    },
  },
  {
    file: "examples/back-up-then-migrate.yml",
    expected: "a failed backup is red: no migration, and later steps read why",
    before: (azure) => azure.script(FAILED_BACKUP),
    exitCode: 1,
    steps: {
      "migrate/Back up": "failure",
      "migrate/Say how it went": "success",
      "announce/Announce": "success",
    },
    facts: (seen) => {
      const { run } = seen;
      const id = backupJob(seen)?.id ?? "no job";
      return [
        points(seen, SEEDED),
        statuses(seen, `${STATUS}: failure`),
        ["migrations", run.migrations.length, 0],
        [
          "the later step",
          run.said("migrate/Say how it went"),
          `The gate is closed (job-failed), the backup job ${id} is Failed. ${run.output("migrate/Back up", "error-message")}`,
        ],
        [
          "the later job",
          run.summary("announce/Announce").trim(),
          `Migration skipped, gate closed (job-failed), backup job ${id}.`,
        ],
      ];
    },
  },
  {
    file: "examples/back-up-if-needed.yml",
    expected: "a fresh recovery point is enough: no backup, the migration runs",
    exitCode: 0,
    steps: { "migrate/Make sure of a backup": "success", "migrate/Migrate": "success" },
    facts: ({ run, writes }) => [
      ["writes", writes, []],
      [
        "REASON of the migration",
        run.migrations.map(({ REASON }) => REASON),
        ["recovery-point-fresh"],
      ],
    ],
  },
  {
    file: "examples/back-up-if-needed.yml",
    expected: "one that is too old leads to a backup, and then to the migration",
    before: (azure) => azure.item("payroll", "sqlserver-1").logRanges.splice(0),
    exitCode: 0,
    steps: { "migrate/Make sure of a backup": "success", "migrate/Migrate": "success" },
    facts: (seen) => [
      points(seen, SEEDED + 1),
      ["REASON of the migration", seen.run.migrations.map(({ REASON }) => REASON), ["completed"]],
    ],
  },
  {
    file: "examples/back-up-if-needed.yml",
    expected: "one that is too old and a failed backup: no migration",
    before: (azure) => {
      azure.item("payroll", "sqlserver-1").logRanges.splice(0);
      azure.script(FAILED_BACKUP);
    },
    exitCode: 1,
    steps: { "migrate/Make sure of a backup": "failure" },
    facts: ({ run }) => [["migrations", run.migrations.length, 0]],
  },
  {
    file: "examples/back-up-every-item.yml",
    expected: "a leg for each database, then the migration",
    exitCode: 0,
    steps: {
      "list/List": "success",
      "back-up (sqlserver-1/msDB)/Back up": "success",
      "back-up (sqlserver-1/msDB)/Say how it went": "success",
      "back-up (sqlserver-1/payroll)/Back up": "success",
      "back-up (sqlserver-1/payroll)/Say how it went": "success",
      "migrate/Migrate": "success",
    },
    facts: (seen) => [
      points(seen, SEEDED + 1),
      ["writes", seen.writes, ["POST backup", "POST backup"]],
      [
        "a later step",
        seen.run.said("back-up (sqlserver-1/msDB)/Say how it went"),
        "sqlserver-1/msDB is Protected, its backup job Completed.",
      ],
    ],
  },
  {
    file: "examples/back-up-every-item.yml",
    expected: "a red leg stops the migration and no other leg",
    before: (azure) => azure.script(FAILED_BACKUP),
    exitCode: 1,
    steps: {
      "list/List": "success",
      "back-up (sqlserver-1/msDB)/Back up": "success",
      "back-up (sqlserver-1/msDB)/Say how it went": "success",
      "back-up (sqlserver-1/payroll)/Back up": "failure",
      "back-up (sqlserver-1/payroll)/Say how it went": "success",
    },
    facts: ({ run }) => [
      ["migrations", run.migrations.length, 0],
      [
        "a later step",
        run.said("back-up (sqlserver-1/payroll)/Say how it went"),
        "sqlserver-1/payroll is Protected, its backup job Failed.",
      ],
    ],
  },
];
