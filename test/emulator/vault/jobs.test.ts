import { describe, expect, test } from "vitest";
import { type Body, statusAndCode, TestClient } from "../test-client.ts";

const ARTICLE_SQL_JOB = "c22eca5d-0c1c-48a0-a40d-69bef708d92a";
const ARTICLE_VM_JOB = "7ddead57-bcb9-4269-ac31-6a1b57588700";

const ids = (value: Body): string[] => value.value.map((job: Body) => job.name);

describe("a job", () => {
  test("of the article is there with its error", async () => {
    const client = new TestClient();
    const { value } = await client.get(client.path(`/backupJobs/${ARTICLE_SQL_JOB.toUpperCase()}`));

    expect(value.properties).toMatchObject({
      status: "Failed",
      duration: "00:03:13.6439467",
      entityFriendlyName: "MSSQLSERVER/msDB [sqlserver-0.contoso.com]",
      errorDetails: [{ errorCode: 510008 }],
      extendedInfo: { tasksList: [{ taskId: "Transfer data to vault", status: "Failed" }] },
      startTime: "2018-05-28T11:43:21.6516182Z",
    });
  });

  test("that does not exist is not found", async () => {
    const client = new TestClient();

    expect((await client.get(client.path("/backupJobs/none"))).status).toBe(404);
  });

  test.each([
    {
      item: "crm",
      fields: { jobType: "AzureWorkloadJob", workloadType: "SQLDataBase", isUserTriggered: true },
    },
    {
      item: "web-01",
      fields: { jobType: "AzureIaaSVMJob", containerName: "iaasvmcontainerv2;WebDemo;web-01" },
    },
    {
      item: "documents",
      fields: {
        jobType: "AzureStorageJob",
        storageAccountName: "contosofiles",
        isUserTriggered: false,
      },
    },
  ])("of $item has the fields of its type", async ({ item, fields }) => {
    const client = new TestClient();
    const job = client.emulator.addJob({ item: client.emulator.item(item) });
    const { value } = await client.get(client.path(`/backupJobs/${job.id}`));

    expect(value.properties).toMatchObject(fields);
    expect(value.properties).not.toHaveProperty("endTime");
  });

  test("of a VM's backup takes a snapshot first and then moves the data", async () => {
    const client = new TestClient();
    const job = client.emulator.addJob({ item: client.emulator.item("web-01") });
    const tasks = async () =>
      (
        await client.get(client.path(`/backupJobs/${job.id}`))
      ).value.properties.extendedInfo.tasksList.map(({ status }: Body) => status);

    expect(await tasks()).toEqual(["InProgress", "NotStarted"]);
    client.pass(461);
    expect(await tasks()).toEqual(["Completed", "InProgress"]);
  });

  test("writes its actions as numbers for old API versions and as words for new ones", async () => {
    const client = new TestClient();
    const job = client.emulator.addJob({ item: client.emulator.item("crm") });
    const actions = async (version: string) =>
      (await client.get(`${client.path(`/backupJobs/${job.id}`)}?api-version=${version}`)).value
        .properties.actionsInfo;

    expect(await actions("2021-01-01")).toEqual([1]);
    expect(await actions("2024-10-01")).toEqual(["Cancellable"]);
  });
});

describe("the list of jobs", () => {
  test("is newest first and lacks extended information", async () => {
    const client = new TestClient();
    const { value } = await client.get(client.path("/backupJobs"));
    const starts = value.value.map((job: Body) => Date.parse(job.properties.startTime));

    expect(starts).toEqual([...starts].sort((left, right) => right - left));
    expect(ids(value).slice(-2)).toEqual([ARTICLE_SQL_JOB, ARTICLE_VM_JOB]);
    for (const job of value.value) expect(job.properties).not.toHaveProperty("extendedInfo");
  });

  test.each([
    { filter: "status eq 'Failed'", found: [ARTICLE_SQL_JOB] },
    { filter: `jobId eq '${ARTICLE_VM_JOB}'`, found: [ARTICLE_VM_JOB] },
    {
      filter: "operation eq 'Backup' and backupManagementType eq 'AzureWorkload'",
      found: [ARTICLE_SQL_JOB],
    },
    {
      filter: "startTime eq '2018-05-21 12:00:00 AM' and endTime eq '2018-05-22 12:00:00 AM'",
      found: [ARTICLE_VM_JOB],
    },
    {
      filter: "startTime eq '2018-05-28 00:00:00 AM' and endTime eq '2018-05-28 11:43:22 AM'",
      found: [ARTICLE_SQL_JOB],
    },
    {
      filter: "startTime eq '2018-05-28 00:00:00 AM' and endTime eq '2018-05-28 11:43:21 AM'",
      found: [],
    },
    {
      filter: "startTime eq '2018-05-28 11:43:21 PM' and endTime eq '2018-05-29 12:00:00 PM'",
      found: [],
    },
  ])("filters by $filter", async ({ filter, found }) => {
    const client = new TestClient();

    expect(ids((await client.list("/backupJobs", filter)).value)).toEqual(found);
  });

  test("includes jobs that start on a bound", async () => {
    const client = new TestClient();
    const { id } = client.emulator.addJob({ item: client.emulator.item("crm") });
    const now = "2026-06-01 10:00:00 AM";
    const { value } = await client.list(
      "/backupJobs",
      `startTime eq '${now}' and endTime eq '${now}'`,
    );

    expect(ids(value)).toEqual([id]);
  });

  test.each([
    "startTime eq '2018-05-21T00:00:00Z'",
    "startTime eq '2018-05-21 13:00:00 PM'",
    "startTime ge '2018-05-21 12:00:00 AM'",
    "status eq 'Running'",
    "operation eq 'Backup (Full)'",
    "entityFriendlyName eq 'crm'",
  ])("refuses %s", async (filter) => {
    const client = new TestClient();

    expect(statusAndCode(await client.list("/backupJobs", filter))).toBe(
      "400 BMSUserErrorInvalidInput",
    );
  });
});

describe("a cancel", () => {
  async function cancelled() {
    const client = new TestClient();
    const job = client.emulator.addJob({ item: client.emulator.item("crm"), endsInSeconds: 60 });
    const path = client.path(`/backupJobs/${job.id}`);
    const reply = await client.send("POST", `${path}/cancel`);
    return { client, job, path, reply };
  }

  test("answers 202 with a URL under the job and another of an odd version", async () => {
    const { client, path, reply } = await cancelled();

    expect(reply).toMatchObject({ status: 202, body: "" });
    expect(reply.headers.location).toContain(`${path}/operationResults/`);
    expect(reply.headers["azure-asyncoperation"]).toMatch(
      /\/operationsStatus\/[^?]+\?api-version=2019-05-13-preview$/,
    );
    expect((await client.follow(reply)).status).toBe("InProgress");
  });

  test("leads through Cancelling to Cancelled, which a later end does not undo", async () => {
    const { client, path, reply } = await cancelled();
    const status = async () => (await client.get(path)).value.properties.status;

    expect(await status()).toBe("Cancelling");
    expect((await client.get(reply.headers.location ?? "")).status).toBe(202);
    client.pass(15);
    expect(await status()).toBe("Cancelled");
    expect((await client.get(reply.headers.location ?? "")).status).toBe(204);
    client.pass(60);
    expect(await status()).toBe("Cancelled");
  });

  test("of a job that has ended or cannot be cancelled is refused", async () => {
    const client = new TestClient();
    const job = client.emulator.addJob({
      item: client.emulator.item("crm"),
      operation: "ConfigureBackup",
    });

    for (const id of [ARTICLE_SQL_JOB, job.id]) {
      const reply = await client.send("POST", client.path(`/backupJobs/${id}/cancel`));
      expect(statusAndCode(reply)).toBe("400 BMSUserErrorJobNotInCancellableState");
    }
  });
});
