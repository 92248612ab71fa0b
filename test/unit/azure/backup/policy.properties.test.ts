import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareRetention,
  type Duration,
  type Policy,
} from "../../../../src/azure/backup/policy.ts";

const duration: fc.Arbitrary<Duration> = fc.record({
  count: fc.integer({ min: 0, max: 400 }),
  unit: fc.constantFrom("Days", "Weeks", "Months", "Years"),
});
const part = fc.record({
  kind: fc.constantFrom("full, daily", "full, weekly", "log", "differential"),
  duration: fc.option(duration, { nil: undefined }),
});
const policy = fc.array(part, { maxLength: 6 }).map((retention): Policy => {
  return {
    id: "p",
    name: "p",
    backupManagementType: "AzureWorkload",
    workloadType: "SQLDataBase",
    policyType: "",
    retention,
    schedule: [],
    isVaulted: false,
  };
});

/** The fewest and the most days that a duration can be, by any calendar. */
function days({ count, unit }: Duration): { least: number; most: number } {
  switch (unit) {
    case "Days":
      return { least: count, most: count };
    case "Weeks":
      return { least: count * 7, most: count * 7 };
    case "Months":
      return { least: count * 28, most: count * 31 };
    case "Years":
      return { least: count * 365, most: count * 366 };
  }
}

describe("a comparison of retention", () => {
  test("calls nothing as long that some part of the new policy cuts below some part of the present one", () => {
    fc.assert(
      fc.property(policy, policy, (former, next) => {
        for (const { kind, shorter } of compareRetention(former, next)) {
          if (shorter) continue;
          for (const old of former.retention.filter((one) => one.kind === kind)) {
            const fresh = next.retention.filter((one) => one.kind === kind);
            expect(fresh.length).toBeGreaterThan(0);
            for (const one of fresh) {
              expect(one.duration).toBeDefined();
              expect(old.duration).toBeDefined();
              if (one.duration === undefined || old.duration === undefined) continue;
              expect(days(one.duration).most).toBeGreaterThanOrEqual(days(old.duration).least);
              const alike = one.duration.unit === old.duration.unit;
              if (alike) expect(one.duration.count).toBeGreaterThanOrEqual(old.duration.count);
            }
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("names every kind of either policy once", () => {
    fc.assert(
      fc.property(policy, policy, (former, next) => {
        const kinds = [...former.retention, ...next.retention].map(({ kind }) => kind);

        expect(
          compareRetention(former, next)
            .map(({ kind }) => kind)
            .sort(),
        ).toEqual([...new Set(kinds)].sort());
      }),
    );
  });

  test("is never milder about a longer present policy, or about a shorter new one", () => {
    const readable = part.filter(({ duration: given }) => given !== undefined);
    fc.assert(
      fc.property(policy, policy, readable, (former, next, more) => {
        const shorter = (one: Policy, other: Policy) =>
          compareRetention(one, other).find(({ kind }) => kind === more.kind)?.shorter ?? false;
        const stricter = { ...former, retention: [...former.retention, more] };
        const hadKind = next.retention.some(({ kind }) => kind === more.kind);
        const weaker = { ...next, retention: [...next.retention, more] };

        if (shorter(former, next)) expect(shorter(stricter, next)).toBe(true);
        if (hadKind && shorter(former, next)) expect(shorter(former, weaker)).toBe(true);
      }),
    );
  });

  test("of a policy with itself finds nothing shorter, where each kind is there once and readable", () => {
    const simple = fc.uniqueArray(
      part.filter(({ duration: given }) => given !== undefined),
      { selector: ({ kind }) => kind, maxLength: 4 },
    );
    fc.assert(
      fc.property(policy, simple, (made, retention) => {
        const one = { ...made, retention };

        expect(compareRetention(one, one).every(({ shorter }) => !shorter)).toBe(true);
      }),
    );
  });
});
