import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import { isoTime } from "../json.ts";

/** Results of Azure's own check that need no action (E11, E13). */
const SOUND = ["", "healthy", "irpending", "passed", "actionsuggested", "invalid"];

/** Whether the item gets no new recovery points by itself. */
export function isStopped({ condition }: ProtectedItem): boolean {
  return condition === "stopped" || condition === "suspended";
}

/** Whether Azure's own check of an item needs no action. */
export function isSound({ health, lastBackupStatus }: ProtectedItem): boolean {
  // If a database is `Unhealthy` because of its last backup, the verdict on that backup says so.
  return SOUND.includes(health.toLowerCase()) || sameName(health, lastBackupStatus);
}

/** What the reader should know about an item even if the answer is good. */
export function warningsOn(item: ProtectedItem): readonly string[] {
  const { friendlyName, protectionState, health, lastBackupStatus } = item;
  const last = isoTime(item.lastBackupTime);
  const since = last === "" ? "" : ` (its last backup, '${lastBackupStatus}', is of ${last})`;
  return [
    ...(isStopped(item)
      ? [
          `The protection of '${friendlyName}' is ${protectionState}: no newer recovery point will be made.`,
        ]
      : []),
    ...(isSound(item)
      ? []
      : [
          `Azure's own check of '${friendlyName}' reads '${health}'${since}: a missing backup may go unnoticed. Look at the item in the vault.`,
        ]),
  ];
}
