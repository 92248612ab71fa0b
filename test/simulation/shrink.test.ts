import { expect, test } from "vitest";
import { HEALTHY_DATABASE, PLAIN_SCENE } from "./oracle/record-builder.ts";
import type { Fault, Scene } from "./scene.ts";
import { shrink } from "./shrink.ts";

const drop: Fault = {
  where: "write",
  skip: 0,
  times: 3,
  what: { kind: "drop", code: "ECONNRESET", acted: true },
};
const delay: Fault = {
  where: "any",
  skip: 0,
  times: 40,
  what: { kind: "delay", ms: 1_500, before: true },
};

test("everything goes that the failure does not need", async () => {
  const scene: Scene = {
    ...PLAIN_SCENE,
    items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }],
    faults: [delay, drop, delay],
    deeds: [{ what: "backup", item: 0, when: { request: 3 }, atOnce: true }],
    jobs: [{ item: 0, operation: "Backup", startedMin: 5, endsInSeconds: 60, status: "Completed" }],
    staleListMs: 60_000,
    cancelAtMs: 5_000,
    date: "zero",
  };
  const fails = async ({ faults, staleListMs }: Scene) =>
    staleListMs > 0 && faults.some(({ what }) => what.kind === "drop");

  expect(await shrink(scene, fails)).toEqual({
    ...PLAIN_SCENE,
    faults: [{ ...drop, times: 1 }],
    staleListMs: 60_000,
    latencyMs: 120,
    inputs: PLAIN_SCENE.inputs,
  });
});

test("what cannot be made smaller stays as it is", async () => {
  const scene = { ...PLAIN_SCENE, latencyMs: 120 };

  expect(await shrink(scene, async () => false)).toEqual(scene);
});
