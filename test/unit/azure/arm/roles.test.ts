import { describe, expect, test } from "vitest";
import { NEEDS } from "../../../../scripts/roles.ts";
import {
  adviceOnRight,
  GUARD_ROLE,
  leastRole,
  VAULT_ACTIONS,
} from "../../../../src/azure/arm/roles.ts";

const ITEM = "backupFabrics/protectionContainers/protectedItems";

describe("the least role", () => {
  test.each([
    ["read", "Backup Reader"],
    ["backupProtectedItems/read", "Backup Reader"],
    ["backupJobs/read", "Backup Reader"],
    ["backupPolicies/read", "Backup Reader"],
    [`${ITEM}/read`, "Backup Reader"],
    [`${ITEM}/recoveryPoints/read`, "Backup Reader"],
    [`${ITEM}/backup/action`, "Backup Operator"],
    [`${ITEM}/write`, "Backup Operator"],
    ["backupJobs/cancel/action", "Backup Operator"],
    ["backupResourceGuardProxies/read", "Backup Operator"],
    ["backupResourceGuardProxies/unlockDelete/action", "Backup Operator"],
    [`${ITEM}/delete`, "Backup Contributor"],
  ])("with '%s' is %s", (action, role) => {
    expect(leastRole(`${VAULT_ACTIONS}${action}`)).toBe(role);
    expect(leastRole(`${VAULT_ACTIONS}${action}`.toUpperCase())).toBe(role);
  });

  test.each([
    ["Microsoft.Compute/virtualMachines/write", "Virtual Machine Contributor"],
    ["Microsoft.Storage/storageAccounts/write", "Storage Account Backup Contributor"],
    ["Microsoft.DataProtection/resourceGuards/read", "Backup MUA Operator"],
    ["Microsoft.Network/virtualNetworks/join/action", undefined],
    [`${VAULT_ACTIONS}somethingNew/write`, undefined],
  ])("with '%s' is %s", (action, role) => {
    expect(leastRole(action)).toBe(role);
  });

  test("is known for every action that an operation needs", () => {
    const unknown = Object.keys(NEEDS).filter((action) => !leastRole(`${VAULT_ACTIONS}${action}`));

    expect(unknown).toEqual([]);
  });
});

test("the role on a resource guard is the one that the documents name", () => {
  expect(GUARD_ROLE).toBe("Backup MUA Operator");
});

test("the advice names action, place, least role and how long it takes to apply", () => {
  expect(adviceOnRight(`${VAULT_ACTIONS}read`, "the vault")).toBe(
    "Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply.",
  );
  expect(adviceOnRight("Microsoft.Network/join/action", "/subscriptions/s")).toBe(
    "Give the identity of this step a role with 'Microsoft.Network/join/action' on /subscriptions/s. A new assignment takes up to ten minutes to apply.",
  );
});
