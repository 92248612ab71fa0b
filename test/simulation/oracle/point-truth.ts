import type { ItemState } from "../../emulator/emulator.ts";
import type { RunRecord } from "../record.ts";
import { sinceBoundMs, wellDone } from "./backups.ts";
import { lookedAt } from "./looked-at.ts";
import { itemById } from "./meant.ts";
import { durationMsOf, judgePoints, latestClock } from "./points.ts";
import { isBeside } from "./state-table.ts";
import { allowedEnds, factsBefore, POINTS_MS, ROUND_MS, reportItems, SLACK_MS } from "./truth.ts";

/** What speaks against the points of every item that is told, at the verdict; undefined where nothing does. */
export function untruthOfPoints(record: RunRecord): string | undefined {
  const told = reportItems(record).map((entry) => String(entry["item-id"] ?? ""));
  if (told.length === 0) return "no item was judged";
  const doubts = told.flatMap((id) => {
    const item = itemById(record, id);
    const doubt = item === undefined ? "no such item" : untruthOfItem(record, item);
    return doubt === undefined ? [] : [`${item?.friendlyName ?? id}: ${doubt}`];
  });
  return doubts.length === 0 ? undefined : doubts.join("; ");
}

function untruthOfItem(record: RunRecord, item: ItemState): string | undefined {
  const { endedAt, book, scene, vault } = record;
  const question = {
    maxAgeMs:
      durationMsOf(scene.inputs["max-recovery-point-age"] ?? "") + SLACK_MS + sinceBoundMs(record),
    own: wellDone(record),
    types: scene.inputs["recovery-point-types"] ?? "any",
    allowed: allowedEnds(record),
    now: endedAt,
    latest: latestClock(scene, endedAt),
  };
  const lives = factsBefore(record, item, lookedAt(record, item)).some(
    (facts) => facts !== undefined && facts.deletedAt === undefined,
  );
  if (!lives) return "soft-deleted or gone";
  if (isBeside(item)) return "an instance's snapshot";
  const seen = book
    .between(endedAt - POINTS_MS, endedAt)
    .flatMap(({ items }) => items.get(item) ?? []);
  // A job may have ended, and a point been taken away, only just now.
  const jobTimes = [endedAt, endedAt - ROUND_MS - SLACK_MS, endedAt - POINTS_MS];
  const answers = seen.flatMap((facts) =>
    jobTimes.flatMap((jobsAt) =>
      [endedAt, endedAt - POINTS_MS].map((listedAt) =>
        judgePoints(
          facts,
          vault.jobs.map((job) => jobAsOf(job, jobsAt)),
          { ...question, listedAt },
        ),
      ),
    ),
  );
  return answers.includes("") ? undefined : [...new Set(answers)].join(" or ");
}

function jobAsOf(job: RunRecord["vault"]["jobs"][number], time: number) {
  return job.endedAt !== undefined && job.endedAt > time ? { ...job, endedAt: undefined } : job;
}
