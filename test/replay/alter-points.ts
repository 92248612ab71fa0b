import type { Alteration } from "./alter.ts";
import { itemId, sameId } from "./item.ts";
import { type Json, object, objects, parseObject, text } from "./json.ts";
import { pointsRead, timeOf, truthOf } from "./points.ts";
import { dateOf } from "./series.ts";
import type { Exchange, Slice } from "./slice.ts";

const DAY_MS = 86_400_000;
const SNAPSHOT_ONLY = [{ type: "InstantRP", status: "Valid" }];

/** How each alteration rewrites the properties of a recovery point. */
const POINTS: Readonly<Record<string, (point: Json, slice: Slice) => Json>> = {
  "tier-deleted": (point) => ({
    ...point,
    recoveryPointTierDetails: objects(point.recoveryPointTierDetails).map((tier) => ({
      ...tier,
      status: typeof tier.status === "number" ? 3 : "Deleted",
    })),
  }),
  "point-without-tier": ({ recoveryPointTierDetails: _, ...point }) => point,
  "point-soft-deleted": (point) => withProperties(point, { isSoftDeleted: true }),
  "soft-delete-unreadable": (point) => withProperties(point, { isSoftDeleted: "true" }),
  "point-older": (point, slice) => moved(point, -2_000 * (slice.maxAgeSeconds ?? 0)),
  "point-in-the-future": (point, slice) => moved(point, readAt(slice) + DAY_MS - timeOf(point)),
};

/**
 * A copy of a recorded list of recovery points that must not open the gate; undefined where the
 * recording itself does not, or where the alteration has nothing to bite on.
 */
export function alterPoints(slice: Slice, how: Alteration): Slice | undefined {
  const { newest, ageSeconds } = truthOf(slice);
  const isFresh = ageSeconds !== undefined && ageSeconds <= (slice.maxAgeSeconds ?? 0);
  if (newest === undefined || !isFresh) return undefined;
  const rewrite = POINTS[how];
  if (rewrite) return withPoints(slice, (point) => rewrite(point, slice));
  switch (how) {
    case "snapshot-expired": {
      if (slice.workload !== "vm") return undefined;
      const expiryTime = new Date(newest + 1_000).toISOString();
      return withPoints(slice, (point) => ({
        ...withProperties(point, { expiryTime, isSoftDeleted: false }),
        recoveryPointTierDetails: SNAPSHOT_ONLY,
      }));
    }
    case "points-of-another-item":
      return withBodies(
        slice,
        (exchange) => exchange === pointsRead(slice),
        (body) =>
          body.replaceAll(
            /\/protectedItems\/[^/"]+\/recoveryPoints\//g,
            "/protectedItems/other/recoveryPoints/",
          ),
      );
    case "last-backup-failed": {
      const isDatabase = ["sql", "hana", "ase"].includes(slice.workload);
      return withItem(slice, {
        lastBackupStatus: isDatabase ? "Unhealthy" : "Failed",
        lastBackupTime: new Date(readAt(slice)).toISOString(),
      });
    }
    case "item-soft-deleted":
      return withItem(slice, { isScheduledForDeferredDelete: true });
    default:
      return undefined;
  }
}

/** When the list was read, in milliseconds since 1970. */
function readAt(slice: Slice): number {
  const read = pointsRead(slice);
  return read ? dateOf(read.response) : 0;
}

function withProperties(point: Json, changes: Json): Json {
  return {
    ...point,
    recoveryPointProperties: { ...object(point.recoveryPointProperties), ...changes },
  };
}

/** The point as if it had been made `ms` milliseconds later; a chain of logs stays as it is. */
function moved(point: Json, ms: number): Json {
  const name = "recoveryPointTime" in point ? "recoveryPointTime" : "recoveryPointTimeInUTC";
  if (!(name in point)) return point;
  return { ...point, [name]: new Date(timeOf(point) + ms).toISOString() };
}

function withPoints(slice: Slice, change: (point: Json) => Json): Slice {
  return withBodies(
    slice,
    (exchange) => exchange === pointsRead(slice),
    (body) =>
      JSON.stringify({
        value: objects(parseObject(body)?.value).map((resource) => {
          const point = object(resource.properties);
          return { ...resource, properties: "timeRanges" in point ? point : change(point) };
        }),
      }),
  );
}

/** The item as it is read, alone or in a list, with other properties. */
function withItem(slice: Slice, changes: Json): Slice {
  const change = (resource: Json): Json =>
    sameId(text(resource.id), itemId(slice))
      ? { ...resource, properties: { ...object(resource.properties), ...changes } }
      : resource;
  return withBodies(
    slice,
    ({ phase }) => phase === "pre",
    (body) => {
      const seen = parseObject(body) ?? {};
      return JSON.stringify(
        "value" in seen ? { value: objects(seen.value).map(change) } : change(seen),
      );
    },
  );
}

function withBodies(
  slice: Slice,
  concerns: (exchange: Exchange) => boolean,
  change: (body: string) => string,
): Slice {
  const exchanges = slice.exchanges.map((exchange) => {
    if (!concerns(exchange)) return exchange;
    const { response } = exchange;
    return { ...exchange, response: { ...response, body: change(response.body) } };
  });
  return { ...slice, exchanges };
}
