import { Emulator, IDENTITY, MSI_PATH } from "../emulator/emulator.ts";
import { type Server, startServer } from "../emulator/server.ts";
import { asShown, runStep, type StepResult } from "../support/runner.ts";

/** One step of the story and what must come of it. */
interface Chapter {
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Outputs that must have exactly these values. */
  readonly expected: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  /** Prepares Azure for it. */
  readonly before?: (azure: Emulator) => void;
  /** Whatever else must hold; returns what does not. */
  readonly check?: (result: StepResult, requests: number) => string | undefined;
}

/** A minute of Azure's time passes in a second. */
const TIME_SCALE = 60;

const CHAPTERS: readonly Chapter[] = [
  {
    title: "Before the migration the database gets the policy for production",
    inputs: { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" },
    expected: { gate: "open", reason: "completed", "job-status": "Completed", changed: "true" },
    exitCode: 0,
  },
  {
    title: "The same step again finds nothing to do",
    inputs: { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" },
    expected: { gate: "open", reason: "already-in-state", changed: "false" },
    exitCode: 0,
  },
  {
    title: "A database that is retired is stopped, its data retained",
    inputs: { operation: "stop-protection-retain-data", item: "sqlserver-1/payroll" },
    expected: { gate: "open", reason: "completed", "protection-state": "ProtectionStopped" },
    exitCode: 0,
  },
  {
    title:
      "A stop whose job fails shuts the gate: the step is red, and a migration after it never runs",
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
    title: "A deletion that nobody confirmed is refused before any request",
    inputs: { operation: "stop-protection-delete-data", item: "sqlserver-1/msDB" },
    expected: { gate: "closed", reason: "invalid-input", changed: "false" },
    exitCode: 1,
    check: (_result, requests) => (requests === 0 ? undefined : `${requests} requests were sent`),
  },
  {
    title: "A confirmed deletion ends soft-deleted, with the time of its purge",
    inputs: {
      operation: "stop-protection-delete-data",
      item: "sqlserver-1/msDB",
      "confirm-delete": "msDB",
    },
    expected: { gate: "open", reason: "completed", "job-status": "Completed" },
    exitCode: 0,
    check: ({ outputs }) => {
      const purge = Date.parse(outputs.get("purge-time") ?? "");
      return purge > Date.now() ? undefined : "'purge-time' is not in the future";
    },
  },
];

/** Tells the story on an emulated Azure Backup with the real bundle. */
async function tell(): Promise<boolean> {
  const azure = new Emulator({ timeScale: TIME_SCALE });
  await using server = await startServer(azure);
  console.log(
    `Azure Backup is emulated at ${server.url}; a minute of its time passes in a second.`,
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
  chapter.before?.(azure);
  const inputs = {
    vault: "SQLServer2012",
    "resource-group": "SQLServerSelfHost",
    "subscription-id": "00000000-0000-0000-0000-000000000000",
    "auth-type": "IDENTITY",
    "resource-manager-url": server.url,
    "poll-interval-seconds": "0.5",
    ...chapter.inputs,
  };
  const requestsBefore = azure.requests.length;
  const result = await runStep({
    inputs,
    env: {
      IDENTITY_ENDPOINT: `${server.url}${MSI_PATH}`,
      IDENTITY_HEADER: IDENTITY.identityHeader,
      NODE_EXTRA_CA_CERTS: server.caFile,
    },
  });
  show(chapter, result);

  const wrong = Object.entries(chapter.expected)
    .filter(([name, value]) => result.outputs.get(name) !== value)
    .map(([name, value]) => `output '${name}' is '${result.outputs.get(name)}', not '${value}'`);
  if (result.exitCode !== chapter.exitCode) wrong.push(`exit code ${result.exitCode}`);
  const more = chapter.check?.(result, azure.requests.length - requestsBefore);
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
