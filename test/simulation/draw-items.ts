import { isDatabase, isInstance, type Workload } from "../emulator/vault/workloads.ts";
import { drawLogs, drawPoints } from "./draw-points.ts";
import { goodStates } from "./draw-world.ts";
import type { Draw } from "./random.ts";
import { type Operation, type SceneItem, STATES, type StartState } from "./scene.ts";

const NAMES: readonly string[] = ["payroll", "Crm", "orders", "erp"];
/** What SQL Server allows as well, and a URL or a path does not hold as it is. */
const ODD_NAMES = ["sales/2026", "50% off", "crm%20old", "erp/orders"] as const;
/** The group that several databases may be in, or seem to be. */
const GROUP = "sales-ag0";

/** How the items of a vault are related to the first one. */
type Relation =
  | "alone"
  | "neighbour"
  | "twin"
  | "deleted twin"
  | "namesake"
  | "other cluster"
  | "beside"
  | "another kind";

interface Wish {
  readonly operation: Operation;
  readonly calm: boolean;
}

/** The items of the vault: the one that is meant first, then twins and neighbours. */
export function drawItems(draw: Draw, operation: Operation, calm: boolean): readonly SceneItem[] {
  const workload = draw.weighted<Workload>([
    [5, "SQLDataBase"],
    [3, "SAPHanaDatabase"],
    [1, "SAPAseDatabase"],
    [4, "VM"],
    [3, "AzureFileShare"],
  ]);
  const sql = workload === "SQLDataBase";
  const relation = draw.weighted<Relation>([
    [4, "alone"],
    [3, "neighbour"],
    [2, "twin"],
    [2, "deleted twin"],
    [sql ? 2 : 0, "namesake"],
    [sql ? 1 : 0, "other cluster"],
    [sql || workload === "SAPHanaDatabase" ? 1.5 : 0, "beside"],
    [1, "another kind"],
  ]);
  const name = sql && draw.chance(0.08) ? draw.pick(ODD_NAMES) : draw.pick(NAMES);
  const wish = { operation, calm };
  const drawn = drawItem(draw, wish, { workload, name, host: 0, good: 0.75 });
  const first = asFirst(draw, relation, drawn);
  const more = relation === "alone" ? 0 : draw.chance(0.1) ? draw.whole(3, 6) : draw.whole(1, 2);
  const others = Array.from({ length: more }, (_, index) => {
    const host = index + 1;
    const isTwin = !["neighbour", "another kind", "beside"].includes(relation);
    const other = drawItem(draw, wish, {
      workload:
        relation === "another kind" ? draw.pick(["SQLDataBase", "VM", "AzureFileShare"]) : workload,
      name: isTwin ? first.name : nextName(first.name, host),
      host,
      good: operation === "verify-backup" ? 0.5 : 0.6,
    });
    return placed(draw, relation, other, first);
  });
  return [first, ...others];
}

function nextName(name: string, by: number): string {
  const index = NAMES.indexOf(name);
  return NAMES[(index + by) % NAMES.length] ?? "erp";
}

/** The first item, as its relation to the others has it: of groups of one name each is on a cluster of its own. */
function asFirst(draw: Draw, relation: Relation, item: SceneItem): SceneItem {
  switch (relation) {
    case "namesake":
      return { ...item, inGroup: true };
    case "other cluster":
      return { ...item, inGroup: true, server: GROUP };
    case "beside":
      return draw.chance(0.25) ? asBeside(draw, item) : { ...item, inGroup: false };
    default:
      return item;
  }
}

/** An item beside the first. */
function placed(draw: Draw, relation: Relation, item: SceneItem, first: SceneItem): SceneItem {
  switch (relation) {
    case "deleted twin":
      return { ...item, state: "SoftDeleted" };
    // An availability group and a server of one name, of which one may be deleted.
    case "namesake": {
      const named = { ...item, inGroup: false, ...(item.host === 1 && { server: GROUP }) };
      return draw.chance(0.4) ? { ...named, state: "SoftDeleted" } : named;
    }
    case "other cluster":
      return { ...item, inGroup: true, server: GROUP };
    case "beside": {
      const isNear = item.host === 1 && !isInstance(first.workload);
      return asBeside(draw, isNear ? { ...item, host: 0 } : item);
    }
    default:
      return item;
  }
}

/** An instance that is snapshotted as a whole, or a database that is part of one. */
function asBeside(draw: Draw, item: SceneItem): SceneItem {
  if (draw.chance(0.5)) return { ...item, inGroup: false, underInstance: true };
  const isSql = item.workload === "SQLDataBase";
  const workload = isSql ? "SQLInstance" : "SAPHanaDBInstance";
  return {
    ...item,
    inGroup: false,
    workload,
    name: isSql ? "MSSQLSERVER" : "HDB00",
    policy: `${workload}Base`,
    logs: [],
    points: item.points.map((point) => ({ ...point, type: "SnapshotFull" })),
  };
}

interface Kind {
  readonly workload: Workload;
  readonly name: string;
  readonly host: number;
  /** How likely its state lets the operation go on. */
  readonly good: number;
}

function drawItem(
  draw: Draw,
  { operation, calm }: Wish,
  { workload, name, host, good }: Kind,
): SceneItem {
  const state = draw.chance(good)
    ? draw.pick(goodStates(operation))
    : draw.pick<StartState>(operation === "verify-backup" ? VERIFIED : STATES);
  const enhanced = workload === "VM" && draw.chance(operation === "resume-protection" ? 0.6 : 0.35);
  const points = state === "IRPending" ? [] : drawPoints(draw, workload, operation);
  const reads = operation === "verify-backup" || operation === "list-items";
  return {
    ...{ workload, host, name, enhanced, state, points },
    inGroup: workload === "SQLDataBase" && draw.chance(0.2),
    ...(enhanced && draw.chance(0.35) && { silent: true }),
    ...(reads &&
      workload !== "AzureFileShare" &&
      draw.chance(0.15) && { health: workload === "VM" ? "ActionRequired" : "NotReachable" }),
    policy: `${enhanced ? "Enhanced" : workload}${drawPresent(draw, workload)}`,
    logs: isDatabase(workload) && points.length > 0 ? drawLogs(draw, points) : [],
    lastBackup: draw.weighted([
      [calm ? 12 : 8, "well"],
      [1, "failed"],
      [isDatabase(workload) ? 0 : 1, "warned"],
    ] as const),
  };
}

/** What `ignore-stopped` leaves out comes more often to a verification. */
const VERIFIED: readonly StartState[] = [
  ...STATES,
  "ProtectionStopped",
  "ProtectionStopped",
  "BackupsSuspended",
];

/** Which of its policies an item has: mostly the base. */
function drawPresent(draw: Draw, workload: Workload): string {
  return draw.weighted([
    [16, "Base"],
    [1, "Long"],
    [1.5, "Odd"],
    [isDatabase(workload) && !isInstance(workload) ? 1.5 : 0, "Twofold"],
    [workload === "AzureFileShare" ? 9 : 0, "Vaulted"],
  ]);
}
