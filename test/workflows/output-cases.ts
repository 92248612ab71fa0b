import { IDENTITY } from "../emulator/emulator.ts";
import { readAction } from "../support/action-yml.ts";
import type { Run } from "./act.ts";
import type { Fact, WorkflowCase } from "./case.ts";
import { isDropped } from "./masking.ts";

const SECRETS = {
  AZURE_SUBSCRIPTION_ID: "00000000-0000-0000-0000-000000000000",
  AZURE_CLIENT_ID: IDENTITY.clientId,
  AZURE_TENANT_ID: IDENTITY.tenantId,
  AZURE_CLIENT_SECRET: IDENTITY.clientSecret,
};
const { outputs } = readAction();
const CALLER = {
  file: "examples/call-reusable-gate.yml",
  calls: ["examples/reusable-gate.yml"],
};

/** The name of a job output as its reader got it, and whether the runner would have dropped it. */
function arrival({ migrations }: Run, name: string): Fact {
  const value = migrations[0]?.[name] ?? "";
  return [
    name,
    { empty: value === "", dropped: isDropped(value, Object.values(SECRETS)) },
    ARRIVES,
  ];
}

const ARRIVES = { empty: false, dropped: false };

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a step of `files.yml` left behind. */
function leftBehind(run: Run, step: string): readonly Fact[] {
  const set = Object.keys(outputs).filter((name) => run.wasSet(step, name));
  const gate = run.output(step, "gate");
  return [
    [`outputs of '${step}'`, set, Object.keys(outputs)],
    [`summary of '${step}'`, run.summary(step).startsWith(`## Backup gate ${gate}: `), true],
  ];
}

/** Callers of the reusable workflow, and what outputs and files come to. */
export const OUTPUT_CASES: readonly WorkflowCase[] = [
  {
    ...CALLER,
    expected: "inputs that the caller leaves out count as not given; the outputs arrive",
    inputs: { "dry-run": "false" },
    exitCode: 0,
    steps: { "gate/Gate": "success", "migrate/Migrate": "success" },
    facts: ({ run, payroll, azure }) => [
      ["recovery points", payroll.recoveryPoints.length, 4],
      [
        "JOB_ID of the migration",
        run.migrations.map(({ JOB_ID }) => JOB_ID),
        azure.vault().jobs.flatMap(({ item, id }) => (item === payroll ? [id] : [])),
      ],
    ],
  },
  {
    ...CALLER,
    expected: "it runs where labels as JSON say, too",
    edit: (text) => text.replace("runs-on: ubuntu-latest #", `runs-on: '["ubuntu-latest"]' #`),
    inputs: { "dry-run": "false" },
    exitCode: 0,
    steps: { "gate/Gate": "success", "migrate/Migrate": "success" },
  },
  {
    ...CALLER,
    expected: "a red gate makes the calling workflow red, and nothing is migrated",
    inputs: { "dry-run": "false" },
    before: (azure) => azure.script({ operation: "Backup", jobStatus: "Failed" }),
    exitCode: 1,
    steps: { "gate/Gate": "failure" },
    facts: ({ run }) => [["migrations", run.migrations.length, 0]],
  },
  {
    ...CALLER,
    expected: "a dry run is green, backs nothing up and migrates nothing",
    inputs: { "dry-run": "true" },
    exitCode: 0,
    steps: { "gate/Gate": "success" },
    facts: ({ run, writes }) => [
      ["reason", run.output("gate/Gate", "reason"), "dry-run"],
      ["writes", writes, []],
      ["migrations", run.migrations.length, 0],
    ],
  },
  {
    file: "test/workflows/job-outputs.yml",
    expected: "with ids that are secrets, all but 'item-id' reach another job (the runner's rule)",
    secrets: SECRETS,
    exitCode: 0,
    steps: {
      "produce/Back up": "success",
      "produce/List": "success",
      "consume/Receive": "success",
    },
    facts: ({ run }) => [
      ...["GATE", "REASON", "JOB_ID", "ITEMS"].map((name) => arrival(run, name)),
      [
        "GATE and REASON",
        [run.migrations[0]?.GATE, run.migrations[0]?.REASON],
        ["open", "completed"],
      ],
      ["ITEMS", parsed(run.migrations[0]?.ITEMS ?? "").length, 2],
      [
        "item-id is dropped",
        isDropped(run.migrations[0]?.ITEM_ID ?? "", Object.values(SECRETS)),
        true,
      ],
    ],
  },
  {
    file: "test/workflows/files.yml",
    expected: "green or red, every output, the summary and the report are there for later steps",
    exitCode: 1,
    steps: {
      "look/Open": "success",
      "look/Read the report of the open gate": "success",
      "look/Closed": "failure",
      "look/Read the report of the closed gate": "success",
    },
    facts: ({ run }) => [
      [
        "gates",
        ["Open", "Closed"].map((step) => run.output(`look/${step}`, "gate")),
        ["open", "closed"],
      ],
      ...leftBehind(run, "look/Open"),
      ...leftBehind(run, "look/Closed"),
      ["report of the open gate", reported(run, "open"), ["payroll open", "erp open"]],
      ["report of the closed gate", reported(run, "closed"), ["payroll open", "crm closed"]],
    ],
  },
];

/** Each item of the report that a later step read, with its gate. */
function reported(run: Run, which: "open" | "closed"): unknown {
  const report = parsed(run.said(`look/Read the report of the ${which} gate`));
  return report.items?.map((item: Record<string, string>) => `${item["item-name"]} ${item.gate}`);
}
