import { expect, test } from "vitest";
import { WORKLOAD_NAMES } from "../emulator/vault/workloads.ts";
import { DEEDS } from "./deed.ts";
import { drawScene } from "./draw.ts";
import { OPERATIONS, STATES } from "./scene.ts";

const scenes = Array.from({ length: 3_000 }, (_, index) => drawScene(index + 1));

function drawn<T>(of: (scene: (typeof scenes)[number]) => readonly T[]): ReadonlySet<T> {
  return new Set(scenes.flatMap(of));
}

test("a seed draws the same scene again, to the letter", () => {
  expect(drawScene(42)).toEqual(drawScene(42));
  expect(drawScene(43)).not.toEqual(drawScene(42));
});

test("every operation, state and deed is drawn, on every kind of item", () => {
  expect(drawn(({ operation }) => [operation])).toEqual(new Set(OPERATIONS));
  expect(drawn(({ items }) => items.map(({ state }) => state))).toEqual(new Set(STATES));
  expect(drawn(({ deeds }) => deeds.map(({ what }) => what))).toEqual(new Set(DEEDS));
  expect(drawn(({ items }) => items.map(({ workload }) => workload))).toEqual(
    new Set(WORKLOAD_NAMES),
  );
});

test("every kind of mishap is drawn, before and after the service did its work", () => {
  const kinds = drawn(({ faults }) =>
    faults.map(({ what }) => `${what.kind}${"acted" in what && what.acted ? ", acted" : ""}`),
  );

  expect([...kinds].sort()).toEqual([
    "about",
    "alter",
    "body",
    "delay",
    "drop",
    "drop, acted",
    "hang",
    "hang, acted",
    "headers",
    "locked-with-job",
    "names-other-job",
    "numbered-tiers",
    "shouted",
    "status",
    "status, acted",
    "twice",
    "two-jobs",
    "unfiltered",
  ]);
});

test("a quiet seed has nothing that goes wrong, and a fading one nobody who interferes", () => {
  const quiet = scenes.filter(({ weather }) => weather === "quiet");
  const fading = scenes.filter(({ weather }) => weather === "fading");

  expect(quiet.length).toBeGreaterThan(500);
  expect(quiet.flatMap(({ faults, deeds }) => [...faults, ...deeds])).toEqual([]);
  expect(fading.length).toBeGreaterThan(200);
  expect(fading.flatMap(({ deeds }) => deeds)).toEqual([]);
});

test("names that a URL does not hold, groups on two clusters and parts of instances are drawn", () => {
  const items = scenes.flatMap((scene) => scene.items);
  const groups = scenes.map((scene) => scene.items.filter(({ inGroup }) => inGroup));

  expect(items.some(({ name }) => name.includes("%"))).toBe(true);
  expect(items.some(({ name }) => name.includes("/"))).toBe(true);
  expect(items.some(({ underInstance }) => underInstance)).toBe(true);
  expect(
    groups.some(
      ([first, second]) => first?.server !== undefined && first.server === second?.server,
    ),
  ).toBe(true);
});

test("nine of ten seeds have at most three items", () => {
  const small = scenes.filter(({ items }) => items.length <= 3);

  expect(small.length / scenes.length).toBeGreaterThan(0.9);
  expect(small.length).toBeLessThan(scenes.length);
});
