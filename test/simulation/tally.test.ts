import { expect, test } from "vitest";
import { buildRecord } from "./oracle/record-builder.ts";
import { tallyOf } from "./tally.ts";

const record = buildRecord();

test("the table counts runs, what was at stake and what was broken", () => {
  const tally = tallyOf(["gateTruth", "quotaKept"]);
  tally.add(1, { record, atStake: ["gateTruth"], breaches: [] });
  tally.add(2, {
    record,
    atStake: ["gateTruth", "quotaKept"],
    breaches: [{ property: "quotaKept", what: "backupjobs was asked" }],
  });

  const lines = tally.table().split("\n");
  expect(lines[1]?.split(/ +/)).toEqual(["gateTruth", "2", "2", "0"]);
  expect(lines[2]?.split(/ +/)).toEqual(["quotaKept", "2", "1", "1"]);
  expect(tally.broken).toBe(1);
});

test("each failing seed comes with the command that plays it again", () => {
  const tally = tallyOf(["quotaKept"]);
  const breaches = [{ property: "quotaKept", what: "backupjobs was asked" }];
  tally.add(77, { record, atStake: ["quotaKept"], breaches });

  expect(tally.failures()[0]).toContain("--seed 77 --property quotaKept");
});
