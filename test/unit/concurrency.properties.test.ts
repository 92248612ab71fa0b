import fc from "fast-check";
import { expect, test } from "vitest";
import { awaitAll } from "../../src/concurrency.ts";
import { ActionError } from "../../src/errors.ts";
import { REASONS, type Reason } from "../../src/reasons.ts";

const ORDER = Object.keys(REASONS) as Reason[];

/** How one read of a round ends: after how many turns, and well or for a reason; undefined is no error of ours. */
const read = fc.record({
  turns: fc.nat(5),
  end: fc.oneof(
    fc.constant("well" as const),
    fc.constantFrom(...ORDER.filter((reason) => REASONS[reason].red)),
    fc.constant(undefined),
  ),
});
type Read = typeof read extends fc.Arbitrary<infer T> ? T : never;

async function carriedOut({ turns, end }: Read, index: number): Promise<number> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  if (end === "well") return index;
  throw end === undefined
    ? new TypeError("x is not a function")
    : new ActionError(end, "No.", { hint: "" });
}

const reasonOf = (error: unknown): Reason =>
  error instanceof ActionError ? error.reason : "defect";

test("of the errors of a round the first in the order of the reasons wins, whatever came first", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(read, { minLength: 1, maxLength: 6 }), async (reads) => {
      const ends = reads.flatMap(({ end }) => (end === "well" ? [] : [end ?? "defect"]));
      const worst = ORDER.find((reason) => ends.includes(reason));

      const outcome = await awaitAll(...reads.map(carriedOut)).then(
        (values) => ({ values }),
        (error: unknown) => ({ reason: reasonOf(error) }),
      );

      expect(outcome).toEqual(
        worst === undefined ? { values: reads.map((_, index) => index) } : { reason: worst },
      );
    }),
  );
});
