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
import { ofEachItem } from "./each-item.ts";
import { gateTruth, noGateOverFailedJob } from "./gate.ts";
import { jobOfItem, jobTold, oldJobTold } from "./jobs.ts";
import { joinedNeverCancelled, joinedTold, oneJoinThatFits } from "./joins.ts";
import { everyItemListed, everyItemOnce, itemIsMeant, itemNamed } from "./naming.ts";
import { noNeedlessBackup, ownPointTold } from "./own-backup.ts";
import { dryRunAgrees, noNeedlessRed, noNeedlessWait, runAgainIdempotent } from "./pairs.ts";
import type { Property } from "./property.ts";
import { reasonFits, verdictFits } from "./reason.ts";
import {
  allOrNothing,
  failFastKept,
  foldTold,
  quotaSpared,
  reportKept,
  seatsKept,
  writtenOnce,
} from "./several.ts";
import { failedTasksTold, shownDone } from "./shown.ts";
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

/** What must hold of a step about one item, and of each of several. */
const OF_EACH: readonly Property[] = [
  gateTruth,
  shownDone,
  failedTasksTold,
  noGateOverFailedJob,
  noGateOverRunningJob,
  noSecondBackup,
  noNeedlessBackup,
  oneJoinThatFits,
  joinedNeverCancelled,
  joinedTold,
  noThirdSending,
  writtenOnce,
  noWriteAgainstDecision,
  noUnconfirmedDelete,
  noDeleteInImmutableVault,
  noSecondDelete,
  retentionNotShortenedWithoutLeave,
  guardAsked,
  expiryAsked,
  changedTold,
  purgeTimeTold,
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
  itemIsMeant,
  reasonFits,
  jobCancelledAsAsked,
  dryRunAgrees,
  runAgainIdempotent,
];

/** What must hold of a step as a whole. */
const OF_STEPS: readonly Property[] = [
  allOrNothing,
  seatsKept,
  failFastKept,
  foldTold,
  quotaSpared,
  reportKept,
  dryRunWritesNothing,
  goneNeverSaid,
  everyItemListed,
  everyItemOnce,
  itemNamed,
  ignoredTold,
  doubtTold,
  everyOutputSet,
  nextStepTold,
  verdictFits,
  everyStepEnds,
  noForeignOrigin,
  noRequestAfterVerdict,
  noRequestAfterDeadline,
  noRequestAfterCancel,
  noSecretInOutput,
  quotaKept,
  writeTokenLasts,
  noNeedlessRed,
  noNeedlessWait,
];

/** Everything that must hold of every step. */
export const PROPERTIES: readonly Property[] = [...OF_EACH.map(ofEachItem), ...OF_STEPS];
