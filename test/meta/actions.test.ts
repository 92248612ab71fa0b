import { describe, expect, test } from "vitest";
import { NEEDS } from "../../scripts/roles.ts";
import type { ArmRequest } from "../../src/azure/arm/request.ts";
import { VAULT_ACTIONS } from "../../src/azure/arm/roles.ts";
import { type VaultWriter, vaultClient } from "../../src/azure/backup/client.ts";
import { vaultId } from "../../src/azure/backup/vault.ts";
import type { ItemWrite } from "../../src/azure/backup/writes.ts";
import { actionOf } from "../support/rbac-action.ts";

test.each([
  { method: "GET", below: "", action: "read" },
  { method: "GET", below: "/backupJobs", action: "backupjobs/read" },
  { method: "POST", below: "/backupJobs/j/cancel", action: "backupjobs/cancel/action" },
  { method: "DELETE", below: "/a/1/b/2", action: "a/b/delete" },
])("the action of $method on '$below' is $action", ({ method, below, action }) => {
  const vault = "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v";

  expect(actionOf(method, `${vault}${below}`)).toBe(action);
});

describe("the client of one vault", () => {
  const vault = { subscriptionId: "s", resourceGroup: "g", name: "v" };
  const address = { container: "c", name: "i" };
  const item = `${vaultId(vault)}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`;
  const write = (method: ItemWrite["method"]) => (client: VaultWriter) =>
    client.write(address, { method }, { doing: "write", headers: {} });

  /** Every call it can make; a new one has to be added here. */
  const CALLS: Readonly<Record<string, ReadonlyArray<(client: VaultWriter) => unknown>>> = {
    vault: [],
    vaultState: [(client) => client.vaultState()],
    listItems: [(client) => client.listItems({ backupManagementType: "a", itemType: "b" })],
    item: [(client) => client.item(address)],
    policy: [(client) => client.policy("p")],
    listPolicyNames: [(client) => client.listPolicyNames()],
    listJobs: [(client) => client.listJobs({})],
    lookAtJobs: [(client) => client.lookAtJobs({})],
    job: [(client) => client.job("j")],
    recoveryPoints: [(client) => client.recoveryPoints(address)],
    guard: [(client) => client.guard()],
    unlockDelete: [(client) => client.unlockDelete(item, "request", {})],
    readyToWrite: [],
    write: [write("PUT"), write("DELETE"), write("POST")],
    cancelJob: [(client) => client.cancelJob("j")],
    lro: [
      (client) => client.lro(`${vaultId(vault)}/backupOperations/o`),
      (client) => client.lro(`${item}/operationsStatus/o`),
    ],
    cancelResult: [
      (client) => client.cancelResult(`${vaultId(vault)}/backupJobs/j/operationResults/o`),
    ],
  };

  /** Takes a request down, and answers that there is no such thing. */
  function noting(requests: ArmRequest[]): VaultWriter {
    const send = (request: ArmRequest) => {
      requests.push(request);
      return Promise.reject(new Error("The request was to be looked at, not to be sent."));
    };
    const arm = { origin: "https://management.azure.com", send, readyToWrite: async () => {} };
    return vaultClient({ arm, vault, say: () => {} });
  }

  test("has no call that is not looked at", () => {
    expect(Object.keys(noting([])).toSorted()).toEqual(Object.keys(CALLS).toSorted());
  });

  test.each(Object.entries(CALLS))(
    "names the action that Azure checks, in the error of a 403: %s",
    async (_, calls) => {
      const requests: ArmRequest[] = [];
      const client = noting(requests);

      await Promise.allSettled(calls.map((call) => call(client)));

      const named = requests.map(({ action }) => action.replace(VAULT_ACTIONS, "").toLowerCase());
      expect(named).toEqual(requests.map(({ method, path }) => actionOf(method, path)));
      expect(named).toHaveLength(calls.length);
      const listed = Object.keys(NEEDS).map((action) => action.toLowerCase());
      expect(named.filter((action) => !listed.includes(action))).toEqual([]);
    },
  );
});
