import { describe, expect, test } from "vitest";
import { statusAndCode, TestClient } from "../test-client.ts";

const STOP = { policyId: "", protectionState: "ProtectionStopped" };
const SUSPEND = { policyId: "", protectionState: "BackupsSuspended" };
const UNDELETE = { ...STOP, isRehydrate: true };

async function put(client: TestClient, name: string, properties: Record<string, unknown>) {
  const item = client.emulator.item(name);
  const reply = await client.put(item, properties);
  return { item, reply };
}

describe("a policy change", () => {
  test("shows on the item once the operation has ended, not before", async () => {
    const client = new TestClient();
    const policyId = client.policyId("ProdPolicy");
    const { item, reply } = await put(client, "crm", { policyId });

    client.pass(73);
    expect((await client.read(item)).policyId).toMatch(/HourlyLogPolicy$/);
    client.pass(1);
    expect(await client.read(item)).toMatchObject({ policyId, protectionState: "IRPending" });
    expect(await client.job(reply)).toMatchObject({
      jobType: "AzureWorkloadJob",
      operation: "ConfigureBackup",
      entityFriendlyName: "crm",
      duration: "PT1M14S",
      extendedInfo: { tasksList: [], propertyBag: { "Policy Name": "ProdPolicy" } },
    });
  });

  test("may send the item back as it was read, with another policy", async () => {
    const client = new TestClient();
    const item = client.emulator.item("crm");
    const { kpisHealths, vaultId, isArchiveEnabled, softDeleteRetentionPeriod, ...read } =
      await client.read(item);
    const reply = await client.put(item, { ...read, policyId: client.policyId("ProdPolicy") });

    expect(reply.status).toBe(202);
  });

  test("heals an item with a protection error", async () => {
    const client = new TestClient();
    const { item } = await put(client, "billing", { policyId: client.policyId("HourlyLogPolicy") });
    client.pass(74);

    expect((await client.read(item)).protectionState).toBe("Protected");
  });

  test.each([
    { item: "inventory", state: "ProtectionStopped", points: "its points", after: "IRPending" },
    { item: "orders", state: "BackupsSuspended", points: "its points", after: "Protected" },
    { item: "crm", state: "BackupsSuspended", points: "no point", after: "IRPending" },
  ])("resumes an item that is $state and has $points: $after", async ({ item, state, after }) => {
    const client = new TestClient();
    const own = client.emulator.item(item);
    own.protectionState = state;
    await client.put(own, { policyId: client.policyId("HourlyLogPolicy") });
    client.pass(74);

    expect((await client.read(own)).protectionState).toBe(after);
  });

  test.each([
    {
      fault: "does not exist",
      item: "crm",
      policy: "Nope",
      code: "BMSUserErrorInvalidPolicyInput",
    },
    {
      fault: "is for VMs",
      item: "crm",
      policy: "DefaultPolicy",
      code: "BMSUserErrorInvalidPolicyForGivenProvider",
    },
    {
      fault: "is for another kind of database",
      item: "crm",
      policy: "HanaPolicy",
      code: "BMSUserErrorInvalidPolicyForGivenProvider",
    },
    {
      fault: "leads from V2 back to V1",
      item: "web-02",
      policy: "DefaultPolicy",
      code: "BMSUserErrorInvalidPolicyForGivenProvider",
    },
  ])("to a policy that $fault is refused", async ({ item, policy, code }) => {
    const client = new TestClient();
    const { reply } = await put(client, item, { policyId: client.policyId(policy) });

    expect(statusAndCode(reply)).toBe(`400 ${code}`);
  });
});

describe("an enhanced policy", () => {
  const [STANDARD, ENHANCED] = ["VmLongPolicy", "EnhancedPolicy"] as const;

  test("stays with the VM that it was given to", async () => {
    const client = new TestClient();
    const { item, reply } = await put(client, "web-01", { policyId: client.policyId(ENHANCED) });
    client.pass(12);

    expect(reply.status).toBe(202);
    expect((await client.read(item)).policyType).toBe("V2");
    const back = await client.put(item, { policyId: client.policyId(STANDARD) });
    expect(statusAndCode(back)).toBe("400 BMSUserErrorInvalidPolicyForGivenProvider");
  });

  test("counts where the VM itself does not say so", async () => {
    const client = new TestClient();
    client.emulator.item("web-02").policyType = undefined;
    const { reply } = await put(client, "web-02", { policyId: client.policyId(STANDARD) });

    expect(statusAndCode(reply)).toBe("400 BMSUserErrorInvalidPolicyForGivenProvider");
  });
});

describe("a stop", () => {
  test("leaves a database without a policy and a VM with an empty one", async () => {
    const client = new TestClient();
    const { item: database } = await put(client, "crm", STOP);
    const { item: vm } = await put(client, "web-01", STOP);
    client.pass(33);

    expect(await client.read(database)).not.toHaveProperty("policyId");
    expect(await client.read(vm)).toMatchObject({
      policyId: "",
      policyName: "",
      protectionState: "ProtectionStopped",
    });
  });
});

describe("a suspension", () => {
  test("is refused on a vault that is not immutable, in words that say it is", async () => {
    const client = new TestClient();
    const { reply } = await put(client, "crm", SUSPEND);

    expect(statusAndCode(reply)).toBe("400 UserErrorOperationDeniedOnImmutableItem");
  });

  test.each(["Unlocked", "Locked"] as const)(
    "works on an immutable vault (%s) and keeps the policy",
    async (state) => {
      const client = new TestClient();
      client.emulator.vault().immutability = state;
      const { item } = await put(client, "crm", SUSPEND);
      client.pass(33);

      const after = await client.read(item);
      expect(after.protectionState).toBe("BackupsSuspended");
      expect(after.policyId).toMatch(/HourlyLogPolicy$/);
    },
  );
});

describe("a VM's suspension", () => {
  /** The body that was recorded: the base type of VMs, and no policy. */
  async function suspended() {
    const client = new TestClient();
    client.emulator.vault().immutability = "Unlocked";
    const item = client.emulator.item("web-01");
    const reply = await client.put(item, {
      protectedItemType: "AzureIaaSVMProtectedItem",
      protectionState: "BackupsSuspended",
    });
    client.pass(2);
    return { client, item, reply };
  }

  test("leaves its policy and its health as they were, in lists too", async () => {
    const { client, item } = await suspended();
    const { value } = await client.list(
      "/backupProtectedItems",
      "itemType eq 'VM' and friendlyName eq 'web-01'",
    );

    for (const read of [await client.read(item), value.value[0].properties]) {
      expect(read).toMatchObject({
        protectionStatus: "Healthy",
        protectionState: "BackupsSuspended",
        healthStatus: "Passed",
        policyId: client.policyId("DefaultPolicy"),
        policyName: "DefaultPolicy",
      });
    }
  });

  test("is over in two seconds, and its job names no policy", async () => {
    const { client, reply } = await suspended();

    const job = await client.job(reply);

    expect(job).toMatchObject({ operation: "DisableBackup", status: "Completed" });
    expect(job.extendedInfo).toEqual({
      tasksList: [],
      propertyBag: { "VM Name": "web-01", "Policy Name": "" },
    });
    expect(Object.keys(job).sort()).toEqual([
      "activityId",
      "backupManagementType",
      "containerName",
      "duration",
      "endTime",
      "entityFriendlyName",
      "extendedInfo",
      "jobType",
      "operation",
      "startTime",
      "status",
      "virtualMachineVersion",
    ]);
  });

  test("ends with its policy named again, and the VM is protected at once", async () => {
    const { client, item } = await suspended();
    await client.put(item, { policyId: client.policyId("DefaultPolicy") });
    client.pass(12);

    expect((await client.read(item)).protectionState).toBe("Protected");
  });

  test("may not be asked of a database by the base type of VMs", async () => {
    const client = new TestClient();
    const { reply } = await put(client, "crm", {
      ...STOP,
      protectedItemType: "AzureIaaSVMProtectedItem",
    });

    expect(statusAndCode(reply)).toBe("400 BMSUserErrorInvalidConfigureProtectionRequest");
  });
});

describe("an immutable vault", () => {
  test.each([
    { policy: "DevPolicy", what: "shorter", status: 400 },
    { policy: "WeeklyFullPolicy", what: "missing in part", status: 400 },
    { policy: "ProdPolicy", what: "longer", status: 202 },
    { policy: "TwinPolicy", what: "equal", status: 202 },
  ])("answers $status to a policy whose retention is $what", async ({ policy, status }) => {
    const client = new TestClient();
    const vault = client.emulator.vault();
    vault.immutability = "Unlocked";
    const [hourly] = vault.policies;
    if (hourly) client.emulator.addPolicy({ ...hourly, name: "TwinPolicy" });
    const { reply } = await put(client, "crm", { policyId: client.policyId(policy) });

    expect(reply.status).toBe(status);
    if (status === 400)
      expect(reply.value.error.code).toBe("UserErrorOperationDeniedOnImmutableItem");
  });
});

describe("an undelete", () => {
  test("brings a soft-deleted item back stopped", async () => {
    const client = new TestClient();
    const { item, reply } = await put(client, "archive2019", UNDELETE);
    client.pass(33);

    const after = await client.read(item);
    expect(after.protectionState).toBe("ProtectionStopped");
    expect(after).not.toHaveProperty("isScheduledForDeferredDelete");
    expect(after.softDeleteRetentionPeriod).toBe(0);
    expect((await client.job(reply)).operation).toBe("Undelete");
  });

  test("is refused for an item that is not deleted", async () => {
    const { reply } = await put(new TestClient(), "crm", UNDELETE);

    expect(statusAndCode(reply)).toBe("400 UserErrorItemNotInSoftDeletedState");
  });
});

test("nothing but an undelete is possible on a soft-deleted item", async () => {
  const client = new TestClient();

  for (const wish of [STOP, { policyId: client.policyId("ProdPolicy") }]) {
    const { reply } = await put(client, "archive2019", wish);
    expect(statusAndCode(reply)).toBe("400 UserErrorOperationNotAllowedOnSoftDeletedItem");
  }
});

describe("a body is refused", () => {
  test.each([
    {
      fault: "an unknown field",
      properties: { ...STOP, policyID: "x" },
      code: "BMSUserErrorInvalidInput",
    },
    {
      fault: "the wrong discriminator",
      properties: { ...STOP, protectedItemType: "AzureVmWorkloadSAPHanaDatabase" },
      code: "BMSUserErrorInvalidConfigureProtectionRequest",
    },
    {
      fault: "another workload",
      properties: { ...STOP, workloadType: "SAPHanaDatabase" },
      code: "BMSUserErrorInvalidConfigureProtectionRequest",
    },
    { fault: "nothing to do", properties: {}, code: "BMSUserErrorInvalidInput" },
    {
      fault: "no policy and no state",
      properties: { policyId: "" },
      code: "BMSUserErrorInvalidInput",
    },
    {
      fault: "a policy and a state",
      properties: { policyId: "x", protectionState: "ProtectionStopped" },
      code: "BMSUserErrorInvalidInput",
    },
    {
      fault: "a state nobody can ask for",
      properties: { protectionState: "Protected" },
      code: "BMSUserErrorInvalidInput",
    },
  ])("with $fault", async ({ properties, code }) => {
    const { reply } = await put(new TestClient(), "crm", properties);

    expect(statusAndCode(reply)).toBe(`400 ${code}`);
  });

  test("without its discriminator, or for a VM without its source", async () => {
    const client = new TestClient();
    const send = (name: string, properties: unknown) =>
      client.send("PUT", client.itemPath(client.emulator.item(name)), { body: { properties } });

    const vm = { ...STOP, protectedItemType: "Microsoft.Compute/virtualMachines" };
    expect(statusAndCode(await send("crm", STOP))).toBe(
      "400 BMSUserErrorInvalidConfigureProtectionRequest",
    );
    expect(statusAndCode(await send("web-01", vm))).toBe(
      "400 BMSUserErrorInvalidConfigureProtectionRequest",
    );
  });
});
