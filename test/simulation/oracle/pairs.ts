import { output, type RunRecord, writesOf } from "../record.ts";
import { isFreshAt, isSurelyFresh } from "./ensured.ts";
import { expectedEnd, isUnsettled } from "./expected.ts";
import { meantItem } from "./meant.ts";
import { itemIdOf } from "./names.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { decide, rowOf } from "./state-table.ts";
import { isWrite } from "./truth.ts";

/** On a vault that nobody changes, the real run does what the dry run said. */
export const dryRunAgrees: Property = {
  name: "dryRunAgrees",
  judge(record) {
    const { dry } = record;
    if (dry === undefined || record.scene.weather !== "quiet") return NOT_AT_STAKE;
    const said = output(dry, "reason");
    const did = output(record, "reason");
    const wrote = writesOf(record).length > 0;
    if (said === "dry-run") {
      // It would have waited for a job that might undo what is so already, and the real one did.
      const waited = record.scene.jobs.some(({ endsInSeconds }) => endsInSeconds > 0);
      if (waited && ["already-in-state", "recovery-point-fresh"].includes(did)) return HOLDS;
      if (did === "recovery-point-fresh" && hasNewPoint(record, dry)) return HOLDS;
      const waitedInVain = ["timed-out", "conflict", "not-started"].includes(did);
      return unless(
        wrote || waitedInVain ? undefined : `the dry run would go on, and '${did}' wrote nothing`,
      );
    }
    // The dry run was earlier, and the job that it met may have ended since.
    if (["conflict", "timed-out"].includes(said) && record.scene.jobs.length > 0)
      return NOT_AT_STAKE;
    if (isChangingAnswer(record)) return NOT_AT_STAKE;
    if (wrote) return broken(`the dry run said '${said}', and a write was sent`);
    return unless(said === did ? undefined : `the dry run said '${said}', the real one '${did}'`);
  },
};

/** The same step again finds its work done: open, and nothing written. */
export const runAgainIdempotent: Property = {
  name: "runAgainIdempotent",
  judge(record) {
    const { again, scene } = record;
    if (again === undefined || record.gate !== "open") return NOT_AT_STAKE;
    if (scene.operation === "backup-now" || leftNothing(record)) return NOT_AT_STAKE;
    // A job of somebody else's still runs, and the step was told not to wait for any.
    const held = scene.jobs.some(({ endsInSeconds }) => endsInSeconds > 0);
    if (held && scene.inputs["on-conflict"] === "fail") return NOT_AT_STAKE;
    if (namesAnother(record, again)) return NOT_AT_STAKE;
    if (scene.operation === "ensure-backup" && !isStillFresh(record, again)) return NOT_AT_STAKE;
    const [written] = writesOf(again);
    if (written !== undefined && !staysInError(record))
      return broken(`${written.method} was sent again`);
    if (scene.operation === "verify-backup") return HOLDS; // its points have aged
    const reason = output(again, "reason");
    const isBusy = scene.jobs.some(
      ({ endsInSeconds }) => record.startedAt + endsInSeconds * 1_000 > again.endedAt,
    );
    if (reason === "conflict" && isBusy) return NOT_AT_STAKE;
    const isThrottled = again.requests.some(({ outcome }) => outcome === 429);
    if (reason === "timed-out" && isThrottled) return NOT_AT_STAKE;
    return unless(again.gate === "open" ? undefined : `closed with '${reason}'`);
  },
};

/** Whether no point of the item has become too old by the end of the second run. */
function isStillFresh({ book }: RunRecord, again: RunRecord): boolean {
  const item = meantItem(again);
  if (item === undefined) return false;
  // Of several items one is asked about when its turn comes.
  const times = [again.startedAt, writesOf(again)[0]?.at ?? again.endedAt];
  return times.every((at) => isFreshAt(again, book.at(at).items.get(item), at));
}

/** Whether the item, which may have had to wait for its turn, got a point that the dry run could not see. */
function hasNewPoint(record: RunRecord, dry: RunRecord): boolean {
  const item = meantItem(record);
  const facts = item && record.book.at(record.endedAt).items.get(item);
  return facts?.recoveryPoints.some(({ time }) => time > dry.startedAt) === true;
}

/** Whether points get old, or a backup that runs ends, between a dry run and the real one. */
function isChangingAnswer({ scene, dry, book, ...record }: RunRecord): boolean {
  if (scene.operation !== "ensure-backup" || dry === undefined) return false;
  if (scene.jobs.some(({ endsInSeconds }) => endsInSeconds > 0)) return true;
  const item = meantItem(dry);
  const isFresh = (at: number) =>
    item !== undefined && isFreshAt(dry, book.at(at).items.get(item), at);
  return output(dry, "reason") === "recovery-point-fresh" && !isFresh(record.endedAt);
}

/** Whether the same line means another item by now, or two, since this one is no longer deleted. */
function namesAnother(record: RunRecord, again: RunRecord): boolean {
  const [first, second] = [meantItem(record), meantItem(again)];
  return isWrite(record) && (first && itemIdOf(first)) !== (second && itemIdOf(second));
}

/** An item that is in error, or in a state that nobody knows, is given its policy again (state table). */
function staysInError(record: RunRecord): boolean {
  const item = meantItem(record);
  const policied = ["change-policy", "resume-protection"].includes(record.scene.operation);
  return (
    policied &&
    item !== undefined &&
    rowOf(record.book.at(record.endedAt).items.get(item)) === "error"
  );
}

/** Whether a deletion has left nothing that the same step could find. */
function leftNothing({ scene, again, vault, items }: RunRecord): boolean {
  const [index = 0] = scene.meant;
  const item = items[index];
  const isDeletion = scene.operation === "stop-protection-delete-data";
  return isDeletion && again !== undefined && item !== undefined && !vault.items.includes(item);
}

/** Where nothing goes wrong, or all of it ends in time, nothing is red that need not be. */
export const noNeedlessRed: Property = {
  name: "noNeedlessRed",
  judge(record) {
    const expected = expectedEnd(record);
    if (expected === undefined) return NOT_AT_STAKE;
    const reason = output(record, "reason");
    if (record.host.failed)
      return broken(`red with '${reason}': ${output(record, "error-message")}`);
    if (expected === "open" && record.gate !== "open") return broken(`closed with '${reason}'`);
    return HOLDS;
  },
};

/** How long a step may take that has nothing to do and nothing to wait for, milliseconds. */
const AT_ONCE_MS = 20_000;

/** A job that cannot change the protection of an item holds nobody up who has nothing to do there. */
export const noNeedlessWait: Property = {
  name: "noNeedlessWait",
  judge(record) {
    const { scene, book, startedAt, endedAt } = record;
    const item = meantItem(record);
    const isHarmless = scene.jobs.some(({ endsInSeconds }) => endsInSeconds > 0);
    if (expectedEnd(record) !== "open" || item === undefined || !isWrite(record))
      return NOT_AT_STAKE;
    const page = book.at(startedAt);
    const decision = decide(scene, { page, facts: page.items.get(item) }, startedAt);
    const isDone =
      scene.operation === "ensure-backup" ? isSurelyFresh(record) : decision === "nothing";
    if (!isDone || !isHarmless || isUnsettled(scene)) return NOT_AT_STAKE;
    if (scene.weather !== "quiet") return NOT_AT_STAKE;
    const tookMs = endedAt - startedAt;
    return unless(tookMs > AT_ONCE_MS ? `it took ${tookMs / 1_000} s` : undefined);
  },
};
