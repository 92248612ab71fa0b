import { expect, test } from "vitest";
import { defaultTimeoutMs } from "../../../src/operations/time-limit.ts";

const MINUTE = 60_000;

test.each([
  { operation: "change-policy", jobType: undefined, minutes: 30 },
  { operation: "stop-protection-retain-data", jobType: "AzureWorkloadJob", minutes: 30 },
  { operation: "stop-protection-delete-data", jobType: "AzureIaaSVMJob", minutes: 30 },
  { operation: "wait-for-job", jobType: "AzureWorkloadJob", minutes: 120 },
  { operation: "wait-for-job", jobType: "AzureStorageJob", minutes: 300 },
  { operation: "wait-for-job", jobType: "AzureIaaSVMJob", minutes: 300 },
  { operation: "wait-for-job", jobType: "AzureIaaSVMJobV2", minutes: 300 },
  { operation: "wait-for-job", jobType: "AzureWorkloadJobV2", minutes: 120 },
  { operation: "wait-for-job", jobType: "SomethingNew", minutes: 300 },
  { operation: "wait-for-job", jobType: undefined, minutes: 300 },
  { operation: "backup-now", jobType: "AzureWorkloadJob", minutes: 120 },
  { operation: "backup-now", jobType: "AzureStorageJob", minutes: 300 },
  { operation: "backup-now", jobType: "AzureIaaSVMJob", minutes: 300 },
  { operation: "backup-now", jobType: undefined, minutes: 300 },
  { operation: "cancel-job", jobType: "AzureIaaSVMJob", minutes: 30 },
  { operation: "verify-backup", jobType: undefined, minutes: 30 },
  { operation: "list-items", jobType: undefined, minutes: 30 },
  { operation: "undelete", jobType: "AzureIaaSVMJob", minutes: 30 },
] as const)(
  "$operation of $jobType has $minutes minutes by default",
  ({ operation, jobType, minutes }) => {
    expect(defaultTimeoutMs(operation, jobType)).toBe(minutes * MINUTE);
  },
);

test("a step that waits for a VM's backup or restore first has five hours", () => {
  expect(defaultTimeoutMs("change-policy", undefined, true)).toBe(300 * MINUTE);
});
