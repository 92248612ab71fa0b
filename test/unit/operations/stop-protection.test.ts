import { describe, expect, test } from "vitest";
import type { ItemCondition, ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { VaultState } from "../../../src/azure/backup/vault.ts";
import type { Before } from "../../../src/operations/plan.ts";
import { plan, reachedBy, type WriteWish } from "../../../src/operations/wish.ts";
import { item, itemOf, vaultState } from "../azure/backup/read-builders.ts";
import { ITEM_ID } from "../azure/backup/resource-builders.ts";

const found = (vault: Partial<VaultState> = {}, parts: Partial<Before> = {}): Before => ({
  vault: vaultState(vault),
  item: item(),
  now: Date.UTC(2026, 0, 5, 10),
  isDated: true,
  ...parts,
});
const reached = (wish: WriteWish, before: Before, after: ProtectedItem | undefined) =>
  reachedBy(wish, before)?.(after);
const stop = { kind: "stop-protection-retain-data" } as const;
const remove = (confirmDelete: string) =>
  ({ kind: "stop-protection-delete-data", confirmDelete }) as const;
const CONDITIONS: readonly ItemCondition[] = [
  "protected",
  "error",
  "stopped",
  "suspended",
  "soft-deleted",
];

describe("stop and retain data", () => {
  test("puts the state and an empty policy, and nothing else", () => {
    const planned = plan(stop, found());

    expect(planned).toHaveProperty("write", {
      method: "PUT",
      body: {
        properties: {
          protectedItemType: "AzureVmWorkloadSQLDatabase",
          protectionState: "ProtectionStopped",
          policyId: "",
        },
      },
    });
    expect(planned).toMatchObject({
      doing: "stop the protection of 'payroll' and retain its data",
      jobOperation: "DisableBackup",
      notes: [expect.stringContaining("billed")],
    });
  });

  test.each([
    { type: "SAPHanaDatabase", itemType: "AzureVmWorkloadSAPHanaDatabase", source: false },
    { type: "VM", itemType: "Microsoft.Compute/virtualMachines", source: true },
    { type: "AzureFileShare", itemType: "AzureFileShareProtectedItem", source: true },
  ] as const)("repeats the source of a $type: $source", ({ type, itemType, source }) => {
    const target = itemOf(type);

    expect(plan(stop, found({}, { item: target }))).toHaveProperty("write.body.properties", {
      protectedItemType: itemType,
      ...(source ? { sourceResourceId: target.sourceId } : {}),
      protectionState: "ProtectionStopped",
      policyId: "",
    });
  });

  test("is what a resource guard calls a stop", () => {
    expect(plan(stop, found())).toHaveProperty("guarded", "stop-retain");
  });

  test("goes ahead in an immutable vault", () => {
    expect(plan(stop, found({ immutability: "on" })).kind).toBe("send");
  });

  test.each(CONDITIONS)("is reached by a stopped item only: %s", (condition) => {
    expect(reached(stop, found(), item({ condition }))).toBe(condition === "stopped");
  });

  test("is not reached by an item that is gone", () => {
    expect(reached(stop, found(), undefined)).toBe(false);
  });
});

describe("stop and delete data", () => {
  test("deletes without a body", () => {
    const planned = plan(remove("payroll"), found());

    expect(planned).toHaveProperty("write", { method: "DELETE" });
    expect(planned).toMatchObject({
      doing: "stop the protection of 'payroll' and delete its data",
      jobOperation: "DeleteBackupData",
    });
  });

  test("is what a resource guard calls a deletion", () => {
    expect(plan(remove("payroll"), found())).toHaveProperty("guarded", "delete");
  });

  test.each([
    { softDelete: "on", says: /can be undeleted until it is purged/ },
    { softDelete: "off", says: /may be gone at once\. If Azure enforces .* 14 days or more/ },
    { softDelete: "unreadable", says: /may be gone at once\. If Azure enforces/ },
  ] as const)("says what becomes of the data where soft delete is $softDelete", (row) => {
    const confirm = row.softDelete === "on" ? "payroll" : "permanently payroll";

    const planned = plan(remove(confirm), found({ softDelete: row.softDelete }));

    expect(planned).toHaveProperty("notes", [expect.stringMatching(row.says)]);
  });

  test("says until when the data can be undeleted, where the vault tells for how long", () => {
    const planned = plan(remove("payroll"), found({ softDeleteDays: 14 }));

    expect(planned).toHaveProperty("notes", [
      "Soft delete is on: the data can be undeleted for 14 days, until 2026-01-19T10:00:00Z; 'purge-time' will say when exactly.",
    ]);
  });

  test.each(CONDITIONS)("is reached by a soft-deleted item: %s", (condition) => {
    expect(reached(remove("payroll"), found(), item({ condition }))).toBe(
      condition === "soft-deleted",
    );
  });

  test.each([
    { softDelete: "on", afterOwnJob: true, answer: true },
    { softDelete: "on", afterOwnJob: false, answer: false },
    { softDelete: "unreadable", afterOwnJob: false, answer: false },
    { softDelete: "off", afterOwnJob: false, answer: true },
  ] as const)("is reached by an item that is gone: $softDelete, $afterOwnJob, $answer", (row) => {
    const has = reachedBy(remove("payroll"), found({ softDelete: row.softDelete }));

    expect(has?.(undefined, row.afterOwnJob)).toBe(row.answer);
  });

  test("is confirmed by its own line and no other", () => {
    expect(plan(remove("PayRoll"), found())).toMatchObject({ kind: "send" });
    expect(plan(remove("payroll\n\r\n"), found())).toMatchObject({ kind: "refuse" });
    expect(plan(remove("crm\npayroll"), found())).toMatchObject({
      kind: "refuse",
      why: "The line 'crm' of 'confirm-delete' confirms no item.",
      hint: "Each line is the name of one item, as Azure shows it. Correct or remove what confirms none, or add its item to 'item'.",
    });
    expect(plan(remove("payroll\npayroll"), found())).toMatchObject({
      why: "The line 'payroll' of 'confirm-delete' confirms no item.",
    });
  });

  test("is not confirmed by lines of which none is its own", () => {
    expect(plan(remove("crm\nbilling"), found())).toMatchObject({
      kind: "refuse",
      why: expect.stringContaining("does not confirm the item that Azure found"),
      hint: expect.stringMatching(/set 'confirm-delete: payroll'\.$/),
    });
  });

  test("needs a name even where Azure gives the item none", () => {
    const nameless = found({}, { item: item({ friendlyName: " " }) });

    expect(plan({ ...remove(""), isOneLine: true }, nameless)).toMatchObject({ kind: "refuse" });
  });

  test("is confirmed by a name of two lines", () => {
    const before = found({}, { item: item({ friendlyName: "pay\nroll" }) });

    expect(plan(remove("pay\nroll"), before)).toMatchObject({ kind: "send" });
  });

  test("is confirmed without the blanks around a name, which no input keeps", () => {
    const spaced = found({ softDelete: "on" });
    const before = { ...spaced, item: { ...spaced.item, friendlyName: " pay roll " } };

    expect(plan(remove("pay roll"), before)).toMatchObject({ kind: "send" });
    expect(plan(remove("payroll"), before)).toMatchObject({ kind: "refuse" });
  });

  test.each([
    { confirm: "payroll", immutability: "on" },
    { confirm: "permanently payroll", immutability: "on" },
    { confirm: "payroll", immutability: "unknown" },
  ] as const)(
    "is refused where immutability is $immutability, whatever was confirmed: $confirm",
    ({ confirm, immutability }) => {
      expect(plan(remove(confirm), found({ immutability }))).toMatchObject({
        kind: "refuse",
        why: expect.stringContaining("immutable"),
        hint: expect.stringContaining("stop-protection-retain-data"),
      });
    },
  );
});

describe("the confirmation", () => {
  test.each([
    { softDelete: "on", typed: "payroll" },
    { softDelete: "on", typed: "PayRoll" },
    { softDelete: "off", typed: "permanently payroll" },
    { softDelete: "off", typed: "Permanently PAYROLL" },
    { softDelete: "unreadable", typed: "permanently payroll" },
  ] as const)("'$typed' is enough where soft delete is $softDelete", ({ softDelete, typed }) => {
    expect(plan(remove(typed), found({ softDelete })).kind).toBe("send");
  });

  test.each([
    { softDelete: "on", typed: "ledger" },
    { softDelete: "on", typed: "yes" },
    { softDelete: "on", typed: "true" },
    { softDelete: "on", typed: "pay" },
    { softDelete: "on", typed: "payroll2" },
    { softDelete: "on", typed: "vm-1/payroll" },
    { softDelete: "on", typed: "permanently payroll" },
    { softDelete: "on", typed: "payroll\npayroll" },
    { softDelete: "on", typed: "" },
    { softDelete: "off", typed: "payroll" },
    { softDelete: "off", typed: "permanently" },
    { softDelete: "off", typed: "permanently ledger" },
    { softDelete: "off", typed: "permanentlypayroll" },
    { softDelete: "off", typed: "payroll permanently" },
    { softDelete: "unreadable", typed: "payroll" },
  ] as const)("'$typed' is not where soft delete is $softDelete", ({ softDelete, typed }) => {
    expect(plan(remove(typed), found({ softDelete })).kind).toBe("refuse");
  });

  test("is of the name that Azure returned, not of what was written", () => {
    const database = item({ friendlyName: "PayRoll_2026" });

    expect(plan(remove("payroll"), found({}, { item: database })).kind).toBe("refuse");
    expect(plan(remove("payroll_2026"), found({}, { item: database })).kind).toBe("send");
  });

  test.each([
    { softDelete: "on", wanted: "'confirm-delete: payroll'", why: "keeps the data for some days" },
    {
      softDelete: "off",
      wanted: "'confirm-delete: permanently payroll'",
      why: "soft delete is off",
    },
    {
      softDelete: "unreadable",
      wanted: "'confirm-delete: permanently payroll'",
      why: "cannot be read",
    },
  ] as const)("that is wrong says what Azure found: $wanted", ({ softDelete, wanted, why }) => {
    const planned = plan(remove("wrong"), found({ softDelete }));

    expect(planned).toMatchObject({
      kind: "refuse",
      why: expect.stringContaining(why),
      hint: expect.stringContaining(wanted),
    });
    expect(planned).toHaveProperty("hint", expect.stringContaining(ITEM_ID));
  });

  test("is asked for an item that is stopped or suspended as well", () => {
    for (const condition of ["error", "stopped", "suspended"] as const) {
      const database = item({ condition });

      expect(plan(remove("wrong"), found({}, { item: database })).kind).toBe("refuse");
    }
  });
});
