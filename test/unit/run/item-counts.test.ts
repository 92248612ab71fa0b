import { describe, expect, test } from "vitest";
import type { Reason } from "../../../src/reasons.ts";
import { itemCounts } from "../../../src/run/item-counts.ts";
import { newLedger } from "../../../src/run/ledger.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { paceOn } from "../time/pace-builder.ts";

/** A step about so many items, and the lines about them. */
function setUp(count: number) {
  const clock = new VirtualClock();
  const { log, said, startedAt } = paceOn(clock);
  const ledger = newLedger(() => {});
  const counts = itemCounts(ledger, { log, clock, startedAt });
  ledger.announce(
    Array.from({ length: count }, (_, index) => ({ item: item(), path: `vm/${index}` })),
  );
  counts.announce();
  const begin = (index: number) => {
    const entry = ledger.forItem(`vm/${index}`);
    entry.begin();
    counts.update();
    return {
      end(reason: Reason | undefined) {
        entry.end(reason && { reason, message: "So it was.", hint: "" });
        counts.ended(entry);
      },
    };
  };
  return { clock, counts, ledger, begin, lines: () => said.map(({ line }) => line) };
}

const OPENING =
  "300 items. The log shows each failure, and the counts now and then; other lines about an item are debug lines.";

test("up to five items have no lines but their own, and one for each end", () => {
  const { clock, counts, begin, lines } = setUp(5);

  const first = begin(0);
  clock.advance(3_600_000);
  first.end("job-failed");
  begin(1).end("completed");
  begin(2).end(undefined);
  counts.finish();

  expect(lines()).toEqual([
    "[vm/0] Gate closed: job-failed. So it was.",
    "[vm/1] Gate open: completed. So it was.",
  ]);
});

test("more are counted in a line at first", () => {
  expect(setUp(300).lines()).toEqual([OPENING]);
});

test("a failure is a line at once", () => {
  const { begin, lines } = setUp(300);

  begin(0).end("completed");
  begin(7).end("job-failed");

  expect(lines()).toEqual([OPENING, "[vm/7] Gate closed: job-failed. So it was."]);
});

test.each(["not-started", "workflow-cancelled", "dry-run", "completed", undefined] as const)(
  "an item that is %s is no failure of its own",
  (reason) => {
    const { begin, lines } = setUp(300);

    begin(0).end(reason);

    expect(lines()).toEqual([OPENING]);
  },
);

describe("the counts", () => {
  test("come once a minute at most, however much happens", () => {
    const { clock, begin, lines } = setUp(300);

    for (let index = 0; index < 200; index++) {
      begin(index).end("completed");
      clock.advance(1_000);
    }

    expect(lines()).toEqual([
      OPENING,
      "60 of 300 items: 60 passed, 1 in flight; 1 min into the step.",
      "120 of 300 items: 120 passed, 1 in flight; 2 min into the step.",
      "180 of 300 items: 180 passed, 1 in flight; 3 min into the step.",
    ]);
  });

  test("come every five minutes while nothing changes", () => {
    const { clock, counts, begin, lines } = setUp(300);
    begin(0);

    for (let minute = 0; minute < 12; minute++) {
      clock.advance(60_000);
      counts.update();
    }

    expect(lines().slice(1)).toEqual([
      "0 of 300 items: 1 in flight; 1 min into the step.",
      "0 of 300 items: 1 in flight; 6 min into the step.",
      "0 of 300 items: 1 in flight; 11 min into the step.",
    ]);
  });

  test("tell how many items were found, before work on any begins", () => {
    const { clock, counts, lines } = setUp(300);

    clock.advance(60_000);
    counts.update();

    expect(lines().at(-1)).toBe("Found 300 items; 1 min into the step.");
  });

  test("name each kind of end, and come in the end at any rate", () => {
    const { counts, ledger, begin, lines } = setUp(10);
    const ends = ["completed", "refused", "dry-run", "job-running", undefined] as const;
    for (const [index, reason] of ends.entries()) begin(index).end(reason);
    begin(5).end("workflow-cancelled");
    begin(6).end("not-started");
    begin(7);
    begin(8);
    ledger.entries()[8]?.findings.learn({ job: job({ phase: "completed" }) });
    begin(9);
    ledger.entries()[9]?.findings.learn({ lroEndedAt: 1 });

    counts.finish();

    expect(lines().at(-1)).toBe(
      "7 of 10 items: 1 passed, 1 failed, 1 to do, 1 left running, 1 not judged, 1 cancelled, 1 not started, 2 done in Azure, 1 in flight; 0 s into the step.",
    );
  });
});

test.each([
  { what: "a job that runs", known: { job: job({ phase: "running" }), lroEndedAt: 1 } },
  { what: "a job that was not read yet", known: { job: { id: "7", status: "" } } },
  { what: "an operation that goes on", known: { lro: { id: "7", status: "InProgress" } } },
])("an item with $what is in flight", ({ known }) => {
  const { counts, ledger, begin, lines } = setUp(6);
  begin(0);
  ledger.entries()[0]?.findings.learn(known);
  counts.finish();

  expect(lines().at(-1)).toBe("0 of 6 items: 1 in flight; 0 s into the step.");
});
