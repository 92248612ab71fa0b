import type { Draw } from "./random.ts";
import type { Scene } from "./scene.ts";

/** How far behind, how busy and how far away the service is, and how the host and its identity behave. */
type ServiceSettings = Pick<
  Scene,
  | "latencyMs"
  | "staleItemMs"
  | "staleListMs"
  | "staleJobsMs"
  | "runnerAheadMs"
  | "date"
  | "quota"
  | "othersPerMinute"
  | "cancelAtMs"
  | "token"
>;

/** How long a token can live, milliseconds. */
const LIVES_MS = [20_000, 60_000, 330_000, 600_000, 3_600_000];

/** Everything about the service that lasts for the whole step; `limitMs` is the step's deadline. */
export function drawService(
  draw: Draw,
  weather: Scene["weather"],
  limitMs: number,
): ServiceSettings {
  const rough = weather === "rough";
  const calm = weather === "quiet";
  const oddClock = rough && draw.chance(0.15);
  const oddToken = !calm && draw.chance(0.12);
  const slowGuard = !calm && draw.chance(0.6);
  const busy = rough && draw.chance(0.16);
  const cancelled = rough && draw.chance(0.12);
  return {
    latencyMs: draw.pick([40, 120, 120, 350, 900]),
    staleItemMs: calm ? 0 : draw.pick([0, 0, 3_000, 9_000, 15_000]),
    staleListMs: calm ? 0 : draw.pick([0, 20_000, 60_000, 180_000]),
    staleJobsMs: draw.pick([0, 8_000, 18_000]),
    ...(oddClock ? drawClocks(draw) : { runnerAheadMs: 0, date: "kept" }),
    quota: busy ? draw.whole(2, 30) : draw.pick([249, 249, 249, 149]),
    othersPerMinute: busy ? draw.pick([0, 2, 10]) : 0,
    cancelAtMs: cancelled ? drawMoment(draw, limitMs) : undefined,
    token: {
      livesMs: oddToken ? draw.pick(rough ? LIVES_MS : LIVES_MS.slice(2)) : 3_600_000,
      renewMs: oddToken ? draw.pick([300_000, 0, -60_000]) : 300_000,
      slowMs: oddToken && rough ? draw.pick([0, 2_000, 20_000, 60_000]) : 0,
      guardSlowMs: slowGuard ? draw.pick([2_000, 20_000, 60_000]) : 0,
      failsFirst: oddToken && rough && draw.chance(0.3) ? 1 : 0,
    },
  };
}

const DAY_MS = 86_400_000;

/** What the clocks show. Where both are wrong the same way, or the only one is by days, nobody can tell. */
function drawClocks(draw: Draw): Pick<Scene, "runnerAheadMs" | "date"> {
  const runnerAheadMs = draw.pick([0, -259_200_000, -28_800_000, -720_000, 660_000, 7_200_000]);
  const date = draw.pick<Scene["date"]>(["kept", "dropped", "zero", -2_505_600_000, 900_000]);
  const isHopeless =
    typeof date === "number"
      ? date * runnerAheadMs > 0
      : date !== "kept" && runnerAheadMs < -DAY_MS;
  return { runnerAheadMs, date: isHopeless ? "kept" : date };
}

/** Most steps are over within minutes, and much happens in their first second. */
function drawMoment(draw: Draw, limitMs: number): number {
  const span = draw.pick([600, 2_000, 20_000, 130_000, limitMs]);
  return Math.floor(draw.next() * span);
}
