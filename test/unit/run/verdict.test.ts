import { describe, expect, test } from "vitest";
import type { JobPhase } from "../../../src/azure/backup/job.ts";
import {
  ActionError,
  DeadlineError,
  InputError,
  RunCancelledError,
  UnknownOutcomeError,
} from "../../../src/errors.ts";
import { REASONS } from "../../../src/reasons.ts";
import { judge, judgeError, judgeResult } from "../../../src/run/verdict.ts";
import type { Ending } from "../../../src/sequence/task.ts";
import { job } from "../azure/backup/read-builders.ts";

const strict = { allowWarnings: false };
const lenient = { allowWarnings: true };

const STATUS: Readonly<Record<JobPhase, string>> = {
  completed: "Completed",
  warned: "CompletedWithWarnings",
  failed: "Failed",
  cancelled: "Cancelled",
  running: "InProgress",
};
const ended = (phase: JobPhase, id = "7") => job({ id, phase, status: STATUS[phase] });
const jobsEnded = (phases: readonly JobPhase[], reached?: boolean): Ending => ({
  kind: "jobs-ended",
  jobs: phases.map((phase, index) => ended(phase, `job-${index}`)),
  ...(reached === undefined ? {} : { reached }),
});
const error = (parts: Partial<{ code: string; message: string; recommendations: string[] }>) => ({
  code: "",
  message: "",
  recommendations: [],
  ...parts,
});

describe("a completed job that tells of a failure", () => {
  const tasks = [{ name: "Transfer", status: "Failed" }];
  const doubtful = (phase: JobPhase) => ({ ...ended(phase), tasks });

  test("opens the gate, with a remark on each such job", () => {
    const jobs = [doubtful("completed"), ended("completed"), doubtful("completed")];

    const { reason, remark } = judge({ kind: "jobs-ended", jobs, reached: true }, strict);

    expect(reason).toBe("completed");
    expect(remark?.match(/task 'Transfer' Failed/g)).toHaveLength(2);
  });

  test.each([
    { ending: { kind: "jobs-ended", jobs: [ended("completed")], reached: true } },
    { ending: { kind: "jobs-ended", jobs: [doubtful("completed")], reached: false } },
    { ending: { kind: "jobs-ended", jobs: [doubtful("failed")] } },
  ] as const)("is the only end with a remark: $ending", ({ ending }) => {
    expect(judge(ending, strict)).not.toHaveProperty("remark");
  });
});

test.each([{ errors: [] }, { errors: [error({})] }])(
  "a failed job of which Azure says nothing more is told in a plain sentence ($errors)",
  ({ errors }) => {
    const failed = { ...ended("failed"), errors };

    expect(judge({ kind: "jobs-ended", jobs: [failed] }, strict)).toMatchObject({
      message: "Job 7 ended Failed.",
      service: { code: "", message: "", recommendations: [] },
    });
  },
);

test("of several jobs that ended well the last one is named", () => {
  expect(judge(jobsEnded(["completed", "completed"], true), strict).message).toBe(
    "Job job-1 ended Completed.",
  );
});

test("an end without any job is a defect, and never open", () => {
  expect(() => judge({ kind: "jobs-ended", jobs: [], reached: true }, lenient)).toThrow(
    "No job was followed, and one was judged.",
  );
});

describe("the gate opens for", () => {
  test.each([
    {
      what: "a completed job with the state reached",
      ending: jobsEnded(["completed"], true),
      reason: "completed",
    },
    {
      what: "a completed job that concerns no item",
      ending: jobsEnded(["completed"]),
      reason: "completed",
    },
    {
      what: "several jobs, all completed",
      ending: jobsEnded(["completed", "completed"], true),
      reason: "completed",
    },
    {
      what: "a job with warnings that are allowed",
      ending: jobsEnded(["warned"], true),
      settings: lenient,
      reason: "completed-with-warnings",
    },
    {
      what: "a state reached without a job",
      ending: { kind: "judged-by-item", reached: true } as const,
      reason: "completed",
    },
    {
      what: "nothing to do",
      ending: { kind: "nothing-to-do", why: "It is stopped." } as const,
      reason: "already-in-state",
    },
  ])("$what", ({ ending, settings = strict, reason }) => {
    const verdict = judge(ending, settings);

    expect(verdict).toMatchObject({ reason, hint: "" });
    expect(REASONS[verdict.reason].gate).toBe("open");
  });
});

describe("the gate stays closed for", () => {
  test.each([
    { what: "a failed job", ending: jobsEnded(["failed"], true), reason: "job-failed" },
    { what: "a cancelled job", ending: jobsEnded(["cancelled"], true), reason: "job-cancelled" },
    {
      what: "a job with warnings",
      ending: jobsEnded(["warned"], true),
      reason: "job-completed-with-warnings",
    },
    {
      what: "a completed job without the state",
      ending: jobsEnded(["completed"], false),
      reason: "state-not-reached",
    },
    {
      what: "allowed warnings without the state",
      ending: jobsEnded(["warned"], false),
      settings: lenient,
      reason: "state-not-reached",
    },
    {
      what: "one failed job among completed ones",
      ending: jobsEnded(["completed", "failed", "completed"], true),
      settings: lenient,
      reason: "job-failed",
    },
    {
      what: "a failure besides a cancellation",
      ending: jobsEnded(["cancelled", "failed"], true),
      reason: "job-failed",
    },
    {
      what: "a cancellation besides warnings",
      ending: jobsEnded(["warned", "cancelled", "completed"], true),
      settings: lenient,
      reason: "job-cancelled",
    },
    {
      what: "warnings before a completed job",
      ending: jobsEnded(["warned", "completed"], true),
      reason: "job-completed-with-warnings",
    },
    {
      what: "no job and no state",
      ending: { kind: "judged-by-item", reached: false } as const,
      reason: "state-not-reached",
    },
    {
      what: "a refusal",
      ending: { kind: "refused", why: "It is stopped.", hint: "Resume it." } as const,
      reason: "refused",
    },
  ])("$what", ({ ending, settings = strict, reason }) => {
    const verdict = judge(ending, settings);

    expect(verdict.reason).toBe(reason);
    expect(verdict.hint).not.toBe("");
    expect(REASONS[verdict.reason].gate).toBe("closed");
  });

  test.each([
    { status: "Failed", outcome: "failed", reason: "operation-failed" },
    { status: "Invalid", outcome: "failed", reason: "operation-failed" },
    { status: "Canceled", outcome: "cancelled", reason: "operation-cancelled" },
  ] as const)("an operation that ended $status", ({ status, outcome, reason }) => {
    const service = error({
      code: "UserErrorDeleteBackupItemOnImmutableItem",
      message: "The vault is immutable.",
    });
    const end = { id: "op-1", status, outcome, jobIds: [], error: service };

    expect(judge({ kind: "lro-ended", end, doing: "stop 'payroll'" }, lenient)).toMatchObject({
      reason,
      message: `Could not stop 'payroll': operation op-1 ended ${status}: The vault is immutable. (UserErrorDeleteBackupItemOnImmutableItem)`,
      service,
    });
  });
});

describe("the words of a verdict", () => {
  const failed = (errors: ReturnType<typeof error>[]): Ending => ({
    kind: "jobs-ended",
    jobs: [{ ...ended("failed"), errors }],
    reached: false,
  });

  test("tell everything Azure said of a failed job", () => {
    const errors = [
      error({ code: "UserErrorX", message: "The log is full." }),
      error({ code: "UserErrorY" }),
      error({ message: "The disk too." }),
    ];

    const verdict = judge(failed(errors), strict);

    expect(verdict.message).toBe(
      "Job 7 ended Failed with 3 errors: 1. The log is full. (UserErrorX) 2. UserErrorY 3. The disk too.",
    );
    expect(verdict.service).toEqual(errors[0]);
  });

  test("give Azure's recommendations before our own", () => {
    const errors = [error({ recommendations: ["Free some space."] })];

    expect(judge(failed(errors), strict).hint).toBe("Azure recommends: Free some space.");
    expect(judge(failed([]), strict).hint).toContain("'job-url'");
  });

  test("say how to allow warnings", () => {
    expect(judge(jobsEnded(["warned"]), strict).hint).toContain(
      "'allowed-job-statuses: Completed, CompletedWithWarnings'",
    );
  });

  test("keep a refusal's rule and way out", () => {
    const refusal: Ending = { kind: "refused", why: "It is stopped.", hint: "Resume it." };

    expect(judge(refusal, strict)).toEqual({
      reason: "refused",
      message: "It is stopped.",
      hint: "Resume it.",
    });
  });
});

describe("a defect of ours", () => {
  test.each([
    { what: "a job that still runs", ending: jobsEnded(["running"]) },
    { what: "a running job among completed ones", ending: jobsEnded(["running", "completed"]) },
    { what: "no job at all", ending: jobsEnded([]) },
  ])("is to judge $what: it never opens the gate", ({ ending }) => {
    expect(() => judge(ending, lenient)).toThrow();
  });
});

describe("judgeError", () => {
  test.each([
    { thrown: new InputError("item", "is required", "Set it."), reason: "invalid-input" },
    { thrown: new DeadlineError("waiting for job 7"), reason: "timed-out" },
    {
      thrown: new RunCancelledError("The workflow was cancelled (SIGTERM)."),
      reason: "workflow-cancelled",
    },
    { thrown: new UnknownOutcomeError("stop it", "HTTP 504"), reason: "contact-lost" },
    {
      thrown: new ActionError("item-not-found", "No item.", { hint: "Look." }),
      reason: "item-not-found",
    },
  ])("passes on what is meant for the reader: $reason", ({ thrown, reason }) => {
    const { message, hint } = thrown;

    expect(judgeError(thrown)).toMatchObject({ reason, message, hint });
  });

  test("keeps what the service said", () => {
    const service = error({ code: "X" });
    const thrown = new ActionError("conflict", "In use.", { hint: "", service });

    expect(judgeError(thrown).service).toBe(service);
  });

  test.each([
    { thrown: new TypeError("x is null"), says: "Unexpected error: x is null" },
    { thrown: "text", says: "Unexpected error: text" },
    { thrown: undefined, says: "Unexpected error: undefined" },
    { thrown: { reason: "completed", message: "m", hint: "" }, says: "Unexpected error:" },
  ])("calls anything else a defect: $says", ({ thrown, says }) => {
    const verdict = judgeError(thrown);

    expect(verdict.reason).toBe("defect");
    expect(verdict.message).toContain(says);
    expect(REASONS.defect.gate).toBe("closed");
  });
});

describe("what the user asked not to do or not to wait for", () => {
  test.each([
    {
      what: "a dry run of a plan",
      ending: {
        kind: "dry-run",
        plan: {
          kind: "send",
          write: { method: "DELETE" },
          doing: "delete 'payroll'",
          jobOperation: "DeleteBackupData",
          notes: [],
        },
      } as const,
      verdict: {
        reason: "dry-run",
        message: "Dry run: would delete 'payroll'. Nothing was sent.",
        hint: "Set 'dry-run: false' to do it.",
      },
    },
    {
      what: "a dry run in words",
      ending: { kind: "dry-run", plan: "cancel the job 7" } as const,
      verdict: {
        reason: "dry-run",
        message: "Dry run: would cancel the job 7. Nothing was sent.",
        hint: "Set 'dry-run: false' to do it.",
      },
    },
    {
      what: "a backup that runs on",
      ending: { kind: "job-running", jobId: "7" } as const,
      verdict: {
        reason: "job-running",
        message: "Azure has started job 7, and 'wait: false' says not to wait for its end.",
        hint: "Follow it with 'operation: wait-for-job' before anything relies on it.",
      },
    },
  ])("leaves the gate closed and the step green: $what", ({ ending, verdict }) => {
    const found = judge(ending, lenient);

    expect(found).toEqual(verdict);
    expect(REASONS[found.reason]).toMatchObject({ gate: "closed", red: false });
  });
});

describe("a job that was to be cancelled", () => {
  test("opens the gate once it is", () => {
    expect(judge({ kind: "cancel-ended", job: ended("cancelled") }, strict)).toEqual({
      reason: "cancelled-as-asked",
      message: "Job 7 (ConfigureBackup of 'payroll [sql-host]') ended Cancelled, as asked.",
      hint: "",
    });
  });

  test.each(["completed", "warned", "failed"] as const)(
    "closes it when it was %s before, however well",
    (phase) => {
      const verdict = judge({ kind: "cancel-ended", job: ended(phase) }, lenient);

      expect(verdict).toMatchObject({
        reason: "job-already-ended",
        message: `Job 7 (ConfigureBackup of 'payroll [sql-host]') had ended ${STATUS[phase]} before it could be cancelled.`,
      });
      expect(REASONS[verdict.reason]).toMatchObject({ gate: "closed", red: true });
    },
  );

  test("tells the job's own error", () => {
    const errors = [error({ code: "X" }), error({ code: "Y" })];
    const ending = { kind: "cancel-ended", job: { ...ended("failed"), errors } } as const;

    expect(judge(ending, strict).service).toEqual(errors[0]);
  });
});

describe("a question", () => {
  test.each([
    ...["recovery-point-fresh", "recovery-point-too-old", "no-recovery-point"],
    ...["last-backup-failed", "refused"],
  ] as const)("is answered as it was judged: %s", (reason) => {
    const answer = { reason, message: "m", hint: "h", point: undefined, notes: ["n"] } as const;

    expect(judge({ kind: "answered", answer }, lenient)).toEqual({
      reason,
      message: "m",
      hint: "h",
    });
  });

  test("is answered with what Azure said, where that is why", () => {
    const service = error({ code: "X", message: "The log is full." });
    const answer = {
      reason: "last-backup-failed",
      message: "m",
      hint: "h",
      point: undefined,
      notes: [],
      service,
    } as const;

    expect(judge({ kind: "answered", answer }, strict).service).toBe(service);
  });

  test.each([
    { count: 0, message: "Listed 0 items." },
    { count: 1, message: "Listed 1 item." },
    { count: 2, message: "Listed 2 items." },
  ])("says how many it has listed: $message", ({ count, message }) => {
    expect(judge({ kind: "listed", count }, strict).message).toBe(message);
  });

  test.each([0, 1, 50])("of what there is, %i items, opens the gate", (count) => {
    expect(judge({ kind: "listed", count }, strict)).toMatchObject({
      reason: "listed",
      message: expect.stringContaining(String(count)),
    });
  });
});

describe("a job that something else started", () => {
  const END = Date.UTC(2026, 0, 5, 10);
  const HOUR = 3_600_000;

  test("is told with its end's age, since it says nothing about what came after", () => {
    const one = { ...ended("completed"), operation: "Backup", endTime: END };
    const ending: Ending = { kind: "jobs-ended", jobs: [one], askedAt: END + 2 * HOUR };

    expect(judge(ending, strict).message).toMatch(/ended Completed 2 h ago/);
  });

  test("is told without an age if it names no end", () => {
    const one = { ...ended("completed"), operation: "Backup", endTime: undefined };
    const ending: Ending = { kind: "jobs-ended", jobs: [one], askedAt: END };

    expect(judge(ending, strict).message).toMatch(/ended Completed\.?$/);
  });
});

describe("items that are all stopped, and left out as the user asks", () => {
  test("open nothing: nothing was judged", () => {
    expect(judge({ kind: "not-judged" }, strict)).toMatchObject({
      reason: "no-recovery-point",
      message: expect.stringContaining("Nothing was judged"),
      hint: expect.stringContaining("'ignore-stopped'"),
    });
  });
});

describe("advice", () => {
  const failing = (...errors: ReturnType<typeof error>[]): Ending => ({
    kind: "jobs-ended",
    jobs: [{ ...ended("failed"), errors }],
  });

  test("of our own on a known code comes before Azure's recommendations", () => {
    const known = error({
      code: "UserErrorSQLNoSysadminMembership",
      recommendations: ["Call somebody."],
    });

    expect(judge(failing(known), strict).hint).toBe(
      "Azure Backup's service account lacks the sysadmin role on the instance. Grant it. Azure recommends: Call somebody.",
    );
  });

  test("is given once for each code that is known, in order", () => {
    const hint = judge(
      failing(
        error({ code: "VMNotInRunningStateUserError" }),
        error({ code: "Unknown", recommendations: ["x"] }),
        error({ code: "FileShareNotFound" }),
        error({ code: "VMNotInRunningStateUserError" }),
      ),
      strict,
    ).hint;

    expect(hint).toBe(
      "The VM is not running. Start it, then try again. The file share no longer exists. Stop its protection if it was deleted. Azure recommends: x",
    );
  });

  test("and Azure's recommendations of every error are in the outputs too", () => {
    const { message, service } = judge(
      failing(
        error({ code: "A", message: "One.", recommendations: ["Look.", "Wait."] }),
        error({ code: "B", message: "Two.", recommendations: ["Wait.", "Ask."] }),
        error({ code: "A", message: "One." }),
      ),
      strict,
    );

    expect(message).toBe("Job 7 ended Failed with 2 errors: 1. One. (A) 2. Two. (B)");
    expect(service).toEqual({
      code: "A",
      message: "One.",
      recommendations: ["Look.", "Wait.", "Ask."],
    });
  });

  test("for a request is never given to a job: a VM that is gone is no matter of the inputs", () => {
    const gone = error({
      code: "ResourceNotFound",
      message: "Could not perform the operation as VM no longer exists. [320001]",
      recommendations: ["Stop protecting virtual machine without deleting backup data."],
    });

    expect(judge(failing(gone), strict)).toMatchObject({
      message:
        "Job 7 ended Failed: Could not perform the operation as VM no longer exists. [320001] (ResourceNotFound)",
      hint: "Azure no longer finds what is backed up, such as the VM. If it was deleted on purpose, keep its backups with 'stop-protection-retain-data'. Azure recommends: Stop protecting virtual machine without deleting backup data.",
    });
    expect(judge(failing(error({ code: "ScopeLocked" })), strict).hint).toContain("'job-url'");
  });

  test("on a cancelled job says what Azure says of it", () => {
    const cancelled: Ending = {
      kind: "jobs-ended",
      jobs: [{ ...ended("cancelled"), errors: [error({ code: "400158" })] }],
    };

    expect(judge(cancelled, strict).hint).toBe(
      "Someone cancelled the job. Find out who before you run it again.",
    );
  });

  test("on an operation is ours, then Azure's, then a last resort", () => {
    const hintOf = (service: ReturnType<typeof error>) => {
      const end = {
        id: "1",
        status: "Failed",
        outcome: "failed",
        jobIds: [],
        error: service,
      } as const;
      return judge({ kind: "lro-ended", end, doing: "stop it" }, strict).hint;
    };

    expect(hintOf(error({ code: "CloudInternalError" }))).toContain("Azure failed inside.");
    expect(hintOf(error({ recommendations: ["Do this."] }))).toBe("Azure recommends: Do this.");
    expect(hintOf(error({ message: "The moon is blue." }))).toBe(
      "Correct what the message names and run the step again.",
    );
    expect(hintOf(error({}))).toMatch(/^Azure does not say why\. Look at the item/);
  });

  test("on warnings tells how to allow them as well", () => {
    const warned: Ending = {
      kind: "jobs-ended",
      jobs: [{ ...ended("warned"), errors: [error({ recommendations: ["Look at it."] })] }],
    };

    expect(judge(warned, strict).hint).toBe(
      "Azure recommends: Look at it. If such warnings are acceptable, set 'allowed-job-statuses: Completed, CompletedWithWarnings'.",
    );
  });
});

describe("the result of one item", () => {
  const inputs = { allowWarnings: false, operation: "stop-protection-retain-data" } as const;

  test("that was not started is closed and red, says why, and how to start it", () => {
    const ending = { kind: "not-started", why: "Another item was refused." } as const;
    const verdict = judgeResult({ known: {}, ending }, inputs);

    expect(verdict).toEqual({
      reason: "not-started",
      message: "Another item was refused.",
      hint: "Run the same step again: it looks first and does nothing twice.",
    });
    expect(REASONS["not-started"]).toMatchObject({ gate: "closed", red: true });
  });

  test("that an error ended is judged by the error, with what to do next", () => {
    const ending = { kind: "thrown", error: new DeadlineError("waiting") } as const;

    expect(judgeResult({ known: {}, ending }, inputs)).toMatchObject({
      reason: "timed-out",
      hint: expect.stringMatching(/Run the same step again/),
    });
  });

  test("that came to its end is judged by it", () => {
    const ending = { kind: "nothing-to-do", why: "It is stopped." } as const;

    expect(judgeResult({ known: {}, ending }, inputs)).toEqual(judge(ending, strict));
  });
});
