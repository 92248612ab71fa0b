import { setTimeout as pause } from "node:timers/promises";
import { Emulator, type RequestRecord } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import { byIdentity } from "../support/by-identity.ts";
import { fastClockEnv, timeAt } from "../support/fast-clock.ts";
import { asShown, runStep, type StepResult } from "../support/runner.ts";

/** One step of the story and what must come of it. */
interface Chapter {
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Outputs that must have exactly these values. */
  readonly expected: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  /** Prepares Azure for it. */
  readonly before?: (azure: Emulator) => unknown;
  /** Whatever else must hold; returns what does not. */
  readonly check?: (result: StepResult, requests: readonly RequestRecord[]) => string | undefined;
}

/** For Azure and for the steps a minute passes in a second. */
const PACE = { since: Date.now(), speed: 60 };

/** The database that is about to be migrated. */
const MIGRATED = "sqlserver-0/msDB";
/** One that is not needed any more. */
const RETIRED = "sqlserver-1/msDB";

const VERIFY = { operation: "verify-backup", item: MIGRATED, "max-recovery-point-age": "3h" };
const CHANGE_POLICY = { operation: "change-policy", item: MIGRATED, policy: "ProdPolicy" };
const DELETE = {
  operation: "stop-protection-delete-data",
  item: RETIRED,
  "confirm-delete": "msDB",
};

const CHAPTERS: readonly Chapter[] = [
  {
    title: "Before a migration: is there a recovery point of the last three hours? There is not",
    inputs: VERIFY,
    expected: { gate: "closed", reason: "recovery-point-too-old", changed: "false" },
    exitCode: 1,
    check: readsOnly,
  },
  {
    title: "So the database is backed up, and the step waits for the end of the backup",
    inputs: { operation: "backup-now", item: MIGRATED },
    expected: { gate: "open", reason: "completed", "job-status": "Completed", changed: "true" },
    exitCode: 0,
  },
  {
    title: "The same question two minutes later, when Azure lists the point: now the gate opens",
    inputs: VERIFY,
    before: () => pause((1_000 * 120) / PACE.speed),
    expected: {
      gate: "open",
      reason: "recovery-point-fresh",
      "recovery-point-type": "Full",
    },
    exitCode: 0,
    check: readsOnly,
  },
  {
    title: "The database gets the policy for production",
    inputs: CHANGE_POLICY,
    expected: { gate: "open", reason: "completed", "job-status": "Completed", changed: "true" },
    exitCode: 0,
  },
  {
    title: "The same step again finds nothing to do",
    inputs: CHANGE_POLICY,
    expected: { gate: "open", reason: "already-in-state", changed: "false" },
    exitCode: 0,
    check: readsOnly,
  },
  {
    title: "Its backups are stopped for the migration, its data retained",
    inputs: { operation: "stop-protection-retain-data", item: MIGRATED },
    expected: { gate: "open", reason: "completed", "protection-state": "ProtectionStopped" },
    exitCode: 0,
  },
  {
    title:
      "A stop whose job fails closes the gate: the step is red, and a migration after it never runs",
    inputs: { operation: "stop-protection-retain-data", item: "sqlserver-0/REPORTING/payroll" },
    expected: {
      gate: "closed",
      reason: "job-failed",
      "job-status": "Failed",
      "error-code": "OperationCancelledBecauseConflictingOperationRunningUserError",
    },
    exitCode: 1,
    before: (azure) =>
      azure.script({
        operation: "DisableBackup",
        jobStatus: "Failed",
        jobErrors: [
          {
            errorCode: 510008,
            errorTitle: "OperationCancelledBecauseConflictingOperationRunningUserError",
            errorString:
              "Another operation on the same database was running, so this one was cancelled.",
            recommendations: ["Try again once the other operation has ended."],
          },
        ],
      }),
  },
  {
    title: "After the migration the database is backed up again",
    inputs: { operation: "resume-protection", item: MIGRATED, policy: "ProdPolicy" },
    expected: {
      gate: "open",
      reason: "completed",
      "previous-protection-state": "ProtectionStopped",
    },
    exitCode: 0,
  },
  {
    title: "A deletion that nobody confirmed is refused before any request",
    inputs: { operation: "stop-protection-delete-data", item: RETIRED },
    expected: { gate: "closed", reason: "invalid-input", changed: "false" },
    exitCode: 1,
    check: (_result, requests) =>
      requests.length === 0 ? undefined : `${requests.length} requests were sent`,
  },
  {
    title: "A dry run of the deletion shows what would be sent: green, the gate closed, a warning",
    inputs: { ...DELETE, "dry-run": "true" },
    expected: { gate: "closed", reason: "dry-run", changed: "false" },
    exitCode: 0,
    check: (result, requests) =>
      result.stdout.includes("::warning::Backup gate closed for 'msDB': dry-run.")
        ? readsOnly(result, requests)
        : "there is no warning",
  },
  {
    title: "The confirmed deletion ends soft-deleted, with the time of its purge",
    inputs: DELETE,
    expected: { gate: "open", reason: "completed", "job-status": "Completed" },
    exitCode: 0,
    check: ({ outputs }) => {
      const purge = Date.parse(outputs.get("purge-time") ?? "");
      return purge > Date.now() ? undefined : "'purge-time' is not in the future";
    },
  },
  {
    title: "It was the wrong database: the deletion is taken back",
    inputs: { operation: "undelete", item: RETIRED },
    expected: {
      gate: "open",
      reason: "completed",
      "protection-state": "ProtectionStopped",
      "purge-time": "",
    },
    exitCode: 0,
  },
];

/** Holds where nothing was sent that could change anything. */
function readsOnly(_result: StepResult, requests: readonly RequestRecord[]): string | undefined {
  const writes = requests.filter(({ method }) => method !== "GET");
  return writes.length === 0 ? undefined : `${writes.length} requests were no GET`;
}

/** Tells the story on an emulated Azure Backup with the real bundle. */
async function tell(): Promise<boolean> {
  const azure = new Emulator({ now: () => timeAt(PACE) });
  await using server = await startServer(azure);
  console.log(
    `Azure Backup is emulated at ${server.url}; for it and for the steps a minute passes in a second.`,
  );
  let good = true;
  for (const chapter of CHAPTERS) {
    const wrong = await play(chapter, azure, server);
    for (const line of wrong) console.log(`!! ${line}`);
    good &&= wrong.length === 0;
  }
  console.log(`\n${good ? "Every step behaved as it should." : "Some steps did not behave."}`);
  return good;
}

/** Plays one chapter, prints what a user would see, and returns what is wrong about it. */
async function play(chapter: Chapter, azure: Emulator, server: Server): Promise<readonly string[]> {
  await chapter.before?.(azure);
  const step = byIdentity(server);
  const requestsBefore = azure.requests.length;
  const result = await runStep({
    inputs: { ...step.inputs, ...chapter.inputs },
    env: { ...step.env, ...fastClockEnv(PACE) },
  });
  show(chapter, result);

  const wrong = Object.entries(chapter.expected)
    .filter(([name, value]) => result.outputs.get(name) !== value)
    .map(([name, value]) => `output '${name}' is '${result.outputs.get(name)}', not '${value}'`);
  if (result.exitCode !== chapter.exitCode) wrong.push(`exit code ${result.exitCode}`);
  const more = chapter.check?.(result, azure.requests.slice(requestsBefore));
  return more === undefined ? wrong : [...wrong, more];
}

function show(chapter: Chapter, result: StepResult): void {
  const heading = (text: string) => console.log(`\n--- ${text}`);
  console.log(`\n${"=".repeat(100)}\n${chapter.title}\n${"=".repeat(100)}`);
  heading("the step");
  for (const [name, value] of Object.entries(chapter.inputs)) console.log(`    ${name}: ${value}`);
  heading("its log");
  console.log(asShown(result.stdout + result.stderr).trimEnd());
  heading("its outputs");
  for (const [name, value] of result.outputs) {
    if (value !== "")
      console.log(`    ${name}: ${name === "report" ? `${value.slice(0, 90)}…` : value}`);
  }
  heading("its summary");
  console.log(result.summary.trimEnd());
  heading(`exit code ${result.exitCode}`);
}

process.exitCode = (await tell()) ? 0 : 1;
