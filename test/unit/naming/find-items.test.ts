import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { ItemAddress, ProtectedItem } from "../../../src/azure/backup/item.ts";
import { readItem } from "../../../src/azure/backup/item.ts";
import { nativeName } from "../../../src/azure/backup/native-name.ts";
import type { ItemType } from "../../../src/azure/backup/workload.ts";
import { ActionError, ArmError } from "../../../src/errors.ts";
import type { Search } from "../../../src/naming/choose-items.ts";
import { findByAddress, findItems } from "../../../src/naming/find-items.ts";
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
        mustLeaveOut: false,
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
        mustLeaveOut: false,
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
        mustLeaveOut: false,
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

describe("two lines that mean one item", () => {
  const native = nativeName(PAYROLL_1.address);

  test.each([
    { lines: ["vm-1/payroll", "VM-1/PAYROLL"], how: "two paths" },
    { lines: ["vm-1/payroll", PAYROLL_1.id], how: "a path and its id" },
    { lines: ["vm-1/payroll", native], how: "a path and its native name" },
    { lines: [PAYROLL_1.id, native], how: "its id and its native name" },
    { lines: ["vm-1/pay*", "vm-1/*roll", PAYROLL_1.id], how: "two patterns and its id" },
    { lines: [native, native], how: "the same native name" },
  ])("are one item: $how", async ({ lines }) => {
    expect(await setUp(all).find(lines.join("\n"))).toEqual([PAYROLL_1]);
  });

  test("are one item of a VM by its own id and by its path", async () => {
    expect(await setUp(all).find(`${VM.sourceId}\nrg-web/web-01`)).toEqual([VM]);
  });
});

test("an address that is named twice is read once", async () => {
  const { asked, find } = setUp(all);

  await find([PAYROLL_1.id, nativeName(PAYROLL_1.address).toUpperCase(), PAYROLL_1.id].join("\n"));

  expect(asked).toHaveLength(1);
});

describe("what is preferred", () => {
  const LIVE_3 = database("vm-3", "ledger");
  const there = [...all, LIVE_3];

  test.each([
    { prefers: "live", found: [PAYROLL_1, PAYROLL_2, LEDGER, LIVE_3] },
    { prefers: "soft-deleted", found: [DELETED, LEDGER, LIVE_3] },
    { prefers: "neither", found: [PAYROLL_1, PAYROLL_2, DELETED, LEDGER, LIVE_3] },
  ] as const)("holds for each of several patterns: $prefers", async ({ prefers, found }) => {
    expect(await setUp(there).find("pay*\nledg*", { prefers })).toEqual(found);
  });

  test("holds for a path beside a pattern", async () => {
    const twin = database("vm-9", "payroll", { condition: "soft-deleted" });
    const live = database("vm-9", "payroll", { id: "/another" });
    const find = (prefers: Search["prefers"]) =>
      setUp([LEDGER, twin, live]).find("vm-9/payroll\nvm-1/*", { prefers });

    expect(await find("live")).toEqual([live, LEDGER]);
    expect(await find("soft-deleted")).toEqual([twin, LEDGER]);
    expect(await errorOf(find("neither"))).toMatchObject({ reason: "item-ambiguous" });
  });
});

describe("bad lines", () => {
  test("are told at once, each with its own advice, in the order of the lines", async () => {
    const error = await errorOf(setUp(all).find("payroll\nvm-1/ledgr\nvm-1/ledger\nvm-9/*"));

    expect(error).toMatchObject({
      reason: "item-not-found",
      message:
        "3 lines of 'item' are wrong. " +
        "'payroll' names 2 items. Write the one you mean: 'vm-1/payroll', 'vm-2/payroll'. " +
        "The vault 'vault-1' protects no item 'vm-1/ledgr'. Did you mean 'vm-1/ledger'? " +
        "The vault 'vault-1' protects no item 'vm-9/*'. No item is at 'vm-9'. Did you mean 'vm-1', 'vm-2' or 'vm-3'?",
      hint: "Correct each of these lines. Nothing was done to any item.",
    });
  });

  test.each([
    { lines: "payroll\nvm-1/lost", unreadable: "lost", reason: "item-ambiguous" },
    { lines: "vm-1/lost\nvm-1/ledgr", unreadable: "lost", reason: "item-not-found" },
  ])("have the first reason of all: $lines", async ({ lines, unreadable, reason }) => {
    const error = await errorOf(setUp(all, [unreadable]).find(lines));

    expect(error.reason).toBe(reason);
    expect(error.message).toContain("without a readable id");
  });

  test("with the same advice stand together before it", async () => {
    const { message } = await errorOf(setUp(all).find("qqqqqqqq\nvm-1/ledgr\nzzzzzzzzzz"));

    expect(message).toMatch(
      /'qqqqqqqq'\. The vault 'vault-1' protects no item 'zzzzzzzzzz'\. None of the 6 items .*'vm-1\/ledgr'\. Did you mean 'vm-1\/ledger'\?$/,
    );
  });

  test("that are the same line are one", async () => {
    const one = await errorOf(setUp(all).find("vm-1/ledgr"));
    const twice = await errorOf(setUp(all).find("vm-1/ledgr\nvm-1/ledgr"));

    expect([twice.message, twice.hint]).toEqual([one.message, one.hint]);
  });

  test("are told one by one up to twenty, the others by their number", async () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => `vm-1/no-${index}-such`).join("\n");

    const twenty = (await errorOf(setUp(all).find(lines(20)))).message;
    const more = (await errorOf(setUp(all).find(lines(22)))).message;

    expect(twenty.match(/protects no item/g)).toHaveLength(20);
    expect(twenty).not.toContain("more");
    expect(more).toMatch(/^22 lines of 'item' are wrong\. .* 2 more lines are wrong too\.$/);
    expect(more.match(/protects no item/g)).toHaveLength(20);
    expect((await errorOf(setUp(all).find(lines(21)))).message).toContain(
      "1 more line is wrong too.",
    );
  });

  test("have the first reason of all, though it is beyond the twentieth", async () => {
    const many = Array.from({ length: 21 }, (_, index) => [
      database("vm-1", `db${index}`),
      database("vm-2", `db${index}`),
    ]).flat();
    const lines = Array.from({ length: 21 }, (_, index) => `db${index}`).join("\n");

    expect(await errorOf(setUp(many).find(`${lines}\nnothing`))).toMatchObject({
      reason: "item-not-found",
      message: expect.stringContaining("2 more lines"),
    });
  });

  test("list five candidates each", async () => {
    const many = Array.from({ length: 23 }, (_, index) => database(`vm-${index}`, "payroll"));

    const { message } = await errorOf(setUp(many).find("payroll\nledger"));

    expect(message.match(/\/payroll'/g)?.length).toBeLessThan(12);
    expect(message).toContain("'vm-4/payroll' and 18 more.");
  });
});

describe("a line with '!' that leaves nothing out", () => {
  const write = { mustLeaveOut: true };

  test("is an error on a write, because the item to be spared would not be", async () => {
    expect(await errorOf(setUp(all).find("vm-1/*\n!vm-1/payrol", write))).toMatchObject({
      reason: "item-not-found",
      message: "The line '!vm-1/payrol' leaves nothing out.",
      hint: "Did you mean 'vm-1/payroll'?",
    });
    expect(await setUp(all).find("vm-1/*\n!vm-1/payroll", write)).toEqual([LEDGER]);
  });

  test("is one among the bad lines", async () => {
    const { message } = await errorOf(setUp(all).find("vm-1/*\nvm-1/zzzz\n!nothing", write));

    expect(message).toContain("2 lines of 'item' are wrong.");
    expect(message).toContain("The line '!nothing' leaves nothing out.");
  });

  test("is none beside a bad line that may have named what it leaves out", async () => {
    const { message } = await errorOf(setUp(all).find("vm-1/*\nvm-22/*\n!vm-2/payroll", write));

    expect(message).toBe("The vault 'vault-1' protects no item 'vm-22/*'.");
  });

  test("is so too of an item that another line has not named", async () => {
    expect(await errorOf(setUp(all).find("vm-1/*\n!vm-2/payroll", write))).toMatchObject({
      message: "The line '!vm-2/payroll' leaves nothing out.",
    });
  });

  test("is a warning on a read", async () => {
    const found = await findItems(
      parseSelection("vm-1/*\n!vm-1/payrol", VAULT),
      {
        workload: undefined,
        allowEmpty: false,
        deletedToo: false,
        prefers: "live",
        several: true,
        mustLeaveOut: false,
      },
      setUp(all).backup,
    );

    expect(found.warnings).toEqual([
      "The line '!vm-1/payrol' leaves nothing out. Did you mean 'vm-1/payroll'?",
    ]);
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

describe("several addresses", () => {
  const lost = (name: string) =>
    nativeName({ container: "VMAppContainer;Compute;rg-sql;vm-1", name: `SQLDataBase;i;${name}` });
  const SHARE_LOST = nativeName({ container: "StorageContainer;x", name: "AzureFileShare;lost" });

  test("of which two are not there are told at once, after one look at the lists", async () => {
    const { asked, find } = setUp(all);

    const error = await errorOf(find([lost("ledgr"), PAYROLL_1.id, lost("payrol")].join("\n")));

    expect(error.reason).toBe("item-not-found");
    expect(error.message).toContain("2 lines of 'item' are wrong.");
    expect(error.message).toContain(`'${lost("ledgr")}'. Did you mean 'vm-1/ledger'?`);
    expect(error.message).toContain(`'${lost("payrol")}'. Did you mean 'vm-1/payroll'`);
    expect(asked.slice(3)).toEqual([
      { backupManagementType: "AzureWorkload", itemType: "SQLDataBase" },
    ]);
  });

  test("of two workloads are looked for in the lists of both", async () => {
    const { asked, find } = setUp(all);

    await errorOf(find([lost("a"), SHARE_LOST, lost("b")].join("\n")));

    expect(asked.slice(3)).toEqual([
      { backupManagementType: "AzureWorkload", itemType: "SQLDataBase" },
      { backupManagementType: "AzureStorage", itemType: "AzureFileShare" },
    ]);
  });

  test.each([
    { reason: "not-authorized", ends: "not-authorized" },
    { reason: "contact-lost", ends: "item-not-found" },
  ] as const)("of which one fails with $reason end $ends", async ({ reason, ends }) => {
    const { backup } = setUp(all);
    const failing = {
      ...backup,
      item: async (address: ItemAddress) => {
        if (address.name.endsWith("failing")) throw new ActionError(reason, "no", { hint: "" });
        return backup.item(address);
      },
    };
    const search = {
      workload: undefined,
      allowEmpty: false,
      deletedToo: false,
      prefers: "live",
      several: false,
      mustLeaveOut: true,
    } as const;
    const selection = parseSelection(`${lost("failing")}\n${lost("ledgr")}`, VAULT);

    expect((await errorOf(findItems(selection, search, failing))).reason).toBe(ends);
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
