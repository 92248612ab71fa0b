import { describe, expect, test } from "vitest";
import { scenario, step, VAULT_INPUTS } from "../support/scenario.ts";
import { transcript } from "../support/transcript.ts";

const ON_SERVER_1 =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;msdb";

describe("change-policy", () => {
  test("changes the policy and opens the gate", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "change-policy",
      item: "sqlserver-0/msDB",
      policy: "ProdPolicy",
    });

    expect(result.output("reason")).toBe("completed");
    expect(azure.azure.item("msDB", "sqlserver-0").policyId).toMatch(/\/ProdPolicy$/);
  });

  test("takes resource ids for vault, item and policy, in any case", async () => {
    const azure = scenario();
    const vault = ON_SERVER_1.replace(/\/backupFabrics.*/, "");

    const result = await step(azure, {
      operation: "change-policy",
      vault: vault.toUpperCase().replace("MICROSOFT", "microsoft"),
      "resource-group": "",
      "subscription-id": "",
      item: ON_SERVER_1.toLowerCase(),
      policy: `${vault}/backupPolicies/PRODPOLICY`,
    });

    expect(result.output("reason")).toBe("completed");
  });

  test("does nothing on an item that has the policy already", async () => {
    const azure = scenario();
    const inputs = {
      operation: "change-policy",
      item: "sqlserver-0/msDB",
      policy: "hourlylogpolicy",
    };

    const result = await step(azure, inputs);

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.output("changed")).toBe("false");
    expect(result.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/change-policy-again.txt");
  });

  test("refuses shorter retention, and shows what would be lost", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "change-policy",
      item: "sqlserver-0/msDB",
      policy: "DevPolicy",
    });

    expect(result.output("reason")).toBe("refused");
    expect(result.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/change-policy-shorter.txt");
  });

  test("accepts shorter retention where the user says so", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "change-policy",
      item: "sqlserver-0/msDB",
      policy: "DevPolicy",
      "allow-shorter-retention": "true",
    });

    expect(result.output("reason")).toBe("completed");
  });
});

describe("stop-protection-retain-data", () => {
  test("stops the protection of an availability group's database", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "stop-protection-retain-data",
      item: "sales-ag/orders",
    });

    expect(result.output("protection-state")).toBe("ProtectionStopped");
    expect(result.output("previous-protection-state")).toBe("Protected");
    expect(result.output("item-path")).toBe("sales-ag/orders");
    expect(result.host.lines[1]).toBe(
      "Found the SQL database 'orders' (sales-ag.contoso.com/sales-ag): Protected, policy 'HourlyLogPolicy'.",
    );
    expect(result.writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      expect.stringMatching(
        /^PUT .*\/SQLAGWorkLoadContainer;[0-9a-f-]{36}\/protectedItems\/SQLDataBase;sales-ag;orders$/,
      ),
    ]);
  });
});

describe("stop-protection-delete-data", () => {
  test("leaves the item soft-deleted, with the time of its purge", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "stop-protection-delete-data",
      item: "sqlserver-1/msDB",
      "confirm-delete": "msdb",
    });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("purge-time")).not.toBe("");
  });

  test("needs the word 'permanently' where soft delete is off, and then the item is gone", async () => {
    const azure = scenario();
    azure.azure.vault().softDeleteState = "Disabled";
    const inputs = { operation: "stop-protection-delete-data", item: "sqlserver-1/msDB" };

    const careless = await step(azure, { ...inputs, "confirm-delete": "msDB" });
    const careful = await step(azure, { ...inputs, "confirm-delete": "permanently msDB" });

    expect(careless.output("reason")).toBe("refused");
    expect(careful.output("reason")).toBe("completed");
    expect(careful.output("protection-state")).toBe("");
    expect(careful.output("purge-time")).toBe("");
  });

  test("takes soft delete as off where the vault cannot be read", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "GET", path: /\/vaults\/[^/]+$/i, times: 9, answer: FORBIDDEN });
    const inputs = { operation: "stop-protection-delete-data", item: "sqlserver-1/msDB" };

    const careless = await step(azure, { ...inputs, "confirm-delete": "msDB" });
    const careful = await step(azure, { ...inputs, "confirm-delete": "permanently msDB" });

    expect(careless.output("reason")).toBe("refused");
    expect(careful.output("reason")).toBe("completed");
  });
});

describe("wait-for-job", () => {
  test("follows a running job to its end", async () => {
    const azure = scenario();
    const item = azure.azure.item("msDB", "sqlserver-0");
    const job = azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 183 });

    const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

    expect(result.output("reason")).toBe("completed");
  });

  test("is red for a job that had failed, with the service's own words", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "wait-for-job",
      "job-id": "c22eca5d-0c1c-48a0-a40d-69bef708d92a",
    });

    expect(result.output("reason")).toBe("job-failed");
    expect(result.output("recommendations")).not.toBe("");
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/wait-for-job-failed.txt");
  });

  test("follows the job of a virtual machine too", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "wait-for-job",
      "job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700",
    });

    expect(result.output("reason")).toBe("completed");
  });

  test("takes the subscription of the Azure CLI's session, since it only reads", async () => {
    const azure = scenario();

    const result = await step(azure, {
      operation: "wait-for-job",
      "subscription-id": "",
      "auth-type": "SESSION",
      "job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700",
    });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-url")).toContain(VAULT_INPUTS["subscription-id"]);
  });
});

const FORBIDDEN = {
  status: 403,
  body: JSON.stringify({ error: { code: "AuthorizationFailed", message: "No." } }),
};

describe("a job that ended Completed, and tells of a failure all the same,", () => {
  test.each([
    {
      what: "by an error",
      script: {
        jobErrors: [
          { errorCode: 7, errorTitle: "UserErrorX", errorString: "One file is missing." },
        ],
      },
      says: "One file is missing. [7] (UserErrorX)",
    },
    {
      what: "by a task",
      script: { tasks: [{ taskId: "Transfer data to vault", status: "Failed" }] },
      says: "task 'Transfer data to vault' Failed",
    },
  ])("opens the gate with a warning: $what", async ({ script, says }) => {
    const azure = scenario();
    azure.azure.script({ operation: "Backup", ...script });

    const result = await step(azure, { operation: "backup-now", item: "orders" });

    expect(result.output("reason")).toBe("completed");
    expect(result.host.warnings).toEqual([expect.stringContaining(says)]);
  });
});
