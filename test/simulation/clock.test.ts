import { expect, test } from "vitest";
import { SimulationClock } from "./clock.ts";

const NEVER = new AbortController().signal;

test("time goes from sleeper to sleeper, in order, and stands where the work ends", async () => {
  const clock = new SimulationClock(1_000);
  const woken: string[] = [];
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms, NEVER);
    woken.push(`${name} at ${clock.now()}`);
  };
  const work = Promise.all([sleep("late", 3_600_000), sleep("soon", 5), sleep("then", 5)]);

  expect(await clock.play(work, 86_400_000)).toBe(true);
  expect(woken).toEqual(["soon at 1005", "then at 1005", "late at 3601000"]);
});

test("an aborted sleep ends with the reason, and no time passes for it", async () => {
  const clock = new SimulationClock(0);
  const cancel = new AbortController();
  const work = clock.sleep(60_000, cancel.signal).catch((reason: unknown) => reason);
  clock.at(10, () => cancel.abort("enough"));

  await clock.play(work, 86_400_000);
  expect(await work).toBe("enough");
  expect(clock.now()).toBe(10);
});

test("a limit aborts by itself", async () => {
  const clock = new SimulationClock(0);
  const limit = clock.limit(30_000);
  const work = clock.sleep(86_400_000, limit).catch(() => clock.now());

  await clock.play(work, 86_400_000);
  expect(await work).toBe(30_000);
});

test("work that nothing wakes has not ended", async () => {
  const clock = new SimulationClock(0);

  expect(await clock.play(new Promise(() => {}), 86_400_000)).toBe(false);
});

test("a timer for longer than Node's timers last fires at once, as Node's do", async () => {
  const clock = new SimulationClock(0);

  await clock.play(clock.sleep(30 * 86_400_000, NEVER), 86_400_000);
  expect(clock.now()).toBe(1);
});
