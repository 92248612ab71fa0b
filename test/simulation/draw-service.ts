import type { Draw } from "./random.ts";
import type { Scene } from "./scene.ts";

/** How far behind, how busy and how far away the service is, and how the host and its identity behave. */
type ServiceSettings = Pick<
  Scene,
  | "latencyMs"
  | "staleItemMs"
  | "staleListMs"
  | "runnerAheadMs"
  | "date"
  | "quota"
  | "othersPerMinute"
  | "cancelAtMs"
  | "token"
>;

/** Everything about the service that lasts for the whole step; `limitMs` is the step's deadline. */
export function drawService(
  draw: Draw,
  weather: Scene["weather"],
  limitMs: number,
): ServiceSettings {
  const rough = weather === "rough";
  const calm = weather === "quiet";
  const oddClock = rough && draw.chance(0.15);
  const oddToken = rough && draw.chance(0.12);
  const busy = rough && draw.chance(0.16);
  const cancelled = rough && draw.chance(0.12);
  return {
    latencyMs: draw.pick([40, 120, 120, 350, 900]),
    staleItemMs: calm ? 0 : draw.pick([0, 0, 3_000, 9_000, 15_000]),
    staleListMs: calm ? 0 : draw.pick([0, 20_000, 60_000, 180_000]),
    runnerAheadMs: oddClock ? draw.pick([0, -28_800_000, -720_000, 660_000, 7_200_000]) : 0,
    date: oddClock ? draw.pick(["kept", "dropped", "zero", -2_505_600_000, 900_000]) : "kept",
    quota: busy ? draw.whole(2, 30) : draw.pick([249, 249, 249, 149]),
    othersPerMinute: busy ? draw.pick([0, 2, 10]) : 0,
    cancelAtMs: cancelled ? drawMoment(draw, limitMs) : undefined,
    token: {
      livesMs: oddToken ? draw.pick([20_000, 60_000, 330_000, 600_000, 3_600_000]) : 3_600_000,
      renewMs: oddToken ? draw.pick([300_000, 0, -60_000]) : 300_000,
      slowMs: oddToken ? draw.pick([0, 2_000, 20_000, 60_000]) : 0,
      failsFirst: oddToken && draw.chance(0.3) ? 1 : 0,
    },
  };
}

/** Most steps are over within minutes, and much happens in their first second. */
function drawMoment(draw: Draw, limitMs: number): number {
  const span = draw.pick([600, 2_000, 20_000, 130_000, limitMs]);
  return Math.floor(draw.next() * span);
}
