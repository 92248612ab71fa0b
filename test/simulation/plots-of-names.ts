import { nativeNameOf, pathOf } from "./place.ts";
import type { Plot } from "./plot.ts";
import type { Draw } from "./random.ts";
import { asksForPoints, type Operation, type SceneItem } from "./scene.ts";

/** The item goes, and one of its name arrives on another host; what was named by then means the one that is gone. */
export function moved(draw: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const [first] = items;
  if (first === undefined) return { faults: [], deeds: [] };
  const { server: _, ...elsewhere } = { ...first, host: 9, absent: true };
  return {
    faults: [],
    deeds: [{ what: "move", item: 0, when: { request: draw.whole(0, 7) }, atOnce: true }],
    items: [...items, elsewhere],
    inputs: { item: drawLine(draw, first), ...goodFor(operation, first) },
  };
}

/** The item is called something else by the time that it is looked at again. */
export function renamed(draw: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const [first] = items;
  if (first === undefined) return { faults: [], deeds: [] };
  return {
    faults: [],
    deeds: [{ what: "rename", item: 0, when: { request: draw.whole(0, 7) }, atOnce: true }],
    inputs: { item: drawLine(draw, first), ...goodFor(operation, first) },
  };
}

function drawLine(draw: Draw, item: SceneItem): string {
  return draw.chance(0.6) ? nativeNameOf(item) : pathOf(item).join("/");
}

/** What lets the step go on, wherever it is about to go. */
function goodFor(operation: Operation, { name }: SceneItem): Record<string, string> {
  if (asksForPoints(operation)) return { "max-recovery-point-age": "7d" };
  if (operation === "stop-protection-delete-data") return { "confirm-delete": name };
  return {};
}
