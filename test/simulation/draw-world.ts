import { isDatabase } from "../emulator/workloads.ts";
import type { Draw } from "./random.ts";
import {
  type Operation,
  type SceneItem,
  type ScenePoint,
  type SceneVault,
  type SceneWorkload,
  STATES,
  type StartState,
} from "./scene.ts";

const NAMES = ["payroll", "Crm", "orders", "erp"] as const;
const DAY_MIN = 24 * 60;
const GUARDED = [
  "protectedItems/delete",
  "protectedItems/write",
  "protectedItems/write#stopProtectionWithRetainData",
] as const;

/** The vault's settings. */
export function drawVault(draw: Draw, operation: Operation): SceneVault {
  const softDelete = draw.weighted([
    [8, "Enabled"],
    [2, "AlwaysON"],
    [3, "Disabled"],
    [1, undefined],
    [1, "Paused"],
  ]);
  const readsOff = softDelete === undefined || softDelete === "Disabled";
  return {
    softDelete,
    ...(readsOff && draw.chance(0.4) && { softDeleteEnforced: true }),
    immutability: draw.weighted([
      [operation === "suspend-backups" ? 2 : 10, undefined],
      [2, "Disabled"],
      [operation === "suspend-backups" ? 8 : 1, "Unlocked"],
      [operation === "suspend-backups" ? 4 : 1, "Locked"],
      [0.5, "Sealed"],
    ]),
    mua: draw.chance(0.2),
    guardElsewhere: draw.chance(0.4),
    guarded: GUARDED.filter(() => draw.chance(0.75)),
    unreadable: draw.chance(0.06),
  };
}

/** States from which an operation goes on. */
export function goodStates(operation: Operation): readonly StartState[] {
  switch (operation) {
    case "resume-protection":
      return ["ProtectionStopped", "BackupsSuspended", "ProtectionError"];
    case "undelete":
      return ["SoftDeleted"];
    case "stop-protection-delete-data":
      return ["Protected", "ProtectionStopped", "IRPending"];
    default:
      return ["Protected", "IRPending", "ProtectionError"];
  }
}

/** The items of the vault: the one that is meant first, then twins and neighbours. */
export function drawItems(draw: Draw, operation: Operation, calm: boolean): readonly SceneItem[] {
  const workload = draw.weighted<SceneWorkload>([
    [5, "SQLDataBase"],
    [3, "SAPHanaDatabase"],
    [1, "SAPAseDatabase"],
    [4, "VM"],
    [3, "AzureFileShare"],
  ]);
  const first = drawItem(draw, {
    operation,
    workload,
    name: draw.pick(NAMES),
    host: 0,
    good: 0.75,
    calm,
  });
  const kind = draw.weighted([
    [4, "alone"],
    [3, "neighbour"],
    [2, "twin"],
    [2, "deleted twin"],
    [workload === "SQLDataBase" ? 2 : 0, "namesake"],
    [1, "another kind"],
  ] as const);
  // An availability group and a server of one name, of which one may be deleted.
  const items = [kind === "namesake" ? { ...first, inGroup: true } : first];
  const more = kind === "alone" ? 0 : draw.chance(0.1) ? draw.whole(3, 6) : draw.whole(1, 2);
  for (let host = 1; host <= more; host++) {
    const twin = kind !== "alone" && kind !== "neighbour" && kind !== "another kind";
    const other = drawItem(draw, {
      operation,
      workload:
        kind === "another kind" ? draw.pick(["SQLDataBase", "VM", "AzureFileShare"]) : workload,
      name: twin
        ? first.name
        : (NAMES[(NAMES.indexOf(first.name as "erp") + host) % NAMES.length] ?? "erp"),
      host,
      good: 0.6,
      calm,
    });
    items.push(placed(draw, kind, other));
  }
  return items;
}

/** An item beside the first, as the kind of its relation has it. */
function placed(draw: Draw, kind: string, item: SceneItem): SceneItem {
  if (kind === "deleted twin") return { ...item, state: "SoftDeleted" };
  if (kind !== "namesake") return item;
  const named = { ...item, inGroup: false, ...(item.host === 1 && { server: "sales-ag0" }) };
  return draw.chance(0.4) ? { ...named, state: "SoftDeleted" } : named;
}

interface ItemWish {
  readonly operation: Operation;
  readonly workload: SceneWorkload;
  readonly name: string;
  readonly host: number;
  /** How likely its state lets the operation go on. */
  readonly good: number;
  readonly calm: boolean;
}

function drawItem(
  draw: Draw,
  { operation, workload, name, host, good, calm }: ItemWish,
): SceneItem {
  const state = draw.chance(good) ? draw.pick(goodStates(operation)) : draw.pick(STATES);
  const enhanced = workload === "VM" && draw.chance(0.3);
  const points = state === "IRPending" ? [] : drawPoints(draw, workload, operation);
  return {
    workload,
    host,
    name,
    inGroup: workload === "SQLDataBase" && draw.chance(0.2),
    enhanced,
    state,
    policy: `${enhanced ? "Enhanced" : workload}${drawPresent(draw, workload)}`,
    points,
    logs: isDatabase(workload) && points.length > 0 ? drawLogs(draw, points) : [],
    lastBackup: draw.weighted([
      [calm ? 12 : 8, "well"],
      [1, "failed"],
      [isDatabase(workload) ? 0 : 1, "warned"],
    ] as const),
  };
}

/** Which of its policies an item has: mostly the base. */
function drawPresent(draw: Draw, workload: SceneWorkload): string {
  return draw.weighted([
    [16, "Base"],
    [1, "Long"],
    [1.5, "Odd"],
    [isDatabase(workload) ? 1.5 : 0, "Twofold"],
  ]);
}

/** Newest first. Verifications want every kind of list; other operations hardly look at it. */
function drawPoints(
  draw: Draw,
  workload: SceneWorkload,
  operation: Operation,
): readonly ScenePoint[] {
  const newest = draw.pick([12, 45, 58, 70, 200, 500, 1_400, 1_500, 9_000]);
  const count = operation === "verify-backup" ? draw.whole(1, 4) : 2;
  const gap = draw.pick([60, DAY_MIN, 7 * DAY_MIN]);
  const points: ScenePoint[] = [];
  for (let index = 0; index < count; index++) {
    points.push(drawPoint(draw, workload, newest + index * gap));
  }
  if (draw.chance(0.08)) points.unshift({ ...drawPoint(draw, workload, -30) });
  const oldest = draw.pick([20, 200, 900]) * DAY_MIN;
  if (draw.chance(0.5))
    points.push({ ...drawPoint(draw, workload, oldest), type: typesOf(workload)[0] ?? "" });
  return points;
}

function typesOf(workload: SceneWorkload): readonly string[] {
  if (workload === "VM") return ["CrashConsistent", "AppConsistent"];
  return isDatabase(workload) ? ["Full", "Full", "Differential"] : ["FileSystemConsistent"];
}

function drawPoint(draw: Draw, workload: SceneWorkload, ageMin: number): ScenePoint {
  const share = workload === "AzureFileShare";
  const usual = share ? "InstantRP" : "HardenedRP";
  const tiers = draw.weighted<ScenePoint["tiers"]>([
    [
      10,
      workload === "VM"
        ? [
            ["InstantRP", "Valid"],
            ["HardenedRP", "Valid"],
          ]
        : [[usual, "Valid"]],
    ],
    [1, [[usual, "Invalid"]]],
    [1, [[usual, "Deleted"]]],
    [0.5, [["ArchivedRP", "Valid"]]],
    [0.5, [["ArchivedRP", "Rehydrated"]]],
    [workload === "VM" ? 2 : 0, [["InstantRP", "Valid"]]],
  ]);
  const job = draw.weighted([
    [9, "Completed"],
    [1, "CompletedWithWarnings"],
    [1, "Failed"],
    [2, undefined],
  ]);
  return {
    ageMin,
    type: draw.pick(typesOf(workload)),
    tiers,
    // Nothing tells that a share's is (recordings).
    ...(draw.chance(0.08) && workload !== "AzureFileShare" && { softDeleted: true }),
    ...(draw.chance(isSnapshot(tiers) ? 0.6 : 0.2) && {
      expiresInMin: draw.pick([-10_000, -60, 3, 600]),
    }),
    ...(!isDatabase(workload) && ageMin >= 0 && ageMin < 10 * DAY_MIN && job && { job }),
  };
}

/** Whether a point is gone with its snapshot. */
function isSnapshot(tiers: ScenePoint["tiers"]): boolean {
  return tiers.every(([type]) => type === "InstantRP");
}

function drawLogs(
  draw: Draw,
  points: readonly ScenePoint[],
): readonly (readonly [number, number])[] {
  const oldest = Math.max(...points.map(({ ageMin }) => ageMin));
  return draw.weighted<readonly (readonly [number, number])[]>([
    [4, []],
    [5, [[Math.max(200, Math.min(oldest + 10, 15 * DAY_MIN)), draw.pick([8, 20, 50, 130])]]],
    [1, [[300, 12]]],
    [
      1,
      [
        [5 * DAY_MIN, 3 * DAY_MIN],
        [DAY_MIN, 15],
      ],
    ],
    [0.5, [[300, -40]]],
  ]);
}
