import { describe, expect, test } from "vitest";
import { nativeName } from "../../../../src/azure/backup/native-name.ts";
import { progressOf } from "../../../../src/hosts/github/progress.ts";
import type { AccountSoFar } from "../../../../src/report/step-report.ts";
import type { Known, Verdict } from "../../../../src/sequence/known.ts";
import { FakeRunner } from "../../../support/fake-runner.ts";
import { item, job } from "../../azure/backup/read-builders.ts";

function setUp() {
  const runner = new FakeRunner();
  const set: string[] = [];
  const inner = runner.output.bind(runner);
  runner.output = (name, value) => {
    set.push(name);
    inner(name, value);
  };
  return { runner, set, progress: progressOf(runner) };
}

const undecided = (known: Known): AccountSoFar => ({ known, verdict: undefined });
const report = ({ reports }: FakeRunner) => JSON.parse(reports.at(-1) ?? "");

describe("the report of a step that has not ended", () => {
  test("says so, and has no open gate and no reason yet", () => {
    const { runner, progress } = setUp();

    progress([undecided({})]);

    expect(report(runner)).toEqual({
      version: 1,
      truncated: false,
      finished: false,
      items: [{ gate: "closed", reason: "", changed: "false" }],
    });
    expect(runner.outputs.get("report-path")).toBe("/runner/temp/report.json");
  });

  test("has every item with its name and its ids, and the verdict on one that has ended", () => {
    const { runner, progress } = setUp();
    const verdict: Verdict = { reason: "completed", message: "Done.", hint: "" };

    progress([
      { known: { path: "vm/a", before: item(), job: job({ id: "7" }) }, verdict },
      undecided({ path: "vm/b", before: item(), lro: { id: "op-1", status: "InProgress" } }),
    ]);

    expect(report(runner).items).toMatchObject([
      { gate: "open", reason: "completed", "item-path": "vm/a", "job-id": "7" },
      { gate: "closed", reason: "", "item-path": "vm/b", "operation-id": "op-1" },
    ]);
  });

  test("has no more of an item than that, but every job if there are several", () => {
    const { runner, progress } = setUp();
    const tasks = [{ name: "Transfer", status: "Completed" }];
    const before = item();

    progress([
      undecided({
        ...{ path: "vm/a", before, job: job({ id: "8", status: "InProgress", tasks }) },
        formerJobs: [{ id: "7", status: "Failed" }],
      }),
    ]);

    expect(report(runner).items).toEqual([
      {
        ...{ gate: "closed", reason: "", changed: "false" },
        ...{
          item: nativeName(before.address),
          "item-path": "vm/a",
          "job-id": "8",
          "job-status": "InProgress",
        },
        jobs: [
          { id: "7", status: "Failed" },
          { id: "8", status: "InProgress" },
        ],
      },
    ]);
  });

  test("turns only what has changed into JSON anew", () => {
    const { progress } = setUp();
    let reads = 0;
    const counted = undecided(
      Object.defineProperty({}, "job", {
        get() {
          reads++;
          return undefined;
        },
      }),
    );

    progress([counted, undecided({})]);
    const first = reads;
    progress([counted, undecided({})]);

    expect(first).toBeGreaterThan(0);
    expect(reads).toBe(first);
  });

  test("never holds a command of the runner", () => {
    const { runner, progress } = setUp();

    progress([undecided({ path: "::error::x ##[error]y", before: item() })]);

    expect(runner.reports.at(-1)).not.toMatch(/::|##\[/);
    expect(report(runner).items[0]["item-path"]).toBe("::error::x ##[error]y");
  });

  test("that cannot be written does not stop the step", () => {
    const { runner, progress } = setUp();
    runner.writeReport = () => {
      throw new Error("disk full");
    };

    progress([undecided({ job: { id: "7", status: "" } })]);

    expect(runner.debugLines).toEqual(["Could not keep what is known so far: disk full"]);
    expect(runner.outputs.get("job-id")).toBe("7");
  });
});

describe("a job's id", () => {
  test("is an output as soon as it is known, in case the step is killed", () => {
    const { runner, progress } = setUp();

    progress([undecided({ job: { id: "7", status: "" } })]);

    expect(runner.outputs.get("job-id")).toBe("7");
  });

  test("is inert", () => {
    const { runner, progress } = setUp();

    progress([undecided({ job: { id: "7\n::error::x", status: "" } })]);

    expect(runner.outputs.get("job-id")).toBe("7 : :error: :x");
  });

  test("is no output while no job is known, nor one of several", () => {
    const { set, progress } = setUp();

    progress([undecided({ path: "a" })]);
    progress([undecided({ job: { id: "7", status: "" } }), undecided({})]);

    expect(set).toEqual(["report-path"]);
  });

  test("is set once, and again if another job takes its place", () => {
    const { set, progress } = setUp();

    for (const id of ["7", "7", "8"]) progress([undecided({ job: { id, status: "" } })]);

    expect(set).toEqual(["job-id", "report-path", "job-id"]);
  });
});
