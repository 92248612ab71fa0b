import fc from "fast-check";
import { expect, test } from "vitest";
import { toDotenv } from "../../../../src/hosts/cli/dotenv.ts";
import { type Facts, toFacts } from "../../../../src/report/outputs.ts";

const FACTS = toFacts({ known: {}, verdict: { reason: "completed", message: "", hint: "" } }, "");

test("the gate is the last of at most twenty lines", () => {
  const lines = toDotenv(FACTS).trimEnd().split("\n");

  expect(lines.length).toBeLessThanOrEqual(20);
  expect(lines.at(-1)).toBe("BACKUP_GATE=open");
});

test.each(["a b", "$(id)", "`id`", "a;b", "a'b", "é", "x".repeat(201)])(
  "a value that is not safe in a shell or not short is left empty: %s",
  (value) => {
    expect(toDotenv({ ...FACTS, "job-id": value })).toContain("\nBACKUP_GATE_JOB_ID=\n");
  },
);

test("the file is within GitLab's limits, and safe to source, whatever Azure says", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(FACTS)), fc.string()), (values) => {
      const file = toDotenv({ ...FACTS, ...values } as Facts);

      expect(Buffer.byteLength(file)).toBeLessThan(5_120);
      expect(file).toMatch(/^(?:[A-Z_]+=[A-Za-z0-9._:+/-]*\n){20}$/);
    }),
  );
});
