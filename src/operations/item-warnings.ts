import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import { isoTime } from "../json.ts";

/** Words of Azure's own check that ask for nothing (E11, E13). */
const SOUND = ["", "healthy", "irpending", "passed", "actionsuggested", "invalid"];

/** Whether no newer recovery point of an item will come by itself. */
export function isStopped({ condition }: ProtectedItem): boolean {
  return condition === "stopped" || condition === "suspended";
}

/** Whether Azure's own check of an item asks for nothing. */
export function isSound({ health, lastBackupStatus }: ProtectedItem): boolean {
  // A database that is `Unhealthy` by its last backup is told of by the verdict on it.
  return SOUND.includes(health.toLowerCase()) || sameName(health, lastBackupStatus);
}

/** What the reader should know of an item although the answer may be good. */
export function warningsOn(item: ProtectedItem): readonly string[] {
  const { friendlyName, protectionState, health, lastBackupStatus } = item;
  const last = isoTime(item.lastBackupTime);
  const since = last === "" ? "" : ` (its last backup, '${lastBackupStatus}', is of ${last})`;
  return [
    ...(isStopped(item)
      ? [
          `The protection of '${friendlyName}' is ${protectionState}: no newer recovery point will come.`,
        ]
      : []),
    ...(isSound(item)
      ? []
      : [
          `Azure's own check of '${friendlyName}' reads '${health}'${since}: a backup that does not come may go unnoticed. Look at it in the vault.`,
        ]),
  ];
}
