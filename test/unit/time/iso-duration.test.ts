import { describe, expect, test } from "vitest";
import { isoDurationMs } from "../../../src/time/iso-duration.ts";

describe("isoDurationMs", () => {
  test.each([
    ["PT10M37.8463076S", 637_846.3076],
    ["P1DT2H3M4S", 93_784_000],
    ["P1DT", 86_400_000],
    ["PT0S", 0],
    ["P2W", 14 * 86_400_000],
    ["p2dt1h", 49 * 3_600_000],
  ])("reads %s", (written, ms) => {
    expect(isoDurationMs(written)).toBeCloseTo(ms, 6);
  });

  test.each(["", "P", "PT", "P1M", "P1Y", "P1W2D", "PT1.5H", "PT1.S", "-PT1S", "PT1", " PT1S"])(
    "reads nothing in '%s'",
    (written) => {
      expect(isoDurationMs(written)).toBeUndefined();
    },
  );
});
