import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  itemPath,
  type ProtectedItem,
  parseItemPath,
  readItem,
} from "../../../src/azure/backup/item.ts";
import { filterOf, filterTime } from "../../../src/azure/backup/requests.ts";
import {
  insideVault,
  parseVaultId,
  type VaultRef,
  vaultId,
} from "../../../src/azure/backup/vault.ts";
import { makeInert } from "../../../src/hosts/github/escape.ts";
import { refMatches, shortestPath } from "../../../src/naming/item-path.ts";
import { parseSelection } from "../../../src/naming/item-ref.ts";
import { parseFilter } from "../../emulator/vault/filter.ts";
import { parseFilterTime } from "../../emulator/vault/time.ts";
import { itemId, itemResource, VAULT } from "../azure/backup/resource-builders.ts";

/** Names that differ in little, and hold what paths, patterns and native names are made of. */
const name = fc.oneof(
  fc.constantFrom(
    "a",
    "A",
    "b",
    "a b",
    "a.b",
    "a;b",
    "x/y",
    "*",
    "a*",
    "!a",
    "ä",
    " a",
    "a\nb",
    "a::b",
    "a\u2028",
    "- a",
    "# a",
    "'a'",
    '"a"',
    "[1]",
    "['a']",
    "{}",
    "a, b",
    "a%62",
    "%2Fsubscriptions%2Fa",
    "subscriptions",
    "https:",
  ),
  fc.string({ unit: fc.constantFrom("a", "b", ".", " "), minLength: 1, maxLength: 3 }),
);
/** What Azure lets a name of a vault or a resource group be made of (documents). */
const legalName = fc.string({
  unit: fc.constantFrom(..."abcXYZ019-_.()äß"),
  minLength: 1,
  maxLength: 12,
});
const vault: fc.Arbitrary<VaultRef> = fc.record({
  subscriptionId: fc.uuid(),
  resourceGroup: legalName,
  name: legalName,
});
/** The same text in another casing, as Azure changes it between calls (recordings). */
const recased = (text: string) =>
  fc.infiniteStream(fc.boolean()).map((flips) => {
    return [...text]
      .map((one) => (flips.next().value ? one.toUpperCase() : one.toLowerCase()))
      .join("");
  });

/** An item of one of the workloads, as Azure gives it. */
const item = fc.record({ group: name, host: name, parent: name, own: name, kind: fc.nat(3) });
type Made = typeof item extends fc.Arbitrary<infer T> ? T : never;

function madeOf({ group, host, parent, own, kind }: Made, index: number): ProtectedItem {
  const source = (type: string) => ({
    sourceResourceId: `/subscriptions/s/resourceGroups/${group}/providers/${type}/${host}`,
  });
  const [container, native, properties] = [
    [`VMAppContainer;Compute;g;${index}`, `SQLDataBase;i;${index}`, {}],
    [
      `VMAppContainer;Compute;g;${index}`,
      `SAPHanaDatabase;i;${index}`,
      { protectedItemType: "AzureVmWorkloadSAPHanaDatabase" },
    ],
    [
      `IaasVMContainer;iaasvmcontainerv2;g;${index}`,
      `VM;iaasvmcontainerv2;g;${index}`,
      { protectedItemType: "Microsoft.Compute/virtualMachines", ...source("c/virtualMachines") },
    ],
    [
      `StorageContainer;storage;g;${index}`,
      `AzureFileShare;${index}`,
      { protectedItemType: "AzureFileShareProtectedItem", ...source("s/storageAccounts") },
    ],
  ][kind] as [string, string, object];
  const about = { friendlyName: own, serverName: host, parentName: parent, ...properties };
  const read = readItem(itemResource(about, itemId(container, native)));
  if (read === undefined) throw new Error("It is no item.");
  return read;
}

describe("the path that a candidate is printed with", () => {
  test("leads, written as input, to that candidate alone, among items of every workload", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (all) => {
        const items = all.map(madeOf);
        for (const wanted of items) {
          const printed = makeInert(shortestPath(wanted, items));
          const { include, exclude } = parseSelection(printed, VAULT);
          const found = items.filter((one) => include.some((ref) => refMatches(ref, one)));

          expect(exclude).toEqual([]);
          expect(found).toEqual([wanted]);
        }
      }),
    );
  });
});

describe("a resource id", () => {
  test("of a vault gives the vault back, in any casing", () => {
    const made = vault.chain((ref) => fc.tuple(fc.constant(ref), recased(vaultId(ref))));
    fc.assert(
      fc.property(made, ([ref, id]) => {
        const read = parseVaultId(decodeURIComponent(id));
        const plain = (one: VaultRef | undefined) => JSON.stringify(one).toLowerCase();

        // ß has two capitals, so a name with it is another one in capitals.
        fc.pre(!/ß/i.test(JSON.stringify(ref)));
        expect(plain(read)).toBe(plain(ref));
      }),
    );
  });

  test("lies in one vault only, and what follows the vault is left as it is", () => {
    fc.assert(
      fc.property(vault, vault, name, (one, other, rest) => {
        const id = `${decodeURIComponent(vaultId(one))}/${rest}`;

        expect(insideVault(id, one)).toBe(rest);
        fc.pre(vaultId(one).toLowerCase() !== vaultId(other).toLowerCase());
        expect(insideVault(id, other)).toBeUndefined();
      }),
    );
  });

  test("of a vault whose name only begins alike lies outside", () => {
    fc.assert(
      fc.property(vault, legalName, (one, more) => {
        const longer = { ...one, name: one.name + more };

        expect(insideVault(`${decodeURIComponent(vaultId(longer))}/x`, one)).toBeUndefined();
      }),
    );
  });

  test("of an item survives the way into a URL and back, slashes in its name included", () => {
    const container = name.filter((one) => !one.includes("/") && !/[\n\u2028]/.test(one));
    const native = name.filter((one) => !/[\n\u2028]/.test(one));
    fc.assert(
      fc.property(container, native, (one, other) => {
        const path = itemPath({ container: one, name: other });

        expect(path.split("/")).toHaveLength(6);
        expect(parseItemPath(decodeURIComponent(path))).toEqual({ container: one, name: other });
      }),
    );
  });
});

describe("a filter", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("'", " and ", "a eq 'b'") }),
  );

  test("is read by a parser that knows nothing of us as what was put into it", () => {
    const terms = fc.record({ a: text, b: text, c: fc.option(text, { nil: undefined }) });
    fc.assert(
      fc.property(terms, (given) => {
        const read = parseFilter(filterOf(given), ["a", "b", "c"]);
        const wanted = Object.entries(given).filter(([, value]) => value !== undefined);

        expect([...read]).toEqual(wanted);
      }),
    );
  });

  test("tells a time to the second, in the morning and in the afternoon", () => {
    const time = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(time, (ms) => {
        expect(parseFilterTime(filterTime(ms))).toBe(Math.floor(ms / 1_000) * 1_000);
      }),
    );
  });
});
