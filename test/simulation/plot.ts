import type { Deed } from "./deed.ts";
import { ANY_DEED, RELEVANT } from "./draw-deeds.ts";
import { azureError } from "./fault-bodies.ts";
import type { Draw } from "./random.ts";
import type {
  Fault,
  Mishap,
  Operation,
  Scene,
  SceneItem,
  SceneJob,
  SceneVault,
  Turn,
} from "./scene.ts";

/** Things that go wrong together; apart they would hardly ever meet. */
export interface Plot {
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
  readonly cancelAtMs?: number;
  readonly turn?: Turn;
  readonly vault?: Partial<SceneVault>;
  readonly clocks?: Pick<Scene, "date" | "runnerAheadMs">;
  readonly items?: readonly SceneItem[];
  /** Jobs beside those that are drawn. */
  readonly jobs?: readonly SceneJob[];
  readonly token?: Partial<Scene["token"]>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** What somebody does to the first item at once; mostly what matters to the operation. */
export function deed(draw: Draw, operation: Operation, when: Deed["when"]): Deed {
  const what = draw.chance(0.85) ? draw.pick(RELEVANT[operation] ?? ANY_DEED) : draw.pick(ANY_DEED);
  return { what, item: 0, when, atOnce: true };
}

/** Azure asks for patience, for a number of seconds. */
export function throttled(seconds: string): Mishap {
  return {
    kind: "status",
    status: 429,
    body: azureError("TooManyRequests", "Too many requests; wait."),
    headers: { "retry-after": seconds },
    acted: false,
  };
}
