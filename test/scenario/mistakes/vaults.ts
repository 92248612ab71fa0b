import type { Scenario } from "../../support/scenario.ts";
import { BACKUP, type Mistake, VERIFY } from "./mistake.ts";

/** The vault's group exists; so does that of the databases. */
function withBothGroups({ azure }: Scenario): void {
  azure.addVault({ name: "Other", resourceGroup: "SQLServerPMDemo" });
}

/** Vaults that are not where the step looks for them. */
export const VAULTS: readonly Mistake[] = [
  {
    name: "the database's group as 'resource-group'",
    world: withBothGroups,
    inputs: { ...BACKUP, "resource-group": "SQLServerPMDemo" },
    reason: "vault-not-found",
    message:
      "There is no vault 'SQLServer2012' in resource group 'SQLServerPMDemo' of subscription 00000000-0000-0000-0000-000000000000. What to do: Check 'vault', 'resource-group' and 'subscription-id'. 'resource-group' is that of the vault, not that of the database or its VM.",
  },
  {
    name: "the database's group as 'resource-group' of a question",
    world: withBothGroups,
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "resource-group": "SQLServerPMDemo" },
    reason: "vault-not-found",
    message:
      "There is no vault 'SQLServer2012' in resource group 'SQLServerPMDemo' of subscription 00000000-0000-0000-0000-000000000000. What to do: Check 'vault', 'resource-group' and 'subscription-id'. 'resource-group' is that of the vault, not that of the database or its VM.",
  },
  {
    name: "a vault with a typo",
    inputs: { ...BACKUP, vault: "SQLServer2021" },
    reason: "vault-not-found",
    message:
      "There is no vault 'SQLServer2021' in resource group 'SQLServerSelfHost' of subscription 00000000-0000-0000-0000-000000000000. What to do: Check 'vault', 'resource-group' and 'subscription-id'. 'resource-group' is that of the vault, not that of the database or its VM.",
  },
  {
    name: "a group that the subscription does not have",
    inputs: { ...BACKUP, "resource-group": "SQLServerSelfHots" },
    reason: "vault-not-found",
    message:
      "There is no vault 'SQLServer2012' in resource group 'SQLServerSelfHots' of subscription 00000000-0000-0000-0000-000000000000. What to do: The subscription has no such group. Check 'resource-group' and 'subscription-id'. 'resource-group' is that of the vault, not that of the database or its VM.",
  },
  {
    name: "another subscription",
    inputs: { ...BACKUP, "subscription-id": "99999999-9999-9999-9999-999999999999" },
    reason: "vault-not-found",
    message:
      "There is no vault 'SQLServer2012' in resource group 'SQLServerSelfHost' of subscription 99999999-9999-9999-9999-999999999999. What to do: Check 'subscription-id', and whether the identity belongs to the tenant of that subscription.",
  },
];
