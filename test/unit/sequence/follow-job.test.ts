import { expect, test } from "vitest";
import type { BackupClient } from "../../../src/azure/backup.ts";
import type { Job } from "../../../src/azure/job.ts";
import { requestLog } from "../../../src/azure/request-log.ts";
import { followJob } from "../../../src/sequence/follow-job.ts";
import type { Known } from "../../../src/sequence/known.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { job, paceOn, VAULT } from "../made.ts";

/** What is said of a job that shows itself so at one look after the other. */
async function saidOf(looks: readonly Partial<Job>[]): Promise<readonly string[]> {
  const clock = new VirtualClock();
  const pace = paceOn(clock);
  let known: Known = {};
  let look = 0;
  const backup: Partial<BackupClient> = {
    vault: VAULT,
    async job(id) {
      const value = job({ id, ...looks[look++] });
      return { value, retryAfterMs: undefined, remaining: undefined };
    },
  };
  const tools: Tools = {
    origin: "https://management.azure.com",
    backup: backup as BackupClient,
    pace,
    fixedPauseMs: 1_000,
    guardToken: undefined,
    debug: () => {},
    requests: requestLog(new VirtualClock()),
    detail: () => {},
    warn: () => {},
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
    serviceNow: () => clock.now(),
    present: () => ({ azure: clock.now(), machine: clock.now() }),
  };
  await followJob("7", tools);
  return pace.said.map(({ line }) => line);
}

const running = { status: "InProgress", phase: "running", endTime: undefined } as const;

test("a job says what it has left with its progress, which alone is not worth a line", async () => {
  const said = await saidOf([
    { ...running, percent: "40", remainingMs: 60_000 },
    { ...running, percent: "40", remainingMs: 50_000 },
    { ...running, percent: "60", remainingMs: 40_000 },
    {},
  ]);

  expect(said).toEqual([
    "Job 7 (ConfigureBackup): InProgress; 40 %, about 1 min left",
    "Job 7 (ConfigureBackup): InProgress; 60 %, about 40 s left",
    "Job 7 (ConfigureBackup): Completed",
  ]);
});
