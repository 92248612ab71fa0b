import { VAULT_ID } from "../../support/subjects.ts";
import {
  answering,
  BACKUP,
  DELETE,
  LIST,
  type Mistake,
  refusing,
  STOP_PAYROLL,
  VERIFY,
} from "./mistake.ts";

/** What forbids a request although the roles are there, or where no role helps. */
export const FORBIDDEN: readonly Mistake[] = [
  {
    name: "a lock on the vault, for a deletion",
    inputs: DELETE,
    world: answering(
      "DELETE",
      refusing(409, "ScopeLocked", `The scope '${VAULT_ID}' is locked by 'no-deletes'.`),
    ),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and delete its data: The scope '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012' is locked by 'no-deletes'. (ScopeLocked, HTTP 409) What to do: A resource lock forbids it. Have the lock that the message names removed first. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a read-only lock, for a backup",
    inputs: BACKUP,
    world: answering(
      "POST",
      refusing(409, "ScopeLocked", `The scope '${VAULT_ID}' is locked by 'read-only'.`),
    ),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not back up 'payroll' (CopyOnlyFull): The scope '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012' is locked by 'read-only'. (ScopeLocked, HTTP 409) What to do: A resource lock forbids it. Have the lock that the message names removed first. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "an Azure Policy that names its assignment",
    inputs: STOP_PAYROLL,
    world: answering(
      "PUT",
      refusing(403, "RequestDisallowedByPolicy", "Backups must not be stopped.", {
        additionalInfo: [
          {
            type: "PolicyViolation",
            info: { policyAssignmentDisplayName: "Keep backups running" },
          },
        ],
      }),
    ),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: Backups must not be stopped. (RequestDisallowedByPolicy, HTTP 403) What to do: An Azure Policy forbids it, and no role helps. Ask whoever owns the policy assignment for an exemption. The assignment is 'Keep backups running'. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a vault without access from public networks",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll" },
    world: answering(
      "GET",
      refusing(403, "PublicNetworkAccessDisabled", "Public network access is off for the vault."),
    ),
    reason: "request-refused",
    message:
      "Could not list the backup jobs of vault 'SQLServer2012': Public network access is off for the vault. (PublicNetworkAccessDisabled, HTTP 403) What to do: Azure does not allow the request from this network, and no role helps. Run the step on a machine in a network that is allowed, such as that of the private endpoint, or ask whoever owns the network rules. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a subscription that is disabled",
    inputs: BACKUP,
    world: answering(
      "POST",
      refusing(403, "ReadOnlyDisabledSubscription", "The subscription is disabled."),
    ),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not back up 'payroll' (CopyOnlyFull): The subscription is disabled. (ReadOnlyDisabledSubscription, HTTP 403) What to do: The subscription is disabled and can only be read. Its owner has to enable it again. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a deny assignment",
    inputs: STOP_PAYROLL,
    world: answering(
      "PUT",
      refusing(403, "DenyAssignmentAuthorizationFailed", "A deny assignment is in the way."),
    ),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: A deny assignment is in the way. (DenyAssignmentAuthorizationFailed, HTTP 403) What to do: A deny assignment forbids it, such as that of a deployment stack or a managed application, and no role helps. Ask whoever owns it. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "an offer that does not include it",
    inputs: BACKUP,
    world: answering("POST", refusing(403, "DisallowedOperation", "The offer forbids it.")),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not back up 'payroll' (CopyOnlyFull): The offer forbids it. (DisallowedOperation, HTTP 403) What to do: The subscription's offer does not include this, and no role helps. Ask the subscription's owner. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a region that Azure closes to the subscription",
    inputs: BACKUP,
    world: answering("POST", refusing(403, "RequestDisallowedByAzure", "Not in this region.")),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not back up 'payroll' (CopyOnlyFull): Not in this region. (RequestDisallowedByAzure, HTTP 403) What to do: Azure itself does not allow this in the subscription or the region, and no role helps. Ask the subscription's owner or Azure support. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a 403 of a code that nobody knows",
    inputs: STOP_PAYROLL,
    world: answering("PUT", refusing(403, "ForbiddenByMoonPhase", "The moon forbids it.")),
    reason: "request-refused",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: The moon forbids it. (ForbiddenByMoonPhase, HTTP 403) What to do: Azure's message says what forbids it. Only if that is a missing right, give the identity one: this request needs 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write', which 'Backup Operator' has. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a 403 of a proxy",
    inputs: { ...LIST, item: "*" },
    world: answering("GET", { status: 403, body: "<html>Blocked</html>" }),
    reason: "not-authorized",
    message:
      "Could not list the items of vault 'SQLServer2012': Azure gave no message (HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupProtectedItems/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. If the role is there, look at the proxy: the answer has no error code from Azure, so something between this machine and Azure may have sent it. Azure's request id is (id).",
  },
  {
    name: "a provider that is not registered",
    inputs: { ...LIST, item: "*" },
    world: answering(
      "GET",
      refusing(
        409,
        "MissingSubscriptionRegistration",
        "The subscription does not use the provider.",
      ),
    ),
    reason: "request-refused",
    message:
      "Could not list the items of vault 'SQLServer2012': The subscription does not use the provider. (MissingSubscriptionRegistration, HTTP 409) What to do: Register the resource provider Microsoft.RecoveryServices in the subscription. This request changed nothing. Azure's request id is (id).",
  },
  {
    name: "a subscription that the tenant does not have",
    inputs: { ...LIST, item: "*" },
    world: answering(
      "GET",
      refusing(404, "SubscriptionNotFound", "There is no such subscription."),
    ),
    reason: "vault-not-found",
    message:
      "There is no vault 'SQLServer2012' in resource group 'SQLServerSelfHost' of subscription 00000000-0000-0000-0000-000000000000. What to do: Check 'subscription-id', and whether the identity belongs to the tenant of that subscription.",
  },
  {
    name: "a redirect of a gateway",
    inputs: { ...LIST, item: "*" },
    world: answering("GET", { status: 302, body: "" }),
    reason: "request-refused",
    message:
      "Could not list the items of vault 'SQLServer2012': Azure gave no message (HTTP 302) What to do: The answer was a redirect. It is never followed, so that no token reaches another host; check 'resource-manager-url' and the proxy. Azure's request id is (id).",
  },
];
