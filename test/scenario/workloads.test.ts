import { describe, expect, test } from "vitest";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import {
  addLongPolicies,
  bringInto,
  itemOf,
  policyIdOf,
  type StartState,
  SUBJECTS,
  type Subject,
} from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

// Every operation on every workload, from the inputs to what Azure holds afterwards. What the
// recordings do not show is built from documents: most of SAP ASE, the suspension of anything but a VM,
// and the undelete of databases.

const CALM = ["Protected", "IRPending"];

/** The item as it has to be before the operation. */
function given(subject: Subject, state: StartState = "Protected"): Scenario {
  const azure = scenario();
  addLongPolicies(azure.azure);
  bringInto(itemOf(azure.azure, subject), state, azure.clock.now());
  return azure;
}

function newestJob({ azure }: Scenario) {
  const [job] = azure.vault().jobs;
  return { operation: job?.operation, status: job?.status };
}

/** What was asked for, without the headers and the path, which the transcript shows. */
function sent({ writes }: Awaited<ReturnType<typeof step>>) {
  return writes.map(({ method, body }) => ({ method, body }));
}

async function shows(result: Awaited<ReturnType<typeof step>>, operation: string, name: string) {
  await expect(transcript(result)).toMatchFileSnapshot(`transcripts/${operation}--${name}.txt`);
}

describe.each(SUBJECTS)("$name", (subject) => {
  const { name, item, friendlyName, identity, policy, longPolicy } = subject;

  test("change-policy gives it the new policy", async () => {
    const azure = given(subject);

    const result = await step(azure, { operation: "change-policy", item, policy: longPolicy });

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      { method: "PUT", body: { properties: { ...identity, policyId: policyIdOf(longPolicy) } } },
    ]);
    expect(itemOf(azure.azure, subject).policyId).toBe(policyIdOf(longPolicy));
    expect(itemOf(azure.azure, subject).protectionState).toBe("Protected");
    expect(newestJob(azure)).toEqual({ operation: "ConfigureBackup", status: "Completed" });
    await shows(result, "change-policy", name);
  });

  test("stop-protection-retain-data stops it and keeps every recovery point", async () => {
    const azure = given(subject);
    const points = itemOf(azure.azure, subject).recoveryPoints.length;

    const result = await step(azure, { operation: "stop-protection-retain-data", item });

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
    expect(itemOf(azure.azure, subject).recoveryPoints).toHaveLength(points);
    expect(newestJob(azure)).toEqual({ operation: "DisableBackup", status: "Completed" });
    await shows(result, "stop-protection-retain-data", name);
  });

  test("stop-protection-delete-data leaves it soft-deleted, with the time of its purge", async () => {
    const azure = given(subject);

    const result = await step(azure, {
      operation: "stop-protection-delete-data",
      item,
      "confirm-delete": friendlyName,
    });

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([{ method: "DELETE", body: undefined }]);
    expect(itemOf(azure.azure, subject).deletedAt).toBeDefined();
    expect(result.output("purge-time")).toBe("2026-01-19T10:00:00Z");
    expect(newestJob(azure)).toEqual({ operation: "DeleteBackupData", status: "Completed" });
    await shows(result, "stop-protection-delete-data", name);
  });

  test("suspend-backups suspends it in an immutable vault", async () => {
    const azure = given(subject);
    azure.azure.vault().immutability = "Locked";

    const result = await step(azure, { operation: "suspend-backups", item });

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      {
        method: "PUT",
        body: { properties: { ...identity, protectionState: "BackupsSuspended" } },
      },
    ]);
    expect(itemOf(azure.azure, subject).protectionState).toBe("BackupsSuspended");
    await shows(result, "suspend-backups", name);
  });

  test("resume-protection protects it again, and says what the policy keeps", async () => {
    const azure = given(subject, "ProtectionStopped");

    const result = await step(azure, { operation: "resume-protection", item, policy });

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      { method: "PUT", body: { properties: { ...identity, policyId: policyIdOf(policy) } } },
    ]);
    expect(CALM).toContain(itemOf(azure.azure, subject).protectionState);
    expect(itemOf(azure.azure, subject).policyId).toBe(policyIdOf(policy));
    expect(result.host.warnings.join("\n")).toMatch(
      /oldest recovery point is of 2026-01-03T04:00:00Z, and '.*' keeps .* days/,
    );
    await shows(result, "resume-protection", name);
  });

  test("undelete brings it back, stopped and with its data", async () => {
    const azure = given(subject, "SoftDeleted");

    const result = await step(azure, { operation: "undelete", item });

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
    await shows(result, "undelete", name);
  });

  test("backup-now makes a recovery point, kept for the workload's default", async () => {
    const azure = given(subject);
    const before = itemOf(azure.azure, subject).recoveryPoints.length;

    const result = await step(azure, { operation: "backup-now", item });

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([{ method: "POST", body: { properties: BACKUPS[name] } }]);
    const { recoveryPoints, protectionState } = itemOf(azure.azure, subject);
    expect(recoveryPoints).toHaveLength(before + 1);
    expect(protectionState).toBe("Protected");
    expect(newestJob(azure)).toEqual({ operation: "Backup", status: "Completed" });
    await shows(result, "backup-now", name);
  });

  test("verify-backup finds last night's recovery point, and writes nothing", async () => {
    const azure = given(subject);

    const result = await step(azure, {
      operation: "verify-backup",
      item,
      "max-recovery-point-age": "24h",
    });

    expect(result.output("reason")).toBe("recovery-point-fresh");
    expect(result.writes).toEqual([]);
    expect({
      time: result.output("recovery-point-time"),
      type: result.output("recovery-point-type"),
      tier: result.output("recovery-point-tier"),
    }).toEqual(NEWEST_POINTS[name]);
    await shows(result, "verify-backup", name);
  });

  test("wait-for-job follows a backup of it to the end", async () => {
    const azure = given(subject);
    const job = azure.azure.addJob({ item: itemOf(azure.azure, subject), endsInSeconds: 200 });

    const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

    expect(result.output("reason")).toBe("completed");
    expect(result.writes).toEqual([]);
    expect(result.output("job-status")).toBe("Completed");
    await shows(result, "wait-for-job", name);
  });

  test("cancel-job cancels a backup of it", async () => {
    const azure = given(subject);
    const job = azure.azure.addJob({ item: itemOf(azure.azure, subject) });

    const result = await step(azure, { operation: "cancel-job", "job-id": job.id });

    expect(result.output("reason")).toBe("cancelled-as-asked");
    expect(result.writes.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: "POST", path: `/backupJobs/${job.id}/cancel`, body: undefined },
    ]);
    expect(job.status).toBe("Cancelled");
    await shows(result, "cancel-job", name);
  });
});

const LISTED: Readonly<Record<string, readonly string[]>> = {
  SQLDataBase: [
    "archive2019",
    "billing",
    "crm",
    "inventory",
    "orders",
    "REPORTING/payroll",
    "sqlserver-0/msDB",
    "sqlserver-0/MSSQLSERVER/payroll",
    "sqlserver-1/msDB",
    "sqlserver-1/payroll",
  ],
  SAPHanaDatabase: ["erp", "systemdb"],
  SAPAseDatabase: ["tpcc"],
  VM: ["uttestvmub1", "web-01", "web-02"],
  AzureFileShare: ["documents", "scans"],
};

test.each(Object.entries(LISTED))(
  "list-items lists every %s by its shortest path that fits no other",
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
    await shows(result, "list-items", workload);
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
