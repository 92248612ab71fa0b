import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import { nativeName } from "../../../src/azure/backup/native-name.ts";
import { refMatches } from "../../../src/naming/item-path.ts";
import { parseSelection } from "../../../src/naming/item-ref.ts";
import {
  inChunks,
  type ListedItem,
  listedItems,
  requireRoom,
  stateInWords,
} from "../../../src/operations/list-items.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { item, itemOf } from "../azure/backup/read-builders.ts";
import { SUBSCRIPTION, VAULT, WORKLOAD_TYPES } from "../azure/backup/resource-builders.ts";

const named = (name: string): ListedItem => ({
  item: `VMAppContainer;Compute;rg;vm/SQLDataBase;i;${name}`,
  path: `vm/${name}`,
  name,
  workload: "SQLDataBase",
  state: "Protected",
});
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => named(`db${index}`));
const sizes = (count: number, legs: number) =>
  inChunks(numbered(count), legs).map(({ names }) => names.length);

/** A database on a server. */
const on = (server: string, friendlyName: string, changes: Partial<ProtectedItem> = {}) =>
  item({
    friendlyName,
    address: {
      container: `VMAppContainer;Compute;rg;${server}`,
      name: `SQLDataBase;i;${friendlyName}`,
    },
    levels: [{ kind: "server", names: [server] }],
    ...changes,
  });

describe("a listed item", () => {
  test.each(WORKLOAD_TYPES)("of the workload %s says so, and how it stands", (type) => {
    const own = itemOf(type);

    expect(listedItems([own], [own])).toEqual([
      {
        item: nativeName(own.address),
        path: expect.stringMatching(new RegExp(`^[^/]+/${own.friendlyName}$`)),
        name: own.friendlyName,
        workload: type,
        state: "Protected",
      },
    ]);
  });

  test("that is soft-deleted does not pass for a stopped one", () => {
    const deleted = item({ condition: "soft-deleted", protectionState: "ProtectionStopped" });

    expect(listedItems([deleted], [deleted])[0]?.state).toBe("SoftDeleted");
  });

  test("keeps Azure's own word otherwise", () => {
    const ill = item({ condition: "error", protectionState: "ProtectionPaused" });

    expect(listedItems([ill], [ill])[0]?.state).toBe("ProtectionPaused");
  });

  test("tells what Azure's own check finds", () => {
    const unreached = item({ health: "NotReachable" });
    const [listed] = listedItems([unreached], [unreached]);

    expect(listed).toHaveProperty("health", "NotReachable");
    expect(listed && stateInWords(listed)).toBe("Protected, NotReachable");
    expect(stateInWords(named("a"))).toBe("Protected");
  });

  test.each(["snapshot of a SAP HANA instance", "database in the snapshot of its instance"])(
    "that is a %s is listed as that",
    (unhandled) => {
      const beside = item({ workload: undefined, unhandled });

      expect(listedItems([beside], [beside])[0]?.workload).toBe(unhandled);
    },
  );

  test("of a workload not handled is listed by its type", () => {
    const other = item({ workload: undefined, itemType: "MabFileFolderProtectedItem" });

    expect(listedItems([other], [other])[0]?.workload).toBe("MabFileFolderProtectedItem");
  });

  test("is told apart from all, not only from those chosen", () => {
    const all = [on("vm-1", "payroll"), on("vm-2", "payroll")];

    expect(listedItems(all.slice(0, 1), all).map(({ path }) => path)).toEqual(["vm-1/payroll"]);
  });

  test("comes in the order of the paths", () => {
    const all = [on("vm-2", "a"), on("vm-1", "C"), on("vm-1", "a"), on("vm-2", "b")];

    expect(listedItems(all, all).map(({ path }) => path)).toEqual([
      "vm-1/a",
      "vm-1/C",
      "vm-2/a",
      "vm-2/b",
    ]);
  });

  test("never holds an id, for which a host could drop the whole output", () => {
    for (const type of WORKLOAD_TYPES) {
      const text = JSON.stringify(listedItems([itemOf(type)], [itemOf(type)]));

      expect(text).not.toContain(SUBSCRIPTION);
      expect(text).not.toContain("/subscriptions/");
    }
  });
});

describe("the legs of a matrix", () => {
  test.each([
    { count: 0, legs: 3, expected: [] },
    { count: 1, legs: 3, expected: [1] },
    { count: 3, legs: 3, expected: [1, 1, 1] },
    { count: 7, legs: 3, expected: [2, 2, 3] },
    { count: 9, legs: 3, expected: [3, 3, 3] },
    { count: 10, legs: 4, expected: [2, 3, 2, 3] },
    { count: 5, legs: 1, expected: [5] },
    { count: 300, legs: 256, expected: undefined },
  ])("of $count items in $legs are $expected", ({ count, legs, expected }) => {
    const found = sizes(count, legs);

    if (expected !== undefined) expect(found).toEqual(expected);
    expect(found).toHaveLength(Math.min(count, legs));
  });

  test("are each a ready input, one native name a line, and know which of how many they are", () => {
    const [first, second, third] = numbered(3).map(({ item: native }) => native);

    expect(inChunks(numbered(3), 2)).toEqual([
      { item: first, names: ["db0"], leg: 1, legs: 2 },
      { item: `${second}\n${third}`, names: ["db1", "db2"], leg: 2, legs: 2 },
    ]);
  });

  test("hold every item once, in order, evenly, and none of them is empty", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 1, max: 256 }),
        (count, legs) => {
          const chunks = inChunks(numbered(count), legs);
          const each = chunks.map(({ names }) => names.length);

          expect(chunks.flatMap(({ names }) => names)).toEqual(
            numbered(count).map(({ name }) => name),
          );
          expect(chunks.length).toBe(Math.min(legs, count));
          if (count > 0) {
            expect(Math.min(...each)).toBeGreaterThan(0);
            expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  test("lead back to exactly their items when they are given as input", () => {
    const all = ["a", "b", "a b", "c.d"].flatMap((name) => [on("vm-1", name), on("vm-2", name)]);
    for (const { item: written, names } of inChunks(listedItems(all, all), 3)) {
      const { include } = parseSelection(written, VAULT);
      const found = include.map((ref) => all.filter((candidate) => refMatches(ref, candidate)));

      expect(found.map((matches) => matches.length)).toEqual(names.map(() => 1));
      expect(found.map(([match]) => match?.friendlyName)).toEqual(names);
    }
  });
});

describe("a list for an output", () => {
  const items = numbered(30);

  test("may be as long as the host takes it", () => {
    expect(() => requireRoom(items, (value) => value === items)).not.toThrow();
  });

  test("is refused rather than cut where the host would not take it", () => {
    expect(thrownBy(() => requireRoom(items, () => false))).toMatchObject({
      reason: "refused",
      message: "'item' matches more than one output can hold.",
      hint: "Narrow 'item' or 'workload-type' down, and list the rest in another step.",
    });
    expect(() => requireRoom(inChunks(items, 2), () => false)).toThrow("more than one output");
  });
});
