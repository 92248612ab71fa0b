import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WORKLOADS } from "../../../src/azure/backup/workload.ts";
import { JOB_TIMES, jobTimes, lroTimes } from "../../../src/operations/recorded-times.ts";
import { nextLook, type RecordedTimes } from "../../../src/time/schedule.ts";

const HOURS = 6 * 3_600;

/** A VM's backup whose snapshot ended at some second. */
const withSnapshot = (seconds: number) =>
  jobTimes(
    {
      jobType: "AzureIaaSVMJobV2",
      operation: "Backup",
      startTime: 0,
      tasks: [{ name: "Take Snapshot", status: "Completed", endTime: seconds * 1_000 }],
    },
    seconds * 1_000,
  );

const KINDS: readonly (readonly [string, RecordedTimes | undefined])[] = [
  ["work of which nothing is recorded", undefined],
  ...WORKLOADS.flatMap(({ type }) =>
    (["policy", "stop", "delete", "undelete", "backup"] as const).map(
      (lro) => [`${lro} of ${type}`, lroTimes(lro, type)] as const,
    ),
  ),
  ...Object.entries(JOB_TIMES),
  ...[5, 100, 461, 3_000].map(
    (end) => [`a VM's backup with a snapshot of ${end} s`, withSnapshot(end)] as const,
  ),
];

/** The looks at work that was accepted at 0, in seconds; `jitter` is that of every pause. */
function looksAt(recorded: RecordedTimes | undefined, jitter: number): readonly number[] {
  const looks = [0];
  for (let at = 0; at < HOURS; looks.push(at)) {
    at += nextLook({ elapsedMs: at * 1_000, recorded, jitter }) / 1_000;
  }
  return looks;
}

/** When an end at `t` is seen, and the last look before it. */
function seen(looks: readonly number[], t: number) {
  const index = looks.findIndex((look) => look >= t);
  return { at: looks[index] ?? 0, before: looks[index - 1] ?? 0 };
}

const moment = fc.double({ min: 0.001, max: HOURS - 1, noNaN: true });
/** Looks are 0.43 of the elapsed time apart, so 0.3007 of it when an end is seen. */
const LATE_SHARE = 0.43 / 1.43;
const bound = ({ at, before }: ReturnType<typeof seen>) =>
  Math.max(5, Math.min(LATE_SHARE * at, before < 3_600 ? 60 : 30));

describe.each(KINDS)("an end of %s", (_, recorded) => {
  const steady = looksAt(recorded, 0);

  test("at any moment is seen within 0.3 of the time, 5 s at least, 60 s at most, 30 s after an hour", () => {
    fc.assert(
      fc.property(moment, (t) => {
        const look = seen(steady, t);

        expect(look.at - t).toBeLessThanOrEqual(bound(look) + 0.02);
      }),
    );
  });

  test("is seen later by a second at most, where looks are moved", () => {
    fc.assert(
      fc.property(moment, fc.double({ min: 0, max: 0.999, noNaN: true }), (t, jitter) => {
        const look = seen(looksAt(recorded, jitter), t);

        expect(look.at - t).toBeLessThanOrEqual(bound(look) + 1.02);
      }),
      { numRuns: 30 },
    );
  });
});
