import { describe, expect, test } from "vitest";
import type { AccountSoFar } from "../../../src/report/step-report.ts";
import { newLedger } from "../../../src/run/ledger.ts";
import type { Verdict } from "../../../src/sequence/known.ts";
import { item } from "../azure/backup/read-builders.ts";
import { IN_DOUBT } from "../sequence/step-builders.ts";

const done: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
const [A, B] = ["a", "b"].map((name) => ({ item: item({ friendlyName: name }), path: name }));
const ITEMS = [A, B].flatMap((one) => one ?? []);

function setUp() {
  const told: (readonly AccountSoFar[])[] = [];
  return { told, ledger: newLedger((accounts) => told.push(accounts)) };
}

describe("what the host is told", () => {
  test("is the step's own account, while it is about no item or about one", () => {
    const { told, ledger } = setUp();

    ledger.tell();
    ledger.step.learn({ path: "a", job: { id: "7", status: "" } });

    expect(told).toEqual([
      [{ known: {}, verdict: undefined }],
      [{ known: { path: "a", job: { id: "7", status: "" } }, verdict: undefined }],
    ]);
  });

  test("is every item as soon as all are known, though none has been looked at", () => {
    const { told, ledger } = setUp();

    ledger.announce(ITEMS);

    expect(told.at(-1)?.map(({ known }) => known)).toEqual([
      { before: A?.item, path: "a" },
      { before: B?.item, path: "b" },
    ]);
  });

  test("is all that is known of every item, at each id of any of them", () => {
    const { told, ledger } = setUp();
    ledger.announce(ITEMS);
    const [b, a] = ["b", "a"].map((path) => ledger.forItem(path));

    b?.findings.learn({ lro: { id: "op-b", status: "" } });
    a?.findings.learn({ notes: ["Kept."] });
    a?.findings.learn({ job: { id: "7", status: "" } });

    expect(told).toHaveLength(3);
    expect(told.at(-1)?.map(({ known }) => [known.path, known.lro?.id, known.job?.id])).toEqual([
      ["a", undefined, "7"],
      ["b", "op-b", undefined],
    ]);
    expect(told.at(-1)?.[0]?.known.notes).toEqual(["Kept."]);
  });

  test("has the verdict on an item whose work has ended", () => {
    const { told, ledger } = setUp();
    ledger.announce(ITEMS);

    ledger.forItem("a").end(done);
    ledger.tell();

    expect(told.at(-1)?.map(({ verdict }) => verdict)).toEqual([done, undefined]);
  });

  test("is the same object for an item of which nothing has changed", () => {
    const { told, ledger } = setUp();
    ledger.announce(ITEMS);
    const a = ledger.forItem("a");

    a.findings.learn({ job: { id: "7", status: "" } });
    a.findings.learn({ job: { id: "8", status: "" } });
    const [before, after] = told.slice(-2);

    expect(after?.[1]).toBe(before?.[1]);
    expect(after?.[0]).not.toBe(before?.[0]);
  });
});

describe("an item", () => {
  test("that is begun anew keeps its place and forgets what was found", () => {
    const { ledger } = setUp();
    ledger.announce(ITEMS);
    ledger.forItem("a").findings.learn({ notes: ["Old."] });

    const { findings } = ledger.forItem("a");

    expect(findings.known()).toEqual({ before: A?.item, path: "a" });
    expect(ledger.entries().map(({ path }) => path)).toEqual(["a", "b"]);
    expect(ledger.size()).toBe(2);
  });

  test("that nobody announced is told of all the same", () => {
    const { ledger } = setUp();

    ledger.forItem("c").findings.learn({ path: "c" });

    expect(ledger.entries().map(({ findings }) => findings.known())).toEqual([{ path: "c" }]);
  });

  test("has begun once its work has, or once something was sent", () => {
    const { ledger } = setUp();
    ledger.announce(ITEMS);
    const [a, b] = ["a", "b"].map((path) => ledger.forItem(path));
    expect([a?.begun, b?.begun]).toEqual([false, false]);

    a?.begin();
    b?.findings.learn({ write: IN_DOUBT });

    expect([a?.begun, b?.begun]).toEqual([true, true]);
  });

  test("that ends without a verdict is left out", () => {
    const { ledger } = setUp();
    const entry = ledger.forItem("a");
    expect(entry.leftOut).toBe(false);

    entry.end(undefined);

    expect(entry).toMatchObject({ leftOut: true, begun: true, verdict: undefined });
  });
});
