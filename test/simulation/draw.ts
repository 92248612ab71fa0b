import { drawDeeds } from "./draw-deeds.ts";
import { drawFaults } from "./draw-faults.ts";
import { drawInputs } from "./draw-inputs.ts";
import { drawItems } from "./draw-items.ts";
import { drawJobs } from "./draw-jobs.ts";
import { drawPlot } from "./draw-plots.ts";
import { drawPolicies } from "./draw-policies.ts";
import { drawService } from "./draw-service.ts";
import { withSeveral } from "./draw-several.ts";
import { drawVault } from "./draw-world.ts";
import type { Plot } from "./plot.ts";
import { staleUnlock } from "./plots-of-deletions.ts";
import { type Draw, drawFrom } from "./random.ts";
import { OPERATIONS, type Operation, type Scene, type SceneItem, type Turn } from "./scene.ts";

/** Operations of one item that write. */
export const WRITES: readonly Operation[] = OPERATIONS.slice(0, 8);

const OPERATION_WEIGHTS: readonly (readonly [number, Operation])[] = [
  [14, "change-policy"],
  [7, "stop-protection-retain-data"],
  [19, "stop-protection-delete-data"],
  [7, "suspend-backups"],
  [12, "resume-protection"],
  [8, "undelete"],
  [20, "backup-now"],
  [20, "ensure-backup"],
  [7, "wait-for-job"],
  [7, "cancel-job"],
  [17, "verify-backup"],
  [6, "list-items"],
];

const WEATHER_WEIGHTS: readonly (readonly [number, Scene["weather"]])[] = [
  [32, "quiet"],
  [14, "fading"],
  [54, "rough"],
];

/** The scene of a seed. */
export function drawScene(seed: number): Scene {
  const scene = drawSingle(seed);
  return withSeveral(scene, WRITES.includes(scene.operation));
}

/** The scene of a seed about one item, or, of those that only read, about a few. */
function drawSingle(seed: number): Scene {
  const draw = drawFrom(seed);
  const operation = draw.weighted(OPERATION_WEIGHTS);
  const weather = draw.weighted(WEATHER_WEIGHTS);
  const calm = weather === "quiet";
  const vault = drawVault(draw, operation);
  const items = drawItems(draw, operation, calm);
  const policies = drawPolicies(draw, items);
  const meant = drawMeant(draw, operation, items);
  const jobs = drawJobs(draw, operation, items, calm);
  const { inputs, wrong } = drawInputs(draw, {
    operation,
    items,
    meant,
    policies,
    jobs,
    vault,
    weather,
  });
  const limitMs = limitOf(inputs);
  const rough = weather === "rough";
  const { plot, plotted, patience } = drawStory(draw, { operation, weather, items });
  const service = drawService(draw, weather, limitMs);
  return {
    seed,
    weather,
    operation,
    inputs: wrong ? inputs : { ...inputs, ...plot.inputs },
    wrong,
    meant,
    vault: { ...vault, ...plot.vault },
    items: plot.items ?? items,
    policies,
    jobs: [...jobs, ...(plot.jobs ?? [])],
    ...service,
    ...plot.clocks,
    token: { ...service.token, ...plot.token },
    ...(plot.cancelAtMs !== undefined && { cancelAtMs: plot.cancelAtMs }),
    turn: plot.turn ?? (plotted || calm ? {} : rough ? drawTurn(draw) : drawLateJob(draw)),
    faults: calm
      ? []
      : [...plot.faults, ...drawFaults(draw, operation, weather, plotted || patience)],
    deeds: rough
      ? [...plot.deeds, ...(plotted ? [] : drawDeeds(draw, operation, items, meant))]
      : [],
  };
}

/** What falls together in a scene; `patience` stands for an unlock that is old when it is needed. */
function drawStory(
  draw: Draw,
  { operation, weather, items }: Pick<Scene, "operation" | "weather" | "items">,
): { plot: Plot; plotted: boolean; patience: boolean } {
  const plotted = weather === "rough" && draw.chance(deletionOf(operation) ? 0.85 : 0.35);
  const patience = weather === "fading" && deletionOf(operation) && draw.chance(0.5);
  if (plotted) return { plot: drawPlot(draw, operation, items), plotted, patience };
  const plot = patience ? staleUnlock(draw) : { faults: [], deeds: [] };
  return { plot, plotted, patience };
}

function deletionOf(operation: Operation): boolean {
  return operation === "stop-protection-delete-data";
}

/** The deadline that the inputs set, or the one that they leave to the step, milliseconds. */
function limitOf(inputs: Readonly<Record<string, string>>): number {
  const given = Number(inputs["timeout-minutes"] || 0);
  if (given > 0) return given * 60_000;
  const long = ["backup-now", "ensure-backup", "wait-for-job"].includes(inputs.operation ?? "");
  return (long ? 120 : 30) * 60_000;
}

function drawMeant(
  draw: Draw,
  operation: Operation,
  items: readonly SceneItem[],
): readonly number[] {
  const several = operation === "verify-backup" || operation === "list-items";
  if (!several || draw.chance(0.4)) return [0];
  return items.map((_, index) => index);
}

/** A job that shows late, which is no reason to give up. */
function drawLateJob(draw: Draw): Turn {
  return draw.chance(0.2) ? { jobHiddenSeconds: draw.pick([5, 60, 100]) } : {};
}

function drawTurn(draw: Draw): Turn {
  return draw.weighted<Turn>([
    [50, {}],
    [8, { operationStatus: draw.pick(["Failed", "Canceled", "Invalid", "Strange"]) }],
    [3, { noJobId: true }],
    [
      8,
      {
        jobStatus: draw.pick([
          "Failed",
          "CompletedWithWarnings",
          "Cancelled",
          "Failed",
          "SomethingNew",
          "Invalid",
          "Invalid",
        ]),
      },
    ],
    [3, { jobHiddenSeconds: draw.pick([5, 60, 115, 600]) }],
    [3, { itemUnchanged: true }],
    [1.5, { noJobId: true, itemUnchanged: true }],
    [26, { remarks: true }],
    [4, { movedInVain: true }],
    [1, { acceptStatus: 200 }],
    [1, { acceptStatus: 204 }],
    [2, { conflict: true }],
  ]);
}
