import { describe, expect, test } from "vitest";
import { holds } from "../../../src/sequence/conflict.ts";
import { item, job } from "../made.ts";

const running = { status: "InProgress", phase: "running", endTime: undefined } as const;
const other = item({ id: "another id", levels: [{ kind: "server", names: ["vm-2"] }] });

test.each(["Backup", "ConfigureBackup"])(
  "a %s that may be another's holds an item of which Azure says that something holds it",
  (operation) => {
    const seen = job({ ...running, operation, entityFriendlyName: "payroll" });
    const conflict = { item: item(), listed: [item(), other] };
    const service = { code: "BMSUserErrorObjectLocked", message: "", recommendations: [] };

    expect(holds(seen, conflict)).toBe(false);
    expect(holds(seen, { ...conflict, service })).toBe(true);
    expect(holds(job({ ...seen, entityFriendlyName: "ledger" }), { ...conflict, service })).toBe(
      false,
    );
  },
);

describe("an item is held by a job", () => {
  test.each([
    { what: "that runs on it", changes: { operation: "Backup" }, before: true, settled: false },
    { what: "that changes it", changes: {}, before: true, settled: true },
    {
      what: "that may be another's",
      changes: { operation: "DisableBackup", entityFriendlyName: "payroll" },
      before: false,
      settled: true,
    },
    {
      what: "that is another's",
      changes: { entityFriendlyName: "orders [sql-host]" },
      before: false,
      settled: false,
    },
    {
      what: "that is over",
      changes: { status: "Completed", phase: "completed" } as const,
      before: false,
      settled: false,
    },
  ])(
    "$what: $before before a write, $settled where it is in the wanted state",
    ({ changes, before, settled }) => {
      const seen = job({ ...running, ...changes });
      const conflict = { item: item(), listed: [item(), other] };

      expect(holds(seen, conflict)).toBe(before);
      expect(holds(seen, { ...conflict, settling: true })).toBe(settled);
    },
  );

  test("that may be another's backup, only where Azure says that something holds the item", () => {
    const seen = job({ ...running, operation: "Backup", entityFriendlyName: "payroll" });
    const conflict = { item: item(), listed: [item(), other] };
    const service = { code: "BMSUserErrorObjectLocked", message: "", recommendations: [] };

    expect(holds(seen, conflict)).toBe(false);
    expect(holds(seen, { ...conflict, service })).toBe(true);
  });
});
