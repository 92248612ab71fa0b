import type { Fact, Seen, WorkflowCase } from "./case.ts";

const START_THEN_WAIT = "examples/start-then-wait.yml";
const DECOMMISSION = "examples/decommission.yml";

const STARTED = {
  "start/Start the backup": "success",
  "build/Build": "success",
} as const;

/** The steps of the two legs, one for each database of the server. */
function legs(job: string, steps: Readonly<Record<string, "success" | "failure">>) {
  return Object.fromEntries(
    ["msDB", "payroll"].flatMap((name) =>
      Object.entries(steps).map(([step, end]) => [`${job} (sqlserver-1/${name})/${step}`, end]),
    ),
  );
}

const REHEARSED = {
  "list/List": "success",
  ...legs("rehearse", { "Rehearse the stop": "success" }),
  "approve/Say so": "success",
} as const;

function writes(seen: Seen, ...due: readonly string[]): Fact {
  return ["writes", seen.writes.toSorted(), due];
}

function states({ azure }: Seen, ...due: readonly string[]): Fact {
  const names = ["msDB", "payroll"];
  return ["states", names.map((name) => azure.item(name, "sqlserver-1").protectionState), due];
}

/** The examples whose work is parted among jobs: a start and its wait, a rehearsal and its approval. */
export const PARTED_CASES: readonly WorkflowCase[] = [
  {
    file: START_THEN_WAIT,
    expected: "the second job waits for the backup of the first, and the migration runs",
    exitCode: 0,
    steps: { ...STARTED, "wait/Wait for the backup": "success", "migrate/Migrate": "success" },
    facts: (seen) => [
      writes(seen, "POST backup"),
      ["reason of the start", seen.run.output("start/Start the backup", "reason"), "job-running"],
      [
        "JOB_ID of the migration",
        seen.run.migrations.map(({ JOB_ID }) => JOB_ID),
        [seen.run.output("start/Start the backup", "job-id")],
      ],
    ],
  },
  {
    file: START_THEN_WAIT,
    expected: "a backup that fails later is red in the second job: no migration",
    before: (azure) =>
      azure.script({ item: "payroll", operation: "Backup", jobStatus: "Failed", jobSeconds: 900 }),
    exitCode: 1,
    steps: { ...STARTED, "wait/Wait for the backup": "failure" },
    facts: ({ run }) => [
      ["reason", run.output("wait/Wait for the backup", "reason"), "job-failed"],
      ["migrations", run.migrations.length, 0],
    ],
  },
  {
    file: START_THEN_WAIT,
    expected: "a dry run of the first job leaves nothing to wait for: red, no migration",
    edit: (text) => text.replace("          wait: false\n", "          dry-run: true\n"),
    exitCode: 1,
    steps: { ...STARTED, "wait/Wait for the backup": "failure" },
    facts: (seen) => [
      writes(seen),
      ["reason", seen.run.output("wait/Wait for the backup", "reason"), "invalid-input"],
      ["migrations", seen.run.migrations.length, 0],
    ],
  },
  {
    file: DECOMMISSION,
    expected: "rehearsed, approved, backed up for the last time and stopped",
    inputs: { item: "sqlserver-1/*" },
    exitCode: 0,
    steps: {
      ...REHEARSED,
      ...legs("retire", { "Take a last backup": "success", "Stop the backups": "success" }),
    },
    facts: (seen) => [
      writes(seen, "POST backup", "POST backup", "PUT ", "PUT "),
      states(seen, "ProtectionStopped", "ProtectionStopped"),
    ],
  },
  {
    file: DECOMMISSION,
    expected: "a last backup that fails leaves its database protected",
    inputs: { item: "sqlserver-1/*" },
    before: (azure) => azure.script({ item: "payroll", operation: "Backup", jobStatus: "Failed" }),
    exitCode: 1,
    steps: {
      ...REHEARSED,
      ...legs("retire", { "Take a last backup": "success" }),
      "retire (sqlserver-1/payroll)/Take a last backup": "failure",
      "retire (sqlserver-1/msDB)/Stop the backups": "success",
    },
    facts: (seen) => [
      writes(seen, "POST backup", "POST backup", "PUT "),
      states(seen, "ProtectionStopped", "Protected"),
    ],
  },
  {
    file: DECOMMISSION,
    expected: "a last backup that has only begun stops nothing, and its leg is red",
    inputs: { item: "sqlserver-1/*" },
    edit: (text) => text.replace("operation: backup-now\n", "$&          wait: false\n"),
    exitCode: 1,
    steps: {
      ...REHEARSED,
      ...legs("retire", {
        "Take a last backup": "success",
        "Be red unless the backups are stopped": "failure",
      }),
    },
    facts: (seen) => [
      writes(seen, "POST backup", "POST backup"),
      states(seen, "Protected", "Protected"),
    ],
  },
  {
    file: DECOMMISSION,
    expected: "a rehearsal that is refused: nobody is asked, and nothing is sent",
    inputs: { item: "sqlserver-0/archive2019" },
    exitCode: 1,
    steps: {
      "list/List": "success",
      "rehearse (sqlserver-0/archive2019)/Rehearse the stop": "failure",
    },
    facts: (seen) => [writes(seen)],
  },
];
