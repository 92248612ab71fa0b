import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changesItem,
  describeJob,
  describeRemaining,
  detailsOf,
  errorOf,
  hasBegun,
  hasEnded,
  isOperation,
  isSkipped,
  readJob,
  remarkOn,
} from "../../../../src/azure/backup/job.ts";
import { matchJob } from "../../../../src/azure/backup/job-match.ts";
import { item, job } from "./read-builders.ts";

const resource = (properties: Record<string, unknown>) => ({ name: "job-1", properties });

describe("a job's phase", () => {
  test.each([
    { status: "Completed", phase: "completed" },
    { status: "CompletedWithWarnings", phase: "warned" },
    { status: "Failed", phase: "failed" },
    { status: "Invalid", phase: "failed" },
    { status: "Cancelled", phase: "cancelled" },
    { status: "Canceled", phase: "cancelled" },
    { status: "InProgress", phase: "running" },
    { status: "Cancelling", phase: "running" },
    { status: "COMPLETED", phase: "completed" },
  ])("of $status is $phase", ({ status, phase }) => {
    expect(readJob(resource({ status }))).toMatchObject({ status, phase });
  });

  test.each([
    "",
    "Paused",
    "CompletedSomehow",
    "Succeeded",
    "Completed ",
    "toString",
    undefined,
    4,
  ])("of %s, which nobody knows, is running", (status) => {
    expect(readJob(resource({ status })).phase).toBe("running");
  });
});

describe("readJob", () => {
  test("reads a database's job", () => {
    const read = readJob(
      resource({
        jobType: "AzureWorkloadJob",
        workloadType: "SQLDataBase",
        backupManagementType: "AzureWorkload",
        operation: "Backup (Full)",
        status: "Completed",
        entityFriendlyName: "payroll [sql-host]",
        startTime: "2026-01-05T10:00:00.1234567Z",
        endTime: "2026-01-05T10:02:00Z",
        activityId: "activity-1",
        extendedInfo: {
          tasksList: [{ taskId: "Take Snapshot", status: "Completed" }],
          propertyBag: { "Data Transferred (in MB)": "12", Count: 3 },
        },
      }),
    );

    expect(read).toEqual({
      id: "job-1",
      status: "Completed",
      phase: "completed",
      operation: "Backup (Full)",
      jobType: "AzureWorkloadJob",
      workloadType: "SQLDataBase",
      containerName: "",
      backupManagementType: "AzureWorkload",
      entityFriendlyName: "payroll [sql-host]",
      startTime: Date.UTC(2026, 0, 5, 10, 0, 0, 123),
      endTime: Date.UTC(2026, 0, 5, 10, 2),
      activityId: "activity-1",
      errors: [],
      tasks: [{ name: "Take Snapshot", status: "Completed" }],
      properties: [
        ["Data Transferred (in MB)", "12"],
        ["Count", "3"],
      ],
      percent: "",
    });
  });

  test.each([
    {
      what: "a VM",
      properties: { containerName: "iaasvmcontainerv2;rg;vm" },
      name: "iaasvmcontainerv2;rg;vm",
    },
    { what: "a file share", properties: { storageAccountName: "files" }, name: "files" },
    { what: "a database", properties: {}, name: "" },
  ])("reads the container of $what", ({ properties, name }) => {
    expect(readJob(resource(properties)).containerName).toBe(name);
  });

  test("reads the percentage that only a VM's job has", () => {
    expect(readJob(resource({ extendedInfo: { progressPercentage: 42.5 } })).percent).toBe("42.5");
  });

  test("takes an end that is not set as none", () => {
    expect(readJob(resource({ endTime: "0001-01-01T00:00:00" })).endTime).toBeUndefined();
  });

  test("never throws, and never calls a job completed that does not say so", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, properties) => {
        for (const read of [readJob(any), readJob({ name: any, properties })]) {
          expect(read.phase).toBe("running");
          describeJob(read);
          matchJob(read, item(), []);
        }
      }),
    );
  });
});

describe("a job's errors", () => {
  const errorsOf = (errorDetails: unknown, dynamicErrorMessage?: string) =>
    readJob(resource({ status: "Failed", errorDetails, extendedInfo: { dynamicErrorMessage } }))
      .errors;

  test.each([
    {
      form: "a numeric code alone",
      detail: { errorCode: 510008, errorString: "It failed." },
      error: { code: "510008", message: "It failed." },
    },
    {
      form: "a code in text",
      detail: { errorCode: "UserErrorX", errorString: "It failed." },
      error: { code: "UserErrorX", message: "It failed." },
    },
    {
      form: "a title besides the number",
      detail: { errorCode: 510008, errorTitle: "UserErrorX", errorString: "It failed." },
      error: { code: "UserErrorX", message: "It failed. [510008]" },
    },
    {
      form: "a title alone",
      detail: { errorTitle: "UserErrorX" },
      error: { code: "UserErrorX", message: "" },
    },
    { form: "nothing", detail: null, error: { code: "", message: "" } },
  ])("are read from $form", ({ detail, error }) => {
    expect(errorsOf([detail])).toEqual([{ ...error, recommendations: [] }]);
  });

  test("are cut where the service's text would crowd out everything else", () => {
    const long = "x".repeat(5_000);

    const [error] = errorsOf(
      [{ errorTitle: long, errorString: long, recommendations: [long] }],
      long,
    );

    for (const text of [error?.code, error?.recommendations[0]]) expect(text).toHaveLength(4_001);
    expect(error?.message.length).toBeLessThan(8_100);
  });

  test("keep every recommendation", () => {
    const detail = { errorCode: 1, recommendations: ["Do this.", null, "", "Do that."] };

    expect(errorsOf([detail])[0]?.recommendations).toEqual(["Do this.", "Do that."]);
  });

  // Recorded: none, null, one empty text, and texts of several indented lines.
  test.each([
    { given: undefined, read: [] },
    { given: null, read: [] },
    { given: "", read: [] },
    { given: [], read: [] },
    { given: [""], read: [] },
    { given: ["Wait.", "Wait."], read: ["Wait."] },
    {
      given: ["\r\n      See to it that:\r\n      Case 1: it runs.\r\n    "],
      read: ["See to it that: Case 1: it runs."],
    },
  ])("read each recommendation once and on one line: $given", ({ given, read }) => {
    expect(errorsOf([{ errorCode: 1, recommendations: given }])[0]?.recommendations).toEqual(read);
  });

  test("are one error with the recommendations of all where one is asked for", () => {
    const errors = [
      { code: "A", message: "One.", recommendations: ["Look.", "Wait."] },
      { code: "B", message: "Two.", recommendations: ["Wait.", "Ask."] },
    ];

    expect(errorOf(job({ errors }))).toEqual({
      code: "A",
      message: "One.",
      recommendations: ["Look.", "Wait.", "Ask."],
    });
    expect(errorOf(job({ errors: [] }))).toBeUndefined();
  });

  test("begin with what the host itself said where they say nothing", () => {
    expect(errorsOf([{ errorTitle: "X" }], "The log is full.")[0]?.message).toBe(
      "The log is full.",
    );
  });

  test("add what the host itself said to the first", () => {
    const errors = errorsOf(
      [
        { errorCode: 1, errorString: "One." },
        { errorCode: 2, errorString: "Two." },
      ],
      "The log is full.",
    );

    expect(errors.map(({ message }) => message)).toEqual(["One. The log is full.", "Two."]);
  });

  test.each([undefined, null, [], "x"])(
    "are what the host said where there are none: %s",
    (none) => {
      expect(errorsOf(none, "The log is full.")).toEqual([
        { code: "", message: "The log is full.", recommendations: [] },
      ]);
    },
  );

  test.each([undefined, null, [], {}, "x"])("are none where nobody said anything: %s", (none) => {
    expect(errorsOf(none)).toEqual([]);
  });
});

test.each([
  { shown: "ConfigureBackup", operation: "ConfigureBackup", same: true },
  { shown: "configurebackup", operation: "ConfigureBackup", same: true },
  { shown: "DeleteBackupData (Full)", operation: "DeleteBackupData", same: true },
  { shown: "Backup (Full)", operation: "ConfigureBackup", same: false },
  { shown: "DisableBackupX", operation: "DisableBackup", same: false },
  { shown: "", operation: "DisableBackup", same: false },
  { shown: "Undelete", operation: "Undelete", same: true },
  { shown: "Backup (Log)", operation: "Backup", same: true },
  { shown: "Restore", operation: "Backup", same: false },
] as const)("a job '$shown' is $operation: $same", ({ shown, operation, same }) => {
  expect(isOperation(job({ operation: shown }), operation)).toBe(same);
});

describe("a job in one line", () => {
  test("says id, operation, status and progress", () => {
    const shown = describeJob(
      job({
        id: "7",
        operation: "Backup (Full)",
        status: "InProgress",
        tasks: [{ name: "Take Snapshot", status: "Completed" }],
        properties: [
          ["Policy Name", "Gold"],
          ["Data Transferred (in MB)", "12"],
        ],
        percent: "40",
      }),
    );

    expect(shown).toBe(
      "Job 7 (Backup (Full)): InProgress; Take Snapshot Completed, Data Transferred (in MB) 12, 40 %",
    );
  });

  test("leaves out what is not known", () => {
    expect(describeJob(job({ id: "7", operation: "", status: "Completed" }))).toBe(
      "Job 7: Completed",
    );
  });
});

describe("what a job has left", () => {
  test.each([
    { phase: "running", remainingMs: 637_846, says: ", about 10 min 38 s left" },
    { phase: "running", remainingMs: 0, says: "" },
    { phase: "running", remainingMs: undefined, says: "" },
    { phase: "completed", remainingMs: 637_846, says: "" },
  ] as const)("is '$says' where it is $phase with $remainingMs ms", ({ says, ...rest }) => {
    expect(describeRemaining(job(rest))).toBe(says);
  });
});

test.each([
  { operation: "Backup (Full)", changes: false },
  { operation: "Restore", changes: false },
  { operation: "RestoreWithRehydrate", changes: false },
  { operation: "ConfigureBackup", changes: true },
  { operation: "DeleteBackupData", changes: true },
  { operation: "", changes: true },
])("a job of the operation '$operation' changes the item's protection: $changes", (row) => {
  expect(changesItem(job({ operation: row.operation }))).toBe(row.changes);
});

test("a job's details are its tasks, its properties, its errors and its activity, a line each", () => {
  const errors = [
    { code: "A", message: "One.", recommendations: ["Do this.", "Do that."] },
    { code: "B", message: "Two.", recommendations: [] },
  ];
  const tasks = [{ name: "Transfer", status: "Failed" }];
  const full = job({ tasks, errors, properties: [["Size", "7 MB"]], activityId: "x" });

  expect(detailsOf(full)).toEqual([
    "Task Transfer: Failed",
    "Size: 7 MB",
    "Error A: One.",
    "Azure recommends: Do this.",
    "Azure recommends: Do that.",
    "Error B: Two.",
    "Activity id: x",
  ]);
  expect(detailsOf(job({ activityId: "" }))).toEqual([]);
});

test.each([
  { told: true, read: true },
  { told: false, read: false },
  { told: "true", read: undefined },
  { told: 1, read: undefined },
  { told: null, read: undefined },
])("a job was asked for by a user: $told is read as $read", ({ told, read }) => {
  expect(readJob(resource({ isUserTriggered: told })).isUserTriggered).toBe(read);
});

test.each([
  ["40.0", "40 %"],
  ["40.00", "40 %"],
  ["40.05", "40.05 %"],
  ["99.5", "99.5 %"],
  ["100", "100 %"],
])("%s percent are shown as %s", (percent, shown) => {
  expect(describeJob(job({ percent }))).toContain(`; ${shown}`);
});

test.each([
  { status: "NotStarted", begun: false, ended: false },
  { status: "InProgress", begun: true, ended: false },
  { status: "Completed", begun: true, ended: true },
  { status: "Failed", begun: true, ended: true },
  { status: "Cancelled", begun: true, ended: true },
  { status: "Skipped", begun: true, ended: true },
])("a task that is $status has begun: $begun, and ended: $ended", ({ status, begun, ended }) => {
  const task = { name: "Transfer", status };

  expect([hasBegun(task), hasEnded(task)]).toEqual([begun, ended]);
});

describe("what a job tells against itself", () => {
  const error = { code: "UserErrorX", message: "One file was left out.", recommendations: [] };
  const task = (status: string) => ({ name: "Transfer data to vault", status });

  test.each([
    {
      what: "an error",
      changes: { errors: [error] },
      told: "One file was left out. (UserErrorX)",
    },
    {
      what: "a failed task",
      changes: { tasks: [task("Completed"), task("Failed")] },
      told: "task 'Transfer data to vault' Failed",
    },
    {
      what: "a cancelled task and errors without a code",
      changes: { errors: [{ ...error, code: "" }, error], tasks: [task("cancelled")] },
      told: "One file was left out.; One file was left out. (UserErrorX); task 'Transfer data to vault' cancelled",
    },
  ])("is $what, though it ended Completed", ({ changes, told }) => {
    const ended = job(changes);

    expect(remarkOn(ended)).toBe(
      `Job ${ended.id} ended Completed, but reports problems: ${told}. Look at it before you rely on it.`,
    );
  });

  test("is told with what Azure recommends", () => {
    const advised = job({ errors: [{ ...error, recommendations: ["Look at the log."] }] });

    expect(remarkOn(advised)).toMatch(
      / Look at it before you rely on it\. Azure recommends: Look at the log\.$/,
    );
  });

  test.each(["Completed", "Skipped", "NotStarted", "InProgress"])(
    "is not a task that is %s",
    (status) => {
      expect(remarkOn(job({ tasks: [task(status)] }))).toBeUndefined();
    },
  );

  test.each(["warned", "failed", "cancelled", "running"] as const)(
    "is left to the verdict where it is %s",
    (phase) => {
      expect(remarkOn(job({ phase, errors: [error], tasks: [task("Failed")] }))).toBeUndefined();
    },
  );
});

test.each([
  ["Skipped", true],
  ["skipped", true],
  ["NotStarted", false],
  ["Failed", false],
])("a task that is %s was left out: %s", (status, isLeftOut) => {
  expect(isSkipped({ name: "Transfer data to vault", status })).toBe(isLeftOut);
});
