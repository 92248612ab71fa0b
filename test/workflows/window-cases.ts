import type { Seen, WorkflowCase } from "./case.ts";

const FORMER = "HourlyLogPolicy";
const FILE = "examples/maintenance-window.yml";
const [CHANGE, MIGRATE, RESTORE] = [
  "window/Change the policy",
  "window/Migrate",
  "window/Put the former policy back",
];
const THERE_AND_BACK = ["PUT ProdPolicy", `PUT ${FORMER}`];

/** What was sent, and which policy the database has in the end. */
function ending({ writes, payroll }: Seen, due: { writes: readonly string[]; policy: string }) {
  return [
    ["writes", writes, due.writes],
    ["policy in the end", payroll.policyId?.split("/").at(-1), due.policy],
  ] as const;
}

/** The example that has to leave a policy as it found it. */
export const WINDOW_CASES: readonly WorkflowCase[] = [
  {
    file: FILE,
    expected: "the migration runs under the other policy, and the former one comes back",
    exitCode: 0,
    steps: { [CHANGE]: "success", [MIGRATE]: "success", [RESTORE]: "success" },
    facts: (seen) => [
      ["migrations", seen.run.migrations.length, 1],
      ...ending(seen, { writes: THERE_AND_BACK, policy: FORMER }),
    ],
  },
  {
    file: FILE,
    expected: "the policy comes back after a migration that failed",
    migration: "fails",
    exitCode: 1,
    steps: { [CHANGE]: "success", [MIGRATE]: "failure", [RESTORE]: "success" },
    facts: (seen) => ending(seen, { writes: THERE_AND_BACK, policy: FORMER }),
  },
  {
    file: FILE,
    expected: "the policy comes back after a migration that was cancelled",
    migration: "hangs",
    cancelDuring: MIGRATE,
    exitCode: 1,
    steps: { [CHANGE]: "success", [MIGRATE]: "failure", [RESTORE]: "success" },
    facts: (seen) => ending(seen, { writes: THERE_AND_BACK, policy: FORMER }),
  },
  {
    file: FILE,
    expected: "a database that has the policy already keeps it",
    before: (azure) => {
      const item = azure.item("payroll", "sqlserver-1");
      item.policyId = item.policyId?.replace(FORMER, "ProdPolicy");
    },
    exitCode: 0,
    steps: { [CHANGE]: "success", [MIGRATE]: "success" },
    facts: (seen) => ending(seen, { writes: [], policy: "ProdPolicy" }),
  },
  {
    file: FILE,
    expected: "a refused change is red: no migration, and nothing to put back",
    before: (azure) => {
      const item = azure.item("payroll", "sqlserver-1");
      item.policyId = item.policyId?.replace(FORMER, "WeeklyFullPolicy");
    },
    exitCode: 1,
    steps: { [CHANGE]: "failure" },
    facts: (seen) => [
      ["reason", seen.run.output(CHANGE, "reason"), "refused"],
      ["migrations", seen.run.migrations.length, 0],
      ...ending(seen, { writes: [], policy: "WeeklyFullPolicy" }),
    ],
  },
  {
    file: FILE,
    expected: "a change that is red and took effect is taken back",
    before: (azure) =>
      azure.script({ operation: "ConfigureBackup", jobStatus: "CompletedWithWarnings" }),
    exitCode: 1,
    steps: { [CHANGE]: "failure", [RESTORE]: "success" },
    facts: (seen) => [
      ["reason", seen.run.output(CHANGE, "reason"), "job-completed-with-warnings"],
      ["migrations", seen.run.migrations.length, 0],
      ...ending(seen, { writes: THERE_AND_BACK, policy: FORMER }),
    ],
  },
  {
    file: FILE,
    expected: "a change that is red and took no effect leaves nothing to put back",
    before: (azure) => azure.script({ operation: "ConfigureBackup", jobStatus: "Failed" }),
    exitCode: 1,
    steps: { [CHANGE]: "failure", [RESTORE]: "success" },
    facts: (seen) => [
      ["reason of the last step", seen.run.output(RESTORE, "reason"), "already-in-state"],
      ...ending(seen, { writes: ["PUT ProdPolicy"], policy: FORMER }),
    ],
  },
  {
    file: FILE,
    expected: "a change that outlasts its step is waited for, and then taken back",
    speed: 240,
    before: (azure) => azure.script({ operation: "ConfigureBackup", operationSeconds: 3_600 }),
    exitCode: 1,
    steps: { [CHANGE]: "failure", [RESTORE]: "success" },
    facts: (seen) => [
      ["reason", seen.run.output(CHANGE, "reason"), "timed-out"],
      ["migrations", seen.run.migrations.length, 0],
      ...ending(seen, { writes: THERE_AND_BACK, policy: FORMER }),
    ],
  },
];
