import type { OperationName } from "../operations/operation.ts";

/** Who uses an input, and the value it has when it is left out. `action.yml` describes the same inputs. */
export interface InputRow {
  /** "" where there is none. */
  readonly default: string;
  readonly operations: "all" | readonly OperationName[];
}

const WRITES = [
  "change-policy",
  "stop-protection-retain-data",
  "stop-protection-delete-data",
] as const satisfies readonly OperationName[];

/**
 * Every input. One that is given to an operation that does not use it is refused; those of section
 * "all" are accepted everywhere, so that a reusable workflow can pass them through.
 */
export const INPUTS = {
  operation: { default: "", operations: "all" },
  vault: { default: "", operations: "all" },
  "resource-group": { default: "", operations: "all" },
  "subscription-id": { default: "", operations: "all" },
  item: { default: "", operations: WRITES },
  policy: { default: "", operations: ["change-policy"] },
  "allow-shorter-retention": { default: "false", operations: ["change-policy"] },
  "job-id": { default: "", operations: ["wait-for-job"] },
  "confirm-delete": { default: "", operations: ["stop-protection-delete-data"] },
  "allowed-job-statuses": { default: "Completed", operations: "all" },
  "timeout-minutes": { default: "", operations: "all" },
  "poll-interval-seconds": { default: "", operations: "all" },
  "on-conflict": { default: "wait", operations: "all" },
  "client-id": { default: "", operations: "all" },
  "tenant-id": { default: "", operations: "all" },
  "client-secret": { default: "", operations: "all" },
  audience: { default: "", operations: "all" },
  "auth-type": { default: "", operations: "all" },
  environment: { default: "azurecloud", operations: "all" },
  "resource-manager-url": { default: "", operations: "all" },
  summary: { default: "true", operations: "all" },
} as const satisfies Record<string, InputRow>;

/** The name of an input, as `action.yml` spells it. */
export type InputName = keyof typeof INPUTS;
