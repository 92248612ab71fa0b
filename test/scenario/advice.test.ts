import { describe, expect, test } from "vitest";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, subjectOf } from "../support/subjects.ts";

// No recording shows a 403, or a conflict on a virtual machine: those are built from documents and public reports.

const VM = subjectOf("VM-V1");
const SQL = subjectOf("SQLDataBase");
const BACK_UP_VM = { operation: "backup-now", item: VM.item };
const STOP = { operation: "stop-protection-retain-data", item: SQL.item };
const VM_SCOPE =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ABDemo/providers/Microsoft.Compute/virtualMachines/uttestvmub1";

function refusing(status: number, code: string, message: string) {
  return { status, body: JSON.stringify({ error: { code, message } }) };
}

/** The one error of a step, and what it tells later steps. */
async function failureOf(azure: Scenario, inputs: Readonly<Record<string, string>>) {
  const result = await step(azure, inputs);
  expect(result.gate).toBe("closed");
  expect(result.host.errors).toHaveLength(1);
  return {
    ...result,
    message: result.host.errors[0]?.message ?? "",
    reason: result.output("reason"),
  };
}

function postsOf({ requests }: { requests: readonly string[] }): number {
  return requests.filter((request) => request.startsWith("POST")).length;
}

describe("a job that failed", () => {
  test("because its VM is gone tells that, with Azure's recommendation, and names no input", async () => {
    const azure = scenario();
    const jobErrors = [
      {
        errorCode: 320001,
        errorTitle: "ResourceNotFound",
        errorString: "Could not perform the operation as VM no longer exists.",
        recommendations: ["Stop protecting virtual machine without deleting backup data. "],
      },
    ];
    azure.azure.script({ operation: "Backup", jobStatus: "Failed", jobErrors });

    const { reason, message, output } = await failureOf(azure, BACK_UP_VM);

    expect(reason).toBe("job-failed");
    expect(message).toBe(
      `uttestvmub1: Job ${output("job-id")} ended Failed: Could not perform the operation as VM no longer exists. [320001] (ResourceNotFound) What to do: Azure no longer finds what is backed up, such as the VM. If it was deleted on purpose, keep its backups with 'stop-protection-retain-data'. Azure recommends: Stop protecting virtual machine without deleting backup data.`,
    );
    expect(output("recommendations")).toBe(
      "Stop protecting virtual machine without deleting backup data.",
    );
  });

  test("with several errors tells each on its own, and every recommendation once", async () => {
    const azure = scenario();
    const jobErrors = [
      { errorCode: 1, errorString: "The log is full.", recommendations: ["Make room.", "Wait."] },
      {
        errorCode: 2,
        errorTitle: "FileShareNotFound",
        errorString: "The disk too.",
        recommendations: ["Wait."],
      },
    ];
    azure.azure.script({ operation: "Backup", jobStatus: "Failed", jobErrors });

    const { message, output } = await failureOf(azure, { ...BACK_UP_VM, item: SQL.item });

    expect(message).toBe(
      `payroll: Job ${output("job-id")} ended Failed with 2 errors: 1. The log is full. (1) 2. The disk too. [2] (FileShareNotFound) What to do: The file share no longer exists. Stop its protection if it was deleted. Azure recommends: Make room. Wait.`,
    );
    expect(output("recommendations")).toBe("Make room.\nWait.");
  });

  test("among several items has its own advice in its own row", async () => {
    const azure = scenario();
    azure.azure.fault({
      path: /sqlserver-0.*msdb\/recoveryPoints$/i,
      answer: refusing(403, "AuthorizationFailed", "The client may not do this."),
    });

    const result = await step(azure, {
      operation: "verify-backup",
      item: "sqlserver-0/msDB\nsqlserver-1/payroll",
      "max-recovery-point-age": "1m",
    });

    const rows = result.host.summaryMarkdown.split("\n").filter((line) => line.startsWith("| "));
    expect(result.output("reason")).toBe("items-failed");
    expect(rows[0]).toBe("| Item | Gate | Reason | | What to do |");
    expect(rows.slice(2)).toEqual([
      expect.stringMatching(
        /^\| sqlserver-0\/msDB .* 'Backup Reader' is enough for this request\..* \|$/,
      ),
      expect.stringMatching(/^\| sqlserver-1\/payroll .* \| Use 'backup-now', .* \|$/),
    ]);
    expect(result.host.summaryMarkdown).toContain(
      "**What to do:** Each item has its own advice: see its 'next-step' in the output 'report', and its row in the job summary if there is one.",
    );
  });
});

test("a job that the vault does not know may be that of a cross-region restore", async () => {
  const { reason, message } = await failureOf(scenario(), {
    operation: "wait-for-job",
    "job-id": "7ddead57-bcb9-4269-ac31-000000000000",
  });

  expect(reason).toBe("job-not-found");
  expect(message).toContain(
    "The job of a cross-region restore is kept in the paired region, where this action does not look",
  );
});

describe("a 403", () => {
  const REFUSED = "PUT";

  test("on a read names the action and Backup Reader", async () => {
    const azure = scenario();
    const path = /backupProtectedItems$/;
    const answer = refusing(403, "AuthorizationFailed", "The client may not do this.");
    azure.azure.fault({ path, answer, times: Number.POSITIVE_INFINITY });

    const { reason, message } = await failureOf(azure, {
      operation: "list-items",
      item: "*",
    });

    expect(reason).toBe("not-authorized");
    expect(message).toContain(
      "Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupProtectedItems/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply.",
    );
    expect(message).not.toContain("Contributor");
  });

  test("of a linked right on the VM names it, and blames no resource guard", async () => {
    const azure = scenario();
    const said = `The client 'c' with object id 'c' has permission to perform action 'a' on scope 's'; however, it does not have permission to perform action 'Microsoft.Compute/virtualMachines/write' on the linked scope(s) '${VM_SCOPE}' or the linked scope(s) are invalid.`;
    azure.azure.fault({
      method: REFUSED,
      answer: refusing(403, "LinkedAuthorizationFailed", said),
    });

    const { reason, message, output } = await failureOf(azure, { ...STOP, item: VM.item });

    expect(reason).toBe("not-authorized");
    expect(message).toContain(
      `What to do: Give the identity of this step a role with 'Microsoft.Compute/virtualMachines/write' on ${VM_SCOPE}: 'Virtual Machine Contributor' is enough for this request.`,
    );
    expect(message).not.toMatch(/multi-user|resource guard/i);
    expect(output("changed")).toBe("false");
  });

  test.each([
    { code: "RequestDisallowedByPolicy", says: "An Azure Policy forbids it, and no role helps." },
    { code: "PublicNetworkAccessDisabled", says: "Azure does not allow the request from this" },
    { code: "ReadOnlyDisabledSubscription", says: "The subscription is disabled" },
    { code: "SomethingNew", says: "Azure's message says what forbids it." },
  ])("that no role changes is a refusal: $code", async ({ code, says }) => {
    const azure = scenario();
    azure.azure.vault().mua = true;
    azure.azure.fault({ method: REFUSED, answer: refusing(403, code, "It is not allowed.") });

    const { reason, message, output } = await failureOf(azure, STOP);

    expect(reason).toBe("request-refused");
    expect(message).toContain(`What to do: ${says}`);
    expect(message).not.toMatch(/multi-user|Give the identity of this step/i);
    expect(output("changed")).toBe("false");
    expect(itemOf(azure.azure, SQL).protectionState).toBe("Protected");
  });

  test("of the vault's settings by any rule leaves a careful step", async () => {
    const azure = scenario();
    const answer = refusing(403, "PublicNetworkAccessDisabled", "It is not allowed.");
    azure.azure.fault({ method: "GET", path: /\/vaults\/[^/]+$/, answer });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
  });

  test("of the item's present policy by any rule counts as retention that gets shorter", async () => {
    const azure = scenario();
    const answer = refusing(403, "PublicNetworkAccessDisabled", "It is not allowed.");
    const path = new RegExp(`backupPolicies/${SQL.policy}$`);
    azure.azure.fault({ path, answer, times: Number.POSITIVE_INFINITY });

    const { reason, message } = await failureOf(azure, {
      operation: "change-policy",
      item: SQL.item,
      policy: SQL.longPolicy,
    });

    expect(reason).toBe("refused");
    expect(message).toContain(
      "the retention of the item's present policy 'HourlyLogPolicy' cannot be read",
    );
  });
});

describe.each(["UserErrorBackupOperationInProgress", "SystemBackupOperationInProgress"])(
  "a virtual machine that Azure is backing up already (%s)",
  (code) => {
    const message = "Another backup operation is in progress.";
    const failing = (transfer: string) => ({
      operation: "Backup" as const,
      jobStatus: "Failed",
      jobErrors: [{ errorCode: 400310, errorTitle: code, errorString: message }],
      tasks: [
        { taskId: "Take Snapshot", status: "Failed" },
        { taskId: "Transfer data to vault", status: transfer },
      ],
    });

    test("is waited for where the request is refused", async () => {
      const azure = scenario();
      azure.azure.fault({ method: "POST", answer: refusing(400, code, message) });

      const result = await step(azure, BACK_UP_VM);

      expect(result.output("reason")).toBe("completed");
      expect(postsOf(result)).toBe(2);
    });

    test("is waited for where the operation fails", async () => {
      const azure = scenario();
      azure.azure.script({ operationStatus: "Failed", operationError: { code, message } });

      const result = await step(azure, BACK_UP_VM);

      expect(result.output("reason")).toBe("completed");
      expect(postsOf(result)).toBe(2);
    });

    test("has its hours even where only Azure's word told of the backup", async () => {
      const azure = scenario();
      azure.azure.addJob({ item: itemOf(azure.azure, VM), endsInSeconds: 7_200 });
      // The backup does not show in the list before the request, as if it had only just begun.
      azure.azure.fault({ path: /\/backupJobs$/, answer: { status: 200, body: '{"value":[]}' } });
      azure.azure.fault({ method: "PUT", answer: refusing(400, code, message) });

      const result = await step(azure, { ...STOP, item: VM.item });

      expect(result.output("reason")).toBe("completed");
      expect(result.elapsedMs).toBeGreaterThan(7_000_000);
    });

    test("is backed up once more where the job failed before its transfer", async () => {
      const azure = scenario();
      azure.azure.script(failing("NotStarted"));

      const result = await step(azure, BACK_UP_VM);

      expect(result.output("reason")).toBe("completed");
      expect(postsOf(result)).toBe(2);
    });

    test("is not backed up once more where the job had transferred data", async () => {
      const azure = scenario();
      azure.azure.script(failing("Failed"));

      const { reason, message: said, ...result } = await failureOf(azure, BACK_UP_VM);

      expect(reason).toBe("job-failed");
      expect(said).toContain("Wait for it with 'on-conflict: wait', or try again later.");
      expect(postsOf(result)).toBe(1);
    });

    test("ends the step at the first sign where the user does not want to wait", async () => {
      const azure = scenario();
      azure.azure.fault({ method: "POST", answer: refusing(400, code, message) });

      const { reason, output, ...result } = await failureOf(azure, {
        ...BACK_UP_VM,
        "on-conflict": "fail",
      });

      expect(reason).toBe("conflict");
      expect(output("error-code")).toBe(code);
      expect(postsOf(result)).toBe(1);
    });
  },
);
