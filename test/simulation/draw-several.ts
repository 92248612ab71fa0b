import { isDatabase, isInstance, type Workload } from "../emulator/vault/workloads.ts";
import { drawDeeds } from "./draw-deeds.ts";
import { drawInputs } from "./draw-inputs.ts";
import { drawLines } from "./draw-lines.ts";
import { drawPoints } from "./draw-points.ts";
import { drawPolicies } from "./draw-policies.ts";
import { goodStates } from "./draw-world.ts";
import { type Draw, drawFrom } from "./random.ts";
import {
  asksForPoints,
  backsUp,
  type Operation,
  type Scene,
  type SceneItem,
  type SceneJob,
  STATES,
  type StartState,
} from "./scene.ts";

/** How often a step that writes is about several items. */
const SEVERAL = 0.24;
/** Draws about several items do not disturb those of the scene. */
const OTHER_SEED = 0x51ce_11a5;

/** The scene as it is, or one like it about several items. */
export function withSeveral(scene: Scene, isWrite: boolean): Scene {
  const draw = drawFrom(scene.seed ^ OTHER_SEED);
  if (!isWrite || scene.wrong || !draw.chance(SEVERAL)) return scene;
  const { operation, weather, vault } = scene;
  const meantCount = drawCount(draw);
  // Beside few items there is seldom another one.
  const others = meantCount === 3 ? 0 : Number(draw.chance(0.3));
  const items = drawCrowd(draw, scene, meantCount + others);
  const meant = Array.from({ length: meantCount }, (_, index) => index);
  const policies = drawPolicies(draw, items);
  const jobs = drawCompany(draw, operation, items);
  const wish = { operation, items, meant, policies, jobs, vault, weather };
  const { inputs, wrong } = drawInputs(draw, wish);
  const lines = drawLines(draw, { operation, items, meant, vault });
  const rough = weather === "rough";
  const isCut = rough && draw.chance(0.15);
  return {
    ...scene,
    ...{ items, meant, policies, jobs },
    wrong,
    inputs: { ...plainly(inputs, draw), ...lines, ...drawLimits(draw, meantCount) },
    ...drawTurns(draw, scene, meantCount),
    ...(weather !== "fading" && draw.chance(0.3) && { quota: draw.pick([149, 100]) }),
    pageSize: draw.pick([200, 200, 10, 3]),
    faults: scene.faults.map((fault) => ({
      ...fault,
      skip: draw.chance(0.5) ? fault.skip : fault.skip + draw.whole(0, meantCount),
    })),
    deeds: rough ? drawDeeds(draw, operation, items, meant) : [],
    cancelAtMs: isCut ? draw.whole(100, draw.pick([5_000, 60_000, 600_000])) : scene.cancelAtMs,
  };
}

/** The inputs as they are drawn, but for mistakes that a step about one item makes often enough. */
function plainly(inputs: Readonly<Record<string, string>>, draw: Draw): Record<string, string> {
  const { "workload-type": type, ...others } = inputs;
  const rest = type !== undefined && draw.chance(0.2) ? inputs : others;
  return { ...rest };
}

function drawCount(draw: Draw): number {
  return draw.weighted([
    [50, 2],
    [30, 3],
    [10, draw.whole(4, 7)],
    [6, draw.whole(7, 15)],
    [1, draw.whole(16, 40)],
  ]);
}

/** How the operation of one item goes, the first or a later one; many items want trouble more often. */
function drawTurns(
  draw: Draw,
  { turn, weather, operation }: Scene,
  count: number,
): Pick<Scene, "turn" | "turnAfter"> {
  const turnAfter = draw.chance(0.6) ? 0 : draw.whole(0, count - 1);
  const isTroubled = weather === "rough" && count >= MANY && draw.chance(0.75);
  if (!isTroubled) return { turn, turnAfter };
  // Only a backup's own document says more of it than a list does.
  if (backsUp(operation) && draw.chance(0.7)) return { turn: { jobStatus: "Failed" }, turnAfter };
  const odd = draw.pick<Scene["turn"]>([
    { itemUnchanged: true },
    { jobStatus: "Failed" },
    { movedInVain: true },
    { jobHiddenSeconds: draw.pick([60, 115, 600]) },
  ]);
  return { turn: odd, turnAfter };
}

/** From so many items on the lists tell what becomes of them. */
const MANY = 6;

/** How many at once, how many at all, and what a failure means for the others. */
function drawLimits(draw: Draw, count: number): Record<string, string> {
  const parallel = draw.weighted([
    [count < MANY ? 4 : 20, ""],
    [3, "1"],
    [3, "2"],
    [1, "3"],
    [1, "6"],
    [1, "50"],
  ]);
  const most = draw.weighted([
    [10, ""],
    [1, String(count)],
    [0.4, String(count - 1)],
    [1, "200"],
  ]);
  return {
    ...(parallel !== "" && { "max-parallel": parallel }),
    ...(most !== "" && { "max-items": most }),
    ...(draw.chance(0.35) && { "fail-fast": "true" }),
  };
}

/** Items of mostly one kind on few hosts; some bear one name, some are in the state that is asked for. */
function drawCrowd(draw: Draw, { items, operation }: Scene, count: number): readonly SceneItem[] {
  const [first] = items;
  const drawn = first === undefined || isInstance(first.workload) ? "SQLDataBase" : first.workload;
  // Who asks for an odd kind gets it only by its id.
  const workload = drawn === "SAPAseDatabase" && draw.chance(0.7) ? "SAPHanaDatabase" : drawn;
  const isMixed = !TAKES_POLICY.includes(operation) && draw.chance(0.15);
  const odd = draw.chance(0.3) ? draw.whole(0, count - 1) : -1;
  const crowd: SceneItem[] = [];
  for (let index = 0; index < count; index++) {
    const kind = isMixed && draw.chance(0.4) ? draw.pick(KINDS) : workload;
    const twin = index > 0 && draw.chance(0.08) ? draw.pick(crowd) : undefined;
    const host =
      twin === undefined
        ? draw.weighted([
            [6, 0],
            [2, 1],
            [1, 2],
          ])
        : 10 + index;
    const name = twin?.name ?? NAMES[index] ?? `db${index}`;
    crowd.push(drawMember(draw, operation, { kind, host, name, isOdd: index === odd }));
  }
  return crowd;
}

const KINDS: readonly Workload[] = ["SQLDataBase", "VM", "AzureFileShare", "SAPHanaDatabase"];
const NAMES = ["payroll", "Crm", "orders", "erp", "sales/2026", "50% off"];
const TAKES_POLICY: readonly Operation[] = ["change-policy", "resume-protection"];

interface Member {
  readonly kind: Workload;
  readonly host: number;
  readonly name: string;
  /** Whether it may be in any state. */
  readonly isOdd: boolean;
}

function drawMember(draw: Draw, operation: Operation, member: Member): SceneItem {
  const { kind: workload, host, name, isOdd } = member;
  const isPlain = workload !== "SQLDataBase" && /[/%]/.test(name);
  const state = isOdd ? draw.pick(STATES) : draw.pick(usualStates(draw, operation));
  const points = state === "IRPending" ? [] : drawFew(draw, workload, operation);
  return {
    ...{ workload, host, state, points },
    name: isPlain ? `odd${host}-${name.length}` : name,
    inGroup: false,
    enhanced: false,
    policy: `${workload}${draw.chance(0.9) ? "Base" : "Long"}`,
    logs: [],
    lastBackup: draw.chance(0.95) ? "well" : "failed",
  };
}

/** Points matter to those who ask for them; of others the newest is enough. */
function drawFew(draw: Draw, workload: Workload, operation: Operation): SceneItem["points"] {
  if (asksForPoints(operation) && draw.chance(0.6)) return drawPoints(draw, workload, operation);
  const ageMin = draw.pick([5, 40, 300]);
  const isShare = workload === "AzureFileShare";
  return [
    {
      ageMin,
      type: isDatabase(workload) ? "Full" : "FileSystemConsistent",
      tiers: [[isShare ? "InstantRP" : "HardenedRP", "Valid"]],
    },
  ];
}

/** States from which the operation goes on, and those in which nothing is left to do. */
function usualStates(draw: Draw, operation: Operation): readonly StartState[] {
  const done = DONE[operation];
  return done !== undefined && draw.chance(0.25) ? done : goodStates(operation);
}

const DONE: Readonly<Partial<Record<Operation, readonly StartState[]>>> = {
  "stop-protection-retain-data": ["ProtectionStopped"],
  "stop-protection-delete-data": ["SoftDeleted"],
  "suspend-backups": ["BackupsSuspended"],
  undelete: ["Protected", "ProtectionStopped"],
};

/** What other people are doing to some of the items. */
function drawCompany(
  draw: Draw,
  operation: Operation,
  items: readonly SceneItem[],
): readonly SceneJob[] {
  const often = operation === "ensure-backup" ? 0.25 : 0.08;
  return items.flatMap((item, index) => {
    if (!draw.chance(often)) return [];
    const isBackup = backsUp(operation) || draw.chance(0.5);
    const status = draw.pick(["Completed", "Completed", "Completed", "Failed"]);
    const job: SceneJob = {
      item: index,
      operation: isBackup ? "Backup" : draw.pick(["ConfigureBackup", "Restore"]),
      startedMin: draw.pick([0, 1, 8, 30]),
      endsInSeconds: draw.whole(5, 900),
      status,
      leavesPoint: isBackup && status === "Completed" && draw.chance(0.8),
      ...(isBackup && isDatabase(item.workload) && { backupType: draw.pick(["Full", "Log"]) }),
    };
    return [job];
  });
}
