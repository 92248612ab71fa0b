import { describe, expect, test } from "vitest";
import { adviceToBackUp, whyNoPoint } from "../../../src/operations/no-usable-point.ts";
import { item, point } from "../azure/backup/read-builders.ts";

const STOPPED = item({ condition: "stopped" });
const NOW = Date.UTC(2026, 0, 5, 10);

describe("the way to a new recovery point", () => {
  test.each([
    { what: "of any type", types: "any", points: [], use: "'backup-now'" },
    { what: "that is full", types: "full", points: [], use: "'backup-now'" },
    {
      what: "of logs, which need a full one first",
      types: "log",
      points: [],
      use: "'backup-now' with 'backup-type: Full', then with 'backup-type: Log'",
    },
    {
      what: "of logs, where a full one is there",
      types: "log",
      points: [point(), point({ type: "Differential" })],
      use: "'backup-now' with 'backup-type: Log'",
    },
    {
      what: "of logs, where no full one is usable",
      types: "log",
      points: [point({ flaw: "soft-deleted" }), point({ type: "Differential" })],
      use: "'backup-now' with 'backup-type: Full', then with 'backup-type: Log'",
    },
  ] as const)("$what", ({ types, points, use }) => {
    expect(adviceToBackUp(item(), types, points)).toBe(`Use ${use}, then run this step again.`);
  });

  test("begins with the protection of an item that is stopped", () => {
    expect(adviceToBackUp(STOPPED, "any", [])).toBe(
      "Use 'resume-protection' and 'backup-now', then run this step again.",
    );
  });
});

describe("an item without a usable point", () => {
  test.each(["Simple", "simple"])("has no logs in the model '%s'", (recoveryModel) => {
    const listed = { item: item({ recoveryModel }), points: [], now: NOW };

    expect(whyNoPoint("log", listed).hint).toContain("which has no log backups");
    expect(whyNoPoint("full", listed).hint).not.toContain("log backups");
  });

  test.each(["Full", "NotSimple", "SimpleOrNot", ""])(
    "may have logs in the model '%s'",
    (recoveryModel) => {
      const listed = { item: item({ recoveryModel }), points: [], now: NOW };

      expect(whyNoPoint("log", listed).hint).toContain("'backup-type: Log'");
    },
  );

  test("is only backed up where nothing is listed, and looked at where something is", () => {
    const none = { item: item(), points: [], now: NOW };
    const one = { ...none, points: [point({ flaw: "soft-deleted" })] };

    expect(whyNoPoint("any", none)).toEqual({
      clause: ": Azure lists none",
      hint: "Use 'backup-now', then run this step again.",
    });
    expect(whyNoPoint("any", one)).toEqual({
      clause: ": Azure lists one, which is soft-deleted",
      hint: "Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
    });
  });
});
