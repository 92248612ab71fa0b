import type { ItemState } from "../../emulator/emulator.ts";
import type { RunRecord } from "../record.ts";
import { writesOf } from "../record.ts";
import { backsUp } from "../scene.ts";
import { backupsTaken, isFruitless } from "./backups.ts";
import { itemOfPath, meantItem } from "./meant.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import {
  decide,
  forbidsLoss,
  isConfirmed,
  losesPoints,
  rowOf,
  wantedPolicy,
} from "./state-table.ts";
import {
  acceptedItemWrites,
  booked,
  isDry,
  isInDoubt,
  isWrite,
  knowable,
  moments,
  sentItemWrites,
} from "./truth.ts";

/** One step takes one backup, unless its first one came to nothing because another was running. */
export const noSecondBackup: Property = {
  name: "noSecondBackup",
  judge(record) {
    if (!backsUp(record.scene.operation)) return NOT_AT_STAKE;
    const taken = backupsTaken(record);
    const posts = sentItemWrites(record).filter(({ path }) => /\/backup$/i.test(path));
    const doubted = posts.some(({ outcome, mishap }) => outcome !== 202 || mishap !== "");
    const fruitless = taken.filter(isFruitless);
    if (!doubted && fruitless.length === 0 && taken.length < 2) return NOT_AT_STAKE;
    const many = taken.length - fruitless.length > 1 || taken.length > 3;
    return unless(many ? `${taken.length} backups were taken` : undefined);
  },
};

/** A change whose answers were lost twice is not sent again. */
export const noThirdSending: Property = {
  name: "noThirdSending",
  judge(record) {
    const sent = sentItemWrites(record).filter(({ method }) => method !== "POST");
    const lost = sent.filter(isInDoubt);
    const second = lost[1];
    if (lost.length === 0) return NOT_AT_STAKE;
    const third = sent.find(({ at }) => second !== undefined && at > second.at);
    return unless(third && `${third.method} was sent after two lost answers`);
  },
};

/** A dry run sends nothing that could change anything. */
export const dryRunWritesNothing: Property = {
  name: "dryRunWritesNothing",
  judge(record) {
    if (!isDry(record) || record.requests.length === 0) return NOT_AT_STAKE;
    const [written] = writesOf(record);
    return unless(written && `${written.method} ${written.path} was sent`);
  },
};

/** Nothing is sent that the state table forbids by what was true within the last short round. */
export const noWriteAgainstDecision: Property = {
  name: "noWriteAgainstDecision",
  judge(record) {
    const item = meantItem(record);
    if (!isWrite(record) || isDry(record)) return NOT_AT_STAKE;
    if (item === undefined) {
      const [sent] = sentItemWrites(record);
      return unless(sent && `${sent.method} was sent, and the line means no single item`);
    }
    for (const write of sentItemWrites(record)) {
      const target = itemOfPath(record, write.path);
      if (target !== item) return broken(`${write.method} was sent to ${write.path}`);
      const decisions = moments(record, item, write.at).flatMap((moment) =>
        [record.scene, ...knowable(record)].map((scene) => decide(scene, moment, write.at)),
      );
      // Who cannot read which policy an item has may give it the same one again.
      const isUnread = record.requests.some(({ mishap }) => mishap.includes("policyId"));
      if (isUnread && decisions.includes("nothing")) continue;
      if (!decisions.includes("go")) {
        const states = moments(record, item, write.at).map(({ facts }) => rowOf(facts));
        return broken(
          `${write.method} was sent where the table says ${unique(decisions)} (item ${unique(states)})`,
        );
      }
    }
    return forbiddenAtTimes(record, item) ? HOLDS : NOT_AT_STAKE;
  },
};

/** Whether the table said anything but go at some moment of the run. */
function forbiddenAtTimes(
  { book, startedAt, endedAt, scene, requests }: RunRecord,
  item: ItemState,
) {
  if (requests.length === 0) return false;
  return book
    .between(startedAt, endedAt)
    .some((page) => decide(scene, { page, facts: page.items.get(item) }, page.at) !== "go");
}

function unique(words: readonly string[]): string {
  return [...new Set(words)].join(" or ");
}

function deletes(record: RunRecord) {
  return sentItemWrites(record).filter(({ method }) => method === "DELETE");
}

/** A deletion goes out only where the confirmation names what Azure found, permanent or not. */
export const noUnconfirmedDelete: Property = {
  name: "noUnconfirmedDelete",
  judge(record) {
    const item = meantItem(record);
    const { scene, book } = record;
    if (scene.operation !== "stop-protection-delete-data" || item === undefined)
      return NOT_AT_STAKE;
    for (const { at } of deletes(record)) {
      const confirmed = moments(record, item, at).some(({ page, facts }) =>
        [scene, ...knowable(record)].some((one) => isConfirmed(facts, page, one)),
      );
      if (!confirmed) return broken(`DELETE with '${scene.inputs["confirm-delete"]}'`);
    }
    const doubtful = book
      .between(record.startedAt, record.endedAt)
      .some((page) => !isConfirmed(page.items.get(item), page, scene));
    return doubtful && record.requests.length > 0 ? HOLDS : NOT_AT_STAKE;
  },
};

/** No DELETE goes out where the vault's immutability was in force all through the last round. */
export const noDeleteInImmutableVault: Property = {
  name: "noDeleteInImmutableVault",
  judge(record) {
    const item = meantItem(record);
    const { scene, book } = record;
    if (scene.operation !== "stop-protection-delete-data" || item === undefined)
      return NOT_AT_STAKE;
    const isHidden = [scene, ...knowable(record)].some(({ vault }) => vault.unreadable);
    if (isHidden || record.requests.length === 0) return NOT_AT_STAKE;
    for (const { at } of deletes(record)) {
      const open = moments(record, item, at).some(({ page }) => !forbidsLoss(page));
      if (!open) return broken(`DELETE in a vault that is ${book.at(at).immutability}`);
    }
    return book.between(record.startedAt, record.endedAt).some(forbidsLoss) ? HOLDS : NOT_AT_STAKE;
  },
};

/** Any other status of an operation or a job means that it has carried out nothing. */
const GOOD: readonly string[] = ["InProgress", "Succeeded", "Completed", "CompletedWithWarnings"];
const isInVain = (status = "InProgress") => !GOOD.includes(status);

/** No DELETE follows one that Azure took: what somebody has undeleted since stays. */
export const noSecondDelete: Property = {
  name: "noSecondDelete",
  judge(record) {
    const taken = acceptedItemWrites(record).filter(({ method }) => method === "DELETE");
    const sent = deletes(record);
    const doubted = sent.some(({ outcome, mishap }) => outcome !== 202 || mishap !== "");
    if (sent.length === 0 || !doubted) return NOT_AT_STAKE;
    const done = taken.filter(
      ({ operation, job }) => ![operation?.status, job?.status].some((status) => isInVain(status)),
    );
    return unless(done.length > 1 ? `${done.length} deletions were carried out` : undefined);
  },
};

/** No write sets a policy that keeps less than the present one, or than the oldest point needs, without leave. */
export const retentionNotShortenedWithoutLeave: Property = {
  name: "retentionNotShortenedWithoutLeave",
  judge(record) {
    const item = meantItem(record);
    const { scene, book } = record;
    if (scene.operation !== "change-policy" && scene.operation !== "resume-protection")
      return NOT_AT_STAKE;
    if (item === undefined || scene.inputs["allow-shorter-retention"] === "true")
      return NOT_AT_STAKE;
    const loses = (page: ReturnType<typeof book.at>, at: number) => {
      const facts = page.items.get(item);
      return facts !== undefined && losesPoints(wantedPolicy(scene), page, facts, at) === true;
    };
    for (const write of booked(record)) {
      if (!write.accepted) continue;
      // On its way to Azure nothing more can be seen.
      const { at = write.at } =
        sentItemWrites(record).findLast((sent) => sent.at <= write.at) ?? {};
      const all = moments(record, item, at).every(
        ({ page, facts }) =>
          facts !== undefined && losesPoints(wantedPolicy(scene), page, facts, at) === true,
      );
      if (all) return broken(`${wantedPolicy(scene)} was set, which keeps less`);
    }
    const tempting = book
      .between(record.startedAt, record.endedAt)
      .some((page) => loses(page, page.at));
    return tempting && record.requests.length > 0 ? HOLDS : NOT_AT_STAKE;
  },
};
