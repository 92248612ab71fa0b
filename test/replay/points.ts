import { type Item, itemId, itemIn, sameId } from "./item.ts";
import { type Json, object, objects, parseObject, text } from "./json.ts";
import { dateOf } from "./series.ts";
import type { Exchange, Slice } from "./slice.ts";

/** How far the two limits that a list of recovery points is asked with lie from the truth, in seconds. */
const ASIDE_SECONDS = 30;
/** The limit where there is no point to measure, in seconds. */
const ANY_SECONDS = 86_400;
/** Words and numbers of a tier that holds data, and of the archive (read off the recordings). */
const TIERS: readonly unknown[] = ["InstantRP", "HardenedRP", "ArchivedRP", 1, 2, 3];
const STATES: readonly unknown[] = ["Valid", "Rehydrated", 1, 4];
const SNAPSHOT: readonly unknown[] = ["InstantRP", 1];
const AHEAD_MS = 600_000;

/** What an honest reader of the recorded list knows. */
interface Truth {
  readonly item: Item | undefined;
  /** Whether every point lies under the item that was asked about. */
  readonly isAboutItem: boolean;
  /** When the points were made that can be restored from, in milliseconds since 1970, newest first. */
  readonly times: readonly number[];
  readonly newest: number | undefined;
  /** How old it was when the list was read, in seconds. */
  readonly ageSeconds: number | undefined;
}

/** The look at the recovery points. */
export function pointsRead({ exchanges }: Slice): Exchange | undefined {
  return exchanges.find(({ phase }) => phase === "read");
}

/**
 * A recorded list of recovery points as two questions, one that allows a little more than the age of
 * the newest point and one that allows a little less; none for a slice without such a list.
 */
export function aroundTheTruth(slice: Slice): readonly Slice[] {
  if (!pointsRead(slice)) return [];
  const { ageSeconds } = truthOf(slice);
  const exchanges = slice.exchanges.filter(({ phase }) => phase === "pre" || phase === "read");
  const ask = (side: string, maxAgeSeconds: number): Slice => ({
    ...slice,
    name: `${slice.name} [${side}]`,
    operation: "points",
    exchanges,
    maxAgeSeconds,
  });
  if (ageSeconds === undefined) return [ask("any age", ANY_SECONDS)];
  return [
    ask("age allowed", Math.ceil(ageSeconds) + ASIDE_SECONDS),
    ...(ageSeconds > ASIDE_SECONDS
      ? [ask("too old", Math.floor(ageSeconds) - ASIDE_SECONDS)]
      : [ask("too old", Math.max(1, Math.floor(ageSeconds / 2)))]),
  ];
}

/** Reads the recorded list; knows nothing of the action's code. */
export function truthOf(slice: Slice): Truth {
  const read = pointsRead(slice);
  const readMs = read ? dateOf(read.response) : 0;
  const resources = objects(parseObject(read?.response.body ?? "")?.value);
  const points = resources.map(({ properties }) => object(properties));
  const usable = points.filter((point) => isUsable(slice, point, readMs));
  const fulls = usable.filter(({ type }) => type === "Full").map(timeOf);
  const counting = usable.filter(
    (point) => point.type !== "Differential" || fulls.some((full) => full < timeOf(point)),
  );
  const times = counting.map(timeOf).sort((a, b) => b - a);
  const [newest] = times;
  const seen = slice.exchanges.flatMap((exchange) => itemIn(exchange, itemId(slice)) ?? []);
  return {
    item: seen.find((one) => one !== "gone"),
    isAboutItem: resources.every(({ id }) => isUnder(itemId(slice), text(id))),
    times,
    newest,
    ageSeconds: newest === undefined ? undefined : (readMs - newest) / 1_000,
  };
}

/** When a point was made, in milliseconds since 1970; not a number for a chain of logs. */
export function timeOf({ recoveryPointTimeInUTC, recoveryPointTime }: Json): number {
  return Date.parse(text(recoveryPointTimeInUTC) || text(recoveryPointTime));
}

function isUnder(itemId: string, pointId: string): boolean {
  return sameId(pointId.replace(/\/recoveryPoints\/[^/]+$/i, ""), itemId);
}

function isUsable({ workload }: Slice, point: Json, readMs: number): boolean {
  const { isSoftDeleted = false, expiryTime } = object(point.recoveryPointProperties);
  const tiers = objects(point.recoveryPointTierDetails).filter(
    ({ type, status }) => TIERS.includes(type) && STATES.includes(status),
  );
  const isSnapshot = workload === "vm" && tiers.every(({ type }) => SNAPSHOT.includes(type));
  return (
    isSoftDeleted === false &&
    tiers.length > 0 &&
    timeOf(point) <= readMs + AHEAD_MS &&
    !(isSnapshot && Date.parse(text(expiryTime)) <= readMs)
  );
}
