import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { ItemAddress, ProtectedItem } from "../../../src/azure/backup/item.ts";
import { readItem } from "../../../src/azure/backup/item.ts";
import type { ItemType } from "../../../src/azure/backup/workload.ts";
import { ActionError, ArmError } from "../../../src/errors.ts";
import { findByAddress, findItems, type Search } from "../../../src/naming/find-items.ts";
import { parseSelection } from "../../../src/naming/item-ref.ts";
import { item, itemOf, workload } from "../azure/backup/read-builders.ts";
import { ITEM_ID, itemId, itemResource, VAULT } from "../azure/backup/resource-builders.ts";

/** A database of a server, as the vault shows it. */
function database(
  server: string,
  name: string,
  changes: Partial<ProtectedItem> = {},
): ProtectedItem {
  const id = itemId(`VMAppContainer;Compute;rg-sql;${server}`, `SQLDataBase;mssqlserver;${name}`);
  const read = readItem(itemResource({ friendlyName: name, serverName: server }, id));
  if (read === undefined) throw new Error("no item");
  return { ...read, ...changes };
}

const PAYROLL_1 = database("vm-1", "payroll");
const PAYROLL_2 = database("vm-2", "payroll");
const LEDGER = database("vm-1", "ledger");
const DELETED = database("vm-3", "payroll", { condition: "soft-deleted" });
const SHARE = itemOf("AzureFileShare");
const VM = itemOf("VM");

function setUp(all: readonly ProtectedItem[], unreadable: readonly string[] = []) {
  const asked: (ItemType | ItemAddress)[] = [];
  const backup = {
    vault: VAULT,
    async listItems(type: ItemType) {
      asked.push(type);
      const items = all.filter(
        ({ workload: own }) =>
          own?.backupManagementType === type.backupManagementType &&
          (type.itemType === undefined || own.type === type.itemType),
      );
      return { items, unreadable: type.backupManagementType === "AzureIaasVM" ? unreadable : [] };
    },
    async item(address: ItemAddress) {
      asked.push(address);
      return all.find(
        ({ address: own }) => own.container === address.container && own.name === address.name,
      );
    },
  } as Partial<VaultWriter> as VaultWriter;
  const find = async (written: string, search: Partial<Search> = {}) => {
    const found = await findItems(
      parseSelection(written, VAULT),
      {
        workload: undefined,
        allowEmpty: false,
        deletedToo: false,
        prefers: "live",
        several: true,
        ...search,
      },
      backup,
    );
    return found.items;
  };
  return { asked, backup, find };
}

const all = [PAYROLL_1, PAYROLL_2, LEDGER, DELETED, SHARE, VM];

async function errorOf(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ActionError) return error;
  throw new Error(`Expected an ActionError, got ${String(error)}.`);
}

describe("one line without a star", () => {
  test.each([
    { written: "vm-1/payroll", found: PAYROLL_1 },
    { written: "ledger", found: LEDGER },
    { written: "rg-web/web-01", found: VM },
    { written: "contosofiles/documents", found: SHARE },
    { written: "vm-3/payroll", found: DELETED },
  ])("'$written' is exactly one item", async ({ written, found }) => {
    expect(await setUp(all).find(written)).toEqual([found]);
  });

  test("that names several lists every one by the path that names it alone", async () => {
    const error = await errorOf(setUp(all).find("payroll"));

    expect(error).toMatchObject({
      reason: "item-ambiguous",
      message: "'payroll' names 2 items.",
      hint: "Write the one you mean: 'vm-1/payroll', 'vm-2/payroll'.",
    });
  });

  test("prefers a live item to a deleted namesake", async () => {
    expect(await setUp([DELETED, PAYROLL_1]).find("payroll")).toEqual([PAYROLL_1]);
    expect(await setUp([DELETED]).find("payroll")).toEqual([DELETED]);
  });

  test("means the deleted one where that is preferred, and the live one where there is no other", async () => {
    const prefers = "soft-deleted";

    expect(await setUp([PAYROLL_1, DELETED]).find("payroll", { prefers })).toEqual([DELETED]);
    expect(await setUp([PAYROLL_1]).find("payroll", { prefers })).toEqual([PAYROLL_1]);
    expect(await setUp([PAYROLL_1, LEDGER, DELETED]).find("pay*", { prefers })).toEqual([DELETED]);
  });

  test("is ambiguous with a deleted namesake where neither is preferred", async () => {
    const prefers = "neither";

    expect(await errorOf(setUp([DELETED, PAYROLL_1]).find("payroll", { prefers }))).toMatchObject({
      reason: "item-ambiguous",
      hint: "Write the one you mean: 'vm-3/payroll', 'vm-1/payroll'.",
    });
    expect(await setUp([DELETED, LEDGER]).find("payroll", { prefers })).toEqual([DELETED]);
  });

  test.each(["live", "soft-deleted"] as const)(
    "is ambiguous with a namesake that may be deleted or not, whichever is preferred: %s",
    async (prefers) => {
      const odd = database("vm-4", "payroll", { condition: "unreadable" });

      expect(
        await errorOf(setUp([DELETED, PAYROLL_1, odd]).find("payroll", { prefers })),
      ).toMatchObject({ reason: "item-ambiguous" });
    },
  );

  test("is one item, though two lists hold it", async () => {
    const twin = { ...PAYROLL_1, id: PAYROLL_1.id.toUpperCase(), workload: workload("VM") };

    expect(await setUp([PAYROLL_1, twin]).find("payroll")).toEqual([twin]);
  });

  test.each([
    { unreadable: "payroll", written: "vm-1/payroll" },
    { unreadable: "PAYROLL", written: "payroll" },
    { unreadable: "", written: "vm-1/payroll" },
    { unreadable: "payments", written: "pay*" },
    { unreadable: "anything", written: "*" },
  ])(
    "is refused where an item '$unreadable' without a readable id may be meant: '$written'",
    async ({ unreadable, written }) => {
      expect(await errorOf(setUp(all, [unreadable]).find(written))).toMatchObject({
        reason: "refused",
        message: `'${written}' may also mean an item that the vault lists without a readable id.`,
      });
    },
  );

  test.each([
    { unreadable: "ledger", written: "vm-1/payroll", found: PAYROLL_1 },
    { unreadable: "", written: PAYROLL_1.id, found: PAYROLL_1 },
  ])(
    "is found where an item '$unreadable' without a readable id is not meant: '$written'",
    async ({ unreadable, written, found }) => {
      expect(await setUp(all, [unreadable]).find(written)).toEqual([found]);
    },
  );

  test("that names several deleted ones alone is ambiguous too", async () => {
    const other = database("vm-4", "payroll", { condition: "soft-deleted" });

    expect(await errorOf(setUp([DELETED, other]).find("payroll"))).toMatchObject({
      reason: "item-ambiguous",
    });
  });

  test("that is a group here and a server there is ambiguous", async () => {
    const here = database("vm-1", "payroll", {
      levels: [{ kind: "resource group", names: ["prod"] }],
    });
    const there = database("prod", "payroll");

    expect(await errorOf(setUp([here, there]).find("prod/payroll"))).toMatchObject({
      reason: "item-ambiguous",
    });
  });

  test("that matches nothing is an error that lists near misses", async () => {
    expect(await errorOf(setUp(all).find("vm-1/ledgr"))).toMatchObject({
      reason: "item-not-found",
      message: "The vault 'vault-1' protects no item 'vm-1/ledgr'.",
      hint: "Did you mean 'vm-1/ledger'?",
    });
    expect(await errorOf(setUp(all).find("zzzzzzzzzz"))).toMatchObject({
      reason: "item-not-found",
      hint: expect.stringContaining("None of the 6 items"),
    });
  });

  test("lists twenty candidates at most", async () => {
    const many = Array.from({ length: 23 }, (_, index) => database(`vm-${index}`, "payroll"));

    const { message, hint } = await errorOf(setUp(many).find("payroll"));

    expect(message).toBe("'payroll' names 23 items.");
    expect(hint.match(/payroll'/g)).toHaveLength(20);
    expect(hint).toContain(" and 3 more.");
  });

  test("lists exactly twenty candidates without a word on others", async () => {
    const many = Array.from({ length: 20 }, (_, index) => database(`vm-${index}`, "payroll"));

    expect((await errorOf(setUp(many).find("payroll"))).hint).not.toContain("more");
  });
});

describe("the lists that are read", () => {
  test("are those of every management type, or those of the workload alone", async () => {
    const { asked, find } = setUp(all);

    await find("ledger");
    expect(asked).toEqual([
      { backupManagementType: "AzureWorkload" },
      { backupManagementType: "AzureIaasVM" },
      { backupManagementType: "AzureStorage" },
    ]);

    asked.length = 0;
    await find("ledger", { workload: workload("SQLDataBase") });
    expect(asked).toEqual([{ backupManagementType: "AzureWorkload", itemType: "SQLDataBase" }]);
  });

  test("leave out items of another workload", async () => {
    const { find } = setUp(all);

    await expect(find("ledger", { workload: workload("VM") })).rejects.toMatchObject({
      reason: "item-not-found",
    });
  });

  test("are not read for a single address", async () => {
    const { asked, find } = setUp(all);

    expect(await find(PAYROLL_1.id)).toEqual([PAYROLL_1]);
    expect(asked).toEqual([PAYROLL_1.address]);
  });

  test("are read for a single address all the same where items are listed, to tell its path", async () => {
    const { asked, backup } = setUp(all);

    const found = await findItems(
      parseSelection(PAYROLL_1.id, VAULT),
      {
        workload: workload("SQLDataBase"),
        allowEmpty: false,
        deletedToo: true,
        prefers: "live",
        several: true,
      },
      backup,
    );

    expect(found.items).toEqual([PAYROLL_1]);
    expect(found.listed).toContain(PAYROLL_2);
    expect(asked).toEqual([{ backupManagementType: "AzureWorkload", itemType: "SQLDataBase" }]);
  });

  test("are none of them for a single address", async () => {
    const found = await findItems(
      parseSelection(PAYROLL_1.id, VAULT),
      {
        workload: undefined,
        allowEmpty: false,
        deletedToo: false,
        prefers: "live",
        several: false,
      },
      setUp(all).backup,
    );

    expect(found).toEqual({ items: [PAYROLL_1], listed: [], warnings: [] });
  });

  test("are read for a single address from which something is taken out", async () => {
    const { find } = setUp(all);

    expect(await errorOf(find(`${PAYROLL_1.id}\n!payroll`))).toMatchObject({
      message: "The lines with '!' leave out every match.",
      hint: "Remove a line with '!' from 'item', or name more items.",
    });
    expect(await find(`${PAYROLL_1.id}\n!ledger`)).toEqual([PAYROLL_1]);
  });

  test("are read for several", async () => {
    const { find } = setUp(all);

    expect(await find(`${PAYROLL_1.id}\n${SHARE.id}`)).toEqual([PAYROLL_1, SHARE]);
  });
});

describe("a pattern", () => {
  test.each([
    { written: "*", found: [PAYROLL_1, PAYROLL_2, LEDGER, SHARE, VM] },
    { written: "vm-1/*", found: [PAYROLL_1, LEDGER] },
    { written: "pay*", found: [PAYROLL_1, PAYROLL_2] },
    { written: "vm-*/payroll", found: [PAYROLL_1, PAYROLL_2] },
    { written: "vm-1/*\nledger", found: [PAYROLL_1, LEDGER] },
    { written: "ledger\nvm-1/*", found: [LEDGER, PAYROLL_1] },
    { written: "vm-1/*\nvm-2/*\n!ledger", found: [PAYROLL_1, PAYROLL_2] },
    { written: "*\n!*roll\n!documents", found: [LEDGER, VM] },
    { written: "*\n!nothing-like-it", found: [PAYROLL_1, PAYROLL_2, LEDGER, SHARE, VM] },
    { written: `*\n!${LEDGER.id}`, found: [PAYROLL_1, PAYROLL_2, SHARE, VM] },
  ])(
    "'$written' is every live match once, in the order of the lines",
    async ({ written, found }) => {
      expect(await setUp(all).find(written)).toEqual(
        written.startsWith("*") ? expect.arrayContaining(found) : found,
      );
      expect(await setUp(all).find(written)).toHaveLength(found.length);
    },
  );

  test("means deleted items only where it matches nothing else, or where they are wanted", async () => {
    const { find } = setUp(all);

    expect(await find("vm-3/*")).toEqual([DELETED]);
    expect(await find("pay*")).not.toContain(DELETED);
    expect(await find("pay*", { deletedToo: true })).toContain(DELETED);
  });

  test("that matches nothing is an error, never a skip", async () => {
    const error = await errorOf(setUp(all).find("ledger\nvm-9/*"));

    expect(error.reason).toBe("item-not-found");
    expect(error.message).toContain("'vm-9/*'");
  });

  test("whose part is a group here and a server there is ambiguous", async () => {
    const here = database("vm-1", "a", { levels: [{ kind: "resource group", names: ["prod"] }] });
    const there = database("prod", "b");

    expect(await errorOf(setUp([here, there]).find("prod/*"))).toMatchObject({
      reason: "item-ambiguous",
      message: "'prod/*' names 2 items.",
    });
    expect(await setUp([there, database("prod", "c")]).find("prod/*")).toHaveLength(2);
  });

  test("that can be read alike of all is not, though one of them reads it in two ways", async () => {
    const both = database("prod", "a", {
      levels: [
        { kind: "resource group", names: ["prod"] },
        { kind: "server", names: ["prod"] },
      ],
    });

    expect(await setUp([both, database("prod", "b")]).find("prod/*")).toHaveLength(2);
  });

  test("all of whose matches are taken out again is an error", async () => {
    expect(await errorOf(setUp(all).find("vm-1/*\n!*"))).toMatchObject({
      reason: "item-not-found",
      message: "The lines with '!' leave out every match.",
    });
  });
});

describe("where nothing is an answer too", () => {
  test.each(["vm-9/*", "nothing", "vm-1/*\n!*", "nothing\nnothing-else"])(
    "'%s' is no items",
    async (written) => {
      expect(await setUp(all).find(written, { allowEmpty: true })).toEqual([]);
    },
  );

  test("so is a resource id of which the vault knows nothing", async () => {
    const list = { allowEmpty: true, deletedToo: true };

    expect(await setUp([]).find(ITEM_ID, list)).toEqual([]);
  });

  test("several meanings are still an error", async () => {
    await expect(setUp(all).find("payroll", { allowEmpty: true })).rejects.toMatchObject({
      reason: "item-ambiguous",
    });
  });
});

describe("an address that is not there", () => {
  test("lists near misses of its workload", async () => {
    const { asked, backup } = setUp([LEDGER, SHARE]);

    const error = await errorOf(
      findByAddress(
        { container: "VMAppContainer;Compute;rg-sql;vm-1", name: "SQLDataBase;i;ledgr" },
        backup,
      ),
    );

    expect(error).toMatchObject({
      reason: "item-not-found",
      message: expect.stringContaining("VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;i;ledgr"),
      hint: "Did you mean 'vm-1/ledger'?",
    });
    expect(asked.slice(1)).toEqual([
      { backupManagementType: "AzureWorkload", itemType: "SQLDataBase" },
    ]);
  });

  test("is not what a list that is behind may still show", async () => {
    const { backup } = setUp([LEDGER]);
    const gone = { ...backup, item: async () => undefined };

    const error = await errorOf(findByAddress(LEDGER.address, gone));

    expect(error).toMatchObject({
      reason: "item-not-found",
      hint: expect.not.stringContaining("ledger"),
    });
  });

  test("is not found where Azure takes its names for none, and nothing else is", async () => {
    const { backup } = setUp([]);
    const refusing = (code: string) => ({
      ...backup,
      item: async () => {
        throw new ArmError("request-refused", "read it", {
          status: 400,
          service: { code, message: "", recommendations: [] },
          ids: { requestId: "", correlationId: "" },
          hint: "",
        });
      },
    });

    await expect(
      findByAddress(item().address, refusing("BMSUserErrorContainerNameIncorrectFormat")),
    ).rejects.toMatchObject({ reason: "item-not-found" });
    await expect(findByAddress(item().address, refusing("Other"))).rejects.toMatchObject({
      reason: "request-refused",
    });
  });

  test("is not found all the same where the lists cannot be read", async () => {
    const { backup } = setUp([]);
    const broken = {
      ...backup,
      listItems: async () => {
        throw new ActionError("contact-lost", "no", { hint: "" });
      },
    };

    await expect(findByAddress(item().address, broken)).rejects.toMatchObject({
      reason: "item-not-found",
    });
  });
});
