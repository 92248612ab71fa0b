import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readAction } from "../support/action-yml.ts";

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Reusable {
  readonly inputs: Readonly<Record<string, { readonly type: string; readonly required?: boolean }>>;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
}

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const action = readAction();
const files = globSync(["examples/*.yml", "test/workflows/*.yml"], { cwd: root });
const examples = files.filter((file) => file.startsWith("examples"));

const REUSABLE = "reusable-gate.yml";

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps);
const isGate = ({ uses }: Step) => uses?.includes("azure-backup-gate") === true;

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(3);
});

describe.each(files)("%s", (file) => {
  const text = read(file);
  const workflow = parse(text) as Workflow;
  const steps = stepsOf(workflow);
  const gates = steps.filter(isGate);

  test("takes the action from its first major version, and only actions pinned to a commit besides", () => {
    const others = steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !uses.includes("gate"));

    expect(gates.filter(({ uses }) => uses !== "OWNER/azure-backup-gate@v1")).toEqual([]);
    expect(others.filter((uses) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });

  test("gives the action inputs that it has, the required ones among them", () => {
    for (const { with: inputs = {} } of gates) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(["operation", "vault"]));
    }
  });

  test("reads no output that the action does not have", () => {
    const ids = gates.flatMap(({ id }) => id ?? []);
    const reads = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)];

    for (const [, id, output] of reads) {
      expect(ids).toContain(id);
      expect(Object.keys(action.outputs)).toContain(output);
    }
  });

  test("hands values to a script through its environment only", () => {
    expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
  });

  test("fails in the open: no step but a gate may go on after an error", () => {
    const lenient = steps.filter((step) => "continue-on-error" in step);

    expect(lenient.filter((step) => !isGate(step))).toEqual([]);
  });
});

describe.each(examples)("%s, ready to copy", (file) => {
  const text = read(file);
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);

  test("begins by saying what it does and what has to be set up", () => {
    expect(text).toMatch(
      /^# [A-Z](?:.*\n# )?.*\.\n(?:# .*\n)*#\n# Set up before the first run:\n# - /,
    );
  });

  test("is in the table of the examples", () => {
    expect(read("examples/README.md")).toContain(`[${basename(file)}](${basename(file)})`);
  });

  // What is called may only narrow its caller's permissions, and has none of its own.
  test.skipIf(basename(file) === REUSABLE)(
    "grants nothing to the workflow, and to each job what it needs",
    () => {
      const needs = ({ uses, steps = [] }: Job) => ({
        ...(steps.some((step) => step.uses?.startsWith("actions/checkout@")) && {
          contents: "read",
        }),
        ...((uses !== undefined || steps.some(isGate)) && { "id-token": "write" }),
        ...(steps.some((step) => step.run?.includes("gh issue")) && { issues: "write" }),
        ...(steps.some((step) => "github-token" in (step.with ?? {})) && { statuses: "write" }),
      });

      expect(workflow.permissions).toEqual({});
      expect(jobs.map(({ permissions }) => permissions)).toEqual(jobs.map(needs));
      expect(workflow.concurrency).toBeDefined();
    },
  );

  test.skipIf(basename(file) === REUSABLE)(
    "keeps ids in variables, and takes no secret but the address of a chat, through the environment",
    () => {
      const secrets = text.split("\n").filter((line) => line.includes("secrets."));
      const isChat = basename(file) === "tell-a-channel.yml";

      expect(secrets.map((line) => line.trim())).toEqual(
        isChat ? [`CHAT_WEBHOOK: \${{ secrets.CHAT_WEBHOOK }}`] : [],
      );
    },
  );
});

describe(REUSABLE, () => {
  const workflow = parse(read(`examples/${REUSABLE}`)) as Workflow;
  const { workflow_call: call } = workflow.on as { workflow_call: Reusable };
  const [gate] = stepsOf(workflow);
  const names = Object.keys(action.inputs);
  const isSecret = (name: string) => /-(secret|token)$/.test(name);

  test("has every input of the action, two for its job, and takes what is secret as a secret", () => {
    const ofTheJob = ["deployment-environment", "runs-on"];

    expect(Object.keys(call.inputs)).toEqual([
      ...ofTheJob,
      ...names.filter((name) => !isSecret(name)),
    ]);
    expect(ofTheJob.filter((name) => names.includes(name))).toEqual([]);
    expect(Object.keys(call.secrets)).toEqual(names.filter(isSecret));
  });

  test("requires what the action requires, and takes all as texts, without a default", () => {
    const { "runs-on": runsOn, ...inputs } = call.inputs;

    expect(runsOn).toEqual({ type: "string", default: "ubuntu-latest" });
    for (const [name, input] of Object.entries(inputs)) {
      const required = action.inputs[name]?.required ?? false;
      expect(input).toEqual({ type: "string", ...(required && { required }) });
    }
  });

  test("passes each of them on under its own name", () => {
    const passed = names.map((name) => [
      name,
      `\${{ ${isSecret(name) ? "secrets" : "inputs"}.${name} }}`,
    ]);

    expect(gate?.with).toEqual(Object.fromEntries(passed));
  });

  test("runs where its caller says, in the environment that its caller names", () => {
    const job = workflow.jobs.gate as Job & Readonly<Record<string, unknown>>;

    expect(job.environment).toBe(`\${{ inputs.deployment-environment }}`);
    expect(job["runs-on"]).toBe(
      `\${{ startsWith(inputs.runs-on, '[') && fromJSON(inputs.runs-on) || inputs.runs-on }}`,
    );
  });

  test("hands outputs to its caller under their own names", () => {
    const { outputs } = workflow.jobs.gate as { outputs?: Record<string, string> };

    expect(Object.keys(call.outputs)).toEqual(Object.keys(outputs ?? {}));
    for (const [name, { value }] of Object.entries(call.outputs)) {
      expect(value).toBe(`\${{ jobs.gate.outputs.${name} }}`);
      expect(outputs?.[name]).toBe(`\${{ steps.gate.outputs.${name} }}`);
    }
  });

  test("leaves permissions to its caller", () => {
    expect(workflow.permissions).toBeUndefined();
    expect(workflow.jobs.gate?.permissions).toBeUndefined();
  });
});
