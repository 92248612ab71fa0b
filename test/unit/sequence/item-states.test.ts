import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { ItemType } from "../../../src/azure/backup/workload.ts";
import { type ItemStates, itemStates } from "../../../src/sequence/item-states.ts";
import { item, itemOf } from "../azure/backup/read-builders.ts";

/** Databases with ids of their own. */
function databases(count: number): readonly ProtectedItem[] {
  return Array.from({ length: count }, (_, index) =>
    item({ id: `/Items/Db-${index}`, friendlyName: `db-${index}` }),
  );
}

interface Setting {
  readonly vaultSize?: number;
  /** What the lists show; as asked if left out. */
  readonly lists?: (type: ItemType) => Promise<readonly ProtectedItem[]>;
}

function setUp({ vaultSize = 0, lists = async () => [] }: Setting = {}) {
  let idle = () => {};
  const asked: ItemType[] = [];
  const flight = {
    inFlight: () => 0,
    take: () => Promise.reject(new Error("Nobody takes a place here.")),
    close: () => {},
    whenIdle(work: () => void) {
      idle = work;
    },
  };
  const backup = {
    async listItems(type: ItemType) {
      asked.push(type);
      return { items: await lists(type), unreadable: [] };
    },
  };
  const states = itemStates({ flight, vaultSize }, { backup });
  return { states, asked, land: () => idle() };
}

/** Looks at all items at once. */
function lookAtAll(states: ItemStates, items: readonly ProtectedItem[]) {
  return Promise.all(items.map((one) => states.look(one)));
}

describe("the states of items", () => {
  test("come from one list once nothing is in flight", async () => {
    const items = databases(6);
    const shown = items.map((one) => ({ ...one, protectionState: "ProtectionStopped" }));
    const { states, asked, land } = setUp({ lists: async () => shown });
    const looking = lookAtAll(states, items);
    expect(asked).toEqual([]);
    land();

    expect(await looking).toEqual(shown);
    expect(asked).toHaveLength(1);
  });

  test("are found whatever the case of their ids", async () => {
    const items = databases(6);
    const shown = items.map((one) => ({ ...one, id: one.id.toUpperCase() }));
    const { states, land } = setUp({ lists: async () => shown });
    const looking = lookAtAll(states, items);
    land();

    expect(await looking).toEqual(shown);
  });

  test.each([
    { count: 5, vaultSize: 0, isListed: false },
    { count: 6, vaultSize: 1_000, isListed: true },
    { count: 6, vaultSize: 1_001, isListed: false },
    { count: 7, vaultSize: 1_001, isListed: true },
  ])("are listed where that costs less: $count of $vaultSize", async (given) => {
    const { count, vaultSize, isListed } = given;
    const items = databases(count);
    const { states, asked, land } = setUp({ vaultSize, lists: async () => items });
    const looking = lookAtAll(states, items);
    land();

    expect(await looking).toEqual(isListed ? items : items.map(() => undefined));
    expect(asked).toHaveLength(isListed ? 1 : 0);
  });

  test("come from a list before that once 200 wait for it", async () => {
    const items = databases(200);
    const { states, asked } = setUp({ lists: async () => items });
    const looking = lookAtAll(states, items.slice(0, 199));
    expect(asked).toEqual([]);
    const last = states.look(items[199] as ProtectedItem);

    expect(await last).toEqual(items[199]);
    expect(await looking).toEqual(items.slice(0, 199));
    expect(asked).toHaveLength(1);
  });

  test("come from a list that is read after they were asked for", async () => {
    const items = databases(12);
    const { states, asked, land } = setUp({ lists: async () => items });
    const first = lookAtAll(states, items.slice(0, 6));
    land();
    const second = lookAtAll(states, items.slice(6));
    await first;
    expect(asked).toHaveLength(1);
    land();

    expect(await second).toEqual(items.slice(6));
    expect(asked).toHaveLength(2);
  });

  test("come from the lists of their workloads, each once", async () => {
    const items = [...databases(3), itemOf("VM"), itemOf("VM", { id: "/items/vm-2" })];
    const more = [...items, itemOf("AzureFileShare")];
    const { states, asked, land } = setUp();
    const looking = lookAtAll(states, more);
    land();
    await looking;

    expect(asked.map(({ backupManagementType }) => backupManagementType).toSorted()).toEqual([
      ...["AzureIaasVM", "AzureStorage", "AzureWorkload"],
    ]);
  });

  test("are read one by one where their list cannot be read, and only theirs", async () => {
    const vms = databases(6).map(({ id }) => itemOf("VM", { id: `${id}/vm` }));
    const items = [...databases(6), ...vms];
    const { states, land } = setUp({
      async lists({ backupManagementType }) {
        if (backupManagementType === "AzureIaasVM") throw new Error("The list is broken.");
        return items.slice(0, 6);
      },
    });
    const looking = lookAtAll(states, items);
    land();

    expect(await looking).toEqual([...items.slice(0, 6), ...vms.map(() => undefined)]);
  });

  test("that a list lacks are read one by one", async () => {
    const items = databases(6);
    const { states, land } = setUp({ lists: async () => items.slice(1) });
    const looking = lookAtAll(states, items);
    land();

    expect(await looking).toEqual([undefined, ...items.slice(1)]);
  });
});
