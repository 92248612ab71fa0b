import { expect, test } from "vitest";
import { azLoop } from "./az-loop.ts";

const stops = (items: number, quota = 249) => ({
  subject: "stop-protection-retain-data",
  workload: "SQLDataBase" as const,
  items,
  quota,
});

test("one stop is a read, the write, looks every five seconds and the job, printed and waited for", async () => {
  const { requests, throttled, failed, wallMs } = await azLoop(stops(1), 1);

  expect({ requests, throttled, failed }).toEqual({ requests: 11, throttled: 0, failed: 0 });
  expect(wallMs).toBeGreaterThan(33_000);
  expect(wallMs).toBeLessThan(45_000);
});

test("a backup whose job is over at a look is told half a minute later", async () => {
  const { wallMs } = await azLoop({ ...stops(1), subject: "backup-now" }, 1);

  expect(wallMs).toBeGreaterThan(122_000 + 30_000);
  expect(wallMs).toBeLessThan(122_000 + 60_000);
});

test("ten at once meet the end of the quota together, sleep as they are told, and give up", async () => {
  const { throttled, failed } = await azLoop(stops(100, 149), 10);

  expect(throttled).toBeGreaterThan(100);
  expect(failed).toBeGreaterThan(10);
});
