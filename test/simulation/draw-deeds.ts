import { DEEDS, type Deed } from "./deed.ts";
import type { Draw } from "./random.ts";
import type { Operation, SceneItem } from "./scene.ts";

/** Deeds that matter most to an operation, drawn more often than the others. */
export const RELEVANT: Readonly<Partial<Record<Operation, readonly Deed["what"][]>>> = {
  "change-policy": [
    "shorter-policy",
    "change-policy",
    "edit-policy",
    "stop",
    "immutable",
    "mua",
    "goes-wrong",
  ],
  "stop-protection-retain-data": ["resume", "delete", "backup"],
  "stop-protection-delete-data": [
    "undelete",
    "soft-delete-off",
    "immutable",
    "mua",
    "delete",
    "rename",
  ],
  "suspend-backups": ["stop", "resume", "delete", "mua"],
  "resume-protection": [
    "resume",
    "suspend",
    "delete",
    "change-policy",
    "immutable",
    "edit-policy",
    "goes-wrong",
  ],
  undelete: ["undelete", "resume"],
  "backup-now": ["backup", "backup", "backup-alike", "backup-by-hand", "stop", "job-fails"],
  "ensure-backup": [
    ...(["backup", "backup-alike", "backup-by-hand", "job-fails", "job-fails"] as const),
    ...(["stop", "point-expires", "last-backup-fails"] as const),
  ],
  "verify-backup": ["delete", "point-expires", "backup", "stop", "resume", "suspend"],
  "wait-for-job": ["job-fails", "job-vanishes"],
  "cancel-job": ["job-fails", "job-vanishes"],
};

/** What strangers do of themselves: a backup that nobody can tell from the step's own passes for it, where that was lost. */
export const ANY_DEED = DEEDS.filter((deed) => deed !== "backup-twin");

/** What other people do during a step: mostly nothing or one thing. */
export function drawDeeds(
  draw: Draw,
  operation: Operation,
  items: readonly SceneItem[],
  meant: readonly number[],
): readonly Deed[] {
  const count = draw.weighted([
    [5, 0],
    [6, 1],
    [2, 2],
    [1, 3],
  ]);
  return Array.from({ length: count }, () => {
    const what = draw.chance(0.7)
      ? draw.pick(RELEVANT[operation] ?? ANY_DEED)
      : draw.pick(ANY_DEED);
    const item = draw.chance(0.9) ? draw.pick(meant) : draw.whole(0, items.length - 1);
    return {
      what,
      item,
      when: draw.chance(0.65)
        ? { request: draw.whole(0, draw.chance(0.7) ? 6 : 25) }
        : { ms: draw.whole(0, draw.pick([2_000, 60_000, 600_000])) },
      atOnce: draw.chance(0.7),
    };
  });
}
