import type { Emulator } from "../emulator/emulator.ts";
import { bringInto, itemOf, subjectOf } from "../support/subjects.ts";

/** A writing operation, with an Azure that it finds something to do in. */
export interface KillCase {
  readonly operation: string;
  /** Prepares Azure, and says what else the step is given. */
  readonly prepare: (azure: Emulator) => Readonly<Record<string, string>>;
  /** Whether Azure holds what was asked for. */
  readonly holds: (azure: Emulator) => boolean;
  /** How many writes Azure may take of the killed run and the one after it. */
  readonly mostWrites: number;
  /** How the run after it may end. */
  readonly endings: readonly string[];
}

/** A virtual machine takes some 12 s for what a database takes a minute for. */
const VM = subjectOf("VM-V1");
const SHARE = subjectOf("AzureFileShare");
const JOB_ID = "3f0bd4a2-6a39-4e0e-9a54-0b1f3c1d9a11";
const IDEMPOTENT = { mostWrites: 1, endings: ["completed", "already-in-state"] };

function vm(azure: Emulator) {
  return itemOf(azure, VM);
}

/** Every operation that writes. */
export const KILL_CASES: readonly KillCase[] = [
  {
    operation: "change-policy",
    prepare: () => ({ item: VM.item, policy: VM.longPolicy }),
    holds: (azure) => vm(azure).policyId?.endsWith(`/${VM.longPolicy}`) === true,
    ...IDEMPOTENT,
  },
  {
    operation: "stop-protection-retain-data",
    prepare: () => ({ item: VM.item }),
    holds: (azure) => vm(azure).protectionState === "ProtectionStopped",
    ...IDEMPOTENT,
  },
  {
    operation: "stop-protection-delete-data",
    prepare(azure) {
      azure.script({ operation: "DeleteBackupData", operationSeconds: 12 });
      return { item: VM.item, "confirm-delete": VM.friendlyName };
    },
    holds: (azure) => vm(azure).deletedAt !== undefined,
    ...IDEMPOTENT,
  },
  {
    operation: "suspend-backups",
    prepare(azure) {
      azure.vault().immutability = "Unlocked";
      return { item: VM.item };
    },
    holds: (azure) => vm(azure).protectionState === "BackupsSuspended",
    ...IDEMPOTENT,
  },
  {
    operation: "resume-protection",
    prepare(azure) {
      bringInto(vm(azure), "ProtectionStopped", 0);
      return { item: VM.item, policy: VM.longPolicy };
    },
    holds: (azure) => vm(azure).policyId?.endsWith(`/${VM.longPolicy}`) === true,
    ...IDEMPOTENT,
  },
  {
    operation: "undelete",
    prepare(azure) {
      bringInto(vm(azure), "SoftDeleted", Date.now());
      return { item: VM.item };
    },
    holds: (azure) => vm(azure).deletedAt === undefined,
    ...IDEMPOTENT,
  },
  {
    operation: "backup-now",
    prepare(azure) {
      azure.script({ operation: "Backup", jobSeconds: 10 });
      return { item: SHARE.item };
    },
    holds: (azure) =>
      azure.vault().jobs.filter(({ item, operation, status }) => {
        return item === itemOf(azure, SHARE) && operation === "Backup" && status === "Completed";
      }).length >= 2, // last night's, which the seed has, and one of ours at least
    mostWrites: 2,
    endings: ["completed"],
  },
  {
    operation: "cancel-job",
    prepare(azure) {
      azure.addJob({ item: itemOf(azure, SHARE), id: JOB_ID });
      return { "job-id": JOB_ID };
    },
    holds: (azure) =>
      azure.vault().jobs.some(({ id, status }) => id === JOB_ID && status === "Cancelled"),
    mostWrites: 1,
    endings: ["cancelled-as-asked", "already-in-state"],
  },
];
