import { describe, expect, test } from "vitest";
import { groupDatabase, unreachable } from "../emulator/vault/sample-items.ts";
import { vaultedSharePolicy } from "../emulator/vault/sample-policies.ts";
import { scenario, step } from "../support/scenario.ts";
import { bringInto } from "../support/subjects.ts";

const VERIFY = { operation: "verify-backup", "max-recovery-point-age": "7d" };

describe("a move to the archive", () => {
  test.each([
    { item: "sqlserver-1/payroll", name: "payroll", server: "sqlserver-1" },
    { item: "WebDemo/web-02", name: "web-02", server: undefined },
  ])("holds no item for which nothing is to be done: $item", async ({ item, name, server }) => {
    const azure = scenario();
    const stopped = azure.azure.item(name, server);
    bringInto(stopped, "ProtectionStopped", azure.clock.now());
    azure.azure.addJob({ item: stopped, operation: "MoveRecoveryPoint", endsInSeconds: 7_200 });

    const result = await step(azure, { operation: "stop-protection-retain-data", item });

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.elapsedMs).toBe(0);
  });
});

describe("a share", () => {
  const inputs = { operation: "change-policy", item: "contosofiles/documents" };
  const given = (snapshotDays: number) => {
    const azure = scenario();
    azure.azure.addPolicy(vaultedSharePolicy("VaultPolicy", { snapshotDays, vaultDays: 90 }));
    return azure;
  };

  test.each([undefined, "Unlocked"] as const)(
    "moves from snapshots to the vault where the snapshots are kept as long: immutability %s",
    async (immutability) => {
      const azure = given(30);
      azure.azure.vault().immutability = immutability;

      const result = await step(azure, { ...inputs, policy: "VaultPolicy" });

      expect(result.output("reason"), result.output("error-message")).toBe("completed");
      expect(result.host.warnings).toEqual([
        "With 'VaultPolicy' the share's backups go to the vault, and Azure does not change that back.",
      ]);
    },
  );

  test("does not lose snapshots by it without leave", async () => {
    const result = await step(given(5), { ...inputs, policy: "VaultPolicy" });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain("snapshots, daily 30 days -> 5 days");
    expect(result.writes).toEqual([]);
  });

  test("does not go back, whatever the inputs say", async () => {
    const azure = given(30);
    await step(azure, { ...inputs, policy: "VaultPolicy" });

    const result = await step(azure, {
      ...inputs,
      policy: "DailySharePolicy",
      "allow-shorter-retention": "true",
    });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain("'DailySharePolicy' keeps snapshots only");
    expect(result.writes).toEqual([]);
  });
});

describe("a server that Azure does not reach", () => {
  const given = () => {
    const azure = scenario();
    const payroll = azure.azure.item("payroll", "sqlserver-1");
    Object.assign(payroll, unreachable(azure.clock.now() - 365 * 86_400_000));
    return azure;
  };

  test("is a warning, and the points are judged as they are", async () => {
    const result = await step(given(), { ...VERIFY, item: "sqlserver-1/payroll" });

    expect(result.output("gate")).toBe("open");
    expect(result.host.warnings).toEqual([
      "Azure's own check of 'payroll' reads 'NotReachable' (its last backup, 'Healthy', is of 2025-01-05T10:00:00Z): a missing backup may go unnoticed. Look at the item in the vault.",
    ]);
  });

  test("is shown in a list", async () => {
    const result = await step(given(), { operation: "list-items", item: "sqlserver-1/payroll" });

    expect(JSON.parse(result.output("items"))).toMatchObject([{ health: "NotReachable" }]);
    expect(result.host.summaryMarkdown).toContain("Protected, NotReachable");
  });
});

describe("two availability groups of one name", () => {
  const given = () => {
    const azure = scenario();
    const group = { group: "sales", resourceGroup: "SQLServerPMDemo" };
    for (const cluster of ["east", "west"]) {
      azure.azure.addItem({
        ...groupDatabase("ledger", { ...group, cluster, nodes: [`${cluster}-0`, `${cluster}-1`] }),
        policy: "HourlyLogPolicy",
      });
    }
    return azure;
  };
  const STOP = { operation: "stop-protection-retain-data" };

  test("are ambiguous, and told apart by their cluster", async () => {
    const result = await step(given(), { ...STOP, item: "sales/ledger" });

    expect(result.output("reason")).toBe("item-ambiguous");
    expect(result.output("next-step")).toBe(
      "Write the one you mean: 'east/sales/ledger', 'west/sales/ledger'.",
    );
  });

  test.each(["west/sales/ledger", "west-1/sales/ledger"])(
    "are named by cluster or node: %s",
    async (item) => {
      const result = await step(given(), { ...STOP, item });

      expect(result.output("reason")).toBe("completed");
      expect(result.output("item-path")).toBe("west/sales/ledger");
    },
  );

  test("are not what a server of the cluster's name means", async () => {
    const result = await step(given(), { ...VERIFY, item: "west/*" });

    expect(result.output("reason")).toBe("item-not-found");
  });
});

describe("soft delete that Azure enforces, though the vault reads off,", () => {
  test("still asks for 'permanently', and says until when the data stays", async () => {
    const azure = scenario();
    Object.assign(azure.azure.vault(), { softDeleteState: "Disabled", softDeleteEnforced: true });
    const inputs = { operation: "stop-protection-delete-data", item: "sqlserver-1/payroll" };

    const refused = await step(azure, { ...inputs, "confirm-delete": "payroll" });
    const done = await step(azure, { ...inputs, "confirm-delete": "permanently payroll" });

    expect(refused.output("reason")).toBe("refused");
    expect(done.output("reason")).toBe("completed");
    expect(done.output("purge-time")).toMatch(/^2026-01-19T/);
    expect(done.host.lines.join("\n")).toContain(
      "If Azure enforces soft delete, the data stays for 14 days or more",
    );
  });
});
