import type { HttpClient, PipelineResponse } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { ensure, given, NOW, point, running, SQL, VM } from "../support/ensuring.ts";
import { inProcess } from "../support/in-process.ts";
import { type Result, type Scenario, step } from "../support/scenario.ts";
import { bringInto, itemOf, subjectOf } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

function backups({ writes }: Result): number {
  return writes.filter(({ path }) => path.endsWith("/backup")).length;
}

describe("a point that is new enough", () => {
  test("opens the gate at once", async () => {
    const result = await ensure(given(0.5));

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.output("gate")).toBe("open");
    expect(result.output("changed")).toBe("false");
    expect(result.output("recovery-point-id")).toBe("500");
    expect(result.writes).toEqual([]);
  });

  test("opens it although the protection is stopped, since nothing has to be backed up", async () => {
    const azure = given(0.5);
    bringInto(itemOf(azure.azure, SQL), "ProtectionStopped", NOW);
    Object.assign(itemOf(azure.azure, SQL), { recoveryPoints: [point(0.5)] });

    const result = await ensure(azure);

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.host.warnings).toEqual([
      "The protection of 'payroll' is ProtectionStopped: no newer recovery point will be made.",
    ]);
  });
});

describe("a point that is too old", () => {
  test.each([SQL, VM, subjectOf("SAPHanaDatabase"), subjectOf("AzureFileShare")])(
    "makes the step take a backup and tell its point: $name",
    async (subject) => {
      const result = await ensure(given(30, subject), {}, subject);

      expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
      expect(result.output("gate")).toBe("open");
      expect(result.output("changed")).toBe("true");
      expect(backups(result)).toBe(1);
      expect(result.output("recovery-point-id")).not.toBe("");
      expect(Date.parse(result.output("recovery-point-time"))).toBeGreaterThanOrEqual(NOW);
      expect(result.host.errors).toEqual([]);
    },
  );

  test("is measured from the step's first look: a VM's point bears its backup's start", async () => {
    const inputs = { "max-recovery-point-age": "10m" };
    const result = await ensure(given(30, VM), inputs, VM);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    const [took] = [Date.parse(result.output("job-end-time")) - NOW];
    expect(took).toBeGreaterThan(10 * 60_000);
    expect(backups(result)).toBe(1);
  });

  test("is of no help where nothing may be backed up", async () => {
    const azure = given(30);
    bringInto(itemOf(azure.azure, SQL), "ProtectionStopped", NOW);
    Object.assign(itemOf(azure.azure, SQL), { recoveryPoints: [point(30)] });

    const result = await ensure(azure);

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });

  test("is told by a dry run, with the request that it would send", async () => {
    const result = await ensure(given(30), { "dry-run": "true" });

    expect(result.output("reason")).toBe("dry-run");
    expect(result.writes).toEqual([]);
    expect(result.host.lines.join("\n")).toContain("Would send POST");
  });
});

describe("a backup that runs already", () => {
  test.each([SQL, VM])("is joined, and opens the gate with its point: $name", async (subject) => {
    const azure = given(30, subject);
    const id = running(azure, { subject });

    const result = await ensure(azure, {}, subject);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
    expect(result.output("changed")).toBe("false");
    expect(result.output("job-id")).toBe(id);
    expect(result.output("recovery-point-id")).toBe("theirs");
    expect(result.writes).toEqual([]);
  });

  test.each([
    { what: "fails", ends: "Failed", leavesPoint: false },
    { what: "is cancelled", ends: "Cancelled", leavesPoint: false },
    { what: "leaves no point", leavesPoint: false },
  ])("is joined once, and if it $what, the step backs up by itself", async (how) => {
    const azure = given(30);
    const id = running(azure, how);

    const result = await ensure(azure);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(backups(result)).toBe(1);
    const { jobs } = JSON.parse(result.output("report")).items[0];
    expect(jobs.map((job: { id: string }) => job.id)).toEqual([id, result.output("job-id")]);
  });

  test("is joined while it does not name its type, and left if that does not count", async () => {
    const azure = given(30);
    const id = running(azure, { type: "Differential" });

    const result = await ensure(azure, { "recovery-point-types": "full" });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(backups(result)).toBe(1);
    const { jobs } = JSON.parse(result.output("report")).items[0];
    expect(jobs.map((job: { id: string }) => job.id)).toEqual([id, result.output("job-id")]);
  });

  test("is waited for and not joined if it started before the oldest time that counts", async () => {
    const azure = given(30);
    const id = running(azure, { sinceSeconds: 120 });

    const result = await ensure(azure, { "max-recovery-point-age": "1m" });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(backups(result)).toBe(1);
    expect(result.output("report")).not.toContain(id);
  });

  test("is named by a dry run", async () => {
    const azure = given(30);
    const id = running(azure);

    const result = await ensure(azure, { "dry-run": "true" });

    expect(result.output("reason")).toBe("dry-run");
    expect(result.host.warnings.join("\n")).toContain(id);
  });
});

describe("inputs", () => {
  test.each([
    { "recovery-point-types": "full", "backup-type": "Log" },
    { "recovery-point-types": "log", "backup-type": "Full" },
  ])("refuse a type that cannot satisfy what is asked for: %o", async (inputs) => {
    const result = await ensure(given(30), inputs);

    expect(result.output("reason")).toBe("invalid-input");
    expect(result.records).toEqual([]);
  });

  test("take a log backup where the end of the logs is asked for", async () => {
    const result = await ensure(given(30), { "recovery-point-types": "log" });

    expect(result.writes[0]?.body).toMatchObject({ properties: { backupType: "Log" } });
  });
});

describe("two steps at once", () => {
  test("end with one backup: a conflict makes the second ask again before it waits", async () => {
    const azure = given(30);
    const item = itemOf(azure.azure, SQL);
    let theirs = "";
    // The other step's request arrives just before this one's.
    azure.azure.fault({
      method: "POST",
      answer: {
        status: 400,
        body: JSON.stringify({ error: { code: "BMSUserErrorObjectLocked", message: "Locked." } }),
      },
    });
    azure.azure.schedule.at(NOW + 1_000, () => {
      theirs = running(azure, { sinceSeconds: 0 });
    });

    const result = await ensure(azure);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
    expect(result.output("job-id")).toBe(theirs);
    expect(item.recoveryPoints.map(({ id }) => id)).toEqual(["30000", "theirs"]);
  });
});

type Listed = { readonly properties: { recoveryPointTimeInUTC: string } };

/** Azure, with the points of new backups changed in its lists; undefined leaves one out. */
function withNewPoints(
  { azure, clock }: Scenario,
  change: (point: Listed) => Listed | undefined,
): HttpClient {
  const inner = inProcess(azure, clock);
  return {
    async sendRequest(request): Promise<PipelineResponse> {
      const answer = await inner.sendRequest(request);
      if (!/recoveryPoints$/i.test(new URL(request.url).pathname)) return answer;
      const list = JSON.parse(answer.bodyAsText ?? "{}") as { value: Listed[] };
      const isNew = ({ properties }: Listed) =>
        Date.parse(properties.recoveryPointTimeInUTC) >= NOW;
      const value = list.value.flatMap((one) => (isNew(one) ? (change(one) ?? []) : one));
      return { ...answer, bodyAsText: JSON.stringify({ ...list, value }) };
    },
  };
}

/** The point as a server dates it whose clock is wrong by so many minutes. */
function dated({ properties, ...point }: Listed, minutes: number): Listed {
  const time = Date.parse(properties.recoveryPointTimeInUTC) + minutes * 60_000;
  const recoveryPointTimeInUTC = new Date(time).toISOString();
  return { ...point, properties: { ...properties, recoveryPointTimeInUTC } };
}

describe("the end of its own backup", () => {
  const ENSURE = {
    operation: "ensure-backup",
    item: SQL.item,
    "max-recovery-point-age": "1h",
  };

  test("does not open the gate while Azure lists no point of it, whatever older ones say", async () => {
    const azure = given(30);
    const http = withNewPoints(azure, () => undefined);

    const result = await step(azure, ENSURE, { world: { http } });

    expect(result.output("reason")).toBe("no-recovery-point");
    expect(result.output("changed")).toBe("true");
    expect(result.output("job-status")).toBe("Completed");
    expect(result.output("recovery-point-id")).toBe("");
    expect(backups(result)).toBe(1);
  });

  test.each([
    { status: "Failed", reason: "job-failed" },
    { status: "Cancelled", reason: "job-cancelled" },
    { status: "CompletedWithWarnings", reason: "job-completed-with-warnings" },
  ])("decides if it is $status: there is no third try", async ({ status, reason }) => {
    const azure = given(30);
    azure.azure.script({ jobStatus: status });

    const result = await step(azure, ENSURE);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe(reason);
    expect(backups(result)).toBe(1);
  });

  test("makes up for a last backup that had failed", async () => {
    const azure = given(0.5);
    itemOf(azure.azure, SQL).lastBackupStatus = "Unhealthy";

    const result = await step(azure, ENSURE);

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(backups(result)).toBe(1);
  });
});

describe("a server whose clock is wrong", () => {
  test.each([-120, 9, -9])("by %i min does not make its own new point too old", async (minutes) => {
    const azure = given(30);
    const inputs = { operation: "ensure-backup", item: SQL.item, "max-recovery-point-age": "1h" };

    const http = withNewPoints(azure, (one) => dated(one, minutes));
    const result = await step(azure, inputs, { world: { http } });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
    expect(backups(result)).toBe(1);
    const warned = result.host.warnings.join("\n").includes("Check the clock of its server");
    expect(warned).toBe(Math.abs(minutes) > 10);
  });
});

describe("what a user sees", () => {
  test("of a point that is new enough", async () => {
    const result = await ensure(given(0.5));

    await expect(transcript(result)).toMatchFileSnapshot("transcripts/ensure-backup-fresh.txt");
  });

  test("of a backup that is joined", async () => {
    const azure = given(30);
    running(azure);
    const result = await ensure(azure);

    await expect(transcript(result)).toMatchFileSnapshot("transcripts/ensure-backup-joined.txt");
  });

  test("of a backup that is taken", async () => {
    const result = await ensure(given(30));

    await expect(transcript(result)).toMatchFileSnapshot("transcripts/ensure-backup-taken.txt");
  });
});
