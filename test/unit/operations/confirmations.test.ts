import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confirmationsOf, permanently } from "../../../src/operations/confirmations.ts";
import { divideWish, plan } from "../../../src/operations/wish.ts";
import { item, vaultState } from "../azure/backup/read-builders.ts";

describe("the lines that confirm deletions", () => {
  test.each([
    { how: "in any order", written: "b\na", names: ["a", "b"], own: ["a", "b"] },
    { how: "without case", written: "PayRoll\nCRM", names: ["crm", "payroll"] },
    {
      how: "with blank lines and those of Windows",
      written: "a\r\n\r\nb\r\n \n",
      names: ["a", "b"],
    },
    { how: "for good", written: "permanently a\nPermanently B", names: ["a", "b"] },
    { how: "twice for two of one name", written: "a\nA", names: ["a", "a"] },
  ])("are one for each name: $how", ({ written, names, own }) => {
    const told = confirmationsOf(written, names);

    expect(told.idle).toEqual([]);
    expect(told.own.map((line) => line?.toLowerCase().replace("permanently ", ""))).toEqual(
      own ?? names,
    );
  });

  test.each([
    { written: "a", names: ["a", "b"], own: ["a", undefined], idle: [] },
    { written: "a", names: ["a", "a"], own: ["a", undefined], idle: [] },
    { written: "a\nb\nc", names: ["a", "b"], own: ["a", "b"], idle: ["c"] },
    { written: "a\na", names: ["a", "b"], own: ["a", undefined], idle: ["a"] },
    { written: "a b", names: ["a", "b"], own: [undefined, undefined], idle: ["a b"] },
    { written: "a, b", names: ["a", "b"], own: [undefined, undefined], idle: ["a, b"] },
    { written: "vm-1/a\nb", names: ["a", "b"], own: [undefined, "b"], idle: ["vm-1/a"] },
    {
      written: "permanently  a\nb",
      names: ["a", "b"],
      own: [undefined, "b"],
      idle: ["permanently  a"],
    },
    { written: "", names: ["a", "b"], own: [undefined, undefined], idle: [] },
  ])("that are missing or too many are told: '$written'", ({ written, names, own, idle }) => {
    expect(confirmationsOf(written, names)).toEqual({ own, idle });
  });

  test("are an item's own in the other form too, so that it is told which it needs", () => {
    expect(confirmationsOf("permanently a\nb\nc", ["a", "b", "c"])).toEqual({
      own: ["permanently a", "b", "c"],
      idle: [],
    });
    expect(confirmationsOf("permanently a\npermanently b\nc", ["a", "b", "c"]).own[2]).toBe("c");
  });

  test("are told apart where one item's name is the other's confirmation for good", () => {
    const names = ["a", "permanently a"];

    expect(confirmationsOf("permanently a\na", names).own).toEqual(["a", "permanently a"]);
    expect(confirmationsOf("permanently a\npermanently permanently a", names).own).toEqual([
      "permanently a",
      "permanently permanently a",
    ]);
  });

  const names = fc.array(fc.constantFrom("a", "B", "c d", "permanently a", "é"), {
    minLength: 1,
    maxLength: 8,
  });
  const form = fc.constantFrom((name: string) => name, permanently);

  test("are enough in any order and form, and one less or one more is noticed", () => {
    fc.assert(
      fc.property(names, form, fc.func(fc.integer()), (all, inForm, order) => {
        const lines = all
          .map((name) => inForm(name).toUpperCase())
          .sort((a, b) => order(a) - order(b));

        expect(confirmationsOf(lines.join("\n"), all)).toEqual({
          own: all.map((name) => inForm(name).toUpperCase()),
          idle: [],
        });
        const fewer = confirmationsOf(lines.slice(1).join("\n"), all);
        expect(fewer.own.filter((line) => line === undefined)).toHaveLength(1);
        expect(confirmationsOf([...lines, "else"].join("\n"), all).idle).toEqual(["else"]);
      }),
    );
  });
});

describe("a wish to delete several items", () => {
  const remove = (confirmDelete: string) =>
    ({ kind: "stop-protection-delete-data", confirmDelete }) as const;
  const PAYROLL = item();
  const CRM = item({ id: "/crm", friendlyName: "crm" });
  const TWIN = item({ id: "/twin" });
  const planned = (written: string, items = [PAYROLL, CRM], softDelete: "on" | "off" = "on") => {
    const { wishFor } = divideWish(remove(written), items);
    return items.map((one) =>
      plan(wishFor(one), {
        vault: vaultState({ softDelete }),
        item: one,
        now: 0,
        isDated: true,
      }),
    );
  };

  test("gives each its own line", () => {
    expect(planned("crm\nPayRoll")).toMatchObject([{ kind: "send" }, { kind: "send" }]);
    expect(planned("payroll\npayroll", [PAYROLL, TWIN])).toMatchObject([
      { kind: "send" },
      { kind: "send" },
    ]);
    expect(divideWish(remove("crm\npayroll"), [PAYROLL, CRM]).refusal).toBeUndefined();
  });

  test("refuses an item without a line, and says which line it needs", () => {
    expect(planned("payroll\n")).toMatchObject([
      { kind: "send" },
      {
        kind: "refuse",
        why: "'confirm-delete' has no line for the item that Azure found (soft delete keeps the data for some days).",
        hint: "Azure calls it 'crm' (/crm). If that is the one, give it the line 'crm' in 'confirm-delete'.",
      },
    ]);
    expect(planned("payroll", [PAYROLL, TWIN])).toMatchObject([
      { kind: "send" },
      { kind: "refuse" },
    ]);
  });

  test("needs the form that the vault asks for", () => {
    expect(planned("permanently crm\npermanently payroll", undefined, "off")).toMatchObject([
      { kind: "send" },
      { kind: "send" },
    ]);
    expect(planned("permanently crm\npayroll", undefined, "off")).toMatchObject([
      {
        kind: "refuse",
        why: expect.stringContaining("'confirm-delete: payroll' does not confirm the item"),
        hint: expect.stringContaining("give it the line 'permanently payroll' in"),
      },
      { kind: "send" },
    ]);
    expect(planned("permanently crm\npayroll")).toMatchObject([
      { kind: "send" },
      { kind: "refuse" },
    ]);
  });

  test("refuses lines that confirm no item, and tells twenty of them", () => {
    const idle = (written: string) =>
      divideWish(remove(`crm\npayroll\n${written}`), [PAYROLL, CRM]).refusal;

    expect(idle("billing")).toEqual({
      kind: "refuse",
      why: "The line 'billing' of 'confirm-delete' confirms no item.",
      hint: "Each line is the name of one item, as Azure shows it. Correct or remove what confirms none, or add its item to 'item'.",
    });
    expect(idle("billing\nledger")).toMatchObject({
      why: "2 lines of 'confirm-delete' confirm no item: 'billing', 'ledger'.",
    });
    const many = Array.from({ length: 21 }, (_, index) => `no-${index}`).join("\n");
    expect(idle(many)?.why).toMatch(/^21 lines .*'no-19' and 1 more\.$/);
    expect(idle(many.replace("\nno-20", ""))?.why).toMatch(/'no-19'\.$/);
  });

  test("is whole for one item", () => {
    const wish = remove("payroll\ncrm");
    const { wishFor, refusal } = divideWish(wish, [PAYROLL]);

    expect(wishFor(PAYROLL)).toBe(wish);
    expect(refusal).toBeUndefined();
  });

  test("knows an item by its id without case, and no other item", () => {
    const { wishFor } = divideWish(remove("payroll\ncrm"), [PAYROLL, CRM]);

    expect(wishFor(item({ id: "/CRM" }))).toMatchObject({ confirmDelete: "crm" });
    expect(() => wishFor(TWIN)).toThrow("Nothing was wished for /twin.");
  });
});

test("a wish that is not divided is the same for each of several items", () => {
  const wish = { kind: "undelete" } as const;
  const items = [item(), item({ id: "/another" })];
  const { wishFor, refusal } = divideWish(wish, items);

  expect(items.map(wishFor)).toEqual([wish, wish]);
  expect(refusal).toBeUndefined();
});
