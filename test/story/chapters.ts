import type { Emulator, RequestRecord } from "../emulator/emulator.ts";
import type { StepResult } from "../support/runner.ts";

/** One step of the story and what must come of it. */
export interface Chapter {
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Outputs that must have exactly these values. */
  readonly expected: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  /** Whether a migration behind it runs; undefined: there is none behind it. */
  readonly migrates?: boolean;
  /** Prepares Azure for it. */
  readonly before?: (azure: Emulator) => unknown;
  /** Whatever else must hold; returns what does not. */
  readonly check?: (result: StepResult, requests: readonly RequestRecord[]) => string | undefined;
}

const ENSURE = {
  operation: "ensure-backup",
  item: "sqlserver-0/msDB",
  "max-recovery-point-age": "3h",
};
/** Its newest recovery point, from its log, is older than that. */
const ENSURE_PAYROLL = {
  operation: "ensure-backup",
  item: "sqlserver-1/payroll",
  "max-recovery-point-age": "15m",
};

/** The story, in its order. */
export const CHAPTERS: readonly Chapter[] = [
  {
    title: "Before a migration: the newest recovery point is too old, so the step takes a backup",
    inputs: ENSURE,
    expected: { gate: "open", reason: "completed", "job-status": "Completed", changed: "true" },
    exitCode: 0,
    migrates: true,
  },
  {
    title: "The same step soon after finds that recovery point and starts nothing",
    inputs: ENSURE,
    expected: { gate: "open", reason: "recovery-point-fresh", changed: "false" },
    exitCode: 0,
    migrates: true,
    check: readsOnly,
  },
  {
    title:
      "A dry run for another database: green, and the gate closed, so the migration is skipped",
    inputs: { ...ENSURE_PAYROLL, "dry-run": "true" },
    expected: { gate: "closed", reason: "dry-run", changed: "false" },
    exitCode: 0,
    migrates: false,
    check: (result, requests) =>
      result.stdout.includes("::warning::Backup gate closed for 'payroll': dry-run.")
        ? readsOnly(result, requests)
        : "there is no warning",
  },
  {
    title: "The real run, and its backup fails: the step is red, and the migration never runs",
    inputs: ENSURE_PAYROLL,
    expected: {
      gate: "closed",
      reason: "job-failed",
      "job-status": "Failed",
      "error-code": "UserErrorOpeningSQLConnection",
    },
    exitCode: 1,
    migrates: false,
    before: (azure) =>
      azure.script({
        operation: "Backup",
        jobStatus: "Failed",
        jobErrors: [
          {
            errorTitle: "UserErrorOpeningSQLConnection",
            errorString: "Azure Backup is not able to connect to the SQL instance.",
          },
        ],
      }),
  },
  {
    title: "After the migration the first database gets the policy for production",
    inputs: { operation: "change-policy", item: ENSURE.item, policy: "ProdPolicy" },
    expected: { gate: "open", reason: "completed", "job-status": "Completed", changed: "true" },
    exitCode: 0,
  },
  {
    title: "A deletion that nobody confirmed is refused before any request",
    inputs: { operation: "stop-protection-delete-data", item: "sqlserver-1/msDB" },
    expected: { gate: "closed", reason: "invalid-input", changed: "false" },
    exitCode: 1,
    check: (_result, requests) =>
      requests.length === 0 ? undefined : `${requests.length} requests were sent`,
  },
];

/** Holds where nothing was sent that could change anything. */
function readsOnly(_result: StepResult, requests: readonly RequestRecord[]): string | undefined {
  const writes = requests.filter(({ method }) => method !== "GET");
  return writes.length === 0 ? undefined : `${writes.length} requests were no GET`;
}
