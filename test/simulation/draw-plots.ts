import { isDatabase } from "../emulator/vault/workloads.ts";
import type { Deed } from "./deed.ts";
import { prefixOf } from "./draw-policies.ts";
import { ERRORS } from "./fault-bodies.ts";
import { deed, type Plot, throttled } from "./plot.ts";
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
import type { Fault, Mishap, Operation, SceneItem, Where } from "./scene.ts";

/** A story in which a mishap and somebody else's deed, or two mishaps, fall together. */
export function drawPlot(draw: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const policied = operation === "change-policy" || operation === "resume-protection";
  const deletion = operation === "stop-protection-delete-data";
  const [first, ...others] = items;
  const twins = others.some(({ name }) => name === first?.name);
  const itself = !["verify-backup", "list-items", "wait-for-job", "cancel-job"].includes(operation);
  const writes = !["verify-backup", "list-items", "wait-for-job"].includes(operation);
  const verifies = operation === "verify-backup" && first?.points[0] !== undefined;
  const bySnapshot = !isDatabase(first?.workload ?? "SQLDataBase");
  return draw.weighted([
    [3, slowLook],
    [itself || operation === "verify-backup" ? (deletion ? 12 : 6) : 0, moved],
    [itself || operation === "verify-backup" ? (deletion ? 8 : 2) : 0, renamed],
    [writes ? 4 : 0, lostWrite],
    [operation === "backup-now" ? 40 : writes ? 8 : 0, shadowedWrite],
    [itself && !deletion && operation !== "backup-now" ? 4 : 0, slowEffect],
    [deletion ? 8 : 0, goneForAMoment],
    [itself && others.some(({ name }) => name !== first?.name) ? 6 : 0, othersJobNamed],
    [
      operation === "backup-now" && !isDatabase(first?.workload ?? "VM") ? 14 : 0,
      scheduledMeanwhile,
    ],
    [itself ? 2 : 0, lockedWithJob],
    [itself && others.length > 0 ? 3 : 0, answerAboutOther],
    [itself ? 2 : 0, agedToken],
    [
      operation === "backup-now" || operation === "wait-for-job" ? 8 : itself ? 3 : 0,
      answerAboutElse,
    ],
    [operation === "backup-now" ? 14 : itself ? 4 : 0, likeJobNamed],
    [operation === "backup-now" && !bySnapshot ? 14 : 0, handJobNamed],
    [operation === "backup-now" ? 14 : itself && !deletion ? 5 : 0, doubledWrite],
    [operation === "stop-protection-retain-data" ? 12 : 0, tokenPastDeadline],
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
    [verifies && others.length > 0 ? 24 : 0, stoppedMeanwhile],
    [operation === "wait-for-job" && others.length > 0 ? 30 : 0, othersJobCancelled],
    [writes ? 1.5 : 0, cancelInFlight],
    [operation === "backup-now" ? 24 : writes ? 5 : 0, twoJobs],
    [["backup-now", "wait-for-job"].includes(operation) ? 175 : 0, cancelWhileJobRuns],
  ] as const)(draw, operation, items);
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

/** The look takes a minute, and meanwhile the vault or a policy is changed, which it has read already. */
function vaultChanges(draw: Draw, operation: Operation): Plot {
  const seconds = draw.pick([30, 60, 300]);
  const policied = operation === "change-policy" || operation === "resume-protection";
  const what = draw.pick<Deed["what"]>(
    policied ? ["edit-policy", "shorten-policy", "immutable"] : ["soft-delete-off", "immutable"],
  );
  const where = draw.pick<Where>(["jobs", "item", "items"]);
  const when = { ms: draw.whole(1_500, seconds * 1_000) };
  return {
    faults: [{ where, skip: 0, times: 1, what: throttled(String(seconds)) }],
    deeds: [{ what, item: 0, when, atOnce: true }],
  };
}

/** What says how long points are kept, or how old they are, cannot be read. */
function unreadableRetention(draw: Draw, operation: Operation): Plot {
  const forbidden = draw.pick(ERRORS[403] ?? [""]);
  const what: Mishap =
    operation === "change-policy"
      ? { kind: "status", status: 403, body: forbidden, headers: {}, acted: false }
      : {
          kind: "alter",
          path: "properties.extendedInfo.oldestRecoveryPoint",
          value: draw.pick(["long ago", null]),
        };
  const where = operation === "change-policy" ? "policy" : "item";
  const skip = where === "policy" ? 1 : 0;
  return { faults: [{ where, skip, times: 1_000, what }], deeds: [] };
}

/** One of two items of one name cannot be read in the list. */
function unreadableListed(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const what: Mishap = { kind: "alter", path: `value.${draw.whole(0, 1)}.id`, value: null };
  return {
    faults: [{ where: "items", skip: 0, times: 1_000, what }],
    deeds: [],
    inputs: { item: items[0]?.name ?? "" },
  };
}

/** Somebody deletes the item, and Azure says so in a form that nobody knows. */
function unreadableFlag(draw: Draw): Plot {
  const path = "properties.isScheduledForDeferredDelete";
  const fault = (where: Where, below: string): Fault => ({
    ...{ where, skip: 0, times: 1_000 },
    what: { kind: "alter", path: `${below}${path}`, value: "true" },
  });
  return {
    faults: [fault("item", ""), fault("items", "value.*.")],
    deeds: [{ what: "delete", item: 0, when: { request: draw.whole(0, 3) }, atOnce: true }],
  };
}

/** The policy is set, and the item goes into error at once. */
function endsInError(draw: Draw): Plot {
  const when = { write: draw.pick([11_000, 34_000, 75_000]) + draw.whole(0, 4_000) };
  const what: Mishap = { kind: "drop", code: "ECONNRESET", acted: false };
  return {
    faults: [{ where: "item", skip: draw.whole(2, 3), times: draw.whole(1, 3), what }],
    deeds: [{ what: "goes-wrong", item: 0, when, atOnce: true }],
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

/** The answer about the vault is about another one, which is not immutable. */
function otherVault(_: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const isDeletion = operation === "stop-protection-delete-data";
  return {
    faults: [{ where: "vault", skip: 0, times: 3, what: { kind: "about" } }],
    deeds: [],
    vault: { softDelete: "Enabled", immutability: "Unlocked", unreadable: false },
    inputs: isDeletion
      ? { "confirm-delete": items[0]?.name ?? "" }
      : { "allow-shorter-retention": "true" },
  };
}

/** Between two reads of a look somebody gives the item a policy that keeps more than the one asked for. */
function policyMeanwhile(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const [item] = items;
  const end = item?.policy.endsWith("Vaulted") ? "VaultedLess" : "Same";
  const policy = item === undefined ? "" : `${prefixOf(item)}${end}`;
  const when = { request: draw.whole(1, 6) };
  return {
    faults: [],
    deeds: [{ what: "change-policy", item: 0, when, atOnce: true }],
    inputs: { policy, "allow-shorter-retention": "false", "dry-run": "false" },
  };
}
