import { describe, expect, test } from "vitest";
import { ensure, given, NOW, point, running, SQL, VM } from "../support/ensuring.ts";
import { itemOf, subjectOf } from "../support/subjects.ts";

describe("the step's own backup", () => {
  test("is waited for until its point is listed, though an older point would do by now", async () => {
    const azure = given(0.5);
    const item = itemOf(azure.azure, SQL);
    item.lastBackupStatus = "Unhealthy";

    const result = await ensure(azure);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(Date.parse(result.output("recovery-point-time"))).toBeGreaterThanOrEqual(NOW);
  });

  test("is told apart from another one, whose point is listed only while it runs", async () => {
    const azure = given(30);
    running(azure, { sinceSeconds: 120, listedAfterSeconds: 60 });

    const result = await ensure(azure, { "max-recovery-point-age": "1m" });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(result.output("recovery-point-id")).not.toBe("theirs");
    expect(result.host.warnings).toEqual([]);
  });

  test("is none where the backup that was waited for has left a point that will do", async () => {
    const azure = given(30);
    const item = itemOf(azure.azure, SQL);
    const { clock } = azure;
    running(azure, { sinceSeconds: 120, leavesPoint: false });
    azure.azure.schedule.at(clock.now() + 250_000, () => {
      item.recoveryPoints.push({ ...point(0), id: "by-hand", time: clock.now() });
    });

    const result = await ensure(azure, { "max-recovery-point-age": "1m" });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
    expect(result.writes).toEqual([]);
  });

  test("is needed for good where the one that was joined ended with warnings", async () => {
    const azure = given(30, VM);
    running(azure, { ends: "CompletedWithWarnings", subject: VM });

    const result = await ensure(azure, { "max-recovery-point-age": "10m" }, VM);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(result.output("recovery-point-id")).not.toBe("theirs");
  });
});

test("a share's point, cut to whole seconds, is that of its own backup and not of a failed one", async () => {
  const share = subjectOf("AzureFileShare");
  const azure = given(30, share);
  const item = itemOf(azure.azure, share);
  const startedAt = NOW - 600_000;
  azure.azure.addJob({
    ...{ item, startedAt: startedAt - 900_000, status: "Failed", endedAt: startedAt - 800_000 },
  });
  azure.azure.addJob({
    ...{ item, startedAt: startedAt + 300, status: "Completed", endedAt: startedAt + 4_000 },
  });
  item.recoveryPoints.push({ ...point(0), id: "newest", time: startedAt + 800 });

  const result = await ensure(azure, {}, share);

  expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
  expect(result.output("recovery-point-id")).toBe("newest");
});
