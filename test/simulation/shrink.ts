import type { Scene } from "./scene.ts";

/** Makes a scene simpler in one respect; undefined where it is that simple already. */
type Simpler = (scene: Scene) => Scene | undefined;

const SETTINGS: readonly Simpler[] = [
  (scene) => (scene.cancelAtMs === undefined ? undefined : { ...scene, cancelAtMs: undefined }),
  (scene) => (scene.staleListMs === 0 ? undefined : { ...scene, staleListMs: 0 }),
  (scene) => (scene.staleJobsMs === 0 ? undefined : { ...scene, staleJobsMs: 0 }),
  (scene) => (scene.staleItemMs === 0 ? undefined : { ...scene, staleItemMs: 0 }),
  (scene) => (scene.runnerAheadMs === 0 ? undefined : { ...scene, runnerAheadMs: 0 }),
  (scene) => (scene.date === "kept" ? undefined : { ...scene, date: "kept" }),
  (scene) => (scene.quota >= 249 ? undefined : { ...scene, quota: 249 }),
  (scene) => (scene.othersPerMinute === 0 ? undefined : { ...scene, othersPerMinute: 0 }),
  (scene) => (Object.keys(scene.turn).length === 0 ? undefined : { ...scene, turn: {} }),
  ({ token, ...scene }) => {
    const plain = {
      livesMs: 3_600_000,
      renewMs: 300_000,
      slowMs: 0,
      guardSlowMs: 0,
      failsFirst: 0,
    };
    const isPlain = JSON.stringify(token) === JSON.stringify(plain);
    return isPlain ? undefined : { ...scene, token: plain };
  },
  (scene) => (scene.latencyMs === 120 ? undefined : { ...scene, latencyMs: 120 }),
  (scene) => withoutInput(scene, "poll-interval-seconds"),
  (scene) => withoutInput(scene, "timeout-minutes"),
  (scene) => withoutInput(scene, "on-conflict"),
  (scene) => withoutInput(scene, "summary"),
  (scene) => withoutInput(scene, "retain-until"),
  (scene) => withoutInput(scene, "on-cancel"),
  (scene) => (scene.vault.mua ? { ...scene, vault: { ...scene.vault, mua: false } } : undefined),
];

/**
 * Reduces a scene to what it takes to break the same thing: faults, deeds, jobs and then settings go,
 * one at a time, as long as `fails` still says so.
 */
export async function shrink(
  scene: Scene,
  fails: (scene: Scene) => Promise<boolean>,
): Promise<Scene> {
  let smallest = scene;
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const candidate of candidates(smallest)) {
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      shrunk = true;
      break;
    }
  }
  return smallest;
}

function candidates(scene: Scene): readonly Scene[] {
  return [
    ...without(scene.faults).map((faults) => ({ ...scene, faults })),
    ...without(scene.deeds).map((deeds) => ({ ...scene, deeds })),
    ...(isAboutJob(scene) ? [] : without(scene.jobs).map((jobs) => ({ ...scene, jobs }))),
    ...fewerItems(scene),
    ...scene.faults.flatMap((fault, index) =>
      fault.times > 1
        ? [
            {
              ...scene,
              faults: scene.faults.with(index, {
                ...fault,
                times: fault.times > 8 ? 8 : fault.times - 1,
              }),
            },
          ]
        : [],
    ),
    ...SETTINGS.flatMap((simpler) => simpler(scene) ?? []),
  ];
}

function isAboutJob({ operation }: Scene): boolean {
  return operation === "wait-for-job" || operation === "cancel-job";
}

/** The last item goes where nothing else in the scene speaks of it. */
function fewerItems(scene: Scene): readonly Scene[] {
  const last = scene.items.length - 1;
  const used = [
    ...scene.meant,
    ...scene.deeds.map(({ item }) => item),
    ...scene.jobs.map(({ item }) => item),
  ];
  return last === 0 || used.includes(last) ? [] : [{ ...scene, items: scene.items.slice(0, last) }];
}

function withoutInput(scene: Scene, name: string): Scene | undefined {
  if (!(name in scene.inputs)) return undefined;
  const inputs = Object.fromEntries(Object.entries(scene.inputs).filter(([key]) => key !== name));
  return { ...scene, inputs };
}

function without<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.map((_, index) => list.toSpliced(index, 1));
}
