import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { readVault } from "../../../src/inputs/vault-input.ts";
import type { InputName } from "../../../src/manifest/input-table.ts";
import type { OperationName } from "../../../src/operations/operations.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { SUBSCRIPTION, VAULT, VAULT_ID } from "../azure/backup/resource-builders.ts";

const OTHER = "99999999-2222-3333-4444-555555555555";

type Values = Partial<Record<InputName, string>>;

function read(
  values: Values,
  {
    env = {},
    operation = "change-policy",
  }: { env?: Record<string, string>; operation?: OperationName } = {},
) {
  return readVault(
    (name) => values[name] ?? "",
    (name) => env[name] ?? "",
    operation,
  );
}

const NAMED: Values = {
  vault: "vault-1",
  "resource-group": "rg-backup",
  "subscription-id": SUBSCRIPTION,
};

describe("a vault is taken", () => {
  test.each([
    { how: "by name", values: NAMED },
    { how: "by id", values: { vault: VAULT_ID } },
    { how: "by id with a slash at the end", values: { vault: `${VAULT_ID}/` } },
    { how: "by id that the others repeat", values: { ...NAMED, vault: VAULT_ID } },
    { how: "by id without its first slash", values: { vault: VAULT_ID.slice(1) } },
    { how: "by id percent-encoded", values: { vault: encodeURIComponent(VAULT_ID) } },
    {
      how: "by a page of the portal",
      values: { vault: `https://portal.azure.com/#@contoso.com/resource${VAULT_ID}/overview` },
    },
    {
      how: "by another page of the portal, of another cloud",
      values: { vault: `https://portal.azure.us/#@/resource${VAULT_ID}/backupJobs` },
    },
    {
      how: "by its own URL",
      values: { vault: `https://management.azure.com${VAULT_ID}?api-version=2025-02-01` },
    },
    {
      how: "by a page that holds its id as one part",
      values: {
        vault: `https://portal.azure.com/#view/Microsoft_Azure/Blade/id/${encodeURIComponent(VAULT_ID)}/tab/1`,
      },
    },
    {
      how: "by name, with the id of its subscription",
      values: { ...NAMED, "subscription-id": `/subscriptions/${SUBSCRIPTION}/` },
    },
    {
      how: "by id that the others repeat in other case",
      values: { vault: VAULT_ID, "resource-group": "RG-BACKUP" },
    },
  ])("$how", ({ values }) => {
    expect(read(values)).toEqual(VAULT);
  });

  test.each(["ab", "A1", "a-b-c", "a".repeat(50)])("with the name %s", (vault) => {
    expect(read({ ...NAMED, vault }).name).toBe(vault);
  });

  test("with the subscription of the environment where none is given", () => {
    const { "subscription-id": _, ...values } = NAMED;
    const env = { AZURE_SUBSCRIPTION_ID: ` ${SUBSCRIPTION} ` };

    expect(read(values, { env })).toEqual(VAULT);
  });

  test("with the subscription given, whatever the environment says", () => {
    const env = { AZURE_SUBSCRIPTION_ID: OTHER };

    expect(read(NAMED, { env })).toEqual(VAULT);
    expect(read({ vault: VAULT_ID }, { env })).toEqual(VAULT);
  });

  test("with the subscription that a job's resource id names", () => {
    const { "subscription-id": _, ...values } = NAMED;
    const withJob = { ...values, "job-id": `${VAULT_ID}/backupJobs/1` };

    for (const operation of ["wait-for-job", "cancel-job"] as const) {
      expect(read(withJob, { operation })).toEqual(VAULT);
      // The id is nearer to what is meant than the environment of the whole job.
      expect(read(withJob, { operation, env: { AZURE_SUBSCRIPTION_ID: OTHER } })).toEqual(VAULT);
      expect(read({ ...withJob, "subscription-id": OTHER }, { operation }).subscriptionId).toBe(
        OTHER,
      );
    }
    const production = VAULT_ID.replace(SUBSCRIPTION, "Production");
    expect(
      thrownBy(() =>
        read({ ...values, "job-id": `${production}/backupJobs/1` }, { operation: "wait-for-job" }),
      ),
    ).toMatchObject({ input: "subscription-id" });
    // What is backed up need not be in the vault's subscription.
    const machine = `/subscriptions/${OTHER}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm`;
    expect(read({ ...values, item: machine }, { operation: "list-items" }).subscriptionId).toBe("");
  });

  test("without a subscription for a read, which the session can tell", () => {
    const { "subscription-id": _, ...values } = NAMED;

    for (const operation of ["wait-for-job", "verify-backup", "list-items"] as const) {
      expect(read(values, { operation })).toEqual({ ...VAULT, subscriptionId: "" });
    }
  });
});

describe("a vault is refused", () => {
  test.each<{ fault: string; values: Values; input: InputName; says: string }>([
    { fault: "that is not given", values: {}, input: "vault", says: "is empty or missing" },
    {
      fault: "whose group is not given",
      values: { vault: "vault-1", "subscription-id": SUBSCRIPTION },
      input: "resource-group",
      says: "is empty or missing, and 'vault' is a name",
    },
    {
      fault: "whose subscription is not a GUID",
      values: { ...NAMED, "subscription-id": "Production" },
      input: "subscription-id",
      says: "(got 'Production')",
    },
    {
      fault: "whose group contradicts its id",
      values: { vault: VAULT_ID, "resource-group": "rg-other" },
      input: "resource-group",
      says: "contradicts the id in 'vault' ('rg-other' against 'rg-backup')",
    },
    {
      fault: "whose subscription contradicts its id",
      values: { vault: VAULT_ID, "subscription-id": OTHER },
      input: "subscription-id",
      says: "contradicts the id in 'vault'",
    },
    {
      fault: "that is the id of a group",
      values: { vault: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-backup` },
      input: "vault",
      says: "is the resource id of a resource group",
    },
    {
      fault: "that is the id of a Backup vault",
      values: { vault: VAULT_ID.replace("RecoveryServices/vaults", "DataProtection/backupVaults") },
      input: "vault",
      says: "is the resource id of a Backup vault, but this action works with Recovery Services vaults",
    },
    {
      fault: "that is the id of something in a vault",
      values: { vault: `${VAULT_ID}/backupPolicies/Gold` },
      input: "vault",
      says: "is the resource id of a backup policy",
    },
    {
      fault: "whose id has a subscription that is no GUID",
      values: { vault: VAULT_ID.replace(SUBSCRIPTION, "Production") },
      input: "vault",
      says: "Production",
    },
    {
      fault: "whose id has a name that no vault can have",
      values: { vault: VAULT_ID.replace("vault-1", "vault 1?x") },
      input: "vault",
      says: "vault 1?x",
    },
    {
      fault: "whose id climbs out of its group",
      values: { vault: VAULT_ID.replace("rg-backup", "..") },
      input: "vault",
      says: "..",
    },
  ])("$fault", ({ values, input, says }) => {
    const error = thrownBy(() => read(values));

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ input, message: expect.stringContaining(says) });
  });

  test.each([
    "a",
    "1vault",
    "-vault",
    "vault-",
    "my_vault",
    "my vault",
    "vault.1",
    "*",
    "!vault",
    "a/b",
    "vault\nother",
    "größe",
    "a".repeat(51),
  ])("with the name '%s'", (vault) => {
    const error = thrownBy(() => read({ ...NAMED, vault }));

    expect(error).toMatchObject({
      input: "vault",
      message: `Input 'vault' is not a vault's name (got '${vault}').`,
    });
  });

  test.each([
    "change-policy",
    "stop-protection-retain-data",
    "stop-protection-delete-data",
    "suspend-backups",
    "resume-protection",
    "undelete",
    "backup-now",
    "cancel-job",
  ] as const)("without a subscription for a write: %s", (operation) => {
    const { "subscription-id": _, ...values } = NAMED;

    const error = thrownBy(() => read(values, { operation }));

    expect(error).toMatchObject({
      input: "subscription-id",
      message: "Input 'subscription-id' is empty or missing.",
      hint: expect.stringContaining("AZURE_SUBSCRIPTION_ID"),
    });
  });

  test("with a subscription of the environment that is no GUID", () => {
    const { "subscription-id": _, ...values } = NAMED;

    const error = thrownBy(() => read(values, { env: { AZURE_SUBSCRIPTION_ID: "Production" } }));

    expect(error).toMatchObject({
      input: "subscription-id",
      message: expect.stringContaining("AZURE_SUBSCRIPTION_ID is not a GUID (got 'Production')"),
    });
  });
});
