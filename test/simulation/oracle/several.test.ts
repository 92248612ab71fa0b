import { describe, expect, test } from "vitest";
import type { RunRecord } from "../record.ts";
import type { Scene } from "../scene.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { HEALTHY_DATABASE, type Stage } from "./record-builder.ts";
import {
  allOrNothing,
  failFastKept,
  foldTold,
  quotaSpared,
  reportKept,
  seatsKept,
  writtenOnce,
} from "./several.ts";
import { DONE, LEDGER, ORDERS, STOP, stopped } from "./several-builder.ts";

describe("allOrNothing", () => {
  const write = ({ writeTo }: Stage) => writeTo(0)("PUT", STOP);

  test("is broken by a write while another item is refused", () => {
    const items = [HEALTHY_DATABASE, { ...ORDERS, state: "SoftDeleted" as const }, LEDGER];
    const inputs = { item: "payroll\norders" };

    expect(
      allOrNothing.judge(stopped({ scene: { items }, inputs, happen: write })).breach,
    ).toContain("orders is refused");
    expect(allOrNothing.judge(stopped({ scene: { items }, inputs }))).toEqual(HOLDS);
  });

  test("is broken by a write where a line names nothing, or leaves nothing out", () => {
    for (const line of ["nothing", "!nothing"]) {
      const inputs = { item: `payroll\norders\n${line}` };
      expect(allOrNothing.judge(stopped({ inputs, happen: write })).breach).toContain(
        "a line names",
      );
    }
  });

  test("is broken by a write to more items than are allowed", () => {
    const inputs = { "max-items": "2" };
    expect(allOrNothing.judge(stopped({ inputs, happen: write })).breach).toContain("more than 2");
  });

  test("wants a line of confirm-delete for each item, and none beside", () => {
    const operation = "stop-protection-delete-data" as const;
    const judged = (confirmed: string) => {
      const inputs = {
        item: "sqlserver-0/payroll\nsqlserver-0/orders",
        "confirm-delete": confirmed,
      };
      const happen = ({ writeTo }: Stage) => writeTo(0)("DELETE");
      return allOrNothing.judge(stopped({ scene: { operation }, inputs, happen }));
    };

    expect(judged("orders\npayroll")).toEqual(NOT_AT_STAKE);
    for (const lines of ["orders", "orders\npayroll\nledger", "orders\norders\npayroll"])
      expect(judged(lines).breach).toContain("confirm-delete");
  });

  test("is not at stake where everything may be written", () => {
    expect(allOrNothing.judge(stopped({ happen: write }))).toEqual(NOT_AT_STAKE);
  });
});

test("writtenOnce is broken by a second write after Azure told of the first", () => {
  const twice = ({ write, at }: Stage) => {
    write("PUT", STOP);
    at(100_000);
    write("PUT", STOP);
  };

  expect(writtenOnce.judge(stopped({ happen: twice })).breach).toContain(
    "after Azure had taken one",
  );
  expect(writtenOnce.judge(stopped({ happen: ({ write }) => write("PUT", STOP) }))).toEqual(HOLDS);
});

test("seatsKept is broken by more items at once than may be", () => {
  const all = ({ writeTo, at }: Stage) => {
    for (const index of [0, 1, 2]) writeTo(index)("PUT", STOP);
    at(600_000);
  };
  const judged = (most: string) =>
    seatsKept.judge(
      stopped({ entries: [DONE, DONE, DONE], inputs: { "max-parallel": most }, happen: all }),
    );

  expect(judged("2").breach).toBe("3 items were in flight, and 2 may be");
  expect(judged("3")).toEqual(NOT_AT_STAKE);
});

test("failFastKept is broken by a write that begins after the first failure", () => {
  const FAILED = { gate: "closed", reason: "job-failed", changed: "true" };
  const judged = (inputs: Readonly<Record<string, string>>) =>
    failFastKept.judge(
      stopped({
        entries: [FAILED, DONE],
        inputs: { "max-parallel": "1", ...inputs },
        happen: ({ writeTo, at }) => {
          writeTo(0)("PUT", STOP);
          at(100_000);
          writeTo(1)("PUT", STOP);
        },
      }),
    );

  expect(judged({ "fail-fast": "true" }).breach).toContain("after the first failure");
  expect(judged({})).toEqual(NOT_AT_STAKE);
});

describe("foldTold", () => {
  const entries = [DONE, { ...DONE, gate: "closed", reason: "contact-lost", changed: "" }];
  const whole = { gate: "closed", changed: "true", "items-total": "2", "items-passed": "1" };

  test("holds where the whole says what its items say", () => {
    expect(foldTold.judge(stopped({ entries, outputs: whole }))).toEqual(HOLDS);
  });

  test.each([
    { gate: "open" },
    { changed: "false" },
    { "items-total": "3" },
    { "items-passed": "2" },
    { "job-id": "a job of one of them" },
  ])("is broken by %o", (wrong) => {
    expect(foldTold.judge(stopped({ entries, outputs: { ...whole, ...wrong } })).breach).toContain(
      Object.keys(wrong)[0],
    );
  });
});

test("quotaSpared is broken by a 429 that nobody else has a part in", () => {
  const asked = ({ read }: Stage) => read("/backupJobs", { outcome: 429 });
  const judged = (scene: Partial<Scene>) =>
    quotaSpared.judge(stopped({ entries: [DONE, DONE], scene, happen: asked }));

  expect(judged({}).breach).toContain("asked too often");
  expect(judged({ othersPerMinute: 2 })).toEqual(NOT_AT_STAKE);
  expect(judged({ quota: 20 })).toEqual(NOT_AT_STAKE);
});

const NOTHING_LEFT = { "x-ms-ratelimit-remaining-subscription-resource-requests": "0" };

test("quotaSpared is not broken by a request that leaves before the answer to one beside it", () => {
  const beside = (laterMs: number) =>
    quotaSpared.judge(
      stopped({
        entries: [DONE, DONE],
        happen: ({ read, at }) => {
          at(1_000);
          read("/backupJobs", { headers: NOTHING_LEFT });
          for (const later of [330_000, 330_000 + laterMs]) {
            at(later);
            read("/backupJobs", { outcome: 429 });
          }
        },
      }),
    );

  expect(beside(50)).toEqual(HOLDS);
  expect(beside(200).breach).toContain("asked too often");
});

test("reportKept is broken by an id that no report had while the step ran", () => {
  const record = stopped({
    happen: ({ write, at }) => {
      write("PUT", STOP);
      at(1_000);
    },
  });
  const [, put] = record.requests;
  const headers = { "azure-asyncoperation": "https://x/operationsStatus/one-id?t=1" };
  const told = { ...record, requests: [{ ...put, headers }] } as unknown as RunRecord;

  expect(reportKept.judge(told).breach).toContain("one-id");
  record.host.reports.push('{"operation-id":"one-id"}', "the last one");
  expect(reportKept.judge(told)).toEqual(HOLDS);
});
