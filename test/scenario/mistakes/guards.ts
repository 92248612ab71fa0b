import type { Scenario } from "../../support/scenario.ts";
import {
  answering,
  BACKUP,
  CHANGE,
  DELETE,
  type Mistake,
  refusing,
  STOP_PAYROLL,
} from "./mistake.ts";

const VM =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-02";
const ACCOUNT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers/Microsoft.Storage/storageAccounts/contosofiles";
const SHORTER = { ...CHANGE, policy: "DevPolicy", "allow-shorter-retention": "true" };

function guarded(but: (world: Scenario) => void = () => {}) {
  return (world: Scenario) => {
    world.azure.vault().mua = true;
    but(world);
  };
}

const linked = (action: string, scope: string) =>
  `The client 'app' with object id 'app' has permission to perform action 'a' on scope 's'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${scope}' or the linked scope(s) are invalid.`;

/** Rights that are missing on what is behind the item, or on what guards it. */
export const GUARDS: readonly Mistake[] = [
  {
    name: "no right on the VM behind the item",
    inputs: { ...BACKUP, item: "web-02" },
    world: answering(
      "POST",
      refusing(
        403,
        "LinkedAuthorizationFailed",
        linked("Microsoft.Compute/virtualMachines/read", VM),
      ),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'web-02': The client 'app' with object id 'app' has permission to perform action 'a' on scope 's'; however, it does not have permission to perform action 'Microsoft.Compute/virtualMachines/read' on the linked scope(s) '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-02' or the linked scope(s) are invalid. (LinkedAuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.Compute/virtualMachines/read' on /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-02: 'Virtual Machine Contributor' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no right on the storage account behind the share",
    inputs: { ...BACKUP, item: "contosofiles/documents" },
    world: answering(
      "POST",
      refusing(
        403,
        "LinkedAuthorizationFailed",
        linked("Microsoft.Storage/storageAccounts/listkeys/action", ACCOUNT),
      ),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'documents': The client 'app' with object id 'app' has permission to perform action 'a' on scope 's'; however, it does not have permission to perform action 'Microsoft.Storage/storageAccounts/listkeys/action' on the linked scope(s) '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers/Microsoft.Storage/storageAccounts/contosofiles' or the linked scope(s) are invalid. (LinkedAuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.Storage/storageAccounts/listkeys/action' on /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers/Microsoft.Storage/storageAccounts/contosofiles: 'Storage Account Backup Contributor' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no right on something linked, named in a form of its own",
    inputs: { ...BACKUP, item: "web-02" },
    world: answering(
      "POST",
      refusing(403, "LinkedAuthorizationFailed", "A linked scope refuses it."),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'web-02': A linked scope refuses it. (LinkedAuthorizationFailed, HTTP 403) What to do: The identity lacks a right on a linked resource, such as the VM behind the item. Give it a role there with the action that the message names. Azure's request id is (id).",
  },
  {
    name: "no role on the resource guard, for a stop",
    inputs: STOP_PAYROLL,
    world: guarded(
      answering("PUT", refusing(403, "AuthorizationFailed", "The client may not do this.")),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: The client may not do this. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write' on the vault: 'Backup Operator' is enough for this request. Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the resource guard /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SecurityTeam/providers/Microsoft.DataProtection/resourceGuards/backup-guard, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no role on the resource guard, for shorter retention",
    inputs: SHORTER,
    world: guarded(
      answering("PUT", refusing(403, "LinkedAuthorizationFailed", "A linked scope refuses it.")),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not change the policy of 'payroll' to 'DevPolicy': A linked scope refuses it. (LinkedAuthorizationFailed, HTTP 403) What to do: Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the resource guard /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SecurityTeam/providers/Microsoft.DataProtection/resourceGuards/backup-guard, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no role on the resource guard, for a deletion",
    inputs: DELETE,
    world: guarded(
      answering("POST", refusing(403, "AuthorizationFailed", "The client may not do this.")),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "payroll: Could not unlock the item for deletion under multi-user authorization: The client may not do this. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupResourceGuardProxies/unlockDelete/action' on the vault: 'Backup Operator' is enough for this request. Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the resource guard /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SecurityTeam/providers/Microsoft.DataProtection/resourceGuards/backup-guard, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a resource guard in another tenant",
    inputs: STOP_PAYROLL,
    world: guarded(({ azure }) => {
      azure.vault().guard.tenantId = "33333333-3333-3333-3333-333333333333";
    }),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: The client has permission to perform the action, but the linked scope is in tenant '33333333-3333-3333-3333-333333333333', for which no auxiliary token was sent. (LinkedAuthorizationFailed, HTTP 403) What to do: Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the resource guard /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SecurityTeam/providers/Microsoft.DataProtection/resourceGuards/backup-guard, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a resource guard in a subscription of another tenant",
    inputs: STOP_PAYROLL,
    world: guarded(
      answering(
        "PUT",
        refusing(
          403,
          "LinkedAuthorizationFailed",
          "The client has permission, however the current tenant '1' is not authorized to access linked subscription '99999999-9999-9999-9999-999999999999'.",
        ),
      ),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: The client has permission, however the current tenant '1' is not authorized to access linked subscription '99999999-9999-9999-9999-999999999999'. (LinkedAuthorizationFailed, HTTP 403) What to do: Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the resource guard /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SecurityTeam/providers/Microsoft.DataProtection/resourceGuards/backup-guard, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a linked subscription of another tenant, and no guard",
    inputs: { ...BACKUP, item: "web-02" },
    world: answering(
      "POST",
      refusing(
        403,
        "LinkedAuthorizationFailed",
        "The client has permission, however the current tenant '1' is not authorized to access linked subscription '99999999-9999-9999-9999-999999999999'.",
      ),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'web-02': The client has permission, however the current tenant '1' is not authorized to access linked subscription '99999999-9999-9999-9999-999999999999'. (LinkedAuthorizationFailed, HTTP 403) What to do: The request is linked to a resource in the subscription '99999999-9999-9999-9999-999999999999' of another tenant. If that is the vault's resource guard, set 'resource-guard-tenant-id' to the id of the guard's tenant. Azure's request id is (id).",
  },
  {
    name: "a guard that wants its request, of an operation that reads as unguarded",
    inputs: BACKUP,
    world: answering(
      "POST",
      refusing(
        400,
        "UserErrorResourceGuardOperationRequestMissing",
        "ResourceGuard Operation requestid is either null or empty.",
      ),
    ),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'payroll' (CopyOnlyFull): ResourceGuard Operation requestid is either null or empty. (UserErrorResourceGuardOperationRequestMissing, HTTP 400) What to do: Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the vault's resource guard, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
];
