import { isDatabase, isInstance } from "../emulator/vault/workloads.ts";
import type { Draw } from "./random.ts";
import type { SceneItem, ScenePolicy } from "./scene.ts";

/** The policies that an item may begin with, by the end of their names. */
const PRESENT = /(Base|Long|Odd|Twofold|Vaulted)$/;

/** What the policies of items like this one are called, but for the end of their names. */
export function prefixOf({ policy }: Pick<SceneItem, "policy">): string {
  return policy.replace(PRESENT, "");
}

/** For each kind of item a base, a longer, a shorter and sometimes an odd policy. */
export function drawPolicies(draw: Draw, items: readonly SceneItem[]): readonly ScenePolicy[] {
  const kinds = new Map(items.map((item) => [prefixOf(item), item]));
  return [...kinds].flatMap(([prefix, item]) => drawKind(draw, prefix, item, items));
}

function drawKind(
  draw: Draw,
  prefix: string,
  { workload, enhanced }: SceneItem,
  items: readonly SceneItem[],
): readonly ScenePolicy[] {
  const present = (name: string) => items.some(({ policy }) => policy === `${prefix}${name}`);
  const database = isDatabase(workload) && !isInstance(workload);
  const often = (enhanced || workload === "AzureFileShare") && draw.chance(0.5);
  // Standard policies mostly do not say so (recordings).
  const untyped = workload === "VM" && !enhanced && draw.chance(0.7);
  const one = (name: string, dailyDays: number, more: Partial<ScenePolicy> = {}): ScenePolicy => ({
    ...{ name: `${prefix}${name}`, workload, dailyDays, enhanced, untyped },
    ...(database && { logDays: 15 }),
    ...(often && { everyHours: 4 }),
    ...more,
  });
  const rare: Partial<ScenePolicy> = database ? { logEveryMin: 480 } : {};
  const { everyHours: _, ...daily } = one("Rare", 90, rare);
  return [
    one("Base", 30),
    one("Long", 90, { weeklyWeeks: 12 }),
    one("Short", 7),
    one("Same", 30),
    one("Plenty", 120),
    ...(database || often ? [daily] : []),
    ...(draw.chance(0.2) || present("Odd")
      ? [one("Odd", 30, { odd: true }), one("OddToo", 90, { odd: true })]
      : []),
    ...(database && (draw.chance(0.2) || present("Twofold"))
      ? [one("Twofold", 90, { secondDays: 7 })]
      : []),
    ...(enhanced ? [one("Plain", 90, { enhanced: false, untyped: draw.chance(0.7) })] : []),
    ...(workload === "VM" && !enhanced
      ? [one("Better", 90, { enhanced: true, untyped: false })]
      : []),
    ...(workload === "AzureFileShare"
      ? [
          one("Vaulted", 30, { vaultDays: 90 }),
          one("VaultedToo", 45, { vaultDays: 120 }),
          one("VaultedLess", 30, { vaultDays: 60 }),
          one("VaultedFew", 5, { vaultDays: 400 }),
        ]
      : []),
  ];
}
