import { changed, formerPolicy, type Item, sameId } from "./item.ts";
import { type Json, object, parseObject, text } from "./json.ts";
import type { Operation, Slice, Workload } from "./slice.ts";

/** What is played today. A workload or operation that the action learns is added here. */
export const playable: Readonly<Record<Workload, readonly Operation[]>> = {
  sql: ["set-policy", "stop-retain", "stop-delete", "backup", "jobwait", "points"],
  hana: ["set-policy", "stop-retain", "stop-delete", "backup", "jobwait", "points"],
  ase: ["backup", "points"],
  afs: [
    "set-policy",
    "stop-retain",
    "stop-delete",
    "resume",
    "undelete",
    "backup",
    "jobwait",
    "points",
  ],
  vm: [
    "set-policy",
    "stop-retain",
    "stop-delete",
    "resume",
    "undelete",
    "backup",
    "suspend",
    "cancel",
    "jobwait",
    "points",
  ],
};

/** How one recorded operation is asked of the action, and what it does to an item. */
interface Way {
  /** The action's own name of it. */
  readonly operation: string;
  /** Inputs beside `operation`, `vault`, `item` and the deadline. */
  inputs(slice: Slice, facts: Facts): Readonly<Record<string, string>>;
  /** Whether an item in this state still needs the write. */
  due(item: Item, wish: Json): boolean;
  /** The item put back into a state that needs the write. */
  rewound(item: Item, slice: Slice): Item;
  /** The item once the write has worked; undefined where it is gone. */
  effect(item: Item, wish: Json): Item | undefined;
  /** Whether an item shows what the write asked for; undefined is an item that is gone. */
  reached(item: Item | undefined, wish: Json): boolean;
}

/** What the inputs need to know beyond the slice. */
export interface Facts {
  readonly jobId: string;
  readonly friendlyName: string;
  readonly softDelete: boolean;
  /** Only an immutable vault lets backups be suspended (documents). */
  readonly isImmutable: boolean;
  /** Whether a resource guard watches over the vault. */
  readonly isGuarded: boolean;
  /** Whether the recording follows the job to its end. */
  readonly followsJob: boolean;
}

/**
 * The word of a job that a recording never looks at, which vouches with its operation and the item
 * alone. Only a backup's job outlives the operation, so of that one nothing is known.
 */
export function unseenJob(operation: Operation): string {
  if (operation === "backup") return "InProgress";
  return operation === "cancel" ? "Cancelled" : "Completed";
}

/** The properties that the recorded write asked for; empty for a DELETE. */
export function wishOf(slice: Slice): Json {
  const write = slice.exchanges.findLast(({ phase }) => phase === "mutate");
  return object(parseObject(write?.request.body ?? null)?.properties);
}

/** Whether Azure will purge the item, which its protection state does not tell. */
function softDeleted({ properties }: Item): boolean {
  return properties.isScheduledForDeferredDelete === true;
}

/** What a resource guard wanted to see in the recorded write; none where no guard was asked. */
export function guardRequestsIn(properties: Json): readonly string[] {
  const requests: unknown = properties.resourceGuardOperationRequests;
  return Array.isArray(requests) ? requests.map(text) : [];
}

/** Whether its recovery points expire by its policy while no backups are made. */
export function isSuspended({ properties }: Item): boolean {
  return properties.protectionState === "BackupsSuspended";
}

const stopped = (item: Item) => item.properties.protectionState === "ProtectionStopped";
const follows = (item: Item, wish: Json) =>
  sameId(text(item.properties.policyId), text(wish.policyId));
const protectedBy = (item: Item | undefined, wish: Json) =>
  item !== undefined &&
  follows(item, wish) &&
  ["Protected", "IRPending"].includes(text(item.properties.protectionState));

const alive = { isScheduledForDeferredDelete: undefined, deferredDeleteTimeInUTC: undefined };
const protectedBefore = (item: Item, slice: Slice) =>
  changed(item, { ...alive, protectionState: "Protected", policyId: formerPolicy(slice) });
const stop = { ...alive, protectionState: "ProtectionStopped", policyId: undefined };

/** One way per recorded operation. */
export const WAYS: Readonly<Record<Operation, Way>> = {
  "set-policy": {
    operation: "change-policy",
    inputs: policyAndLeave,
    due: (item, wish) => !follows(item, wish) && !stopped(item) && !softDeleted(item),
    rewound: (item, slice) =>
      changed(stopped(item) ? protectedBefore(item, slice) : item, {
        ...alive,
        policyId: formerPolicy(slice),
        policyName: undefined,
      }),
    effect: (item, wish) => changed(item, { policyId: wish.policyId, policyName: undefined }),
    reached: protectedBy,
  },
  resume: {
    operation: "resume-protection",
    inputs: policyAndLeave,
    due: (item) => (stopped(item) || isSuspended(item)) && !softDeleted(item),
    rewound: (item) => changed(item, stop),
    effect: (item, wish) =>
      changed(item, { protectionState: "IRPending", policyId: wish.policyId }),
    reached: protectedBy,
  },
  "stop-retain": {
    operation: "stop-protection-retain-data",
    inputs: () => ({}),
    due: (item) => !stopped(item),
    rewound: protectedBefore,
    effect: (item) => changed(item, stop),
    reached: (item) => item !== undefined && stopped(item),
  },
  "stop-delete": {
    operation: "stop-protection-delete-data",
    inputs: (_, { friendlyName, softDelete }) => ({
      "confirm-delete": softDelete ? friendlyName : `permanently ${friendlyName}`,
    }),
    due: (item) => !softDeleted(item),
    rewound: protectedBefore,
    effect: () => undefined,
    reached: (item) => item === undefined || softDeleted(item),
  },
  undelete: {
    operation: "undelete",
    inputs: () => ({}),
    due: softDeleted,
    rewound: (item) => changed(item, { ...stop, isScheduledForDeferredDelete: true }),
    effect: (item) => changed(item, stop),
    reached: (item) => item !== undefined && stopped(item) && !softDeleted(item),
  },
  suspend: {
    operation: "suspend-backups",
    inputs: () => ({}),
    due: (item) => !isSuspended(item),
    rewound: protectedBefore,
    // It keeps its policy, by which its recovery points expire (recordings).
    effect: (item) => changed(item, { protectionState: "BackupsSuspended" }),
    reached: (item) => item !== undefined && isSuspended(item),
  },
  backup: {
    operation: "backup-now",
    inputs: backupInputs,
    due: (item) => !stopped(item) && !softDeleted(item),
    rewound: protectedBefore,
    effect: (item) => item,
    reached: () => true,
  },
  cancel: leaving("cancel-job", (_, { jobId }) => ({ "job-id": jobId })),
  jobwait: leaving("wait-for-job", (_, { jobId }) => ({ "job-id": jobId })),
  points: leaving("verify-backup", ({ maxAgeSeconds }) => ({
    "max-recovery-point-age": `PT${maxAgeSeconds}S`,
  })),
};

/** A way that leaves its item as it is, whatever state it is in. */
function leaving(operation: string, inputs: Way["inputs"]): Way {
  return {
    operation,
    inputs,
    due: () => true,
    rewound: (item) => item,
    effect: (item) => item,
    reached: () => true,
  };
}

/** The recordings rarely hold both policies or a stopped item's details, so retention cannot be compared. */
function policyAndLeave(slice: Slice): Readonly<Record<string, string>> {
  return { policy: text(wishOf(slice).policyId), "allow-shorter-retention": "true" };
}

function backupInputs(slice: Slice, { followsJob }: Facts): Readonly<Record<string, string>> {
  const { backupType, enableCompression, recoveryPointExpiryTimeInUTC: expiry } = wishOf(slice);
  const inputs: Record<string, string> = {};
  if (backupType) inputs["backup-type"] = text(backupType);
  if (enableCompression === true) inputs["enable-compression"] = "true";
  if (expiry) inputs["retain-until"] = text(expiry).slice(0, 10);
  if (!followsJob) inputs.wait = "false";
  return inputs;
}
