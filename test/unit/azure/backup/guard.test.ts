import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGuard } from "../../../../src/azure/backup/guard.ts";

const GUARD =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/resourceGuards/guard-1";
const ITEMS = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** A proxy as the list shows it (recording of 2026). */
const proxy = (...details: readonly object[]) => ({
  name: "VaultProxy",
  properties: { resourceGuardResourceId: GUARD, resourceGuardOperationDetails: details },
});
const detail = (vaultCriticalOperation: unknown, request: unknown) => ({
  vaultCriticalOperation,
  defaultResourceRequest: request,
});
const DELETE = detail(`${ITEMS}/delete`, `${GUARD}/deleteProtectedItemRequests/default`);
const STOP = detail(
  `${ITEMS}/write#stopProtectionWithRetainData`,
  `${GUARD}/stopProtectionWithRetainDataRequests/default`,
);
const SUSPEND = detail(
  `${ITEMS}/write#suspendBackupsWithRetainData`,
  `${GUARD}/suspendBackupsWithRetainDataRequests/default`,
);
const WEAKER = detail(`${ITEMS}/write`, `${GUARD}/updateProtectedItemRequests/default`);
const POLICY = detail(
  "Microsoft.RecoveryServices/vaults/backupPolicies/write",
  `${GUARD}/updateProtectionPolicyRequests/default`,
);

const requests = (...details: readonly object[]) =>
  Object.fromEntries(readGuard([proxy(...details)])?.requests ?? []);

describe("a resource guard", () => {
  test("is read with the request of each operation that this action may need", () => {
    expect(readGuard([proxy(POLICY, SUSPEND, WEAKER, STOP, DELETE)])).toEqual({
      id: GUARD,
      requests: new Map([
        ["delete", `${GUARD}/deleteProtectedItemRequests/default`],
        ["stop-retain", `${GUARD}/stopProtectionWithRetainDataRequests/default`],
        ["suspend", `${GUARD}/suspendBackupsWithRetainDataRequests/default`],
        ["weaker-policy", `${GUARD}/updateProtectedItemRequests/default`],
      ]),
    });
  });

  test.each([
    { guards: "a deletion", details: [DELETE], operations: ["delete"] },
    { guards: "a stop", details: [STOP], operations: ["stop-retain"] },
    { guards: "a suspension", details: [SUSPEND], operations: ["suspend"] },
    { guards: "shorter retention", details: [WEAKER], operations: ["weaker-policy"] },
    { guards: "policies", details: [POLICY], operations: [] },
    { guards: "nothing", details: [], operations: [] },
  ])("that guards $guards alone has no request for the rest", ({ details, operations }) => {
    expect(Object.keys(requests(...details))).toEqual(operations);
  });

  test("knows an operation in any case, but never by its beginning", () => {
    const { vaultCriticalOperation, defaultResourceRequest } = DELETE;

    expect(
      requests(detail(String(vaultCriticalOperation).toUpperCase(), defaultResourceRequest)),
    ).toHaveProperty("delete");
    expect(requests(detail(`${ITEMS}/delete2`, "x"))).toEqual({});
    expect(requests(detail(`${ITEMS}/write#somethingElse`, "x"))).toEqual({});
  });

  test.each([undefined, null, "", {}])("with the request %j lets nothing through by it", (none) => {
    expect(requests(detail(`${ITEMS}/delete`, none))).toEqual({});
  });

  test("is the first of the proxies, of which there is at most one", () => {
    expect(readGuard([proxy(DELETE), proxy(STOP)])?.requests.has("stop-retain")).toBe(false);
  });

  test.each([{ proxies: [] }, { proxies: [{}] }, { proxies: [null] }])(
    "is none among $proxies",
    ({ proxies }) => {
      expect(readGuard(proxies)).toBeUndefined();
    },
  );

  test("of any shape is read without throwing, and never lets anything through", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, properties) => {
        expect(readGuard([any])?.requests.size ?? 0).toBe(0);
        expect(readGuard([{ properties }])?.requests.size ?? 0).toBe(0);
        readGuard([{ properties: { resourceGuardOperationDetails: any } }]);
      }),
    );
  });
});
