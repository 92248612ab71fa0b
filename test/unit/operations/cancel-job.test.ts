import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJob } from "../../../src/azure/backup/job.ts";
import { planCancel } from "../../../src/operations/cancel-job.ts";

const planOf = (status: string, operation = "Backup (Full)") =>
  planCancel(readJob({ name: "7", properties: { status, operation, actionsInfo: [1] } }));

describe("a job is asked to be cancelled", () => {
  test.each([
    "Backup",
    "Backup (Full)",
    "Backup (Log)",
    "backup (CopyOnlyFull)",
    "Restore",
    "Restore (Full)",
    "RestoreWithRehydrate",
  ])("while it runs and is a %s", (operation) => {
    expect(planOf("InProgress", operation)).toEqual({
      kind: "send",
      doing: `cancel the job 7 (${operation})`,
    });
  });

  test.each(["Queued", "", "SomethingNew"])("in a status nobody knows, '%s'", (status) => {
    expect(planOf(status).kind).toBe("send");
  });
});

describe("a job is refused to be cancelled", () => {
  test.each([
    "ConfigureBackup",
    "DisableBackup",
    "DeleteBackupData",
    "Undelete",
    "Register",
    "UnRegister",
    "CrossRegionRestore",
    "BackupX",
    "backupx",
    "restore-points (all)",
    "",
  ])("when it is a '%s'", (operation) => {
    const found = planOf("InProgress", operation);

    expect(found).toMatchObject({
      kind: "refuse",
      why: expect.stringContaining(`'${operation}'`),
      hint: expect.stringContaining("'wait-for-job'"),
    });
  });
});

describe("a job that", () => {
  test.each(["Cancelled", "Canceled"])("is %s needs nothing", (status) => {
    expect(planOf(status)).toEqual({
      kind: "nothing-to-do",
      why: `Job 7 is already ${status}.`,
    });
  });

  test("is being cancelled is only waited for", () => {
    expect(planOf("Cancelling")).toEqual({ kind: "wait" });
    expect(planOf("CANCELLING", "ConfigureBackup")).toEqual({ kind: "wait" });
  });

  test.each(["Completed", "CompletedWithWarnings", "Failed", "Invalid"])(
    "is %s has ended otherwise",
    (status) => {
      expect(planOf(status)).toEqual({ kind: "too-late" });
      // What it was does not matter any more.
      expect(planOf(status, "ConfigureBackup")).toEqual({ kind: "too-late" });
    },
  );
});

test("nothing is sent to a job that has ended, whatever Azure says can be done with it", () => {
  const status = fc.constantFrom(
    ...["Completed", "CompletedWithWarnings", "Failed", "Invalid", "Cancelled", "Canceled"],
  );
  fc.assert(
    fc.property(status, fc.string(), (ended, operation) => {
      expect(planOf(ended, operation).kind).not.toBe("send");
    }),
  );
});
