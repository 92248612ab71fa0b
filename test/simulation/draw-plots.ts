import { isDatabase } from "../emulator/vault/workloads.ts";
import { deed, type Plot, throttled } from "./plot.ts";
import {
  endsInError,
  otherVault,
  policyMeanwhile,
  unreadableFlag,
  unreadableListed,
  unreadableRetention,
  vaultChanges,
} from "./plots-of-changes.ts";
import {
  deletedUnseen,
  goneForAMoment,
  livesAgain,
  lostDelete,
  purgedMeanwhile,
  slowUnlock,
} from "./plots-of-deletions.ts";
import {
  answerAboutElse,
  answerAboutOther,
  handJobNamed,
  likeJobNamed,
  lockedWithJob,
  othersJobCancelled,
  othersJobNamed,
  twoJobs,
} from "./plots-of-jobs.ts";
import { failedAfterwards, joinedAndThen, takenMeanwhile } from "./plots-of-joins.ts";
import { moved, renamed } from "./plots-of-names.ts";
import {
  failedWord,
  laterFailure,
  lostSnapshot,
  noDate,
  numberedTiers,
  othersBackup,
  othersPoints,
  slowItem,
  unfilteredJobs,
  unreadablePoints,
} from "./plots-of-points.ts";
import { stoppedMeanwhile } from "./plots-of-stops.ts";
import {
  agedToken,
  cancelInFlight,
  doubledWrite,
  lostWrite,
  putOffWrite,
  scheduledMeanwhile,
  shadowedWrite,
  slowEffect,
  tokenPastDeadline,
} from "./plots-of-writes.ts";
import type { Draw } from "./random.ts";
import {
  asksForPoints,
  backsUp,
  type Mishap,
  type Operation,
  type SceneItem,
  type Where,
} from "./scene.ts";

/** Draws one story, and how often it is told. */
type Row = readonly [
  weight: number,
  draw: (draw: Draw, operation: Operation, items: readonly SceneItem[]) => Plot,
];

/** What decides which stories can be told. */
interface Cast {
  readonly operation: Operation;
  readonly first: SceneItem | undefined;
  readonly others: readonly SceneItem[];
  readonly policied: boolean;
  readonly deletion: boolean;
  /** Whether the operation is about an item itself. */
  readonly itself: boolean;
  readonly writes: boolean;
}

/**
 * A story in which a mishap and somebody else's deed, or two mishaps, fall together. The order of the
 * rows decides what a seed plays.
 */
export function drawPlot(draw: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const [first, ...others] = items;
  const cast: Cast = {
    operation,
    first,
    others,
    policied: operation === "change-policy" || operation === "resume-protection",
    deletion: operation === "stop-protection-delete-data",
    itself: !["verify-backup", "list-items", "wait-for-job", "cancel-job"].includes(operation),
    writes: !["verify-backup", "list-items", "wait-for-job"].includes(operation),
  };
  const rows = [...ofNamesAndJobs(cast), ...ofChanges(cast), ...ofPoints(cast), ...ofCancels(cast)];
  return draw.weighted(rows)(draw, operation, items);
}

/** Items that move and bear other names, requests that are lost, and jobs that are taken for others. */
function ofNamesAndJobs({
  operation,
  first,
  others,
  deletion,
  itself,
  writes,
}: Cast): readonly Row[] {
  const bySnapshot = !isDatabase(first?.workload ?? "SQLDataBase");
  return [
    [3, slowLook],
    [itself || operation === "verify-backup" ? (deletion ? 12 : 6) : 0, moved],
    [itself || operation === "verify-backup" ? (deletion ? 8 : 2) : 0, renamed],
    [writes ? 4 : 0, lostWrite],
    [backsUp(operation) ? 40 : writes ? 8 : 0, shadowedWrite],
    [itself && !deletion && !backsUp(operation) ? 4 : 0, slowEffect],
    [deletion ? 8 : 0, goneForAMoment],
    [itself && others.some(({ name }) => name !== first?.name) ? 6 : 0, othersJobNamed],
    [backsUp(operation) && !isDatabase(first?.workload ?? "VM") ? 14 : 0, scheduledMeanwhile],
    [itself ? 2 : 0, lockedWithJob],
    [itself && others.length > 0 ? 3 : 0, answerAboutOther],
    [itself ? 2 : 0, agedToken],
    [backsUp(operation) || operation === "wait-for-job" ? 8 : itself ? 3 : 0, answerAboutElse],
    [backsUp(operation) ? 14 : itself ? 4 : 0, likeJobNamed],
    [backsUp(operation) && !bySnapshot ? 14 : 0, handJobNamed],
    [backsUp(operation) ? 14 : itself && !deletion ? 5 : 0, doubledWrite],
    [operation === "stop-protection-retain-data" ? 12 : 0, tokenPastDeadline],
  ];
}

/** Vaults, policies and items that change under the step. */
function ofChanges({ operation, first, others, policied, deletion, writes }: Cast): readonly Row[] {
  const twins = others.some(({ name }) => name === first?.name);
  return [
    [deletion ? 10 : policied ? 1 : 0, otherVault],
    [operation === "cancel-job" || !writes ? 0 : 2, vaultChanges],
    [deletion ? 170 : 0, livesAgain],
    [policied ? 2 : 0, endsInError],
    [policied ? 10 : 0, policyMeanwhile],
    [policied ? 6 : 0, unreadableRetention],
    [deletion && twins ? 36 : 0, deletedUnseen],
    [writes && twins && !deletion && operation !== "cancel-job" ? 5 : 0, unreadableListed],
    [writes && operation !== "cancel-job" ? 1.5 : 0, unreadableFlag],
    [deletion ? 12 : 0, slowUnlock],
    [writes ? 2 : 0, putOffWrite],
    [deletion ? 44 : 0, lostDelete],
    [deletion ? 8 : 0, purgedMeanwhile],
    [1, busyAtTheEnd],
  ];
}

/** Recovery points that look fresher or older than they are. */
function ofPoints({ operation, first, others }: Cast): readonly Row[] {
  const verifies = asksForPoints(operation) && first?.points[0] !== undefined;
  const bySnapshot = !isDatabase(first?.workload ?? "SQLDataBase");
  return [
    [verifies ? 8 : 0, noDate],
    [verifies ? 4 : 0, unreadablePoints],
    [verifies ? 14 : 0, slowItem],
    [verifies ? 4 : 0, numberedTiers],
    [verifies && bySnapshot ? 3 : 0, failedWord],
    [verifies && bySnapshot ? 6 : 0, laterFailure],
    [verifies && first?.workload === "VM" ? 12 : 0, lostSnapshot],
    [verifies && bySnapshot ? 10 : 0, unfilteredJobs],
    [verifies && bySnapshot && others.length > 0 ? 10 : 0, othersBackup],
    [verifies && others.length > 0 ? 10 : 0, othersPoints],
    [operation === "verify-backup" && others.length > 0 ? 24 : 0, stoppedMeanwhile],
    [operation === "ensure-backup" ? 170 : 0, joinedAndThen],
    [operation === "ensure-backup" ? 60 : 0, failedAfterwards],
    [operation === "ensure-backup" ? 30 : 0, takenMeanwhile],
  ];
}

/** Steps and jobs that are cancelled. */
function ofCancels({ operation, others, writes }: Cast): readonly Row[] {
  return [
    [operation === "wait-for-job" && others.length > 0 ? 30 : 0, othersJobCancelled],
    [writes ? 1.5 : 0, cancelInFlight],
    [backsUp(operation) ? 24 : writes ? 5 : 0, twoJobs],
    [backsUp(operation) || operation === "wait-for-job" ? 175 : 0, cancelWhileJobRuns],
  ];
}

/** One read of the look takes minutes, and somebody acts meanwhile. */
function slowLook(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([60, 300, 1_200]);
  const where = draw.pick<Where>([
    "vault",
    "items",
    "item",
    "policy",
    "jobs",
    "points",
    "proxies",
    "any",
  ]);
  const what: Mishap = draw.chance(0.8)
    ? throttled(String(seconds))
    : { kind: "delay", ms: 29_000, before: false };
  return {
    faults: [{ where, skip: draw.whole(0, 1), times: 1, what }],
    deeds: [deed(draw, operation, { ms: draw.whole(1_000, seconds * 1_000) })],
  };
}

/** The workflow is cancelled when the job's id is known, mostly; a job that is waited for may not have been looked at yet. */
function cancelWhileJobRuns(draw: Draw, operation: Operation): Plot {
  const inputs = draw.chance(0.85) ? { "on-cancel": "cancel-job" } : {};
  const isEarly = operation === "wait-for-job" && draw.chance(0.3);
  const cancelAtMs = isEarly ? draw.whole(100, 1_500) : draw.whole(2_500, 90_000);
  return { faults: [], deeds: [], cancelAtMs, inputs };
}

/** The last reads fail for a while. */
function busyAtTheEnd(draw: Draw): Plot {
  const where = draw.pick<Where>(["item", "job", "operation"]);
  return {
    deeds: [],
    faults: [{ where, skip: 1, times: draw.whole(1, 6), what: throttled(draw.pick(["15", "90"])) }],
  };
}
