import { expect, test } from "vitest";
import { Emulator } from "../emulator.ts";
import { Book } from "./book.ts";
import { asOf } from "./past.ts";
import { itemId } from "./state.ts";

const ORIGIN = "https://management.azure.com";

/** A vault with one database, its book, and a clock. */
function stage() {
  let now = 1_000_000;
  const azure = new Emulator({ now: () => now, origin: ORIGIN, seeded: false });
  const vault = azure.addVault({ name: "Vault", resourceGroup: "Group" });
  const item = azure.addItem({
    workload: "SQLDataBase",
    container: "VMAppContainer;Compute;Group;server",
    name: "SQLDataBase;mssqlserver;erp",
    friendlyName: "erp",
  });
  const book = new Book(azure, vault, now);
  const request = (method: string, properties?: object) => ({
    method,
    url: `${ORIGIN}${itemId(item)}?api-version=2024-10-01`,
    headers: { authorization: "Bearer test-token", "content-type": "application/json" },
    ...(properties && { body: JSON.stringify({ properties }) }),
  });
  const stop = request("PUT", {
    protectedItemType: "AzureVmWorkloadSQLDatabase",
    protectionState: "ProtectionStopped",
  });
  return {
    ...{ azure, vault, item, book, stop, request },
    pass: (seconds: number) => {
      now += seconds * 1_000;
      book.settle();
    },
    now: () => now,
  };
}

test("the book keeps each state with the time since when it held, whenever it is asked", async () => {
  const { item, book, stop, pass, now } = stage();
  await book.handle(stop, "ours", now());
  pass(3_600);

  expect(book.pages.map(({ at, items }) => [at, items.get(item)?.protectionState])).toEqual([
    [1_000_000, "IRPending"],
    [1_033_000, "ProtectionStopped"],
  ]);
  expect(book.at(1_032_999).items.get(item)?.protectionState).toBe("IRPending");
  expect(book.between(1_000_000, 1_033_000)).toHaveLength(2);
  expect(book.between(1_033_001, 1_040_000)).toHaveLength(1);
});

test("a setting that only Azure knows of makes a page of its own", () => {
  const { vault, book, now } = stage();
  vault.softDeleteEnforced = true;
  book.note(now() + 1);

  expect(book.pages.map(({ softDeleteEnforced }) => softDeleteEnforced)).toEqual([false, true]);
});

test("a write is booked with its writer, its operation and its job", async () => {
  const { vault, book, stop, now } = stage();
  await book.handle(stop, "others", now());
  await book.handle(stop, "ours", now());

  expect(book.writes.map(({ by, status, accepted }) => ({ by, status, accepted }))).toEqual([
    { by: "others", status: 202, accepted: true },
    { by: "ours", status: 409, accepted: false },
  ]);
  expect(book.writes[0]?.job).toBe(vault.jobs[0]);
  expect(book.ours.size).toBe(0);
});

test("another name, and an item of the same name elsewhere, are pages of their own", () => {
  const { azure, vault, item, book, now } = stage();
  item.friendlyName = "crm-old";
  book.note(now());
  vault.items.splice(vault.items.indexOf(item), 1);
  azure.addItem({ ...item, container: `${item.container}9` }, vault);
  book.note(now());

  expect(book.pages).toHaveLength(3);
  expect(book.pages[1]?.items.get(item)?.friendlyName).toBe("crm-old");
});

test("a later change does not reach what was written down", () => {
  const { item, book, now } = stage();
  item.recoveryPoints.push({
    ...{ id: "1", time: 0, type: "Full", expiresAt: undefined, softDeleted: false, tiers: [] },
  });
  book.note(now());
  for (const point of item.recoveryPoints) point.softDeleted = true;

  expect(book.at(now()).items.get(item)?.recoveryPoints[0]?.softDeleted).toBe(false);
});

test("a read as of an earlier moment shows what was, and leaves everything as it is", async () => {
  const { azure, vault, item, book, request, pass, now } = stage();
  await book.handle(request("DELETE"), "others", now());
  pass(15 * 86_400);
  expect(vault.items).toEqual([]);

  const answer = await asOf(book, 1_010_000, () => azure.handle(request("GET")));

  expect("response" in answer && answer.response.body).toContain('"protectionState":"IRPending"');
  expect(vault.items).toEqual([]);
  expect(item.deletedAt).toBe(1_000_000);
});
