import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import {
  decodedNames,
  describeId,
  mayBeId,
  requireInsideVault,
  writtenId,
} from "../../../src/values/written-id.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import {
  ITEM_ID,
  POLICY_ID,
  SUBSCRIPTION,
  VAULT,
  VAULT_ID,
} from "../azure/backup/resource-builders.ts";

const read = (written: string) => writtenId("item", written);

describe("an id is read from", () => {
  test.each([
    { form: "an id", written: ITEM_ID, id: ITEM_ID },
    { form: "blanks around it", written: ` ${ITEM_ID}\t`, id: ITEM_ID },
    { form: "no first slash", written: ITEM_ID.slice(1), id: ITEM_ID },
    { form: "one part of a URL", written: encodeURIComponent(ITEM_ID), id: ITEM_ID },
    { form: "encoded parts", written: ITEM_ID.replaceAll(";", "%3b"), id: ITEM_ID },
    {
      form: "a page of the portal",
      written: `https://portal.azure.com/#@t/resource${ITEM_ID}/overview`,
      id: ITEM_ID,
    },
    {
      form: "an encoded page of the portal",
      written: `https://portal.azure.com/#@t/resource${ITEM_ID}%20(1)/overview`,
      id: `${ITEM_ID} (1)`,
    },
    {
      form: "a menu of a vault",
      written: `https://portal.azure.cn/#resource${VAULT_ID}/backupItems`,
      id: VAULT_ID,
    },
    {
      form: "the page of a VM's backup",
      written:
        "https://portal.azure.com/#@t/resource/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v/backup/",
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v",
    },
    {
      form: "a group's page, which has no provider",
      written: "https://portal.azure.com/#@t/resource/subscriptions/s/resourceGroups/g/overview",
      id: "/subscriptions/s/resourceGroups/g",
    },
    {
      form: "what lies in a vault, which is no menu",
      written: `https://management.azure.com${POLICY_ID}?api-version=1#x`,
      id: POLICY_ID,
    },
    {
      form: "a blade",
      written: `https://portal.azure.com/#view/A/B/id/${encodeURIComponent(ITEM_ID)}/c/d`,
      id: ITEM_ID,
    },
    { form: "a name that holds a percent sign", written: `${ITEM_ID}%41`, id: `${ITEM_ID}%41` },
    { form: "a percent sign that stands for nothing", written: "/x%E0%A4%A", id: "/x%E0%A4%A" },
  ])("$form", ({ written, id }) => {
    expect(read(written)).toBe(id);
  });

  test.each([
    "payroll",
    "vm-1/payroll",
    "subscriptions/payroll",
    "subscriptions/a/resourceGroups/b",
    "a%2Fsubscriptions%2Fb",
    "VMAppContainer;Compute;rg;vm/SQLDataBase;i;payroll",
    "",
  ])("nothing in '%s'", (written) => {
    expect(read(written)).toBeUndefined();
    expect(mayBeId(written)).toBe(false);
  });

  test.each([
    { written: "https://portal.azure.com/#home", says: "is a URL that holds no resource id" },
    { written: "HTTPS://x", says: "is a URL that holds no resource id" },
    {
      written: encodeURIComponent(encodeURIComponent(VAULT_ID)),
      says: "is percent-encoded more than once",
    },
    {
      written: ITEM_ID.replaceAll(";", "%253B"),
      says: "is percent-encoded more than once",
    },
  ])("and not from '$written'", ({ written, says }) => {
    const error = thrownBy(() => read(written));

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      input: "item",
      message: `Input 'item' ${says} (got '${written}').`,
      hint: expect.stringMatching(/\w/),
    });
    expect(mayBeId(written)).toBe(true);
  });

  test("whatever is in it, once encoded or not at all", () => {
    const name = fc.string({ unit: fc.constantFrom(..."ab ;%/+#?ä"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(name, (own) => {
        const id = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/C;d/protectedItems/S;i;x${own}x`;

        expect(read(id)).toBe(id);
        expect(read(encodeURIComponent(id))).toBe(id);
      }),
    );
  });
});

test("native names are decoded only where no name can hold what is there", () => {
  const names = "VMAppContainer;Compute;rg;vm/SQLDataBase;i;a%62";

  expect(decodedNames(encodeURIComponent(names))).toBe(names);
  expect(decodedNames("C%3Ba%3Bb/S%3Bi%3Bx")).toBe("C;a;b/S;i;x");
  for (const plain of [names, "a%3Bb", "a;b/c%3Bd", "a%3Bb/c"]) {
    expect(decodedNames(plain)).toBe(plain);
  }
});

describe("an id that cannot be used is", () => {
  test.each([
    { id: "/x/y", is: "begins with a slash, but is not a resource id" },
    { id: `/subscriptions/${SUBSCRIPTION}/`, is: "is the resource id of a subscription" },
    {
      id: VAULT_ID.replace(/\/providers.*/, ""),
      is: "is the resource id of a resource group",
    },
    { id: VAULT_ID.replace(/\/vaults.*/, ""), is: "is a resource id that is cut short" },
    { id: VAULT_ID.replace(/\/vault-1.*/, ""), is: "is a resource id that is cut short" },
    {
      id: VAULT_ID.replace(/\/providers.*/, "/providers"),
      is: "is a resource id that is cut short",
    },
    { id: `${VAULT_ID}//`, is: "is the resource id of a vault" },
    { id: `${VAULT_ID}/backupFabrics/Azure`, is: "is a resource id that is cut short" },
    { id: ITEM_ID.replace(/\/protectedItems.*/, ""), is: "is a resource id that is cut short" },
    { id: ITEM_ID, is: "is the resource id of a protected item" },
    { id: `${ITEM_ID}/recoveryPoints/1`, is: "is the resource id of a recovery point" },
    { id: POLICY_ID, is: "is the resource id of a backup policy" },
    { id: `${VAULT_ID}/backupJobs/1`, is: "is the resource id of a backup job" },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataProtection/backupVaults/v",
      is: "is the resource id of a Backup vault, but this action works with Recovery Services vaults",
    },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v",
      is: "is the resource id of a virtual machine",
    },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
      is: "is the resource id of a storage account, without a share's '/fileServices/default/shares/…'",
    },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/fileServices/default/shares/x",
      is: "is the resource id of a file share",
    },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/a/databases/b",
      is: "is the resource id of Azure SQL, which no Recovery Services vault protects",
    },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/a/slots/b",
      is: "is the resource id of a 'Microsoft.Web/sites/slots'",
    },
    {
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/a/slots",
      is: "is a resource id that is cut short",
    },
  ])("named for what it is: $is", ({ id, is }) => {
    expect(describeId(id)).toBe(is);
  });
});

describe("an id that has to lie inside the vault", () => {
  test.each([
    { id: `${VAULT_ID}/backupPolicies/Gold`, rest: "backupPolicies/Gold" },
    { id: `${VAULT_ID.toLowerCase()}/backupJobs/1`, rest: "backupJobs/1" },
    { id: `${VAULT_ID.toUpperCase()}/A/b`, rest: "A/b" },
    { id: `${VAULT_ID}/`, rest: "" },
  ])("is $id", ({ id, rest }) => {
    expect(requireInsideVault("item", id, { vault: VAULT, forms: "" })).toBe(rest);
  });

  test.each([
    { what: "the vault itself", id: VAULT_ID, says: "is the resource id of a vault" },
    {
      what: "an id that only holds the vault's",
      id: `/x${VAULT_ID}/backupPolicies/Gold`,
      says: "begins with a slash, but is not a resource id",
    },
    { what: "no id", id: "", says: "begins with a slash" },
  ])("is not $what, which is named", ({ id, says }) => {
    expect(
      thrownBy(() => requireInsideVault("policy", id, { vault: VAULT, forms: "A name." })),
    ).toMatchObject({
      input: "policy",
      message: expect.stringContaining(says),
      hint: "A name.",
    });
  });

  test.each([
    { what: "a vault whose name begins alike", id: `${VAULT_ID}0/backupPolicies/Gold` },
    { what: "another vault", id: `${VAULT_ID.replace("vault-1", "vault-2")}/backupPolicies/Gold` },
    {
      what: "a vault of the same name in another group",
      id: `${VAULT_ID.replace("rg-backup", "rg-other")}/backupPolicies/Gold`,
    },
    {
      what: "a vault of the same name in another subscription",
      id: `${VAULT_ID.replace("1111", "9999")}/backupPolicies/Gold`,
    },
  ])("is not $what", ({ id }) => {
    const error = thrownBy(() =>
      requireInsideVault("policy", id, { vault: VAULT, forms: "A name." }),
    );

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      input: "policy",
      message: `Input 'policy' is not the resource id of something in vault 'vault-1' (got '${id}').`,
      hint: expect.stringContaining(`${VAULT_ID}/`),
    });
  });
});
