import { describe, expect, test } from "vitest";
import { TestClient } from "../test-client.ts";
import { itemId } from "../vault/state.ts";
import { stock } from "./stock.ts";
import { readVaultFile } from "./vault-file.ts";

const HOUR = 3_600_000;

function vaultOf(items: string) {
  const file = readVaultFile(`items: [${items}]`, "vault.yml");
  return new TestClient({ fill: (service) => stock(service, file) });
}

const REQUESTS = {
  SQLDataBase: { objectType: "AzureWorkloadBackupRequest", backupType: "Full" },
  VM: { objectType: "IaasVMBackupRequest" },
  AzureFileShare: { objectType: "AzureFileShareBackupRequest" },
};

describe("the next backup", () => {
  test.each([
    ["a/b", "SQLDataBase", "UserErrorOpeningSQLConnection", "Unhealthy"],
    ["a/b", "VM", "GuestAgentSnapshotTaskStatusError", "Failed"],
    ["a/b", "AzureFileShare", "UserErrorStorageAccountIsLocked", "Failed"],
  ] as const)(
    "of %s, workload %s, may fail with an error of Azure's, and the one after it goes well",
    async (path, workload, errorTitle, lastBackupStatus) => {
      const client = vaultOf(`{item: ${path}, workload: ${workload}, next-backup: failed}`);
      const item = client.emulator.item("b");
      const backUp = async () => {
        const reply = await client.backUp(item, REQUESTS[workload]);
        client.pass(2 * 3_600);
        return client.job(reply);
      };

      const job = await backUp();

      expect(job).toMatchObject({ status: "Failed", errorDetails: [{ errorTitle }] });
      expect(item).toMatchObject({ lastBackupStatus, lastBackupError: { code: errorTitle } });
      expect((await backUp()).status).toBe("Completed");
    },
  );

  test("may end with warnings", async () => {
    const client = vaultOf("{item: a/b, next-backup: CompletedWithWarnings}");

    const reply = await client.backUp(client.emulator.item("b"), REQUESTS.SQLDataBase);
    client.pass(3_600);

    expect((await client.job(reply)).status).toBe("CompletedWithWarnings");
  });

  test("of another item of the same name goes well", async () => {
    const client = vaultOf("{item: a/b, next-backup: Failed}, c/b");

    const reply = await client.backUp(client.emulator.item("b", "c"), REQUESTS.SQLDataBase);
    client.pass(3_600);

    expect((await client.job(reply)).status).toBe("Completed");
  });
});

describe("a last backup that failed", () => {
  test.each([
    ["{item: a/b, last-backup: Failed}", "Unhealthy", 1],
    ["{item: a/b, newest-recovery-point: 30m, last-backup: Failed}", "Unhealthy", 0.25],
    ["{item: a/b, newest-recovery-point: none, last-backup: Failed}", "Unhealthy", 1],
    ["{item: a/b, workload: VM, last-backup: Failed}", "Failed", 1],
  ])("%s: is the newest job, later than the newest point", (item, lastBackupStatus, hours) => {
    const { emulator, now } = vaultOf(item);

    const found = emulator.item("b");
    expect(found).toMatchObject({ lastBackupStatus, lastBackupTime: now - hours * HOUR });
    const [job] = emulator
      .vault()
      .jobs.filter((one) => one.item && itemId(one.item) === itemId(found));
    expect(job).toMatchObject({ status: "Failed", startedAt: found.lastBackupTime });
    expect(job?.errors?.[0]?.errorTitle).toBe(found.lastBackupError?.code);
    expect(job?.endedAt).toBeLessThan(now);
  });
});
