import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import { InputError } from "../../../src/errors.ts";
import {
  lineWithoutHost,
  mayMean,
  pathMatches,
  readings,
  refMatches,
  shortestPath,
} from "../../../src/naming/item-path.ts";
import { isPattern, parseItemRef, parseSelection } from "../../../src/naming/item-ref.ts";
import { nearMisses } from "../../../src/naming/suggestions.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { item, itemOf } from "../azure/backup/read-builders.ts";
import { ITEM_ID, POLICY_ID, VAULT } from "../azure/backup/resource-builders.ts";

/** The levels of a database, each with the names that belong to it. */
const levels = (group: readonly string[], server: readonly string[], instance: readonly string[]) =>
  [
    { kind: "resource group", names: group },
    { kind: "server", names: server },
    { kind: "instance", names: instance },
  ] as const;

const ADDRESS = {
  container: "VMAppContainer;Compute;rg-sql;vm-1",
  name: "SQLDataBase;mssqlserver;payroll",
};

const NONE = { kind: "path", parts: [], written: "" } as const;

describe("what the user writes", () => {
  test.each([
    { written: "payroll", parts: ["payroll"] },
    { written: "vm-1/payroll", parts: ["vm-1", "payroll"] },
    { written: "vm-1/MSSQLSERVER/payroll", parts: ["vm-1", "MSSQLSERVER", "payroll"] },
    { written: "rg/vm-1/INST/payroll", parts: ["rg", "vm-1", "INST", "payroll"] },
    { written: "vm-1 / pay roll", parts: ["vm-1", "pay roll"] },
    { written: "pay;roll", parts: ["pay;roll"] },
    { written: "vm;1/payroll", parts: ["vm;1", "payroll"] },
    { written: "vm-1/pay;roll", parts: ["vm-1", "pay;roll"] },
    { written: "pay!roll", parts: ["pay!roll"] },
    { written: "*", parts: ["*"] },
    { written: "sqlserver-0/*", parts: ["sqlserver-0", "*"] },
    { written: "sql*/ pay*l", parts: ["sql*", "pay*l"] },
  ])("as '$written' is a path", ({ written, parts }) => {
    expect(parseItemRef(written, VAULT)).toEqual({ kind: "path", parts, written });
  });

  test.each([
    { form: "an id", written: ITEM_ID, address: ADDRESS },
    {
      form: "an id in other case",
      written: ITEM_ID.replace("/resourceGroups/rg-backup", "/RESOURCEGROUPS/RG-Backup"),
      address: ADDRESS,
    },
    {
      form: "an id whose name holds a slash",
      written: `${ITEM_ID}/2026`,
      address: { ...ADDRESS, name: `${ADDRESS.name}/2026` },
    },
    {
      form: "native names",
      written: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
      address: ADDRESS,
    },
    {
      form: "native names with a slash in the item's",
      written: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;a/b",
      address: { ...ADDRESS, name: "SQLDataBase;mssqlserver;a/b" },
    },
  ])("as $form is an address", ({ written, address }) => {
    expect(parseItemRef(written, VAULT)).toEqual({ kind: "address", address, written });
  });

  test.each([
    { fault: "an empty part in the middle", written: "vm-1//payroll", says: "has an empty part" },
    { fault: "an empty part at the end", written: "vm-1/", says: "has an empty part" },
    { fault: "a part of blanks", written: "vm-1/ /payroll", says: "has an empty part" },
    {
      fault: "an id of another vault",
      written: ITEM_ID.replace("vault-1", "vault-2"),
      says: "is not the resource id of something in vault 'vault-1'",
    },
    {
      fault: "an id of another subscription",
      written: ITEM_ID.replace("1111", "9999"),
      says: "is not the resource id of something in vault 'vault-1'",
    },
    {
      fault: "the id of a policy",
      written: ITEM_ID.replace(/backupFabrics.*/, "backupPolicies/Gold"),
      says: "is the resource id of a backup policy",
    },
    {
      fault: "the id of a container",
      written: ITEM_ID.replace(/\/protectedItems.*/, ""),
      says: "is a resource id that is cut short",
    },
    {
      fault: "the id of a disk",
      written: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d",
      says: "is the resource id of a 'Microsoft.Compute/disks'",
    },
  ])("with $fault is refused", ({ written, says }) => {
    const error = thrownBy(() => parseItemRef(written, VAULT));

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      input: "item",
      message: expect.stringContaining(`${says}`),
      hint: expect.stringMatching(/\w/),
    });
    expect((error as Error).message).toContain(`(got '${written}')`);
  });
});

describe("a path", () => {
  const database = item();

  test.each([
    "payroll",
    "PayRoll",
    "vm-1/payroll",
    "VM-1/payroll",
    "sql-host/payroll",
    "sql-host.contoso.com/payroll",
    "MSSQLSERVER/payroll",
    "rg-sql/payroll",
    "rg-sql/vm-1/payroll",
    "rg-sql/mssqlserver/payroll",
    "vm-1/mssqlserver/payroll",
    "rg-sql/sql-host/mssqlserver/payroll",
    "*",
    "pay*",
    "*ROLL",
    "p*y*l",
    "payroll*",
    "vm-1/*",
    "vm*/*",
    "*/payroll",
    "*/*/*/payroll",
    "rg-sql/*/mssqlserver/payroll",
    "sql-host.*/payroll",
  ])("'%s' names it", (path) => {
    expect(pathMatches(path.split("/"), database)).toBe(true);
  });

  test.each([
    { path: "payrol", why: "the name is another" },
    { path: "roll*", why: "a star stands for what follows" },
    { path: "*pay", why: "a star stands for what comes before" },
    { path: "vm-2/*", why: "the server is another" },
    { path: "*/*/*/*/payroll", why: "each part stands for a level of its own" },
    { path: "p.yroll", why: "only a star is no letter of its own" },
    { path: "payrol[l]*", why: "only a star is no letter of its own" },
    { path: "vm-1", why: "the last part is the item's name" },
    { path: "vm-2/payroll", why: "the server is another" },
    { path: "vm/payroll", why: "a part is a whole name" },
    { path: "mssqlserver/vm-1/payroll", why: "the order is wrong" },
    { path: "vm-1/rg-sql/payroll", why: "the order is wrong" },
    { path: "vm-1/sql-host/payroll", why: "two names of one level do not make two levels" },
    { path: "rg-sql/vm-1/mssqlserver/x/payroll", why: "there are no more levels" },
    { path: "payroll/payroll", why: "the name itself is no level" },
  ])("'$path' does not: $why", ({ path }) => {
    expect(pathMatches(path.split("/"), database)).toBe(false);
  });

  test("without parts names nothing", () => {
    expect(pathMatches([], database)).toBe(false);
  });

  test("may skip a level whose name it would fit, to fit a later one", () => {
    const twins = item({ levels: levels(["sql"], ["sql"], ["MSSQLSERVER"]) });

    expect(pathMatches(["sql", "sql", "payroll"], twins)).toBe(true);
    expect(pathMatches(["sql", "sql", "sql", "payroll"], twins)).toBe(false);
  });

  test("that fits a group here and a server there names both", () => {
    const here = item({ levels: levels(["prod"], ["vm-1"], ["MSSQLSERVER"]) });
    const there = item({ levels: levels(["rg-sql"], ["prod"], ["MSSQLSERVER"]) });

    const matches = [here, there].filter((one) => pathMatches(["prod", "payroll"], one));

    expect(matches).toEqual([here, there]);
  });
});

describe("the shortest path", () => {
  const at = (group: string, server: string, instance: string, friendlyName = "payroll") =>
    item({
      address: {
        container: `VMAppContainer;Compute;${group};${server}`,
        name: `SQLDataBase;${instance};${friendlyName}`,
      },
      friendlyName,
      levels: levels([group], [server, `${server}.contoso.com`], [instance]),
    });
  const first = at("g1", "s1", "i1");

  test.each([
    { among: "nothing else", others: [], path: "payroll" },
    { among: "other names", others: [at("g1", "s1", "i1", "ledger")], path: "payroll" },
    { among: "one on another server", others: [at("g1", "s2", "i1")], path: "s1/payroll" },
    { among: "one in another group", others: [at("g2", "s1", "i1")], path: "g1/payroll" },
    { among: "one of another instance", others: [at("g1", "s1", "i2")], path: "i1/payroll" },
    {
      among: "ones that group and server tell apart as well, but not as shortly",
      others: [at("g1", "s2", "i2"), at("g2", "s1", "i2")],
      path: "i1/payroll",
    },
    {
      among: "one that differs in each",
      others: [at("g2", "s1", "i1"), at("g1", "s2", "i1"), at("g1", "s1", "i2")],
      path: "g1/s1/i1/payroll",
    },
  ])("among $among is $path", ({ others, path }) => {
    expect(shortestPath(first, [first, ...others])).toBe(path);
  });

  test.each([
    { what: "a twin in all but the address", friendlyName: "payroll", twin: true },
    { what: "a slash in the name", friendlyName: "a/b", twin: false },
    { what: "a star in the name", friendlyName: "a*", twin: false },
    { what: "an exclamation mark", friendlyName: "!a", twin: false },
    { what: "a blank at the start of the name", friendlyName: " a", twin: false },
  ])("gives way to native names because of $what", ({ friendlyName, twin }) => {
    const odd = at("g1", "s1", "i1", friendlyName);
    const other = { ...odd, address: { ...odd.address, container: "VMAppContainer;Compute;g1;S" } };

    const path = shortestPath(odd, twin ? [odd, other] : [odd]);

    expect(path).toBe(`VMAppContainer;Compute;g1;s1/SQLDataBase;i1;${friendlyName}`);
  });

  test("gives way to native names where names differ in case alone, as a case-sensitive server has them", () => {
    const [upper, lower] = [at("g1", "s1", "i1", "Crm"), at("g1", "s1", "i1", "crm")];
    const twin = { ...lower, address: { ...lower.address, name: "SQLDataBase;i1;crm;2" } };
    const paths = [upper, twin].map((one) => shortestPath(one, [upper, twin]));

    expect(paths).toEqual([
      "VMAppContainer;Compute;g1;s1/SQLDataBase;i1;Crm",
      "VMAppContainer;Compute;g1;s1/SQLDataBase;i1;crm;2",
    ]);
    for (const [index, path] of paths.entries()) {
      const ref = parseItemRef(path, VAULT);
      expect([upper, twin].filter((one) => refMatches(ref, one))).toEqual([[upper, twin][index]]);
    }
  });

  test.each(["- a", "# a", "'a'", "[1]", "{}", "subscriptions"])(
    "of '%s' is read back, whatever else it looks like",
    (name) => {
      const odd = at("g1", "s1", "i1", name);

      expect(
        refMatches(parseSelection(shortestPath(odd, [odd]), VAULT).include[0] ?? NONE, odd),
      ).toBe(true);
    },
  );

  test("of every item, written as input, leads back to that item alone", () => {
    const name = fc.constantFrom("a", "A", "b", "sql", "a b", "a.b", "a;b", "x/y", "*", "!a", "ä");
    const made = fc.record({ group: name, server: name, instance: name, database: name });
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 8 }), (all) => {
        const items: readonly ProtectedItem[] = all.map((one, index) => ({
          ...at(one.group, one.server, one.instance, one.database),
          address: {
            container: `VMAppContainer;Compute;g;${index}`,
            name: `SQLDataBase;i;${index}`,
          },
        }));
        for (const wanted of items) {
          const ref = parseItemRef(shortestPath(wanted, items), VAULT);
          const found = items.filter((candidate) =>
            ref.kind === "address"
              ? candidate.address.container === ref.address.container &&
                candidate.address.name === ref.address.name
              : ref.kind === "path" && pathMatches(ref.parts, candidate),
          );

          expect(found).toEqual([wanted]);
        }
      }),
    );
  });

  test("is as short as can be", () => {
    const name = fc.constantFrom("a", "b", "c");
    const made = fc.record({ group: name, server: name, instance: name, database: name });
    fc.assert(
      fc.property(fc.array(made, { minLength: 2, maxLength: 6 }), (all) => {
        const items = all.map((one) => at(one.group, one.server, one.instance, one.database));
        const [wanted] = items;
        if (wanted === undefined) return;
        const alone = items.filter((other) => other.friendlyName === wanted.friendlyName);
        fc.pre(alone.length === 1);

        expect(shortestPath(wanted, items)).toBe(wanted.friendlyName);
      }),
    );
  });
});

test("an item without a name of its own on one level is told apart by the next", () => {
  const nameless = item({ levels: levels([], ["vm-1"], []) });
  const other = item({ id: "/other", levels: levels([], ["vm-2"], []) });

  expect(shortestPath(nameless, [nameless, other])).toBe("vm-1/payroll");
});

test("blanks within a name are part of the path, blanks around it cannot be", () => {
  for (const [friendlyName, path] of [
    ["pay roll", "pay roll"],
    [" payroll", `${ADDRESS.container}/${ADDRESS.name}`],
    ["payroll ", `${ADDRESS.container}/${ADDRESS.name}`],
  ] as const) {
    const odd = item({ friendlyName });

    expect(shortestPath(odd, [odd])).toBe(path);
  }
});

describe("an item of which only the friendly name is known", () => {
  const ref = (written: string) => parseItemRef(written, VAULT);

  test.each([
    { written: "payroll", name: "PAYROLL", may: true },
    { written: "vm-1/payroll", name: "payroll", may: true },
    { written: "payroll/ledger", name: "payroll", may: false },
    { written: "pay*", name: "payroll", may: true },
    { written: "ledger", name: "payroll", may: false },
    { written: "ledger", name: "", may: true },
    { written: ITEM_ID, name: "payroll", may: false },
    { written: ITEM_ID, name: "", may: false },
  ])("'$name' may be meant by '$written': $may", ({ written, name, may }) => {
    expect(mayMean(ref(written), name)).toBe(may);
  });
});

describe("near misses", () => {
  const names = (...list: readonly string[]) => list.map((friendlyName) => item({ friendlyName }));
  const found = (wanted: string, ...list: readonly string[]) =>
    nearMisses(wanted, names(...list)).map(({ friendlyName }) => friendlyName);

  test("are the names that are spelled alike, nearest first", () => {
    expect(found("payrol", "ledger", "payout", "payroll", "PAYROL")).toEqual([
      "PAYROL",
      "payroll",
      "payout",
    ]);
  });

  test("are names that contain what was written, or are contained in it", () => {
    expect(found("payroll", "contoso-payroll-production")).toHaveLength(1);
    expect(found("contoso-payroll-production", "payroll")).toHaveLength(1);
  });

  test("are five at most", () => {
    expect(found("db", "db1", "db2", "db3", "db4", "db5", "db6")).toHaveLength(5);
  });

  test.each([
    { wanted: "payroll", name: "inventory" },
    { wanted: "xy", name: "master" },
    { wanted: "d", name: "contoso-ledger" },
    { wanted: "hr", name: "contoso-hr-archive" },
  ])("of $wanted are not $name", ({ wanted, name }) => {
    expect(found(wanted, name)).toEqual([]);
  });

  test("leave the stars of a pattern out", () => {
    expect(found("payrol*", "payroll")).toEqual(["payroll"]);
  });
});

describe("several lines", () => {
  const parse = (written: string) => parseSelection(written, VAULT);
  const lines = (written: string) => {
    const { include, exclude } = parse(written);
    return {
      include: include.map((ref) => ref.written),
      exclude: exclude.map((ref) => ref.written),
    };
  };

  test.each([
    { written: "payroll", include: ["payroll"], exclude: [] },
    { written: "a\nb", include: ["a", "b"], exclude: [] },
    { written: "a\r\nb\r\n", include: ["a", "b"], exclude: [] },
    { written: "\n  a  \n\n\tb\n", include: ["a", "b"], exclude: [] },
    { written: "*\n!master", include: ["*"], exclude: ["master"] },
    { written: "!master\n*", include: ["*"], exclude: ["master"] },
    {
      written: "vm-1/*\n! vm-1/temp*\n!msdb",
      include: ["vm-1/*"],
      exclude: ["vm-1/temp*", "msdb"],
    },
    { written: "a!b", include: ["a!b"], exclude: [] },
    { written: `${ITEM_ID}\n!${ITEM_ID}`, include: [ITEM_ID], exclude: [ITEM_ID] },
  ])("$written are each a reference", ({ written, include, exclude }) => {
    expect(lines(written)).toEqual({ include, exclude });
  });

  test.each(["!payroll", "!a\n!b", "! *", ""])("'%s' only leaves items out", (written) => {
    const error = thrownBy(() => parse(written));

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      input: "item",
      message: "Input 'item' only leaves items out.",
    });
  });

  test.each([
    { written: "*\n!", says: "has an empty part (got '')" },
    { written: "*\n!vm-1//a", says: "has an empty part" },
    { written: "a\n/x", says: "begins with a slash, but is not a resource id" },
    { written: `*\n!${POLICY_ID}`, says: "is the resource id of a backup policy" },
  ])("are refused where one of them is: $written", ({ written, says }) => {
    expect(thrownBy(() => parse(written))).toMatchObject({
      input: "item",
      message: expect.stringContaining(says),
    });
  });

  test("that are wrong are told at once", () => {
    expect(thrownBy(() => parse("a//b\nc\n!/x\na//b\nd/"))).toMatchObject({
      reason: "invalid-input",
      message: expect.stringMatching(
        /^3 lines of 'item' are wrong\. Input 'item' has an empty part \(got 'a\/\/b'\)\. Input 'item' begins with a slash, but is not a resource id \(got '\/x'\)\. Input 'item' has an empty part \(got 'd\/'\)\. Write a path /,
      ),
      hint: "Correct each of these lines. Nothing was done to any item.",
    });
  });
});

describe("the lines that mean an item to delete", () => {
  const database = item({ levels: levels(["rg"], ["vm-1"], ["MSSQLSERVER"]) });
  const odd = (...written: readonly string[]) =>
    lineWithoutHost(parseSelection(written.join("\n"), VAULT).include, database)?.written;

  test("name its host", () => {
    expect(odd("vm-1/payroll")).toBeUndefined();
    expect(odd("MSSQLSERVER/payroll")).toBe("MSSQLSERVER/payroll");
    expect(odd("rg/payroll")).toBe("rg/payroll");
  });

  test("are not those that mean another item", () => {
    expect(odd("rg/ledger", "vm-1/payroll", "inst/orders")).toBeUndefined();
    expect(odd("vm-1/ledger", "rg/payroll")).toBe("rg/payroll");
  });

  test("name it each, though one would do", () => {
    expect(odd("vm-1/payroll", "MSSQLSERVER/payroll")).toBe("MSSQLSERVER/payroll");
    expect(odd(ITEM_ID, "rg/payroll")).toBe("rg/payroll");
  });

  test("need no path where an id names it", () => {
    expect(odd(ITEM_ID)).toBeUndefined();
    expect(odd("rg/ledger", ITEM_ID)).toBeUndefined();
  });

  test("are all lines where none means it any more", () => {
    expect(odd("vm-2/payroll")).toBe("vm-2/payroll");
    expect(odd(ITEM_ID.replace("payroll", "ledger"), "vm-2/payroll")).toBe("vm-2/payroll");
  });
});

describe("a pattern", () => {
  test.each(["*", "vm-1/*", "v*/payroll", "a*b"])("is '%s'", (written) => {
    expect(isPattern(parseItemRef(written, VAULT))).toBe(true);
  });

  test.each(["payroll", "vm-1/payroll", "a?b", "[ab]", ITEM_ID, `${ITEM_ID}*`])(
    "is not '%s'",
    (written) => {
      expect(isPattern(parseItemRef(written, VAULT))).toBe(false);
    },
  );

  test("matches within a part only, whatever the part holds", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "B", ".", "$", "\\", "(", "]", " ", "+") });
    fc.assert(
      fc.property(text, text, text, (before, within, after) => {
        const name = `x${before}${within}${after}`;
        const database = item({ friendlyName: name });

        expect(pathMatches([`x${before}*${after}`], database)).toBe(true);
        expect(pathMatches([`${name.toUpperCase()}*`], database)).toBe(true);
        expect(pathMatches([`${name}?*`], database)).toBe(false);
        expect(pathMatches([name], database)).toBe(true);
      }),
    );
  });

  test("matches names of several lines and of none", () => {
    expect(pathMatches(["a*b"], item({ friendlyName: "a\nb" }))).toBe(true);
    expect(pathMatches(["*"], item({ friendlyName: "" }))).toBe(true);
  });
});

describe("the ways to read a path", () => {
  const read = (path: string, of = item()) => readings(path.split("/"), of);

  test.each([
    { path: "payroll", ways: [""] },
    { path: "*", ways: [""] },
    { path: "vm-1/payroll", ways: ["server"] },
    { path: "rg-sql/payroll", ways: ["resource group"] },
    { path: "mssqlserver/payroll", ways: ["instance"] },
    { path: "rg-sql/mssqlserver/payroll", ways: ["resource group/instance"] },
    { path: "*/payroll", ways: ["resource group", "server", "instance"] },
    { path: "*/vm-1/payroll", ways: ["resource group/server"] },
    { path: "vm-2/payroll", ways: [] },
    { path: "ledger", ways: [] },
  ])("'$path' are $ways", ({ path, ways }) => {
    expect(read(path)).toEqual(ways);
  });

  test("are two where a name is that of two levels", () => {
    const both = item({ levels: levels(["prod"], ["prod"], ["MSSQLSERVER"]) });

    expect(read("prod/payroll", both)).toEqual(["resource group", "server"]);
    expect(read("prod/prod/payroll", both)).toEqual(["resource group/server"]);
  });

  test("tell a VM's group from a share's account", () => {
    expect(read("rg-web/web-01", itemOf("VM"))).toEqual(["resource group"]);
    expect(read("contosofiles/documents", itemOf("AzureFileShare"))).toEqual(["storage account"]);
    expect(read("rg-files/contosofiles/documents", itemOf("AzureFileShare"))).toEqual([
      "resource group/storage account",
    ]);
    expect(read("hxe/systemdb", itemOf("SAPHanaDatabase"))).toEqual(["instance"]);
  });

  test("are as many as a path matches by", () => {
    const name = fc.constantFrom("a", "b", "*");
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), name, name, name, (path, g, s, i) => {
        const database = item({ friendlyName: "a", levels: levels([g], [s], [i]) });

        expect(readings(path, database).length > 0).toBe(pathMatches(path, database));
      }),
    );
  });
});

describe("a reference by native names", () => {
  test("names the item of that address, in any case", () => {
    const ref = (written: string) => parseItemRef(written, VAULT);

    expect(refMatches(ref(ITEM_ID), item())).toBe(true);
    expect(
      refMatches(ref("vmappcontainer;compute;RG-SQL;vm-1/sqldatabase;MSSQLSERVER;Payroll"), item()),
    ).toBe(true);
    expect(refMatches(ref(ITEM_ID.replace("vm-1", "vm-2")), item())).toBe(false);
    expect(refMatches(ref(ITEM_ID.replace("payroll", "ledger")), item())).toBe(false);
  });

  test("by a path names what the path matches", () => {
    expect(refMatches(parseItemRef("vm-1/p*", VAULT), item())).toBe(true);
    expect(refMatches(parseItemRef("vm-2/p*", VAULT), item())).toBe(false);
  });
});
