import type { RecoveryPointState } from "../emulator/emulator.ts";
import { type Scenario, scenario, step } from "./scenario.ts";
import { itemOf, subjectOf } from "./subjects.ts";

const HOUR_MS = 3_600_000;
/** When the steps begin. */
export const NOW = Date.UTC(2026, 0, 5, 10);
/** The database. */
export const SQL = subjectOf("SQLDataBase");
/** The machine. */
export const VM = subjectOf("VM-V1");

/** A recovery point that is fine, so many hours old. */
export function point(hours: number): RecoveryPointState {
  return {
    id: String(Math.round(hours * 1_000)),
    time: NOW - hours * HOUR_MS,
    type: "Full",
    expiresAt: NOW + 720 * HOUR_MS,
    softDeleted: false,
    tiers: [{ type: "HardenedRP", status: "Valid" }],
  };
}

/** An item whose newest point is so many hours old. */
export function given(hours: number, subject = SQL): Scenario {
  const azure = scenario();
  Object.assign(itemOf(azure.azure, subject), { recoveryPoints: [point(hours)], logRanges: [] });
  return azure;
}

/** Runs the step, which asks for a point of the last hour. */
export function ensure(azure: Scenario, inputs: Record<string, string> = {}, subject = SQL) {
  return step(azure, {
    operation: "ensure-backup",
    item: subject.item,
    "max-recovery-point-age": "1h",
    ...inputs,
  });
}

/** Lets a backup of the schedule run for five minutes, and then end so and leave its point, or none. */
export function running(
  { azure, clock }: Scenario,
  {
    ends = "Completed",
    leavesPoint = true,
    type = "Full",
    subject = SQL,
    sinceSeconds = 60,
    listedAfterSeconds = 0,
  } = {},
): string {
  const item = itemOf(azure, subject);
  const startedAt = clock.now() - sinceSeconds * 1_000;
  const job = azure.addJob({ item, startedAt, ...(subject === SQL && { backupType: type }) });
  const endedAt = clock.now() + 300_000;
  azure.schedule.at(endedAt, () => {
    Object.assign(job, { status: ends, endedAt });
    if (!leavesPoint) return;
    const listedFrom = endedAt + listedAfterSeconds * 1_000;
    const theirs = { ...point(0), id: "theirs", time: startedAt, type, listedFrom };
    item.recoveryPoints.push(theirs);
  });
  return job.id;
}
