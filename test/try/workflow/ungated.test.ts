import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collect } from "./files.ts";
import { UngatedSteps } from "./ungated.ts";

const ROOT = join("/", "home", "ada", "shop");

interface Played {
  readonly gate?: string;
  readonly reason?: string;
  /** Results of steps by `job/step`; the others have run well. */
  readonly results?: Readonly<Record<string, string>>;
}

const GATE = "uses: acme/azure-backup-gate@v1";
const GATE_JOB = `{ outputs: { go: "\${{ steps.g.outputs.gate }}" }, steps: [{ ${GATE}, id: g }] }`;

/** The notes on a run of a workflow with these jobs, whose gates all end alike. */
function notesOn(jobs: string, { gate = "closed", reason = "dry-run", results = {} }: Played = {}) {
  const text = `on: push\njobs:\n${jobs}`;
  const collected = collect(join(ROOT, "own.yml"), { root: ROOT, read: () => text });
  const ungated = new UngatedSteps(collected);
  for (const [jobID, { steps = [] }] of Object.entries(collected.main.content.jobs)) {
    for (const [index, { id = String(index), uses = "" }] of steps.entries()) {
      const line = { msg: "", level: "info", jobID, stage: "Main", stepID: [id], matrix: {} };
      ungated.take({ ...line, stepResult: results[`${jobID}/${id}`] ?? "success" });
      if (!uses.includes("azure-backup-gate")) continue;
      ungated.take({ ...line, command: "set-output", name: "gate", arg: gate });
      ungated.take({ ...line, command: "set-output", name: "reason", arg: reason });
    }
  }
  return ungated.notes();
}

const ofSteps = (...steps: readonly string[]) => `  a: { steps: [${steps.join(", ")}] }\n`;
const STEP_NOTE =
  "Note: 'Migrate' ran although the gate was closed. If it needs the gate, give it if: steps.g.outputs.gate == 'open'";

describe("a step that ran behind the closed gate of a dry run has a note", () => {
  test.each([
    ["a script", "{ run: ./migrate.sh, name: Migrate }"],
    ["a script that failed", "{ run: ./migrate.sh, name: Migrate, id: failed }"],
    ["an action of the repository", "{ uses: ./.github/actions/none, name: Migrate }"],
    ["another condition", "{ run: x, name: Migrate, if: github.ref == 'refs/heads/main' }"],
  ])("%s", (_, step) => {
    const results = { "a/failed": "failure" };

    expect(notesOn(ofSteps(`{ ${GATE}, id: g }`, step), { results })).toEqual([STEP_NOTE]);
  });

  test("and a gate without an id is to have one", () => {
    expect(notesOn(ofSteps(`{ ${GATE} }`, "{ run: ./migrate.sh }"))).toEqual([
      "Note: './migrate.sh' ran although the gate was closed. If it needs the gate, give it (and the gate an id) if: steps.ID.outputs.gate == 'open'",
    ]);
  });

  test.each([
    ["was skipped", "{ run: x, id: skipped }"],
    ["reads the gate", "{ run: x, if: steps.g.outputs.gate == 'open' }"],
    ["reads another output", "{ run: x, if: steps.g.outputs.reason != 'dry-run' }"],
    ["asks for the dry run", "{ run: x, if: '!inputs.dry-run' }"],
    ["always runs", "{ run: x, if: always() }"],
    ["runs unless cancelled", "{ run: x, if: '!cancelled()' }"],
    ["is a gate itself", `{ ${GATE} }`],
    ["is a checkout", "{ uses: actions/checkout@v4 }"],
    ["is left out", "{ uses: acme/notify@v1 }"],
  ])("but none that %s", (_, step) => {
    const results = { "a/skipped": "skipped" };

    expect(notesOn(ofSteps(`{ ${GATE}, id: g }`, step), { results })).toEqual([]);
  });

  test("nor one before it", () => {
    expect(notesOn(ofSteps("{ run: ./build.sh }", `{ ${GATE} }`))).toEqual([]);
  });

  test.each([
    { gate: "open", reason: "completed" },
    { gate: "closed", reason: "job-running" },
    { gate: "closed", reason: "job-failed" },
    { results: { "a/g": "failure" } },
  ])("nor one behind a gate that ended as %j", (played) => {
    expect(notesOn(ofSteps(`{ ${GATE}, id: g }`, "{ run: x }"), played)).toEqual([]);
  });
});

describe("a job that ran although the job that it needs closed its gate has a note", () => {
  const notesWith = (job: string) => notesOn(`  a: ${GATE_JOB}\n  b: ${job}\n`);

  test.each(["a", "[a]", "[c, a]"])("needs: %s", (needs) => {
    expect(notesWith(`{ needs: ${needs}, steps: [{ run: x }] }`)).toEqual([
      "Note: Job 'b' ran although the gate of job 'a' was closed. If it needs the gate, give it if: needs.a.outputs.go == 'open'",
    ]);
  });

  test("and the other one is to have the gate as an output", () => {
    const jobs = `${ofSteps(`{ ${GATE} }`)}  b: { needs: a, steps: [{ run: x }] }\n`;

    expect(notesOn(jobs)).toEqual([
      "Note: Job 'b' ran although the gate of job 'a' was closed. If it needs the gate, give it (and job 'a' the output 'gate') if: needs.a.outputs.gate == 'open'",
    ]);
  });

  test.each([
    ["needs nothing", "{ steps: [{ run: x }] }"],
    ["reads the gate", "{ needs: a, if: needs.a.outputs.go == 'open', steps: [{ run: x }] }"],
    ["always runs", "{ needs: a, if: always(), steps: [{ run: x }] }"],
    ["has a gate itself", `{ needs: a, steps: [{ ${GATE}, id: g }, { run: x, if: always() }] }`],
    [
      "reads it in each step",
      "{ needs: a, steps: [{ run: x, if: needs.a.outputs.go == 'open' }] }",
    ],
  ])("but none that %s", (_, job) => {
    expect(notesWith(job)).toEqual([]);
  });
});
