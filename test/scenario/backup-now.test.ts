import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import type { Fault } from "../emulator/emulator.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, SUBJECTS, type Subject, subjectOf } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

const SQL = subjectOf("SQLDataBase");
const VM = subjectOf("VM-V1");
const SHARE = subjectOf("AzureFileShare");

function backUp(azure: Scenario, inputs: Record<string, string> = {}, subject: Subject = SQL) {
  return step(azure, { operation: "backup-now", item: subject.item, ...inputs });
}

function posts({ writes }: Result): readonly Record<string, unknown>[] {
  return writes.map(({ method, path, body }) => {
    expect(method).toBe("POST");
    expect(path).toMatch(/\/backup$/);
    return (body as { properties: Record<string, unknown> }).properties;
  });
}

function jobsOf({ output }: Result): readonly { readonly id: string; readonly status: string }[] {
  return JSON.parse(output("report")).items[0].jobs;
}

/** What each workload takes: the type, and until when the point is kept; undefined: by the policy. */
const TYPES: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  SQLDataBase: {
    CopyOnlyFull: "2026-02-04T10:00:00Z",
    Full: "2026-02-19T10:00:00Z",
    Differential: undefined,
    Log: undefined,
  },
  SAPHanaDatabase: {
    Full: "2026-02-19T10:00:00Z",
    Differential: undefined,
    Incremental: undefined,
  },
  SAPAseDatabase: { Full: "2026-02-19T10:00:00Z", Differential: undefined, Log: undefined },
};

const accepted = Object.entries(TYPES).flatMap(([name, types]) =>
  Object.entries(types).map(([type, expiry]) => ({ subject: subjectOf(name), type, expiry })),
);

describe("types and expiry", () => {
  test.each(accepted)("$type of a $subject.name is kept until $expiry", async (one) => {
    const { subject, type, expiry } = one;

    const result = await backUp(scenario(), { "backup-type": type.toLowerCase() }, subject);

    expect(result.output("reason")).toBe("completed");
    expect(posts(result)).toEqual([
      {
        objectType: "AzureWorkloadBackupRequest",
        backupType: type,
        enableCompression: false,
        ...(expiry === undefined ? {} : { recoveryPointExpiryTimeInUTC: expiry }),
      },
    ]);
  });

  const ALL_TYPES = ["Full", "Differential", "Log", "CopyOnlyFull", "Incremental"];
  const refusals = SUBJECTS.flatMap((subject) =>
    ALL_TYPES.filter((type) => !(type in (TYPES[subject.name] ?? {}))).map((type) => ({
      subject,
      type,
    })),
  );

  test.each(refusals)("$type of a $subject.name is refused before any write", async (one) => {
    const result = await backUp(scenario(), { "backup-type": one.type }, one.subject);

    expect(result.output("reason")).toBe("refused");
    expect(result.host.errors[0]?.message).toContain(`'${one.type}'`);
    expect(result.host.errors[0]?.message).toMatch(/Use one of: |Leave 'backup-type' out/);
    expect(result.writes).toEqual([]);
  });

  test.each([
    { written: "60d", until: "2026-03-06T10:00:00Z", midnight: "2026-03-07" },
    { written: "1d", until: "2026-01-06T10:00:00Z", midnight: "2026-01-07" },
    { written: "8w", until: "2026-03-02T10:00:00Z", midnight: "2026-03-03" },
    { written: "6mo", until: "2026-07-05T10:00:00Z", midnight: "2026-07-06" },
    { written: "1y", until: "2027-01-05T10:00:00Z", midnight: "2027-01-06" },
    { written: "P1Y6M", until: "2027-07-05T10:00:00Z", midnight: "2027-07-06" },
    { written: "P2W", until: "2026-01-19T10:00:00Z", midnight: "2026-01-20" },
    { written: "2031-01-31", until: "2031-02-01T00:00:00Z", midnight: "2031-02-01" },
    { written: "2026-01-06", until: "2026-01-07T00:00:00Z", midnight: "2026-01-07" },
    { written: "2028-02-29", until: "2028-03-01T00:00:00Z", midnight: "2028-03-01" },
  ])(
    "'retain-until: $written' keeps it until $until, a VM until the midnight after it",
    async (row) => {
      const { written, until, midnight } = row;
      for (const subject of [SQL, VM, SHARE]) {
        const azure = scenario();
        const expiry = subject === VM ? `${midnight}T00:00:00Z` : until;

        const result = await backUp(azure, { "retain-until": written }, subject);

        expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
        expect(posts(result)[0]?.recoveryPointExpiryTimeInUTC).toBe(expiry);
        expect(itemOf(azure.azure, subject).recoveryPoints.at(-1)?.expiresAt).toBe(
          Date.parse(expiry),
        );
        expect(result.host.lines.join("\n")).toContain(expiry);
      }
    },
  );

  test("a duration counts from the request, not from the start of a step that had to wait", async () => {
    const azure = scenario();
    azure.azure.addJob({ item: itemOf(azure.azure, SQL), endsInSeconds: 3_600 });

    const result = await backUp(azure, { "retain-until": "1d" });

    const [record] = result.records.filter(({ method }) => method === "POST");
    const expiry = Date.parse(String(posts(result)[0]?.recoveryPointExpiryTimeInUTC));
    expect(Math.abs(expiry - (record?.at ?? 0) - 86_400_000)).toBeLessThan(1_000);
  });

  test("compression is for databases", async () => {
    const compressed = await backUp(scenario(), { "enable-compression": "true" });
    const refused = await backUp(scenario(), { "enable-compression": "true" }, VM);

    expect(posts(compressed)[0]?.enableCompression).toBe(true);
    expect(refused.output("reason")).toBe("refused");
    expect(refused.writes).toEqual([]);
  });

  test("a log backup lengthens the chain and makes no point", async () => {
    const azure = scenario();
    const before = structuredClone(itemOf(azure.azure, SQL).recoveryPoints);

    const result = await backUp(azure, { "backup-type": "Log" });

    expect(result.output("reason")).toBe("completed");
    expect(itemOf(azure.azure, SQL).recoveryPoints).toEqual(before);
    expect(itemOf(azure.azure, SQL).logRanges.at(-1)?.to).toBeGreaterThan(Date.UTC(2026, 0, 5, 10));
  });
});

describe("'wait: false'", () => {
  test.each([SQL, VM, SHARE])(
    "is green with a closed gate as soon as the job has an id: $name",
    async (subject) => {
      const azure = scenario();
      azure.azure.script({ jobSeconds: 600 });

      const result = await backUp(azure, { wait: "false" }, subject);

      expect(result.output("reason")).toBe("job-running");
      expect(result.gate).toBe("closed");
      expect(result.host.failed).toBe(false);
      expect(result.host.errors).toEqual([]);
      expect(result.host.warnings).toHaveLength(1);
      expect(result.host.warnings[0]).toContain(result.output("job-id"));
      expect(result.output("job-id")).not.toBe("");
      expect(result.output("changed")).toBe("true");
      expect(result.elapsedMs).toBeLessThan(10_000);
      expect(posts(result)).toHaveLength(1);
      if (subject === SQL) {
        await expect(transcript(result)).toMatchFileSnapshot("transcripts/backup-now-no-wait.txt");
      }
    },
  );

  test("hands the job on to 'wait-for-job'", async () => {
    const azure = scenario();

    const started = await backUp(azure, { wait: "false" });
    const ended = await step(azure, {
      operation: "wait-for-job",
      "job-id": started.output("job-id"),
    });

    expect(ended.output("reason")).toBe("completed");
  });

  test("is red where Azure does not accept the backup", async () => {
    const azure = scenario();
    azure.azure.script({ operationStatus: "Failed" });

    const result = await backUp(azure, { wait: "false" });

    expect(result.output("reason")).toBe("operation-failed");
    expect(result.host.failed).toBe(true);
  });

  test("is 'contact-lost' where Azure names no job", async () => {
    const azure = scenario();
    azure.azure.script({ noJobId: true });

    const result = await backUp(azure, { wait: "false" });

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.host.failed).toBe(true);
  });
});

const CONFLICT = {
  errorCode: 510008,
  errorTitle: "OperationCancelledBecauseConflictingOperationRunningUserError",
  errorString: "A conflicting operation was already running on the same database.",
  recommendations: ["Please try again after sometime."],
};
const MOVED = "Data Transferred (in MB)";

function lost(azure: Scenario, moved = "0"): void {
  azure.azure.script({
    operation: "Backup",
    jobStatus: "Failed",
    jobErrors: [CONFLICT],
    propertyBag: { [MOVED]: moved },
  });
}

describe("a backup that met another one (510008)", () => {
  test("is tried once more, and the report holds both jobs", async () => {
    const azure = scenario();
    lost(azure);

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("completed");
    expect(posts(result)).toHaveLength(2);
    expect(jobsOf(result).map(({ status }) => status)).toEqual(["Failed", "Completed"]);
    expect(new Set(jobsOf(result).map(({ id }) => id)).size).toBe(2);
    expect(result.output("job-id")).toBe(jobsOf(result)[1]?.id);
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/backup-now-conflict.txt");
  });

  test("is tried once more and no further", async () => {
    const azure = scenario();
    lost(azure);
    lost(azure);

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("job-failed");
    expect(result.output("error-code")).toBe(CONFLICT.errorTitle);
    expect(posts(result)).toHaveLength(2);
    expect(jobsOf(result).map(({ status }) => status)).toEqual(["Failed", "Failed"]);
  });

  test("is not tried again once it has moved data", async () => {
    const azure = scenario();
    lost(azure, "17.5");

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("job-failed");
    expect(posts(result)).toHaveLength(1);
  });

  test("is not tried again where the user does not want to wait", async () => {
    const azure = scenario();
    lost(azure);

    const result = await backUp(azure, { "on-conflict": "fail" });

    expect(result.output("reason")).toBe("job-failed");
    expect(result.output("error-code")).toBe(CONFLICT.errorTitle);
    expect(posts(result)).toHaveLength(1);
    expect(result.elapsedMs).toBeLessThan(200_000);
  });

  test("waits for the other one first, and for all of it", async () => {
    const azure = scenario();
    const other = azure.azure.addJob({ item: itemOf(azure.azure, SQL), endsInSeconds: 1_000 });
    // The other backup does not show in the list before the request, as if it had only just begun.
    azure.azure.fault({ path: /\/backupJobs$/, answer: { status: 200, body: '{"value":[]}' } });

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("completed");
    expect(posts(result)).toHaveLength(2);
    const second = result.records.filter(({ method }) => method === "POST")[1];
    expect(second?.at).toBeGreaterThanOrEqual(other.endedAt ?? Number.POSITIVE_INFINITY);
    expect(jobsOf(result).map(({ id }) => id)).not.toContain(other.id);
  });

  test("that fails for another reason is a failed job", async () => {
    const azure = scenario();
    azure.azure.script({ jobStatus: "Failed", jobErrors: [{ errorTitle: "UserErrorOther" }] });

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("job-failed");
    expect(posts(result)).toHaveLength(1);
  });
});

describe("a job that runs on the item before the backup", () => {
  test.each([SQL, VM, SHARE])("is waited for, and never joined: $name", async (subject) => {
    const azure = scenario();
    const other = azure.azure.addJob({ item: itemOf(azure.azure, subject), endsInSeconds: 300 });

    const result = await backUp(azure, {}, subject);

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-id")).not.toBe(other.id);
    expect(posts(result)).toHaveLength(1);
    expect(result.elapsedMs).toBeGreaterThan(300_000);
  });

  test.each([SQL, VM, SHARE])(
    "ends the step where 'on-conflict' says 'fail': $name",
    async (subject) => {
      const azure = scenario();
      const other = azure.azure.addJob({ item: itemOf(azure.azure, subject), endsInSeconds: 300 });

      const result = await backUp(azure, { "on-conflict": "fail" }, subject);

      expect(result.output("reason")).toBe("conflict");
      expect(result.output("error-message")).toContain(other.id);
      expect(result.writes).toEqual([]);
    },
  );

  test.each([VM, SHARE])(
    "but shows only at the request is waited for too: $name",
    async (subject) => {
      const azure = scenario();
      azure.azure.addJob({ item: itemOf(azure.azure, subject), endsInSeconds: 300 });
      azure.azure.fault({ path: /\/backupJobs$/, answer: { status: 200, body: '{"value":[]}' } });

      const result = await backUp(azure, {}, subject);

      expect(result.output("reason")).toBe("completed");
      expect(result.writes.length).toBeGreaterThan(1);
      expect(jobsOf(result)).toHaveLength(1);
    },
  );
});

describe("a backup whose answer was lost", () => {
  const answers: readonly { name: string; answer: Fault["answer"] }[] = [
    { name: "504", answer: { status: 504, body: "" } },
    { name: "500", answer: { status: 500, body: '{"error":{"code":"CloudInternalError"}}' } },
    { name: "a dropped connection", answer: "dropped" },
    { name: "a hang", answer: "hang" },
  ];

  describe.each([SQL, VM, SHARE])("$name", (subject) => {
    test.each(answers)("is found by its job and followed: $name", async ({ answer }) => {
      const azure = scenario();
      azure.azure.fault({ method: "POST", afterwards: true, answer });

      // A VM's job proves itself by a retention that is not its policy's.
      const result = await backUp(azure, { "retain-until": "60d" }, subject);

      expect(result.output("reason")).toBe("completed");
      expect(result.output("changed")).toBe("true");
      expect(result.output("job-status")).toBe("Completed");
      expect(posts(result)).toHaveLength(1);
    });

    test.each(answers)(
      "and that started nothing is never sent twice: $name",
      async ({ answer }) => {
        const azure = scenario();
        azure.azure.fault({ method: "POST", answer });

        const result = await backUp(azure, {}, subject);

        expect(result.output("reason")).toBe("contact-lost");
        expect(result.output("changed")).toBe("");
        expect(result.output("job-id")).toBe("");
        expect(posts(result)).toHaveLength(1);
        expect(result.elapsedMs).toBeGreaterThanOrEqual(120_000);
      },
    );
  });

  test("is not taken for an older backup, nor for one of another item", async () => {
    const azure = scenario();
    const earlier = Date.UTC(2026, 0, 5, 9);
    azure.azure.addJob({ item: itemOf(azure.azure, SQL), status: "Completed", startedAt: earlier });
    azure.azure.addJob({ item: azure.azure.item("payroll", "REPORTING") });
    azure.azure.fault({ method: "POST", answer: "dropped" });

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("job-id")).toBe("");
  });

  test("with 'wait: false' names the job that was found, which ends before it proves to be ours", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "POST", afterwards: true, answer: "dropped" });

    const result = await backUp(azure, { wait: "false" });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-id")).not.toBe("");
  });
});

describe("a backup whose job cannot be known", () => {
  test.each([
    {
      name: "202 without headers",
      given: ({ azure }: Scenario) =>
        azure.fault({
          method: "POST",
          answer: { rewriteHeaders: { "azure-asyncoperation": null, location: null } },
        }),
    },
    {
      name: "success without a job's id",
      given: ({ azure }: Scenario) => azure.script({ noJobId: true }),
    },
  ])("$name is 'contact-lost', and never sent twice", async ({ given }) => {
    for (const subject of [SQL, VM, SHARE]) {
      const azure = scenario();
      given(azure);

      const result = await backUp(azure, {}, subject);

      expect(result.output("reason")).toBe("contact-lost");
      expect(result.output("changed")).toBe("true");
      expect(result.host.errors[0]?.message).toContain("among the vault's jobs");
      expect(posts(result)).toHaveLength(1);
    }
  });
});

describe("the end of the job decides", () => {
  test.each([
    { status: "Failed", reason: "job-failed" },
    { status: "Cancelled", reason: "job-cancelled" },
    { status: "CompletedWithWarnings", reason: "job-completed-with-warnings" },
  ])("$status: $reason", async ({ status, reason }) => {
    for (const subject of [SQL, VM, SHARE]) {
      const azure = scenario();
      azure.azure.script({ jobStatus: status });

      const result = await backUp(azure, {}, subject);

      expect(result.output("reason")).toBe(reason);
      expect(result.output("job-status")).toBe(status);
    }
  });

  test("warnings pass where the user says so", async () => {
    const azure = scenario();
    azure.azure.script({ jobStatus: "CompletedWithWarnings" });
    const allowed = { "allowed-job-statuses": "Completed, CompletedWithWarnings" };

    expect((await backUp(azure, allowed)).output("reason")).toBe("completed-with-warnings");
  });

  test("the deadline says how to go on: by 'wait-for-job' with the id", async () => {
    const azure = scenario();
    azure.azure.script({ jobSeconds: 36_000 });

    const result = await backUp(azure, { "timeout-minutes": "10" });

    expect(result.output("reason")).toBe("timed-out");
    expect(result.elapsedMs).toBe(600_000);
    expect(result.output("job-status")).toBe("InProgress");
    expect(result.host.errors[0]?.message).not.toContain("does nothing twice");
    expect(result.host.errors[0]?.message).toContain("wait-for-job");
    expect(result.host.errors[0]?.message).toContain(result.output("job-id"));
  });

  test.each([
    { what: "Azure cannot be reached", answer: "dropped" as const },
    { what: "Azure answers 500", answer: { status: 500, body: "" } },
  ])("while $what nobody is told to run it again, which would start a second one", async (one) => {
    const azure = scenario();
    azure.azure.fault({ path: /\/backupJobs\/[^/]+$/, times: 999, answer: one.answer });

    const result = await backUp(azure);

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("job-id")).not.toBe("");
    expect(result.host.errors[0]?.message).not.toContain("does nothing twice");
    expect(result.host.errors[0]?.message).toContain("wait-for-job");
  });

  test.each([
    { subject: SQL, minutes: 120 },
    { subject: SHARE, minutes: 300 },
    { subject: VM, minutes: 300 },
  ])("the deadline of a $subject.name is $minutes min unless said otherwise", async (one) => {
    const azure = scenario();
    azure.azure.script({ jobSeconds: 360_000 });

    const result = await backUp(azure, {}, one.subject);

    expect(result.output("reason")).toBe("timed-out");
    expect(result.elapsedMs).toBe(one.minutes * 60_000);
  });
});

describe("a workflow that is cancelled", () => {
  /** Cancels the workflow a number of seconds into the step. */
  async function cancelled(seconds: number, inputs: Record<string, string>, azure = scenario()) {
    const later = azure.clock.sleep(seconds * 1_000, new AbortController().signal).then(() => {
      azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
    });
    const result = await backUp(azure, inputs);
    await later;
    return { result, azure };
  }

  const isCancel = ({ path }: Result["writes"][number]) => path.endsWith("/cancel");

  test("leaves the job running, unless told otherwise", async () => {
    for (const inputs of [{}, { "on-cancel": "leave" }]) {
      const { result, azure } = await cancelled(60, inputs);

      expect(result.output("reason")).toBe("workflow-cancelled");
      expect(result.writes.filter(isCancel)).toEqual([]);
      expect(azure.azure.vault().jobs[0]?.status).toBe("InProgress");
      expect(result.elapsedMs).toBe(60_000);
      expect(result.host.errors[0]?.message).toContain("keeps running");
    }
  });

  test("asks Azure to cancel the job where 'on-cancel' says so", async () => {
    const { result, azure } = await cancelled(60, { "on-cancel": "cancel-job" });

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.writes.filter(isCancel).map(({ path }) => path)).toEqual([
      `/backupJobs/${result.output("job-id")}/cancel`,
    ]);
    expect(azure.azure.vault().jobs[0]?.status).toBe("Cancelling");
    expect(result.elapsedMs).toBe(60_000);
    expect(result.host.failed).toBe(true);
    expect(result.host.errors[0]?.message).toContain("'on-cancel'");
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/backup-now-on-cancel.txt");
  });

  test.each<{ what: string; answer: Fault["answer"] }>([
    { what: "hangs", answer: "hang" },
    { what: "is busy", answer: { status: 429, headers: { "retry-after": "60" }, body: "" } },
    { what: "refuses", answer: { status: 400, body: '{"error":{"code":"X","message":"No."}}' } },
    { what: "drops the connection", answer: "dropped" },
  ])("is over within five seconds where Azure $what", async ({ answer }) => {
    const azure = scenario();
    azure.azure.fault({ path: /\/cancel$/, times: Number.POSITIVE_INFINITY, answer });

    const { result } = await cancelled(60, { "on-cancel": "cancel-job" }, azure);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.elapsedMs - 60_000).toBeLessThanOrEqual(5_000);
    expect(result.host.errors[0]?.message).toContain("could not be asked");
    expect(result.output("job-id")).not.toBe("");
    expect(result.host.summaryMarkdown).toContain("workflow-cancelled");
  });

  test("cancels nothing before there is a job", async () => {
    const azure = scenario();
    azure.azure.script({ operationSeconds: 60 });

    const { result } = await cancelled(20, { "on-cancel": "cancel-job" }, azure);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.writes.filter(isCancel)).toEqual([]);
  });

  test("cancels no job of its own that has ended, while it waits to try again", async () => {
    const azure = scenario();
    lost(azure);

    const { result } = await cancelled(150, { "on-cancel": "cancel-job" }, azure);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.output("job-status")).toBe("Failed");
    expect(result.writes.filter(isCancel)).toEqual([]);
  });

  test("cancels no job that this step did not start", async () => {
    const azure = scenario();
    const other = azure.azure.addJob({ item: itemOf(azure.azure, SQL), endsInSeconds: 600 });

    const { result } = await cancelled(60, { "on-cancel": "cancel-job" }, azure);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.writes).toEqual([]);
    expect(other.status).toBe("InProgress");
  });

  test("cancels the job that 'wait-for-job' follows, too", async () => {
    const azure = scenario();
    const job = azure.azure.addJob({ item: itemOf(azure.azure, SQL) });
    const later = azure.clock.sleep(60_000, new AbortController().signal).then(() => {
      azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGINT)."));
    });

    const result = await step(azure, {
      operation: "wait-for-job",
      "job-id": job.id,
      "on-cancel": "cancel-job",
    });
    await later;

    expect(result.writes.filter(isCancel)).toHaveLength(1);
    expect(job.status).toBe("Cancelling");
  });
});
