import { type EmulatorResponse, invalidInput, json, Refusal, same } from "../server/wire.ts";
import { type Call, page, param, query } from "./call.ts";
import { parseFilter, timeIn } from "./filter.ts";
import { itemOf } from "./items-api.ts";
import { listedLogs, listedPoints, shownExpiry, tiersOf } from "./point-life.ts";
import { type ItemState, itemId, type RecoveryPointState } from "./state.ts";
import { dateTime, hours, milliseconds, wholeSecond, wholeSecondLong } from "./time.ts";
import { isDatabase, isInstance, type Workload } from "./workloads.ts";

const FILTER_KEYS = [
  "startDate",
  "endDate",
  "restorePointQueryType",
  "extendedInfo",
  "moveReadyRPOnly",
  "includeSoftDeletedRP",
];
/** Which point types each query type gives; `Log` gives the chain of logs instead (recording). */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  full: ["Full", "CopyOnlyFull"],
  differential: ["Differential"],
  incremental: ["Incremental"],
  fullanddifferential: ["Full", "CopyOnlyFull", "Differential", "Incremental"],
  all: [
    ...["Full", "CopyOnlyFull", "Differential", "Incremental"],
    ...["SnapshotFull", "SnapshotCopyOnlyFull"],
  ],
  snapshotfull: ["SnapshotFull"],
  snapshotcopyonlyfull: ["SnapshotCopyOnlyFull"],
  log: [],
};
/** The log chain is one point under this name (recording). */
const LOG_POINT = "DefaultRangeRecoveryPoint";
/** Until here, and again in old versions, a point lacks its properties (recording: points just made). */
export const PROPERTIES_AFTER_MS = hours(2);
const PROPERTIES_SINCE = "2023-01-01";
/** Older versions write tiers and their states as numbers, in this order (recording, document). */
const WORDS_SINCE = "2021-11-15";
const TIERS = ["Invalid", "InstantRP", "HardenedRP", "ArchivedRP"];
const STATES = ["Invalid", "Valid", "Disabled", "Deleted", "Rehydrated"];

/** Lists recovery points, newest first; a database's chain of logs comes last in the same list (recording). */
export function listRecoveryPoints(call: Call): EmulatorResponse {
  const item = itemOf(call);
  const wanted = parseFilter(query(call.url, "$filter"), FILTER_KEYS);
  const type = (wanted.get("restorePointQueryType") ?? "All").toLowerCase();
  const types = QUERIES[type];
  if (!types) throw invalidInput(`unknown restorePointQueryType ${type}`);
  const from = timeIn(wanted, "startDate") ?? 0;
  const to = timeIn(wanted, "endDate") ?? Infinity;
  const softDeletedToo = same(wanted.get("includeSoftDeletedRP"), "true");

  const now = call.service.now();
  const points = listedPoints(item, now)
    .filter((point) => !isDatabase(item.workload) || types.includes(point.type))
    .filter((point) => from <= point.time && point.time <= to)
    .filter((point) => !point.softDeleted || softDeletedToo || item.deletedAt !== undefined)
    .sort((left, right) => right.time - left.time)
    .map((point) => pointBody(call, item, point));
  const isLog = hasLogs(item) && (type === "log" || type === "all");
  const logs = isLog ? [logBody(item, now, { from, to })] : [];
  return page(call, [...points, ...logs], (body) => body);
}

/** GET of one recovery point. */
export function getRecoveryPoint(call: Call): EmulatorResponse {
  const item = itemOf(call);
  const id = param(call, "point");
  const now = call.service.now();
  const point = listedPoints(item, now).find((one) => same(one.id, id));
  const isLog = hasLogs(item) && same(id, LOG_POINT);
  const log = isLog ? logBody(item, now, { from: 0, to: Infinity }) : undefined;
  const body = point ? pointBody(call, item, point) : log;
  if (!body) {
    throw new Refusal(
      404,
      "BMSUserErrorRecoveryPointNotFound",
      `The recovery point '${id}' does not exist.`,
    );
  }
  return json(body);
}

/** An instance that is snapshotted has none (document). */
function hasLogs({ workload }: ItemState): boolean {
  return isDatabase(workload) && !isInstance(workload);
}

function resource(item: ItemState, id: string, properties: unknown): unknown {
  return {
    id: `${itemId(item)}/recoveryPoints/${id}`,
    name: id,
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints",
    properties,
  };
}

function pointBody(call: Call, item: ItemState, point: RecoveryPointState): unknown {
  const isArchived = point.tiers.some(({ type }) => type === "ArchivedRP");
  return resource(item, point.id, {
    ...kindFields(item, point),
    recoveryPointTierDetails: tierDetails(call, item, point),
    ...(item.workload !== "AzureFileShare" && {
      recoveryPointMoveReadinessInfo: isArchived ? MOVED : NOT_MOVABLE,
    }),
    ...propertiesOf(call, item, point),
  });
}

const NOT_MOVABLE = {
  ArchivedRP: {
    isReadyForMove: false,
    additionalInfo: "It is not known yet whether it can be moved.",
  },
};

const MOVED = {
  ArchivedRP: {
    isReadyForMove: false,
    additionalInfo: "It has been moved to the archive already.",
  },
};

function tierDetails(call: Call, item: ItemState, point: RecoveryPointState): unknown {
  const tiers = tiersOf(point, call.service.now());
  const byNumber = item.vault.numbersTiers ?? call.apiVersion < WORDS_SINCE;
  return tiers.map(({ type, status, rehydratedUntil }) => ({
    type: byNumber ? TIERS.indexOf(type) : type,
    status: byNumber ? STATES.indexOf(status) : status,
    ...(rehydratedUntil !== undefined && {
      extendedInfo: { RehydratedRPExpiryTime: dateTime(rehydratedUntil) },
    }),
  }));
}

/** Only newer versions have them, and not of points just made nor of shares (recording). */
function propertiesOf(call: Call, item: ItemState, point: RecoveryPointState): object {
  const now = call.service.now();
  const isNew = !point.softDeleted && now - point.time < PROPERTIES_AFTER_MS;
  if (call.apiVersion < PROPERTIES_SINCE || isNew || item.workload === "AzureFileShare") return {};
  const expiry = shownExpiry(point, now);
  return {
    recoveryPointProperties: {
      ...(expiry !== undefined && { expiryTime: wholeSecondLong(expiry) }),
      ruleName: point.ruleName ?? "Daily",
      isSoftDeleted: point.softDeleted,
    },
  };
}

/** Databases write `recoveryPointTimeInUTC` and `type`, the others other names (recording). */
function kindFields(item: ItemState, point: RecoveryPointState): Record<string, unknown> {
  if (isDatabase(item.workload)) {
    return {
      objectType: databaseType(item, ""),
      recoveryPointTimeInUTC: item.workload.startsWith("SAP")
        ? milliseconds(point.time)
        : wholeSecond(point.time),
      // Azure knows no type of point for a copy-only full (document).
      type: point.type.replace("CopyOnlyFull", "Full"),
    };
  }
  return {
    objectType: item.workload === "VM" ? "IaasVMRecoveryPoint" : "AzureFileShareRecoveryPoint",
    recoveryPointType: point.type,
    recoveryPointTime: item.workload === "VM" ? dateTime(point.time) : wholeSecond(point.time),
    ...(item.workload === "AzureFileShare" && {
      fileShareSnapshotUri: `https://${item.container.split(";").at(-1)}.file.core.windows.net/${item.friendlyName}?sharesnapshot=${dateTime(point.time)}`,
      recoveryPointSizeInGB: 0,
    }),
    ...(item.workload === "VM" && {
      recoveryPointAdditionalInfo: "",
      isSourceVMEncrypted: false,
      isInstantIlrSessionActive: false,
      isManagedVirtualMachine: true,
      originalStorageAccountOption: false,
    }),
  };
}

/** It is listed without any range too, as of a database in simple recovery (recording). */
function logBody(item: ItemState, now: number, between: { from: number; to: number }): unknown {
  const ranges = listedLogs(item, now).filter(
    (range) => range.to >= between.from && range.from <= between.to,
  );
  const properties = {
    objectType: databaseType(item, "PointInTime"),
    type: "Log",
    timeRanges: ranges.map((range) => ({
      startTime: wholeSecond(range.from),
      endTime: wholeSecond(range.to),
    })),
  };
  return resource(item, LOG_POINT, properties);
}

function databaseType(item: ItemState, middle: "" | "PointInTime"): string {
  // Those of SAP ASE do not name it (recording).
  const kinds: Readonly<Partial<Record<Workload, string>>> = {
    SQLDataBase: "SQL",
    SQLInstance: "SQL", // assumed
    SAPHanaDatabase: "SAPHana",
    SAPHanaDBInstance: "SAPHana", // assumed
  };
  const kind = kinds[item.workload] ?? "";
  return `AzureWorkload${kind}${middle}RecoveryPoint`;
}
