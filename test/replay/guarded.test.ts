import { describe, expect, test } from "vitest";
import { runOnGitHub } from "../support/run-on-github.ts";
import { play } from "./play.ts";
import { serve } from "./serve.ts";
import type { Slice } from "./slice.ts";
import {
  exchange,
  ITEM,
  itemSeen,
  job,
  POLICY,
  poll,
  slice,
  VAULT,
  write,
} from "./slice-builders.ts";

const GUARD =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataProtection/resourceGuards/w";
const REQUEST = `${GUARD}/deleteProtectedItemRequests/default`;
const UNLOCK = `${VAULT}/backupResourceGuardProxies/VaultProxy/unlockDelete`;
const unlockBody = { resourceGuardOperationRequests: [REQUEST], resourceToBeDeleted: ITEM };

/** A deletion in a guarded vault, unlocked first. */
function guardedDelete(): Slice {
  const details = [
    {
      vaultCriticalOperation:
        "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/delete",
      defaultResourceRequest: REQUEST,
    },
  ];
  const proxy = {
    name: "VaultProxy",
    properties: { resourceGuardResourceId: GUARD, resourceGuardOperationDetails: details },
  };
  const unlock = exchange("unlock", UNLOCK, { method: "POST", body: {} });
  return slice(
    "stop-delete",
    itemSeen("pre", -3, {
      friendlyName: "ledger",
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      protectionState: "Protected",
      policyId: POLICY,
    }),
    exchange("pre", `${VAULT}/backupResourceGuardProxies`, {
      second: -2,
      body: { value: [proxy] },
    }),
    { ...unlock, request: { ...unlock.request, body: JSON.stringify(unlockBody) } },
    write("stop-delete"),
    poll(30, "Succeeded"),
    job(31, "Completed"),
  );
}

describe("a deletion that was recorded in a guarded vault", () => {
  test("is played with the unlock", async () => {
    const played = await play(guardedDelete(), runOnGitHub);

    expect(played.faults).toEqual([]);
    expect(played.ours).toEqual({ gate: "open", reason: "completed" });
  });

  test("is in a vault that says so", async () => {
    const { ask } = serve(guardedDelete());

    expect((await ask("GET", VAULT)).body).toContain('"multiUserAuthorization":"Enabled"');
  });

  test("is taken only after the recorded unlock", async () => {
    const { ask } = serve(guardedDelete());
    const unlock = (body: object) =>
      ask("POST", UNLOCK, undefined, JSON.stringify({ ...unlockBody, ...body }));

    expect((await ask("DELETE", ITEM)).status).toBe(404);
    expect((await unlock({ resourceToBeDeleted: `${ITEM}-2` })).status).toBe(404);
    expect((await unlock({ resourceGuardOperationRequests: [] })).status).toBe(404);
    expect((await ask("DELETE", ITEM)).status).toBe(404);
    expect((await unlock({})).status).toBe(200);
    expect((await ask("DELETE", ITEM)).status).toBe(202);
  });
});

test("no unlock is taken where none was recorded", async () => {
  const { ask } = serve(slice("stop-delete", write("stop-delete")));

  expect((await ask("POST", UNLOCK, undefined, JSON.stringify(unlockBody))).status).toBe(404);
});

test("a guarded write is taken with the recorded request of the guard only", async () => {
  const requests = [`${GUARD}/updateProtectedItemRequests/default`];
  const properties = { policyId: POLICY, resourceGuardOperationRequests: requests };
  const sent = write("set-policy");
  const body = JSON.stringify({ properties });
  const { ask } = serve(slice("set-policy", { ...sent, request: { ...sent.request, body } }));

  expect((await ask("PUT", ITEM, { policyId: POLICY })).status).toBe(404);
  expect((await ask("PUT", ITEM, properties)).status).toBe(202);
});
