import { livesAgainTold, noGateOverRunningJob, remarkTold } from "./aftermath.ts";
import {
  everyStepEnds,
  jobCancelledAsAsked,
  noForeignOrigin,
  noRequestAfterCancel,
  noRequestAfterDeadline,
  noRequestAfterVerdict,
  noSecretInOutput,
  quotaKept,
} from "./conduct.ts";
import { gateTruth, noGateOverFailedJob } from "./gate.ts";
import { everyItemListed, everyItemOnce, itemIsMeant } from "./naming.ts";
import { dryRunAgrees, noNeedlessRed, runAgainIdempotent } from "./pairs.ts";
import type { Property } from "./property.ts";
import { reasonFits } from "./reason.ts";
import {
  changedTold,
  everyIdTold,
  everyOutputSet,
  jobIdIsOurs,
  nothingSentIsTrue,
  pointTold,
  purgeTimeTold,
  stateTold,
} from "./telling.ts";
import {
  dryRunWritesNothing,
  noDeleteInImmutableVault,
  noSecondBackup,
  noSecondDelete,
  noThirdSending,
  noUnconfirmedDelete,
  noWriteAgainstDecision,
  retentionNotShortenedWithoutLeave,
} from "./writes.ts";

/** Everything that must hold of every step. */
export const PROPERTIES: readonly Property[] = [
  gateTruth,
  noGateOverFailedJob,
  noGateOverRunningJob,
  noSecondBackup,
  noThirdSending,
  dryRunWritesNothing,
  noWriteAgainstDecision,
  noUnconfirmedDelete,
  noDeleteInImmutableVault,
  noSecondDelete,
  retentionNotShortenedWithoutLeave,
  changedTold,
  purgeTimeTold,
  pointTold,
  stateTold,
  nothingSentIsTrue,
  everyIdTold,
  jobIdIsOurs,
  remarkTold,
  livesAgainTold,
  everyItemListed,
  everyItemOnce,
  itemIsMeant,
  everyOutputSet,
  reasonFits,
  everyStepEnds,
  noForeignOrigin,
  noRequestAfterVerdict,
  noRequestAfterDeadline,
  noRequestAfterCancel,
  jobCancelledAsAsked,
  noSecretInOutput,
  quotaKept,
  dryRunAgrees,
  runAgainIdempotent,
  noNeedlessRed,
];
