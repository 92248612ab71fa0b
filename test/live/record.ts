import type { Sent } from "./recorder.ts";
import type { StepRun } from "./run-step.ts";
import type { Interaction, RecordFile } from "./scrub-file.ts";
import type { LiveStep } from "./steps.ts";

/** How recordings call the workloads. */
const WORKLOADS: Readonly<Record<string, string>> = {
  SQLDataBase: "sql",
  SAPHanaDatabase: "hana",
  SAPAseDatabase: "ase",
  AzureFileShare: "afs",
  VM: "vm",
};

/** What a file is about. */
interface Subject {
  readonly step: LiveStep;
  readonly run: StepRun;
  readonly workload: string;
  readonly vaultId: string;
}

/** The vault's resource id, as the requests of a step name it; "" if none does. */
export function vaultIdIn(sent: readonly Sent[]): string {
  const vault = /\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+\/vaults\/[^/?]+/i;
  return sent.map(({ url }) => vault.exec(url)?.[0] ?? "").find((id) => id !== "") ?? "";
}

/** One step as a file of a record, before anything in it is replaced. */
export function recordOf({ step, run, workload, vaultId }: Subject): RecordFile {
  const wrote = run.sent.findIndex(({ method }) => method !== "GET");
  return {
    source: "npm run live",
    date: new Date(run.startedAt).toISOString(),
    workload: WORKLOADS[workload] ?? "sql",
    operation: operationOf(step, run),
    step: {
      inputs: { operation: step.operation, vault: vaultId, ...step.inputs },
      gate: run.gate,
      reason: run.reason,
    },
    interactions: run.sent.map((sent, index) =>
      interaction(sent, {
        at: sent.at - run.startedAt,
        phase: phaseOf(sent, { isBackup: wrote >= 0, isAfter: wrote >= 0 && index > wrote }),
      }),
    ),
  };
}

/** The words of recordings for what they can be played as; others are played by their step alone. */
function operationOf({ name }: LiveStep, { sent }: StepRun): string {
  if (name === "backup-now" && sent.some(({ method }) => method === "POST")) return "backup";
  const points = sent.filter(({ url }) => isPoints(url));
  // The replay of recovery points reads one page, and knows no chain of logs.
  const isWhole =
    points.length === 1 && !/"nextLink":\s*"|"timeRanges":\s*\[\s*\{/i.test(points[0]?.body ?? "");
  return name === "verify-backup" && isWhole ? "points" : name;
}

function phaseOf(
  { method, url }: Sent,
  { isBackup, isAfter }: { isBackup: boolean; isAfter: boolean },
): string {
  if (/\/unlockDelete(\?|$)/i.test(url)) return "unlock";
  if (method !== "GET") return "mutate";
  if (/\/(operationsStatus|backupOperations)\//i.test(url)) return "poll";
  if (/\/(operationResults|backupOperationResults)\//i.test(url)) return "result";
  if (isAfter) return /\/backupJobs\/[^/?]+(\?|$)/i.test(url) ? "job" : "verify";
  return isPoints(url) && !isBackup ? "read" : "pre";
}

function isPoints(url: string): boolean {
  return /\/recoveryPoints(\?|$)/i.test(url);
}

function interaction(sent: Sent, { at, phase }: { at: number; phase: string }): Interaction {
  const { method, url, requestHeaders, requestBody, status, headers, body } = sent;
  return {
    phase,
    at,
    request: { method, url, headers: requestHeaders, body: requestBody },
    response: { status, headers, body },
  };
}

/** The name of a file in a record, such as `sql-verify-backup--2026-01-31--live-02.json`. */
export function fileName({ workload, date }: RecordFile, name: string, number: number): string {
  return `${workload}-${name}--${date.slice(0, 10)}--live-${String(number).padStart(2, "0")}.json`;
}
