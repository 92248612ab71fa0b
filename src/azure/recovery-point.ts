import { at, list, text, time } from "../json.ts";

/** One recovery point, or the range of times that a chain of logs can restore to. */
export interface RecoveryPoint {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `Full`, `Differential`, `Log`, …; VMs and shares write words such as `AppConsistent`. */
  readonly type: string;
  /** `InstantRP`, `HardenedRP` or `ArchivedRP`, several joined; "" where Azure names none. */
  readonly tier: string;
  /** Whether it can be restored from: neither soft-deleted nor expired, with a tier that holds data. */
  readonly usable: boolean;
  /** For a chain of logs: where it begins, in milliseconds since 1970. */
  readonly rangeStart?: number;
}

/** Tier states that can be restored from (documents). */
const HOLDS_DATA = ["valid", "rehydrated"];

/**
 * Reads recovery points; `now` is in milliseconds since 1970. From documents, no recording shows one:
 * databases write `recoveryPointTimeInUTC` and `type`, VMs and shares `recoveryPointTime` and
 * `recoveryPointType`; a chain of logs is one resource with `timeRanges`.
 */
export function readRecoveryPoints(resource: unknown, now: number): readonly RecoveryPoint[] {
  const properties = at(resource, "properties");
  const tiers = list(at(properties, "recoveryPointTierDetails")).map((tier) => ({
    type: text(at(tier, "type")),
    status: text(at(tier, "status")).toLowerCase(),
  }));
  const holding = tiers.filter(({ status }) => HOLDS_DATA.includes(status));
  const expiry = time(at(properties, "recoveryPointProperties", "expiryTime"));
  const common = {
    id: text(at(resource, "name")),
    type: text(at(properties, "type")) || text(at(properties, "recoveryPointType")),
    tier: holding.map(({ type }) => type).join(", "),
    usable:
      at(properties, "recoveryPointProperties", "isSoftDeleted") !== true &&
      (expiry === undefined || expiry > now) &&
      (tiers.length === 0 || holding.length > 0),
  };

  const ranges = list(at(properties, "timeRanges")).flatMap((range) => {
    const [start, end] = [time(at(range, "startTime")), time(at(range, "endTime"))];
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
  if (ranges.length > 0) {
    return ranges.map(({ start, end }) => ({
      ...common,
      type: "Log",
      time: end,
      rangeStart: start,
    }));
  }
  const taken =
    time(at(properties, "recoveryPointTimeInUTC")) ?? time(at(properties, "recoveryPointTime"));
  return taken === undefined ? [] : [{ ...common, time: taken }];
}
