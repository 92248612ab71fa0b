import { flag } from "../values/input-values.ts";
import type { QuestionOperation } from "./descriptor.ts";
import { decisiveBackups, judgePoints, type PointCriteria, readCriteria } from "./judge-points.ts";

/** The user's question whether an item has a recovery point that is new enough. */
export interface VerifyBackup extends PointCriteria {
  readonly kind: "verify-backup";
  /** Whether stopped and suspended items are listed but not judged. */
  readonly ignoreStopped: boolean;
}

/** Checks that each item has a recovery point that is new enough, and that its last backup ended well. */
export const verifyBackup: QuestionOperation<VerifyBackup> = {
  kind: "question",
  inputs: ["max-recovery-point-age", "recovery-point-types", "ignore-stopped"],
  alsoCalled: ["verify", "check"],

  readWish: (get) => ({
    kind: "verify-backup",
    ...readCriteria(get),
    ignoreStopped: flag(get, "ignore-stopped"),
  }),

  answer: judgePoints,
  ignoresStopped: ({ ignoreStopped }) => ignoreStopped,
  decisiveBackups,
};
