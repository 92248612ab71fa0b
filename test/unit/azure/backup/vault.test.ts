import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  insideVault,
  parseVaultId,
  readVaultState,
  vaultId,
} from "../../../../src/azure/backup/vault.ts";
import { SUBSCRIPTION, VAULT, VAULT_ID } from "./resource-builders.ts";

describe("a vault's id", () => {
  test("is the path that ARM knows", () => {
    expect(vaultId(VAULT)).toBe(VAULT_ID);
  });

  test("encodes a resource group that holds more than letters", () => {
    const id = vaultId({ ...VAULT, resourceGroup: "größe (1)/x" });

    expect(id).toContain("/resourceGroups/gr%C3%B6%C3%9Fe%20(1)%2Fx/providers/");
  });

  test.each([
    { form: "as Azure prints it", id: VAULT_ID },
    { form: "with a slash at its end", id: `${VAULT_ID}/` },
    { form: "with slashes at its end", id: `${VAULT_ID}//` },
    { form: "in upper case", id: VAULT_ID.toUpperCase() },
    { form: "in lower case", id: VAULT_ID.toLowerCase() },
    { form: "with the casing of old answers", id: VAULT_ID.replace("/sub", "/Sub") },
  ])("$form is taken apart", ({ id }) => {
    const vault = parseVaultId(id);

    expect(vault?.name.toLowerCase()).toBe("vault-1");
    expect(vault?.resourceGroup.toLowerCase()).toBe("rg-backup");
    expect(vault?.subscriptionId).toBe(SUBSCRIPTION);
  });

  test.each([
    "",
    "vault-1",
    `/subscriptions/${SUBSCRIPTION}`,
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-backup`,
    `${VAULT_ID}/backupPolicies/Gold`,
    VAULT_ID.replace("RecoveryServices", "DataProtection"),
    VAULT_ID.replace("vaults", "backupVaults"),
    VAULT_ID.replace("rg-backup", ""),
    VAULT_ID.slice(1),
    `https://management.azure.com${VAULT_ID}`,
  ])("is not '%s'", (id) => {
    expect(parseVaultId(id)).toBeUndefined();
  });
});

describe("inside a vault", () => {
  test.each([
    { id: `${VAULT_ID}/backupPolicies/Gold`, rest: "backupPolicies/Gold" },
    { id: `${VAULT_ID.toLowerCase()}/backupJobs/1`, rest: "backupJobs/1" },
    { id: `${VAULT_ID.toUpperCase()}/A/b`, rest: "A/b" },
    { id: `${VAULT_ID}/`, rest: "" },
  ])("is $id", ({ id, rest }) => {
    expect(insideVault(id, VAULT)).toBe(rest);
  });

  test.each([
    VAULT_ID,
    `/x${VAULT_ID}/backupPolicies/Gold`,
    "",
    `${VAULT_ID}0/backupPolicies/Gold`,
    `${VAULT_ID.replace("vault-1", "vault-2")}/backupPolicies/Gold`,
    `${VAULT_ID.replace("rg-backup", "rg-other")}/backupPolicies/Gold`,
    `${VAULT_ID.replace("1111", "9999")}/backupPolicies/Gold`,
  ])("is not '%s'", (id) => {
    expect(insideVault(id, VAULT)).toBeUndefined();
  });

  test("holds for a resource group that has to be encoded", () => {
    const vault = { ...VAULT, resourceGroup: "Größe (1)" };
    const id = VAULT_ID.replace("rg-backup", "größe (1)");

    expect(insideVault(`${id}/backupPolicies/Gold`, vault)).toBe("backupPolicies/Gold");
  });
});

describe("a vault's own protection", () => {
  const vault = (softDeleteState: unknown, immutability?: unknown) => ({
    properties: {
      securitySettings: {
        softDeleteSettings: { softDeleteState },
        immutabilitySettings: { state: immutability },
      },
    },
  });

  test.each([
    { state: "Enabled", softDelete: "on" },
    { state: "AlwaysON", softDelete: "on" },
    { state: "alwaysOn", softDelete: "on" },
    { state: "Disabled", softDelete: "off" },
    { state: "Invalid", softDelete: "unreadable" },
    { state: "Paused", softDelete: "unreadable" },
    { state: "", softDelete: "unreadable" },
    { state: undefined, softDelete: "unreadable" },
  ])("shows soft delete $state as $softDelete", ({ state, softDelete }) => {
    expect(readVaultState(vault(state)).softDelete).toBe(softDelete);
  });

  test.each([
    { state: "Unlocked", immutability: "on" },
    { state: "Locked", immutability: "on" },
    { state: "locked", immutability: "on" },
    { state: "Disabled", immutability: "off" },
    { state: null, immutability: "off" },
    { state: undefined, immutability: "off" },
    { state: "Paused", immutability: "unknown" },
    { state: "", immutability: "unknown" },
    { state: true, immutability: "unknown" },
    { state: { word: "Disabled" }, immutability: "unknown" },
  ])("shows immutability $state as $immutability", ({ state, immutability }) => {
    const properties = { securitySettings: { immutabilitySettings: { state } } };

    expect(readVaultState({ properties }).immutability).toBe(immutability);
  });

  test.each([
    { resource: undefined, immutability: "off" },
    { resource: { properties: null }, immutability: "off" },
    { resource: { properties: { securitySettings: {} } }, immutability: "off" },
    { resource: { properties: { securitySettings: "Locked" } }, immutability: "unknown" },
    {
      resource: { properties: { securitySettings: { immutabilitySettings: ["Locked"] } } },
      immutability: "unknown",
    },
  ])("of $resource is $immutability", ({ resource, immutability }) => {
    expect(readVaultState(resource).immutability).toBe(immutability);
  });

  test.each([
    { state: "Enabled", guarded: true },
    { state: "enabled", guarded: true },
    { state: "Disabled", guarded: false },
    { state: "Invalid", guarded: false },
    { state: undefined, guarded: false },
  ])("shows multi-user authorization $state as $guarded", ({ state, guarded }) => {
    const properties = { securitySettings: { multiUserAuthorization: state } };

    expect(readVaultState({ properties }).guarded).toBe(guarded);
  });

  test.each([
    { days: 14, read: 14 },
    { days: "30", read: 30 },
    { days: 0, read: undefined },
    { days: "some", read: undefined },
    { days: null, read: undefined },
    { days: undefined, read: undefined },
  ])("keeps deleted data for $days days: $read", ({ days, read }) => {
    const softDeleteSettings = {
      softDeleteState: "Enabled",
      softDeleteRetentionPeriodInDays: days,
    };
    const properties = { securitySettings: { softDeleteSettings } };

    expect(readVaultState({ properties }).softDeleteDays).toBe(read);
  });

  test("is unreadable, and never off, where the vault says nothing of it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (resource) => {
        expect(readVaultState(resource)).toMatchObject({
          softDelete: "unreadable",
          softDeleteDays: undefined,
          guarded: false,
        });
        expect(readVaultState(resource).immutability).not.toBe("on");
      }),
    );
  });
});
