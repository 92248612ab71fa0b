import type { Draw } from "./random.ts";
import type { Operation, SceneVault, StartState } from "./scene.ts";

const GUARDED = [
  "protectedItems/delete",
  "protectedItems/write",
  "protectedItems/write#stopProtectionWithRetainData",
  "protectedItems/write#suspendBackupsWithRetainData",
] as const;

/** The vault's settings. */
export function drawVault(draw: Draw, operation: Operation): SceneVault {
  const softDelete = draw.weighted([
    [8, "Enabled"],
    [2, "AlwaysON"],
    [3, "Disabled"],
    [1, undefined],
    [1, "Paused"],
  ]);
  const readsOff = softDelete === undefined || softDelete === "Disabled";
  return {
    softDelete,
    ...(readsOff && draw.chance(0.4) && { softDeleteEnforced: true }),
    immutability: draw.weighted([
      [operation === "suspend-backups" ? 2 : 10, undefined],
      [2, "Disabled"],
      [operation === "suspend-backups" ? 8 : 1, "Unlocked"],
      [operation === "suspend-backups" ? 4 : 1, "Locked"],
      [0.5, "Sealed"],
    ]),
    mua: draw.chance(0.2),
    guardElsewhere: draw.chance(0.4),
    guarded: GUARDED.filter(() => draw.chance(0.75)),
    unreadable: draw.chance(0.06),
  };
}

/** States from which an operation goes on. */
export function goodStates(operation: Operation): readonly StartState[] {
  switch (operation) {
    case "resume-protection":
      return ["ProtectionStopped", "BackupsSuspended", "ProtectionError"];
    case "undelete":
      return ["SoftDeleted"];
    case "stop-protection-delete-data":
      return ["Protected", "ProtectionStopped", "IRPending"];
    default:
      return ["Protected", "IRPending", "ProtectionError"];
  }
}
