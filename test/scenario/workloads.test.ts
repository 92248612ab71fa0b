import { describe, expect, test } from "vitest";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, policyIdOf, SUBJECTS } from "../support/subjects.ts";
import { EXPECTED, type Expected } from "./workloads/expected.ts";
import { ITEM_OPERATIONS, play } from "./workloads/steps.ts";

// Every operation on every workload, from the inputs to what Azure holds afterwards. What the
// recordings do not show is built from documents: most of SAP ASE, the suspension of anything but a VM,
// and the undelete of databases.

const CALM = ["Protected", "IRPending"];

function newestJob({ azure }: Scenario) {
  const [job] = azure.vault().jobs;
  return { operation: job?.operation, status: job?.status };
}

/** What was asked for, without the headers and the path, which the table shows. */
function sent({ writes }: Result) {
  return writes.map(({ method, body }) => ({ method, body }));
}

/** Operations that are given a job, and so know of the item what the job says. */
const BY_JOB: readonly string[] = ["wait-for-job", "cancel-job"];

function expectedOf(name: string): Expected {
  const expected = EXPECTED[name];
  if (expected === undefined) throw new Error(`Nothing is expected of '${name}'.`);
  return expected;
}

describe.each(SUBJECTS)("$name", (subject) => {
  const { name, friendlyName, identity, policy, longPolicy } = subject;
  const expected = expectedOf(name);
  const pointsBefore = itemOf(scenario().azure, subject).recoveryPoints.length;

  test.each(ITEM_OPERATIONS)("%s has nothing to complain of", async (operation) => {
    const { result } = await play(operation, subject);

    expect(result.host.errors).toEqual([]);
    expect(result.host.warnings).toHaveLength(operation === "resume-protection" ? 1 : 0);
    expect(result.gate).toBe("open");
  });

  test.each(ITEM_OPERATIONS.filter((one) => !BY_JOB.includes(one)))(
    "%s says what it is and where",
    async (operation) => {
      const { result } = await play(operation, subject);

      const { kind, place } = expected;
      if (operation !== "verify-backup") {
        expect(result.host.lines.join("\n")).toContain(`the ${kind} '${friendlyName}' (${place})`);
      }
      expect(result.host.summaryMarkdown).toContain(
        `**${operation}** on **${friendlyName}** (${place}) in vault SQLServer2012`,
      );
    },
  );

  test("change-policy gives it the new policy", async () => {
    const { azure, result } = await play("change-policy", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      { method: "PUT", body: { properties: { ...identity, policyId: policyIdOf(longPolicy) } } },
    ]);
    expect(itemOf(azure.azure, subject).policyId).toBe(policyIdOf(longPolicy));
    expect(itemOf(azure.azure, subject).protectionState).toBe("Protected");
    expect(newestJob(azure)).toEqual({ operation: "ConfigureBackup", status: "Completed" });
    for (const [what, present, longer] of expected.retention) {
      expect(result.host.lines).toContain(`    ${what}: ${present}, then ${longer}`);
      expect(result.host.summaryMarkdown).toContain(`| ${what} | ${present} | ${longer} | |`);
    }
  });

  test("stop-protection-retain-data stops it and keeps every recovery point", async () => {
    const { azure, result } = await play("stop-protection-retain-data", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      {
        method: "PUT",
        body: {
          properties: { ...identity, protectionState: "ProtectionStopped", policyId: "" },
        },
      },
    ]);
    expect(itemOf(azure.azure, subject).protectionState).toBe("ProtectionStopped");
    expect(itemOf(azure.azure, subject).recoveryPoints).toHaveLength(pointsBefore);
    expect(newestJob(azure)).toEqual({ operation: "DisableBackup", status: "Completed" });
  });

  test("stop-protection-delete-data leaves it soft-deleted, with the time of its purge", async () => {
    const { azure, result } = await play("stop-protection-delete-data", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([{ method: "DELETE", body: undefined }]);
    expect(itemOf(azure.azure, subject).deletedAt).toBeDefined();
    expect(result.output("purge-time")).toBe("2026-01-19T10:00:00Z");
    expect(newestJob(azure)).toEqual({ operation: "DeleteBackupData", status: "Completed" });
  });

  test("suspend-backups suspends it in an immutable vault", async () => {
    const { azure, result } = await play("suspend-backups", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      {
        method: "PUT",
        body: { properties: { ...identity, protectionState: "BackupsSuspended" } },
      },
    ]);
    expect(itemOf(azure.azure, subject).protectionState).toBe("BackupsSuspended");
  });

  test("resume-protection protects it again, and says what the policy keeps", async () => {
    const { azure, result } = await play("resume-protection", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      { method: "PUT", body: { properties: { ...identity, policyId: policyIdOf(policy) } } },
    ]);
    expect(CALM).toContain(itemOf(azure.azure, subject).protectionState);
    expect(itemOf(azure.azure, subject).policyId).toBe(policyIdOf(policy));
    expect(result.host.warnings).toEqual([
      expect.stringContaining(
        `oldest recovery point is of 2026-01-03T04:00:00Z, and '${policy}' keeps ${expected.keeps}.`,
      ),
    ]);
  });

  test("undelete brings it back, stopped and with its data", async () => {
    const { azure, result } = await play("undelete", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      {
        method: "PUT",
        body: {
          properties: {
            ...identity,
            protectionState: "ProtectionStopped",
            policyId: "",
            isRehydrate: true,
          },
        },
      },
    ]);
    expect(itemOf(azure.azure, subject).deletedAt).toBeUndefined();
    expect(itemOf(azure.azure, subject).protectionState).toBe("ProtectionStopped");
    expect(result.output("purge-time")).toBe("");
    expect(newestJob(azure)).toEqual({ operation: "Undelete", status: "Completed" });
  });

  test("backup-now makes a recovery point, kept for the workload's default", async () => {
    const { azure, result } = await play("backup-now", subject);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([{ method: "POST", body: { properties: BACKUPS[name] } }]);
    const { recoveryPoints, protectionState } = itemOf(azure.azure, subject);
    expect(recoveryPoints).toHaveLength(pointsBefore + 1);
    expect(protectionState).toBe("Protected");
    expect(newestJob(azure)).toEqual({ operation: "Backup", status: "Completed" });
  });

  test("verify-backup finds last night's recovery point, and writes nothing", async () => {
    const { result } = await play("verify-backup", subject);

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.writes).toEqual([]);
    expect({
      time: result.output("recovery-point-time"),
      type: result.output("recovery-point-type"),
      tier: result.output("recovery-point-tier"),
    }).toEqual(NEWEST_POINTS[name]);
  });

  test("wait-for-job follows a backup of it to the end", async () => {
    const { result } = await play("wait-for-job", subject);

    expect(result.output("reason")).toBe("completed");
    expect(result.writes).toEqual([]);
    expect(result.output("job-status")).toBe("Completed");
  });

  test("cancel-job cancels a backup of it", async () => {
    const { result, job } = await play("cancel-job", subject);

    expect(result.output("reason")).toBe("cancelled-as-asked");
    expect(result.writes.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: "POST", path: `/backupJobs/${job?.id}/cancel`, body: undefined },
    ]);
    expect(job?.status).toBe("Cancelled");
  });
});

const LISTED: Readonly<Record<string, readonly string[]>> = {
  SQLDataBase: [
    "sales-ag/orders",
    "sqlserver-0/archive2019",
    "sqlserver-0/billing",
    "sqlserver-0/crm",
    "sqlserver-0/inventory",
    "sqlserver-0/msDB",
    "sqlserver-0/MSSQLSERVER/payroll",
    "sqlserver-0/REPORTING/payroll",
    "sqlserver-1/msDB",
    "sqlserver-1/payroll",
  ],
  SAPHanaDatabase: ["hana-0/erp", "hana-0/systemdb"],
  SAPAseDatabase: ["ase-0/tpcc"],
  VM: ["ABDemo/uttestvmub1", "WebDemo/web-01", "WebDemo/web-02"],
  AzureFileShare: ["contosofiles/documents", "contosofiles/scans"],
};

test.each(Object.entries(LISTED))(
  "list-items lists every %s by its shortest path that names its host and fits no other",
  async (workload, paths) => {
    const result = await step(scenario(), {
      operation: "list-items",
      item: "*",
      "workload-type": workload,
    });

    const items = JSON.parse(result.output("items")) as { path: string; workload: string }[];
    expect(result.output("reason")).toBe("listed");
    expect(items.map(({ path }) => path)).toEqual(paths);
    expect(new Set(items.map((one) => one.workload))).toEqual(new Set([workload]));
    expect(result.writes).toEqual([]);
  },
);

const IN_30_DAYS = "2026-02-04T10:00:00Z";
const IN_45_DAYS = "2026-02-19T10:00:00Z";
const DATABASE = { objectType: "AzureWorkloadBackupRequest", enableCompression: false };
const MACHINE = {
  objectType: "IaasVMBackupRequest",
  recoveryPointExpiryTimeInUTC: "2026-02-05T00:00:00Z",
};

/** The body of a backup with every input left out. */
const BACKUPS: Readonly<Record<string, object>> = {
  SQLDataBase: {
    ...DATABASE,
    backupType: "CopyOnlyFull",
    recoveryPointExpiryTimeInUTC: IN_30_DAYS,
  },
  SAPHanaDatabase: { ...DATABASE, backupType: "Full", recoveryPointExpiryTimeInUTC: IN_45_DAYS },
  SAPAseDatabase: { ...DATABASE, backupType: "Full", recoveryPointExpiryTimeInUTC: IN_45_DAYS },
  "VM-V1": MACHINE,
  "VM-V2": MACHINE,
  AzureFileShare: {
    objectType: "AzureFileShareBackupRequest",
    recoveryPointExpiryTimeInUTC: IN_30_DAYS,
  },
};

const LOG = { time: "2026-01-05T09:30:00Z", type: "Log", tier: "" };
const LAST_NIGHT = "2026-01-05T04:00:00Z";

/** The newest usable recovery point of each, half an hour or six hours old. */
const NEWEST_POINTS: Readonly<Record<string, object>> = {
  SQLDataBase: LOG,
  SAPHanaDatabase: LOG,
  SAPAseDatabase: { time: LAST_NIGHT, type: "Full", tier: "HardenedRP" },
  "VM-V1": { time: LAST_NIGHT, type: "AppConsistent", tier: "InstantRP, HardenedRP" },
  "VM-V2": { time: LAST_NIGHT, type: "CrashConsistent", tier: "InstantRP, HardenedRP" },
  AzureFileShare: { time: LAST_NIGHT, type: "FileSystemConsistent", tier: "InstantRP" },
};
