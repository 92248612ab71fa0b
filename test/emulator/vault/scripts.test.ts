import { describe, expect, test } from "vitest";
import { TestClient } from "../test-client.ts";

const STOP = { policyId: "", protectionState: "ProtectionStopped" };
const FULL = { objectType: "AzureWorkloadBackupRequest", backupType: "Full" };

function stopping() {
  const client = new TestClient();
  const item = client.emulator.item("crm");
  return { client, item, stop: () => client.put(item, STOP) };
}

describe("a script", () => {
  test("is used by the next matching operation only", async () => {
    const { client, item, stop } = stopping();
    client.emulator.script({ item: "billing", operationSeconds: 999 });
    client.emulator.script({ item: "CRM", operation: "Backup", operationSeconds: 999 });
    client.emulator.script({ item: "CRM", operation: "DisableBackup", operationSeconds: 5 });
    const first = await stop();
    client.pass(5);
    expect((await client.follow(first)).status).toBe("Succeeded");

    item.protectionState = "Protected";
    const second = await stop();
    client.pass(5);
    expect((await client.follow(second)).status).toBe("InProgress");
  });

  test("can make the operation fail, without a job and without a change", async () => {
    const { client, item, stop } = stopping();
    const operationError = { code: "BMSUserErrorObjectLocked", message: "busy" };
    client.emulator.script({ operationStatus: "Failed", operationError });
    const reply = await stop();
    client.pass(33);

    const status = await client.follow(reply);
    expect(status).toMatchObject({ status: "Failed", error: operationError });
    expect(status).not.toHaveProperty("properties");
    expect((await client.read(item)).protectionState).toBe("IRPending");
  });

  test("can leave an operation at a word nobody knows", async () => {
    const { client, stop } = stopping();
    client.emulator.script({ operationStatus: "Paused" });
    const reply = await stop();
    client.pass(1e6);

    expect(await client.follow(reply)).toMatchObject({
      status: "Paused",
      endTime: "0001-01-01T00:00:00",
    });
  });

  test("can let the operation succeed without naming its job", async () => {
    const { client, item, stop } = stopping();
    client.emulator.script({ noJobId: true });
    const reply = await stop();
    client.pass(33);

    expect(await client.follow(reply)).not.toHaveProperty("properties");
    expect((await client.read(item)).protectionState).toBe("ProtectionStopped");
  });

  test("can hide the job for a while", async () => {
    const { client, stop } = stopping();
    client.emulator.script({ jobHiddenSeconds: 60 });
    const reply = await stop();
    client.pass(33);
    const { jobId } = (await client.follow(reply)).properties;
    const job = () => client.get(client.path(`/backupJobs/${jobId}`));

    expect((await job()).status).toBe(404);
    expect((await client.list("/backupJobs", `jobId eq '${jobId}'`)).value.value).toEqual([]);
    client.pass(27);
    expect((await job()).status).toBe(200);
  });

  test.each([
    { jobStatus: "Completed", state: "ProtectionStopped" },
    { jobStatus: "CompletedWithWarnings", state: "ProtectionStopped" },
    { jobStatus: "Failed", state: "IRPending" },
    { jobStatus: "Cancelled", state: "IRPending" },
  ])(
    "can end the job as $jobStatus, which leaves the item $state",
    async ({ jobStatus, state }) => {
      const { client, item, stop } = stopping();
      client.emulator.script({ jobStatus });
      const reply = await stop();
      client.pass(33);

      expect((await client.job(reply)).status).toBe(jobStatus);
      expect((await client.read(item)).protectionState).toBe(state);
    },
  );

  test.each(["InProgress", "Dreaming"])("can leave the job %s for ever", async (jobStatus) => {
    const { client, stop } = stopping();
    client.emulator.script({ jobStatus });
    const reply = await stop();
    client.pass(1e6);

    const job = await client.job(reply);
    expect(job.status).toBe(jobStatus);
    expect(job).not.toHaveProperty("endTime");
  });

  test("can let the job outlive its operation, and the item change only then", async () => {
    const { client, item, stop } = stopping();
    client.emulator.script({ operationSeconds: 1, jobSeconds: 100 });
    const reply = await stop();
    client.pass(99);
    expect((await client.job(reply)).status).toBe("InProgress");
    expect((await client.read(item)).protectionState).toBe("IRPending");
    client.pass(1);
    expect((await client.read(item)).protectionState).toBe("ProtectionStopped");
  });

  test("can complete the job and leave the item as it was", async () => {
    const { client, item, stop } = stopping();
    client.emulator.script({ itemUnchanged: true });
    const reply = await stop();
    client.pass(33);

    expect((await client.job(reply)).status).toBe("Completed");
    expect((await client.read(item)).protectionState).toBe("IRPending");
  });

  test("can give the job errors, tasks and properties", async () => {
    const client = new TestClient();
    const jobErrors = [
      { errorCode: "UserErrorX", errorTitle: "X", errorString: "x", recommendations: ["do y"] },
    ];
    const tasks = [{ taskId: "Transfer data to vault", status: "Skipped" }];
    client.emulator.script({ jobStatus: "Failed", jobErrors, tasks, propertyBag: { More: "yes" } });
    const reply = await client.backUp(client.emulator.item("crm"), FULL);
    client.pass(122);

    const job = await client.job(reply);
    expect(job.errorDetails).toEqual(jobErrors);
    expect(job.extendedInfo).toEqual({
      tasksList: [{ taskId: "Transfer data to vault", taskType: "Normal", status: "Skipped" }],
      propertyBag: { "Data Transferred (in MB)": "0", More: "yes" },
    });
  });

  test("can answer 200 with the item, the work done and no header to follow", async () => {
    const { client, stop } = stopping();
    client.emulator.script({ acceptStatus: 200 });
    const reply = await stop();

    expect(reply.status).toBe(200);
    expect(reply.value.properties.protectionState).toBe("ProtectionStopped");
    expect(reply.headers).not.toHaveProperty("location");
    expect(reply.headers).not.toHaveProperty("azure-asyncoperation");
  });

  test("can answer 204 to a DELETE that did its work or did nothing", async () => {
    const { client, item } = stopping();
    client.emulator.script({ acceptStatus: 204, itemUnchanged: true });
    expect((await client.delete(item)).status).toBe(204);
    expect(await client.read(item)).not.toHaveProperty("isScheduledForDeferredDelete");
    client.emulator.script({ acceptStatus: 204 });
    expect((await client.delete(item)).status).toBe(204);
    expect(await client.read(item)).toHaveProperty("isScheduledForDeferredDelete", true);
  });
});
