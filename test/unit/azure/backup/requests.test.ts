import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArmResponse } from "../../../../src/azure/arm/answer.ts";
import type { ArmRequest } from "../../../../src/azure/arm/request.ts";
import {
  filterOf,
  filterTime,
  type Permission,
  vaultRequests,
} from "../../../../src/azure/backup/requests.ts";
import { armResponse } from "../arm/response-builders.ts";

const ORIGIN = "https://management.azure.com";
const PATH = "/subscriptions/s/vaults/v/backupJobs";
const NEXT = `${ORIGIN}${PATH}?api-version=2025-02-01&$skipToken=`;

/** Requests to an ARM that answers in this order, the last for ever. */
function setUp(...answers: [ArmResponse, ...ArmResponse[]]) {
  const sent: ArmRequest[] = [];
  const arm = {
    origin: ORIGIN,
    async send(request: ArmRequest) {
      sent.push(request);
      return answers[Math.min(sent.length, answers.length) - 1] ?? answers[0];
    },
    async readyToWrite() {},
  };
  const { send, pages } = vaultRequests(arm);
  const all = () => pages({ path: PATH, doing: "list the jobs", permission: "jobs", filter: "a" });
  return { sent, send, all };
}

const page = (value: unknown, nextLink?: unknown) => armResponse(200, { value, nextLink });

describe("a request", () => {
  test("is a GET with the api-version, and nothing that was not asked for", async () => {
    const { sent, send } = setUp(armResponse(200));

    await send({ path: PATH, doing: "read it", permission: "vault" });

    expect(sent).toEqual([
      {
        method: "GET",
        path: PATH,
        doing: "read it",
        action: "Microsoft.RecoveryServices/Vaults/read",
        query: { "api-version": "2025-02-01" },
      },
    ]);
  });

  test.each([
    { filter: undefined, query: { "api-version": "2025-02-01" } },
    { filter: "", query: { "api-version": "2025-02-01" } },
    { filter: "a eq 'b'", query: { "api-version": "2025-02-01", $filter: "a eq 'b'" } },
  ])("with the filter '$filter' asks for $query", async ({ filter, query }) => {
    const { sent, send } = setUp(armResponse(200));

    await send({
      path: PATH,
      doing: "",
      permission: "jobs",
      ...(filter === undefined ? {} : { filter }),
    });

    expect(sent[0]?.query).toStrictEqual(query);
    expect(sent[0]).not.toHaveProperty("filter");
    expect(sent[0]).not.toHaveProperty("permission");
  });

  test("to a URL with a query of its own adds none", async () => {
    const { sent, send } = setUp(armResponse(200));

    await send({ path: `${NEXT}abc`, doing: "", permission: "jobs", filter: "a" });

    expect(sent[0]).toMatchObject({ path: `${NEXT}abc`, query: {} });
  });

  test("hands on method, body, headers and what it accepts", async () => {
    const { sent, send } = setUp(armResponse(202));
    const parts = { method: "PUT", body: { a: 1 }, headers: { b: "c" }, accept: [404] } as const;

    await send({ path: PATH, doing: "", permission: "PUT", ...parts });

    expect(sent[0]).toMatchObject(parts);
  });

  // Written out from the role definitions, so that a slip in the table shows.
  const ITEM = "backupFabrics/protectionContainers/protectedItems";
  const NEEDS: Readonly<Record<Permission, string>> = {
    vault: "read",
    listItems: "backupProtectedItems/read",
    item: `${ITEM}/read`,
    PUT: `${ITEM}/write`,
    DELETE: `${ITEM}/delete`,
    POST: `${ITEM}/backup/action`,
    recoveryPoints: `${ITEM}/recoveryPoints/read`,
    policy: "backupPolicies/read",
    jobs: "backupJobs/read",
    cancelJob: "backupJobs/cancel/action",
    jobResult: "backupJobs/operationResults/read",
    operation: "backupOperations/read",
    itemOperation: `${ITEM}/operationsStatus/read`,
    guard: "backupResourceGuardProxies/read",
    unlockDelete: "backupResourceGuardProxies/unlockDelete/action",
  };

  test.each(Object.entries(NEEDS) as [Permission, string][])(
    "for %s names the action %s",
    async (permission, action) => {
      const { sent, send } = setUp(armResponse(200));

      await send({ path: PATH, doing: "", permission });

      expect(sent[0]?.action).toBe(`Microsoft.RecoveryServices/Vaults/${action}`);
    },
  );
});

describe("pages", () => {
  test("are read to the last, in their order, each link to the letter", async () => {
    const { sent, all } = setUp(
      page([1, 2], `${NEXT}a%2Bb%3D%3D`),
      page([], `${NEXT}c`),
      page([3]),
    );

    expect(await all()).toEqual([1, 2, 3]);
    expect(sent.map(({ path }) => path)).toEqual([PATH, `${NEXT}a%2Bb%3D%3D`, `${NEXT}c`]);
    expect(sent.map(({ query }) => Object.keys(query ?? {}))).toEqual([
      ["api-version", "$filter"],
      [],
      [],
    ]);
    expect(new Set(sent.map(({ action }) => action)).size).toBe(1);
  });

  test.each([undefined, null, "", {}, []])("end where the next link is %j", async (nextLink) => {
    const { sent, all } = setUp(page([1], nextLink));

    expect(await all()).toEqual([1]);
    expect(sent).toHaveLength(1);
  });

  test.each([
    "https://evil.example/page2",
    "http://management.azure.com/page2",
    "https://management.azure.com:8443/page2",
    "https://management.azure.com.evil.example/page2",
    "https://management.azure.com@evil.example/page2",
    "//evil.example/page2",
    "/page2",
    "not a URL",
  ])("on another host are never asked for: %s", async (nextLink) => {
    const { sent, all } = setUp(page([1], nextLink));

    await expect(all()).rejects.toMatchObject({
      reason: "contact-lost",
      message: "Could not list the jobs: the next page is on another host.",
    });
    expect(sent).toHaveLength(1);
  });

  test("on the same host in other words are", async () => {
    const { all } = setUp(page([1], "https://MANAGEMENT.azure.com:443/page2?x=1"), page([2]));

    expect(await all()).toEqual([1, 2]);
  });

  test.each([
    { what: "to itself", links: ["a", "a"], requests: 2 },
    { what: "in a circle", links: ["a", "b", "a"], requests: 3 },
  ])("that lead $what are not read for ever", async ({ links, requests }) => {
    const [first = "", ...others] = links;
    const { sent, all } = setUp(
      page([1], `${NEXT}${first}`),
      ...others.map((link) => page([1], `${NEXT}${link}`)),
    );

    await expect(all()).rejects.toMatchObject({
      reason: "contact-lost",
      message: "Could not list the jobs: its pages never end.",
    });
    expect(sent).toHaveLength(requests);
  });

  test.each([undefined, null, {}, [], "x", { value: null }, { value: {} }, { value: "x" }])(
    "that are no list are no empty list: %j",
    async (body) => {
      const { all } = setUp(armResponse(200, body));

      await expect(all()).rejects.toMatchObject({
        reason: "contact-lost",
        message: "Could not list the jobs: the answer is not a list.",
      });
    },
  );
});

describe("a filter", () => {
  test.each([
    { terms: {}, says: "" },
    { terms: { a: undefined }, says: "" },
    { terms: { a: "b" }, says: "a eq 'b'" },
    { terms: { a: "b", c: undefined, d: "e" }, says: "a eq 'b' and d eq 'e'" },
    { terms: { a: "O'Brien's" }, says: "a eq 'O''Brien''s'" },
    { terms: { a: "" }, says: "a eq ''" },
  ])('of $terms is "$says"', ({ terms, says }) => {
    expect(filterOf(terms)).toBe(says);
  });

  test("never lets a value out of its quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", "a", " ", "e", "q") }), (value) => {
        const inside = filterOf({ a: value }).slice("a eq '".length, -1);

        expect(inside.replaceAll("''", "")).not.toContain("'");
        expect(inside.replaceAll("''", "'")).toBe(value);
      }),
    );
  });
});

test.each([
  { at: [0, 0, 0], says: "2026-01-31 12:00:00 AM" },
  { at: [0, 59, 59], says: "2026-01-31 12:59:59 AM" },
  { at: [1, 5, 0], says: "2026-01-31 01:05:00 AM" },
  { at: [11, 59, 59], says: "2026-01-31 11:59:59 AM" },
  { at: [12, 0, 0], says: "2026-01-31 12:00:00 PM" },
  { at: [12, 30, 0], says: "2026-01-31 12:30:00 PM" },
  { at: [13, 5, 0], says: "2026-01-31 01:05:00 PM" },
  { at: [23, 59, 59], says: "2026-01-31 11:59:59 PM" },
])("a filter writes $at as $says", ({ at: [hour, minute, second], says }) => {
  expect(filterTime(Date.UTC(2026, 0, 31, hour, minute, second))).toBe(says);
});
