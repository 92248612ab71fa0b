import type { OperationName } from "../operations/operation.ts";

/** Who uses an input, and the value it has when it is left out. `action.yml` describes the same inputs. */
export interface InputRow {
  /** "" where there is none. */
  readonly default: string;
  readonly operations: "all" | readonly OperationName[];
}

/** Whose writes multi-user authorization can guard. */
const GUARDED = [
  "change-policy",
  "resume-protection",
  "stop-protection-retain-data",
  "stop-protection-delete-data",
  "suspend-backups",
] as const;

/**
 * Every input. One that is given to an operation that does not use it is refused; those of "all" are
 * accepted everywhere, so that a reusable step can pass them through.
 */
export const INPUTS = {
  operation: { default: "", operations: "all" },
  vault: { default: "", operations: "all" },
  "resource-group": { default: "", operations: "all" },
  "subscription-id": { default: "", operations: "all" },
  item: { default: "", operations: "all" },
  "workload-type": { default: "", operations: "all" },
  policy: { default: "", operations: ["change-policy", "resume-protection"] },
  "allow-shorter-retention": {
    default: "false",
    operations: ["change-policy", "resume-protection"],
  },
  "job-id": { default: "", operations: ["wait-for-job", "cancel-job"] },
  "confirm-delete": { default: "", operations: ["stop-protection-delete-data"] },
  "backup-type": { default: "", operations: ["backup-now"] },
  "retain-until": { default: "", operations: ["backup-now"] },
  "enable-compression": { default: "false", operations: ["backup-now"] },
  wait: { default: "true", operations: ["backup-now"] },
  "max-recovery-point-age": { default: "", operations: ["verify-backup"] },
  "recovery-point-types": { default: "any", operations: ["verify-backup"] },
  "ignore-stopped": { default: "false", operations: ["verify-backup"] },
  "allow-empty": { default: "false", operations: ["list-items"] },
  "matrix-chunks": { default: "1", operations: ["list-items"] },
  "max-items": { default: "50", operations: ["verify-backup"] },
  "max-parallel": { default: "10", operations: "all" },
  "allowed-job-statuses": { default: "Completed", operations: "all" },
  "timeout-minutes": { default: "", operations: "all" },
  "poll-interval-seconds": { default: "", operations: "all" },
  "on-conflict": { default: "wait", operations: "all" },
  "on-cancel": { default: "leave", operations: ["backup-now", "wait-for-job"] },
  "dry-run": { default: "false", operations: "all" },
  "resource-guard-tenant-id": { default: "", operations: GUARDED },
  "client-id": { default: "", operations: "all" },
  "tenant-id": { default: "", operations: "all" },
  "client-secret": { default: "", operations: "all" },
  audience: { default: "", operations: "all" },
  "auth-type": { default: "", operations: "all" },
  environment: { default: "azurecloud", operations: "all" },
  "resource-manager-url": { default: "", operations: "all" },
  "github-token": { default: "", operations: "all" },
  "status-context": { default: "", operations: "all" },
  summary: { default: "true", operations: "all" },
} as const satisfies Record<string, InputRow>;

/** The name of an input, as `action.yml` spells it. */
export type InputName = keyof typeof INPUTS;
