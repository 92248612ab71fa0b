import type { InputName } from "../manifest/input-table.ts";
import { backupNow } from "./backup-now.ts";
import { cancelJobOperation } from "./cancel-job.ts";
import { changePolicy } from "./change-policy.ts";
import type { Operation } from "./descriptor.ts";
import { ensureBackup } from "./ensure-backup.ts";
import { listItems } from "./list-items.ts";
import { resumeProtection } from "./resume-protection.ts";
import { stopProtectionDeleteData } from "./stop-protection-delete-data.ts";
import { stopProtectionRetainData } from "./stop-protection-retain-data.ts";
import { suspendBackups } from "./suspend-backups.ts";
import { undelete } from "./undelete.ts";
import { verifyBackup } from "./verify-backup.ts";
import { waitForJobOperation } from "./wait-for-job.ts";

/** Every operation by its value of the input `operation`, in the order users see them. */
export const OPERATIONS_BY_NAME = {
  "change-policy": changePolicy,
  "stop-protection-retain-data": stopProtectionRetainData,
  "stop-protection-delete-data": stopProtectionDeleteData,
  "suspend-backups": suspendBackups,
  "resume-protection": resumeProtection,
  undelete,
  "ensure-backup": ensureBackup,
  "backup-now": backupNow,
  "wait-for-job": waitForJobOperation,
  "cancel-job": cancelJobOperation,
  "verify-backup": verifyBackup,
  "list-items": listItems,
} as const satisfies Record<string, Operation>;

type Descriptors = EachReadsItsOwnWish<typeof OPERATIONS_BY_NAME>;

/** A type that does not compile if an operation reads the wish of another name. */
type EachReadsItsOwnWish<
  All extends { [Name in keyof All]: { readWish(...given: never): { readonly kind: Name } } },
> = All;

/** One value of the input `operation`. */
export type OperationName = keyof Descriptors;

/** The names of the operations of one kind. */
export type NameOf<Kind extends Operation["kind"]> = {
  [Name in OperationName]: Descriptors[Name]["kind"] extends Kind ? Name : never;
}[OperationName];

/** The wishes that the operations of one kind read. */
export type WishOf<Kind extends Operation["kind"]> = ReturnType<
  Descriptors[NameOf<Kind>]["readWish"]
>;

/** Every value of the input `operation`. */
export const OPERATIONS = Object.keys(OPERATIONS_BY_NAME) as readonly OperationName[];

/** The operations that change or back up an item; the columns of the state table. */
export const WRITES = OPERATIONS.filter(
  (name): name is NameOf<"write"> => OPERATIONS_BY_NAME[name].kind === "write",
);

/** What an operation declares about itself. */
export function descriptorOf(name: OperationName): Operation {
  return OPERATIONS_BY_NAME[name];
}

/** Whether an operation never needs the right to write, whatever its inputs are. */
export function onlyReads(name: OperationName): boolean {
  const operation = descriptorOf(name);
  switch (operation.kind) {
    case "question":
    case "list":
      return true;
    case "job":
      return !operation.cancels;
    case "write":
      return false;
    default:
      return operation satisfies never;
  }
}

/** Whether an operation deletes data. */
export function deletesData(name: OperationName): boolean {
  const operation = descriptorOf(name);
  return operation.kind === "write" && operation.deletesData === true;
}

/** Whether an operation uses an input that not all operations use. */
export function usesInput(name: OperationName, input: InputName): boolean {
  const inputs: readonly InputName[] = descriptorOf(name).inputs;
  return inputs.includes(input);
}

/** The operations that use an input that not all use; those that take a policy come first. */
export function operationsUsing(input: InputName): readonly OperationName[] {
  const users = OPERATIONS.filter((name) => usesInput(name, input));
  return users.toSorted((a, b) => Number(usesInput(b, "policy")) - Number(usesInput(a, "policy")));
}
