import { WORKLOADS } from "../azure/backup/workload.ts";
import { MINUTE_MS } from "../time/units.ts";
import { descriptorOf, type OperationName } from "./operations.ts";
import { withoutVersion } from "./recorded-times.ts";

/**
 * The step's default time limit, in milliseconds. A step that waits for a job gets two hours for a
 * database and five for everything else: a VM has taken 3 h 8 min, an empty share that goes to the
 * vault 35 min (E85). Any other operation is over in minutes.
 */
export function defaultTimeoutMs(
  operation: OperationName,
  jobType: string | undefined,
  waitsForVm = false,
): number {
  if (!descriptorOf(operation).endsWithJob) return (waitsForVm ? 300 : 30) * MINUTE_MS;
  const type = withoutVersion(jobType ?? "");
  const isQuick = WORKLOADS.some((workload) => workload.isDatabase && workload.jobType === type);
  return (isQuick ? 120 : 300) * MINUTE_MS;
}
