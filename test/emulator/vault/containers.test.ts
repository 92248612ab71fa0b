import { describe, expect, test } from "vitest";
import { type Body, TestClient } from "../test-client.ts";

async function list(client: TestClient, filter: string): Promise<Body[]> {
  return (await client.list("/backupProtectionContainers", filter)).value.value;
}

describe("containers", () => {
  test.each([
    { type: "AzureWorkload", names: ["sqlserver-0", "sqlserver-1", "hana-0", "ase-0"] },
    { type: "AzureIaasVM", names: ["uttestvmub1", "web-01", "web-02"] },
    { type: "AzureStorage", names: ["contosofiles"] },
  ])("of $type are listed, availability groups aside", async ({ type, names }) => {
    const found = await list(new TestClient(), `backupManagementType eq '${type}'`);

    expect(found.map(({ properties }) => properties.friendlyName)).toEqual(names);
  });

  test("name what they stand for", async () => {
    const client = new TestClient();
    const of = async (name: string) => (await list(client, `friendlyName eq '${name}'`))[0];

    expect(await of("web-01")).toMatchObject({
      name: "IaasVMContainer;iaasvmcontainerv2;WebDemo;web-01",
      properties: {
        containerType: "Microsoft.Compute/virtualMachines",
        virtualMachineId: expect.stringContaining("/virtualMachines/web-01"),
        resourceGroup: "WebDemo",
      },
    });
    expect(await of("hana-0")).toMatchObject({
      properties: { containerType: "VMAppContainer", extendedInfo: { hostServerName: "hanahost" } },
    });
    expect(await of("contosofiles")).toMatchObject({
      properties: { containerType: "StorageContainer", protectedItemCount: 2 },
    });
  });

  test("whose items are all soft-deleted are so themselves", async () => {
    const client = new TestClient();
    const web = client.emulator.item("web-01");
    web.deletedAt = client.now;
    const registered = await list(
      client,
      "backupManagementType eq 'AzureIaasVM' and status eq 'Registered'",
    );
    const deleted = await list(client, "status eq 'SoftDeleted'");

    expect(registered).toHaveLength(2);
    expect(deleted.map(({ properties }) => properties.friendlyName)).toEqual(["web-01"]);
  });
});

describe("the configuration of a vault", () => {
  test.each([
    { state: "Enabled", editable: true },
    { state: "AlwaysON", editable: false },
  ] as const)("says that soft delete is $state", async ({ state, editable }) => {
    const client = new TestClient();
    client.emulator.vault().softDeleteState = state;
    const { value } = await client.get(client.path("/backupconfig/vaultconfig"));

    expect(value.properties).toMatchObject({
      softDeleteFeatureState: state,
      softDeleteRetentionPeriodInDays: 14,
      isSoftDeleteFeatureStateEditable: editable,
    });
  });

  test("locks the kind of storage once there are items", async () => {
    const client = new TestClient();
    const of = async (vault: string) =>
      (await client.get(`${vault}/backupstorageconfig/vaultstorageconfig`)).value.properties;
    const spare = client.path().replace("SQLServerSelfHost", "SpareBackups");

    expect((await of(client.path())).storageTypeState).toBe("Locked");
    expect((await of(spare.replace("SQLServer2012", "SpareVault"))).storageTypeState).toBe(
      "Unlocked",
    );
  });
});
