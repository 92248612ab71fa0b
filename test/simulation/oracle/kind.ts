import type { OperationKind } from "../../emulator/vault/durations.ts";
import type { Operation } from "../scene.ts";

/** What Azure calls the work of an operation. */
export function kindOf(operation: Operation): OperationKind {
  switch (operation) {
    case "change-policy":
    case "resume-protection":
      return "ConfigureBackup";
    case "stop-protection-delete-data":
      return "DeleteBackupData";
    case "undelete":
      return "Undelete";
    case "backup-now":
    case "ensure-backup":
      return "Backup";
    default:
      return "DisableBackup";
  }
}
