import { nextStepTold } from "./advice.ts";
import { livesAgainTold, noGateOverRunningJob, remarkTold } from "./aftermath.ts";
import { expiryAsked, guardAsked } from "./asking.ts";
import {
  everyStepEnds,
  jobCancelledAsAsked,
  noForeignOrigin,
  noRequestAfterCancel,
  noRequestAfterDeadline,
  noRequestAfterVerdict,
  noSecretInOutput,
  quotaKept,
  writeTokenLasts,
} from "./conduct.ts";
import { goneNeverSaid, purgeTimeTold } from "./deletion.ts";
import { gateTruth, noGateOverFailedJob } from "./gate.ts";
import { jobOfItem, jobTold, oldJobTold } from "./jobs.ts";
import { joinedNeverCancelled, joinedTold, oneJoinThatFits } from "./joins.ts";
import { everyItemListed, everyItemOnce, itemIsMeant, itemNamed } from "./naming.ts";
import { noNeedlessBackup, ownPointTold } from "./own-backup.ts";
import { dryRunAgrees, noNeedlessRed, noNeedlessWait, runAgainIdempotent } from "./pairs.ts";
import type { Property } from "./property.ts";
import { reasonFits } from "./reason.ts";
import {
  changedTold,
  everyIdTold,
  everyOutputSet,
  jobIdIsOurs,
  nothingSentIsTrue,
  pointTold,
  stateTold,
} from "./telling.ts";
import { doubtTold, ignoredTold } from "./verification.ts";
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
  noNeedlessBackup,
  oneJoinThatFits,
  joinedNeverCancelled,
  joinedTold,
  noThirdSending,
  dryRunWritesNothing,
  noWriteAgainstDecision,
  noUnconfirmedDelete,
  noDeleteInImmutableVault,
  noSecondDelete,
  retentionNotShortenedWithoutLeave,
  guardAsked,
  expiryAsked,
  changedTold,
  purgeTimeTold,
  goneNeverSaid,
  pointTold,
  ownPointTold,
  stateTold,
  nothingSentIsTrue,
  everyIdTold,
  jobIdIsOurs,
  jobTold,
  jobOfItem,
  oldJobTold,
  remarkTold,
  livesAgainTold,
  everyItemListed,
  everyItemOnce,
  itemIsMeant,
  itemNamed,
  ignoredTold,
  doubtTold,
  everyOutputSet,
  nextStepTold,
  reasonFits,
  everyStepEnds,
  noForeignOrigin,
  noRequestAfterVerdict,
  noRequestAfterDeadline,
  noRequestAfterCancel,
  jobCancelledAsAsked,
  noSecretInOutput,
  quotaKept,
  writeTokenLasts,
  dryRunAgrees,
  runAgainIdempotent,
  noNeedlessRed,
  noNeedlessWait,
];
