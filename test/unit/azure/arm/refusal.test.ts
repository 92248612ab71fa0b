import { describe, expect, test } from "vitest";
import type { ArmResponse } from "../../../../src/azure/arm/answer.ts";
import { readServiceError } from "../../../../src/azure/arm/answer.ts";
import { refusalOf, whyForbidden } from "../../../../src/azure/arm/refusal.ts";
import { joinSentences } from "../../../../src/text.ts";

const ITEM = "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems";
const DELAY = "A new assignment takes up to ten minutes to apply.";
const VM_ID =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg (prod)/providers/Microsoft.Compute/virtualMachines/app-01";

interface Said {
  readonly code?: string;
  readonly message?: string;
  readonly additionalInfo?: unknown;
}

/** What an answer with this error means for a request that needs `action`, as one text. */
function meaning(
  status: number,
  error: Said | undefined,
  {
    action = `${ITEM}/write`,
    headers = {},
  }: { action?: string; headers?: Record<string, string> } = {},
) {
  const answer: ArmResponse = {
    status,
    body: error === undefined ? undefined : { error },
    ids: { requestId: "", correlationId: "" },
    date: undefined,
    retryAfterMs: undefined,
    remaining: undefined,
    header: (name) => headers[name] ?? "",
  };
  const { reason, advice } = refusalOf(answer, readServiceError(answer.body), action);
  return { reason, advice: joinSentences(...advice) };
}

/** The words that Azure Resource Manager has for a linked right that is missing (public reports). */
function linked(action: string, scope: string, plural = false): Said {
  const s = plural ? "(s)" : "";
  return {
    code: "LinkedAuthorizationFailed",
    message: `The client 'c' with object id 'c' has permission to perform action '${ITEM}/write' on scope '/subscriptions/s/x'; however, it does not have permission to perform action${s} '${action}' on the linked scope(s) '${scope}'${plural ? " (respectively)" : ""} or the linked scope(s) are invalid.`,
  };
}

describe("a 403 for want of a right on the vault", () => {
  test.each([
    { action: "Microsoft.RecoveryServices/Vaults/backupJobs/read", role: "Backup Reader" },
    { action: `${ITEM}/backup/action`, role: "Backup Operator" },
    { action: `${ITEM}/delete`, role: "Backup Contributor" },
  ])("names the action and the least role, $role", ({ action, role }) => {
    expect(meaning(403, { code: "AuthorizationFailed" }, { action })).toEqual({
      reason: "not-authorized",
      advice: `Give the identity of this step a role with '${action}' on the vault: '${role}' is enough for this request. ${DELAY}`,
    });
  });

  test.each(["AuthorizationFailed", "Forbidden", "AccessDenied", "UserErrorUserNotAuthorized"])(
    "is one by the code %s",
    (code) => {
      expect(meaning(403, { code }).reason).toBe("not-authorized");
    },
  );

  test("stays one whatever its message talks of", () => {
    const message = "… over scope '/subscriptions/s/resourceGroups/firewall/…' or it is invalid.";

    expect(meaning(403, { code: "AuthorizationFailed", message }).reason).toBe("not-authorized");
  });

  test("may be a proxy's where it bears no code", () => {
    const { reason, advice } = meaning(403, undefined);

    expect(reason).toBe("not-authorized");
    expect(advice).toContain(
      `${DELAY} If the role is there, look at the proxy: the answer has no error code from Azure`,
    );
  });
});

describe("a 403 for want of a right on something linked", () => {
  test.each([
    {
      action: "Microsoft.Compute/virtualMachines/write",
      role: ": 'Virtual Machine Contributor' is enough for this request",
    },
    {
      action: "Microsoft.Storage/storageAccounts/write",
      role: ": 'Storage Account Backup Contributor' is enough for this request",
    },
    { action: "Microsoft.Network/virtualNetworks/subnets/join/action", role: "" },
  ])("names $action, where, and the role there", ({ action, role }) => {
    expect(meaning(403, linked(action, VM_ID))).toEqual({
      reason: "not-authorized",
      advice: `Give the identity of this step a role with '${action}' on ${VM_ID}${role}. ${DELAY}`,
    });
  });

  test("names several, each with its scope", () => {
    const { advice } = meaning(
      403,
      linked(
        "Microsoft.Compute/virtualMachines/write, Microsoft.Network/join/action",
        "/subscriptions/s/a,/subscriptions/s/b",
        true,
      ),
    );

    expect(advice).toBe(
      `Give the identity of this step a role with 'Microsoft.Compute/virtualMachines/write' on /subscriptions/s/a: 'Virtual Machine Contributor' is enough for this request. Give the identity of this step a role with 'Microsoft.Network/join/action' on /subscriptions/s/b. ${DELAY}`,
    );
  });

  test.each([
    ["::error::x/y", VM_ID],
    ["Microsoft.Compute/virtualMachines/write", "[click](https://evil.example)"],
    ["", VM_ID],
    ["Microsoft.Compute/virtualMachines/write", ""],
  ])("takes no text for an action or a scope that is none: '%s' on '%s'", (action, scope) => {
    expect(meaning(403, linked(action, scope)).advice).toBe(
      "The identity lacks a right on a linked resource, such as the VM behind the item. Give it a role there with the action that the message names.",
    );
  });

  test("in another tenant points to the tenant of the resource guard", () => {
    const message =
      "The client has permission to perform action 'a' on scope 'b', however the current tenant 't-1' is not authorized to access linked subscription 's-1'.";

    expect(meaning(403, { code: "LinkedAuthorizationFailed", message })).toEqual({
      reason: "not-authorized",
      advice:
        "The request is linked to a resource in the subscription 's-1' of another tenant. If that is the vault's resource guard, set 'resource-guard-tenant-id' to the id of the guard's tenant.",
    });
  });
});

describe("a 403 that no role changes is a refusal", () => {
  const FORBIDS =
    "An Azure Policy forbids it, and no role helps. Ask whoever owns the policy assignment for an exemption.";

  test.each<{ what: string; said: Said; names: string }>([
    { what: "a policy without a name", said: {}, names: "" },
    {
      what: "a policy named in the message",
      said: {
        message: `Resource 'x' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Deny-Stop","id":"/p/1"},"policyDefinition":{"name":"d"}},{"policyAssignment":{"name":"Deny-All","id":"/p/2"}}]'.`,
      },
      names: " The assignment is 'Deny-Stop' or 'Deny-All'.",
    },
    {
      what: "a policy named in the details",
      said: {
        message: `"policyAssignment":{"name":"0123"`,
        additionalInfo: [
          {
            type: "PolicyViolation",
            info: { policyAssignmentDisplayName: "No stops", policyAssignmentName: "0123" },
          },
          { type: "PolicyViolation", info: { policyAssignmentName: "No stops" } },
          null,
        ],
      },
      names: " The assignment is 'No stops'.",
    },
  ])("by $what", ({ said, names }) => {
    expect(meaning(403, { code: "RequestDisallowedByPolicy", ...said })).toEqual({
      reason: "request-refused",
      advice: `${FORBIDS}${names} This request changed nothing.`,
    });
  });

  test.each([
    "RequestDisallowedByAzure",
    "DisallowedOperation",
    "DisallowedProvider",
    "ReadOnlyDisabledSubscription",
    "SubscriptionNotRegistered",
    "DenyAssignmentAuthorizationFailed",
  ])("by %s", (code) => {
    const { reason, advice } = meaning(403, { code });

    expect(reason).toBe("request-refused");
    expect(advice).toMatch(/This request changed nothing\.$/);
    expect(advice).not.toContain("Give the identity of this step");
  });

  test.each<Said>([
    { code: "PublicNetworkAccessDisabled" },
    { code: "Forbidden", message: "Public network access is disabled on the vault." },
    { code: "UserErrorX", message: "Requests come through the private endpoint only." },
    { code: "ForbiddenByFirewall" },
    { message: "The network security perimeter does not let the request in." },
  ])("by the network: $code $message", (said) => {
    expect(meaning(403, said)).toEqual({
      reason: "request-refused",
      advice:
        "Azure does not allow the request from this network, and no role helps. Run the step on a machine in a network that is allowed, such as that of the private endpoint, or ask whoever owns the network rules. This request changed nothing.",
    });
  });

  test("by a code that nobody knows, and tells which right the request needs", () => {
    expect(meaning(403, { code: "SomethingNew" })).toEqual({
      reason: "request-refused",
      advice: `Azure's message says what forbids it. Only if that is a missing right, give the identity one: this request needs '${ITEM}/write', which 'Backup Operator' has. This request changed nothing.`,
    });
    expect(meaning(403, { code: "SomethingNew" }, { action: "a/b" }).advice).toContain(
      "this request needs 'a/b'. ",
    );
  });

  test.each(["constructor", "toString", "__proto__"])("by the code '%s' as well", (code) => {
    expect(whyForbidden({ code, message: "", recommendations: [] })).toEqual({ kind: "other" });
  });
});

describe("a 401", () => {
  test("is a matter of the tenant, the cloud or the identity", () => {
    expect(meaning(401, { code: "InvalidAuthenticationToken" })).toEqual({
      reason: "sign-in-failed",
      advice:
        "Azure accepted neither the token nor a fresh one. Check 'tenant-id', 'environment' and whether the identity still exists.",
    });
  });

  test("with a challenge for claims is conditional access", () => {
    const headers = { "www-authenticate": 'Bearer error="insufficient_claims", claims="e30="' };

    expect(meaning(401, {}, { headers }).advice).toMatch(
      /^Conditional access no longer accepts the identity's token/,
    );
  });
});

describe("a 404", () => {
  const CHECK = "Check 'vault', 'resource-group' and 'subscription-id'.";
  const headers = { "x-ms-failure-cause": "gateway" };

  test.each([
    { code: "ResourceNotFound", advice: CHECK },
    {
      code: "ResourceGroupNotFound",
      advice: "Check 'resource-group' and 'subscription-id'.",
    },
    {
      code: "SubscriptionNotFound",
      advice: "Check 'subscription-id' and the tenant you sign in to.",
    },
  ])("of the gateway ($code) is about the vault, and says so once", ({ code, advice }) => {
    expect(meaning(404, { code }, { headers })).toEqual({ reason: "vault-not-found", advice });
  });

  test("of Azure Backup about a VM that is gone is no matter of the inputs", () => {
    const { reason, advice } = meaning(404, { code: "ResourceNotFound" });

    expect(reason).toBe("request-refused");
    expect(advice).toMatch(/^Azure no longer finds what is backed up, such as the VM\./);
    expect(advice).not.toContain("Check 'vault'");
  });
});

test.each([
  { status: 500, code: "CloudInternalError", says: /^Azure failed inside\..* every retry\.$/ },
  { status: 429, code: "TooManyRequests", says: /^Azure stayed unable to answer/ },
])("$status is lost contact, and advice on its code comes first", ({ status, code, says }) => {
  const { reason, advice } = meaning(status, { code });

  expect(reason).toBe("contact-lost");
  expect(advice).toMatch(says);
});

test("a redirect is never followed", () => {
  expect(meaning(302, undefined)).toMatchObject({
    reason: "request-refused",
    advice: expect.stringMatching(/^The answer was a redirect\./),
  });
});
