import { isDatabase } from "../emulator/workloads.ts";
import type { Draw } from "./random.ts";
import type { SceneItem, ScenePolicy } from "./scene.ts";

/** For each kind of item a base, a longer, a shorter and sometimes an odd policy. */
export function drawPolicies(draw: Draw, items: readonly SceneItem[]): readonly ScenePolicy[] {
  const prefixOf = ({ policy }: SceneItem) => policy.replace(/(Base|Long|Odd|Twofold)$/, "");
  const kinds = new Map(items.map((item) => [prefixOf(item), item]));
  return [...kinds].flatMap(([prefix, { workload, enhanced }]) => {
    const present = (name: string) => items.some(({ policy }) => policy === `${prefix}${name}`);
    const logDays = isDatabase(workload) ? { logDays: 15 } : {};
    const one = (
      name: string,
      dailyDays: number,
      more: Partial<ScenePolicy> = {},
    ): ScenePolicy => ({
      ...{ name: `${prefix}${name}`, workload, dailyDays, ...logDays, enhanced, ...more },
    });
    return [
      one("Base", 30),
      one("Long", 90, { weeklyWeeks: 12 }),
      one("Short", 7),
      one("Same", 30),
      one("Plenty", 120),
      ...(draw.chance(0.2) || present("Odd")
        ? [one("Odd", 30, { odd: true }), one("OddToo", 90, { odd: true })]
        : []),
      ...(isDatabase(workload) && (draw.chance(0.2) || present("Twofold"))
        ? [one("Twofold", 90, { secondDays: 7 })]
        : []),
      ...(enhanced && draw.chance(0.3)
        ? [one("Plain", 90, { enhanced: false, untyped: true })]
        : []),
    ];
  });
}
