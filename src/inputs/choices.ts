import { BACKUP_TYPES, WORKLOADS } from "../azure/backup/workload.ts";
import { CLOUDS, type CloudName } from "../azure/identity/clouds.ts";
import type { InputOfType } from "../manifest/input-table.ts";
import { OPERATIONS } from "../operations/operations.ts";
import { RECOVERY_POINT_TYPES } from "../operations/usable-points.ts";
import { ALLOWABLE_STATUSES } from "../values/allowed-job-statuses.ts";

/** The words that each choice accepts, in the order users see them. */
export const CHOICES = {
  operation: OPERATIONS,
  "workload-type": WORKLOADS.map(({ type }) => type),
  "backup-type": BACKUP_TYPES,
  "recovery-point-types": RECOVERY_POINT_TYPES,
  "allowed-job-statuses": ALLOWABLE_STATUSES,
  "on-conflict": ["wait", "fail"],
  "on-cancel": ["leave", "cancel-job"],
  // `OIDC` is a service principal without a secret.
  "auth-type": ["SERVICE_PRINCIPAL", "OIDC", "IDENTITY", "SESSION"],
  environment: Object.keys(CLOUDS) as readonly CloudName[],
} as const satisfies Record<InputOfType<"choice" | "choices">, readonly string[]>;
