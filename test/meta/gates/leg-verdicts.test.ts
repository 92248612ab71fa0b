import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ungated } from "./closed-gate.ts";
import { JUDGES, WRITES } from "./leg-verdicts.ts";
import type { Workflow } from "./workflow.ts";
import { exampleCalled } from "./yaml.ts";

const BASH = ["--noprofile", "--norc", "-eo", "pipefail", "-c"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdicts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** How a leg's gate ended; what is left out is as of an open one. */
interface Ending {
  readonly leg: number;
  readonly gate?: string;
  readonly reason?: string;
  readonly report?: string;
}

/** Writes down how a leg's gate ended, as its job does. */
function write({ leg, gate = "open", reason = "completed", report = "" }: Ending): void {
  const outputs = { GATE: gate, REASON: reason, PASSED: gate === "open" ? "2" : "1", TOTAL: "2" };
  const env = { ...process.env, ...outputs, FOLDER: folder, LEG: String(leg), REPORT: report };
  execFileSync("bash", [...BASH, WRITES], { env });
}

/** Judges three legs, or what else is planned, as the job `gate` does. */
function judge({ legs = "3", result = "success" } = {}) {
  const summary = join(folder, "summary");
  writeFileSync(summary, "");
  const settings = { FOLDER: folder, LEGS: legs, RESULT: result, GITHUB_STEP_SUMMARY: summary };
  const env = { ...process.env, ...settings };
  const { status, stdout } = spawnSync("bash", [...BASH, JUDGES], { env, encoding: "utf8" });
  return { green: status === 0, stdout, told: readFileSync(summary, "utf8").trim() };
}

// They run on GitHub's Ubuntu, and are tried where the tools are the same.
describe.skipIf(process.platform !== "linux")("the verdicts of the legs", () => {
  test("open the gate if all of them are open", () => {
    for (const leg of [1, 2, 3]) write({ leg });

    expect(judge()).toEqual({
      green: true,
      stdout: expect.stringMatching(/^The gate is open\. /),
      told: "Of 3 legs, which ended as success, 3 have a verdict and 3 are open.",
    });
  });

  test.each<Ending>([
    { leg: 2, gate: "closed", reason: "dry-run" },
    { leg: 2, gate: "closed", reason: "items-failed" },
    { leg: 2, gate: "", reason: "" },
    { leg: 2, gate: "open\nclosed" },
    { leg: 2, gate: "opened" },
    { leg: 2, gate: " open" },
    { leg: 2, gate: "OPEN" },
  ])("close it if one is $gate ($reason)", (ending) => {
    for (const leg of [1, 3]) write({ leg });
    write(ending);

    const { green, told } = judge();

    expect(green).toBe(false);
    expect(told).toBe(
      `Leg 2 is closed: ${ending.reason === "" ? "no reason" : (ending.reason ?? "completed")}, 1 of 2 items passed. Of 3 legs, which ended as success, 3 have a verdict and 2 are open.`,
    );
  });

  test("close it if one is missing, and tell which", () => {
    for (const leg of [1, 3]) write({ leg });

    expect(judge({ result: "failure" })).toEqual({
      green: false,
      stdout: expect.stringMatching(/^::error::The gate is closed\. Leg 2 has no verdict/),
      told: "Leg 2 has no verdict: it did not run in this attempt, or was cut off. Of 3 legs, which ended as failure, 2 have a verdict and 2 are open.",
    });
  });

  test.each([
    { why: "is one more than was planned", planned: { legs: "2" } },
    { why: "are of legs that did not all end well", planned: { result: "failure" } },
    { why: "are of legs that were cancelled", planned: { result: "cancelled" } },
    { why: "are of a list that nobody knows", planned: { legs: "0" } },
    { why: "are of a list that has no number", planned: { legs: "" } },
    { why: "are of a list whose number is none", planned: { legs: "a[$(echo 3 >&2)]" } },
  ])("close it if there $why", ({ planned }) => {
    for (const leg of [1, 2, 3]) write({ leg });

    expect(judge(planned).green).toBe(false);
  });

  test("close it if there are none at all", () => {
    expect(judge().green).toBe(false);
    expect(judge({ legs: "0" }).green).toBe(false);
  });

  test("are only told, whatever they hold", () => {
    const touched = join(folder, "touched");
    const reason = `\`touch ${touched}\`$(touch ${touched})\n::set-output name=gate::open%0A<b>`;
    write({ leg: 1, gate: "closed", reason });

    const { stdout, told } = judge({ legs: "1" });

    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(told).toMatch(/^Leg 1 is closed: [\w ,-]+\. Of 1 legs/);
    expect(existsSync(touched)).toBe(false);
  });

  test("take the report of the step with them", () => {
    const report = join(folder, "made by the step.json");
    writeFileSync(report, "{}");
    write({ leg: 7, report });

    expect(readFileSync(join(folder, "7.report.json"), "utf8")).toBe("{}");
  });
});

describe("the example without one of its parts", () => {
  test.each([
    { part: "a migration that needs the gate", from: '"needs":"gate"', to: '"needs":"legs"' },
    { part: "the comparison with what was planned", from: '[ \\"$LEGS\\" -gt 0 ]', to: "true" },
    {
      part: "the verdict of its own step",
      from: "steps.gate.outputs.gate",
      to: "steps.x.outputs.gate",
    },
    {
      part: "the red end",
      from: '"name":"Open if',
      to: '"continue-on-error":true,"name":"Open if',
    },
  ])("migrates with a closed gate: $part", ({ from, to }) => {
    const text = JSON.stringify(exampleCalled("hundreds-of-items.yml"));
    const workflow = parse(text.replace(from, to)) as Workflow;

    expect(text).toContain(from);
    expect(ungated(workflow, exampleCalled)).toContain(
      "'migrate/Migrate' runs though the gate of 'legs/Verify' is closed",
    );
  });
});
