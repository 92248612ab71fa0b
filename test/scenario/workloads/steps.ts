import type { JobState } from "../../emulator/emulator.ts";
import { type Result, type Scenario, scenario, step } from "../../support/scenario.ts";
import {
  addLongPolicies,
  bringInto,
  itemOf,
  type StartState,
  type Subject,
} from "../../support/subjects.ts";

/** What a step of one operation needs on any workload. */
interface Setting {
  /** The state of the item before the step: `Protected` unless said otherwise. */
  readonly state?: StartState;
  /** Whether the vault is immutable. */
  readonly immutable?: true;
  /** Seconds that a backup of the item still runs; 0 is until somebody cancels it. */
  readonly backupRunsFor?: number;
  readonly inputs?: (subject: Subject) => Readonly<Record<string, string>>;
}

const SETTINGS = {
  "backup-now": {},
  "cancel-job": { backupRunsFor: 0 },
  "change-policy": { inputs: ({ longPolicy }) => ({ policy: longPolicy }) },
  "resume-protection": { state: "ProtectionStopped", inputs: ({ policy }) => ({ policy }) },
  "stop-protection-delete-data": {
    inputs: ({ friendlyName }) => ({ "confirm-delete": friendlyName }),
  },
  "stop-protection-retain-data": {},
  "suspend-backups": { immutable: true },
  undelete: { state: "SoftDeleted" },
  "verify-backup": { inputs: () => ({ "max-recovery-point-age": "24h" }) },
  "wait-for-job": { backupRunsFor: 200 },
} as const satisfies Readonly<Record<string, Setting>>;

/** An operation on one item. */
export type ItemOperation = keyof typeof SETTINGS;

/** Every operation on one item, in the order of the alphabet. */
export const ITEM_OPERATIONS = Object.keys(SETTINGS) as ItemOperation[];

/** A step that was run, and the Azure that it left behind. */
interface Played {
  readonly azure: Scenario;
  readonly result: Result;
  /** The backup that ran before the step. */
  readonly job: JobState | undefined;
}

/** Runs an operation on an item of a workload, with everything as it has to be for a good end. */
export async function play(operation: ItemOperation, subject: Subject): Promise<Played> {
  const { state = "Protected", immutable, backupRunsFor, inputs }: Setting = SETTINGS[operation];
  const azure = scenario();
  addLongPolicies(azure.azure);
  const item = itemOf(azure.azure, subject);
  bringInto(item, state, azure.clock.now());
  if (immutable) azure.azure.vault().immutability = "Locked";
  if (backupRunsFor === undefined) {
    const named = { operation, item: subject.item, ...inputs?.(subject) };
    return { azure, result: await step(azure, named), job: undefined };
  }
  const ends = backupRunsFor === 0 ? {} : { endsInSeconds: backupRunsFor };
  const job = azure.azure.addJob({ item, ...ends });
  return { azure, result: await step(azure, { operation, "job-id": job.id }), job };
}
