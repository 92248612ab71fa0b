import { type Call, page, param, query } from "./call.ts";
import { parseFilter } from "./filter.ts";
import { itemOf } from "./items-api.ts";
import { type ItemState, itemId, type RecoveryPointState } from "./state.ts";
import { dateTime, parseFilterTime, wholeSecond } from "./time.ts";
import { type EmulatorResponse, invalidInput, json, Refusal, same } from "./wire.ts";
import { isDatabase } from "./workloads.ts";

const FILTER_KEYS = [
  "startDate",
  "endDate",
  "restorePointQueryType",
  "extendedInfo",
  "moveReadyRPOnly",
  "includeSoftDeletedRP",
];
/** Which point types each query type gives; `Log` gives the point in time instead (document). */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  full: ["Full", "CopyOnlyFull"],
  differential: ["Differential"],
  incremental: ["Incremental"],
  fullanddifferential: ["Full", "CopyOnlyFull", "Differential", "Incremental"],
  all: ["Full", "CopyOnlyFull", "Differential", "Incremental"],
  snapshotfull: ["SnapshotFull"],
  snapshotcopyonlyfull: ["SnapshotCopyOnlyFull"],
  log: [],
};
/** The log chain is one point under this name (document). */
const LOG_POINT = "DefaultRangeRecoveryPoint";

/** Lists recovery points, newest first; databases list fulls and differentials unless asked for logs. */
export function listRecoveryPoints(call: Call): EmulatorResponse {
  const item = itemOf(call);
  const wanted = parseFilter(query(call.url, "$filter"), FILTER_KEYS);
  const type = (wanted.get("restorePointQueryType") ?? "FullAndDifferential").toLowerCase();
  const types = QUERIES[type];
  if (!types) throw invalidInput(`unknown restorePointQueryType ${type}`);
  const from = bound(wanted, "startDate") ?? 0;
  const to = bound(wanted, "endDate") ?? Infinity;
  const softDeletedToo = same(wanted.get("includeSoftDeletedRP"), "true");

  const points = item.recoveryPoints
    .filter((point) => !isDatabase(item.workload) || types.includes(point.type))
    .filter((point) => from <= point.time && point.time <= to)
    .filter((point) => !point.softDeleted || softDeletedToo || item.deletedAt !== undefined)
    .sort((left, right) => right.time - left.time)
    .map((point) => pointBody(item, point));
  const logs = type === "log" || type === "all" ? logBody(item, from, to) : [];
  return page(call, [...points, ...logs], (body) => body);
}

/** GET of one recovery point. */
export function getRecoveryPoint(call: Call): EmulatorResponse {
  const item = itemOf(call);
  const id = param(call, "point");
  const point = item.recoveryPoints.find((one) => same(one.id, id));
  const log = same(id, LOG_POINT) ? logBody(item, 0, Infinity)[0] : undefined;
  const body = point ? pointBody(item, point) : log;
  if (!body) {
    throw new Refusal(
      404,
      "BMSUserErrorRecoveryPointNotFound",
      `The recovery point '${id}' does not exist.`,
    );
  }
  return json(body);
}

function resource(item: ItemState, id: string, properties: unknown): unknown {
  return {
    id: `${itemId(item)}/recoveryPoints/${id}`,
    name: id,
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints",
    properties,
  };
}

function pointBody(item: ItemState, point: RecoveryPointState): unknown {
  return resource(item, point.id, {
    ...kindFields(item, point),
    recoveryPointTierDetails: point.tiers,
    recoveryPointProperties: {
      ...(point.expiresAt !== undefined && { expiryTime: dateTime(point.expiresAt) }),
      isSoftDeleted: point.softDeleted,
    },
  });
}

/** Databases write `recoveryPointTimeInUTC` and `type`, the others other names (document). */
function kindFields(item: ItemState, point: RecoveryPointState): Record<string, unknown> {
  if (isDatabase(item.workload)) {
    return {
      objectType: databaseType(item, ""),
      recoveryPointTimeInUTC: wholeSecond(point.time),
      type: point.type,
    };
  }
  return {
    objectType: item.workload === "VM" ? "IaasVMRecoveryPoint" : "AzureFileShareRecoveryPoint",
    recoveryPointType: point.type,
    recoveryPointTime: dateTime(point.time),
    ...(item.workload === "VM" && {
      recoveryPointAdditionalInfo: "",
      isSourceVMEncrypted: false,
      isInstantIlrSessionActive: false,
      isManagedVirtualMachine: true,
      originalStorageAccountOption: false,
    }),
  };
}

function logBody(item: ItemState, from: number, to: number): unknown[] {
  const ranges = item.logRanges.filter((range) => range.to >= from && range.from <= to);
  if (ranges.length === 0) return [];
  const properties = {
    objectType: databaseType(item, "PointInTime"),
    type: "Log",
    timeRanges: ranges.map((range) => ({
      startTime: wholeSecond(range.from),
      endTime: wholeSecond(range.to),
    })),
  };
  return [resource(item, LOG_POINT, properties)];
}

function databaseType(item: ItemState, middle: "" | "PointInTime"): string {
  const kind =
    { SQLDataBase: "SQL", SAPHanaDatabase: "SAPHana" }[item.workload as string] ?? "SAPAse";
  return `AzureWorkload${kind}${middle}RecoveryPoint`;
}

function bound(wanted: Map<string, string>, key: string): number | undefined {
  const text = wanted.get(key);
  if (text === undefined) return undefined;
  const ms = parseFilterTime(text);
  if (ms === undefined)
    throw invalidInput(`${key} must be written as yyyy-MM-dd hh:mm:ss AM, in UTC`);
  return ms;
}
