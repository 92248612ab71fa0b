import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { OPERATIONS } from "../../src/operations/operations.ts";
import type { Emulator } from "../emulator/emulator.ts";
import { scenario, step } from "../support/scenario.ts";

const root = join(import.meta.dirname, "..", "..");

/** What the expressions of the examples stand for. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  "vars.AZURE_SUBSCRIPTION_ID": "00000000-0000-0000-0000-000000000000",
  "vars.AZURE_CLIENT_ID": "22222222-2222-2222-2222-222222222222",
  "vars.AZURE_TENANT_ID": "11111111-1111-1111-1111-111111111111",
  "vars.VAULT_ID":
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012",
  "secrets.AZURE_CLIENT_SECRET": "a-secret",
  // No token, so that no example posts a status.
  "github.token": "",
  "inputs.job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700",
  "needs.backup.outputs.job-id": "0b2a4c7e-52a5-4d0e-9d52-3f3a6f1c8e11",
  "matrix.item": "sqlserver-1/payroll",
  "fromJSON(needs.list.outputs.items)": "[]",
  "steps.list.outputs.items": "[]",
  "steps.backup.outputs.job-id": "",
  "steps.gate.outputs.gate": "open",
  "steps.gate.outputs.report-path": "",
  "steps.gate.outputs.recovery-point-id": "",
  "steps.retire.outputs.purge-time": "",
};

/** What Azure has to be like before an example can open the gate. */
const PREPARED: Readonly<Record<string, (azure: Emulator) => void>> = {
  "suspend-backups": (azure) => {
    azure.vault().immutability = "Unlocked";
  },
  "cancel-job": (azure) => {
    const id = EXPRESSIONS["needs.backup.outputs.job-id"] ?? "";
    azure.addJob({ item: azure.item("orders"), operation: "Backup", id });
  },
};

/** Why the gate opens, where it is not because a change is complete. */
const OPENED_BY: Readonly<Record<string, string>> = {
  "verify-backup": "recovery-point-fresh",
  "ensure-backup": "recovery-point-fresh",
  "list-items": "listed",
  "cancel-job": "cancelled-as-asked",
};

/** Pages whose examples have to work. */
const PAGES = ["README.md", ...globSync("docs/**/*.md", { cwd: root }).toSorted()];

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** Every YAML block of a page with its expressions filled in: a workflow, or a list of steps. */
function examples(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = ""]) =>
    block.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = EXPRESSIONS[expression];
      if (value === undefined) throw new Error(`${page} uses '${expression}'.`);
      return value;
    }),
  );
}

function stepsOf(example: string): readonly Step[] {
  const parsed = parse(example) as readonly Step[] | Workflow;
  return "jobs" in parsed ? Object.values(parsed.jobs).flatMap(({ steps }) => steps) : parsed;
}

const ours = PAGES.flatMap((page) =>
  examples(page)
    .flatMap(stepsOf)
    .filter(({ uses }) => uses === "OWNER/azure-backup-gate@v1")
    .map((example) => ({ ...example, page })),
);

test.each(OPERATIONS)("the page of %s begins with an example of it", (name) => {
  const [first] = ours.filter(({ page }) => page === `docs/operations/${name}.md`);

  expect(first?.with?.operation).toBe(name);
});

/** Runs an example as it stands, or with other inputs besides. */
async function played({ with: inputs = {} }: Step, besides: Readonly<Record<string, string>> = {}) {
  const texts = Object.entries(inputs).map(([name, value]) => [name, String(value)]);
  const given = { "resource-group": "", "subscription-id": "", "auth-type": "" };
  const azure = scenario();
  PREPARED[String(inputs.operation)]?.(azure.azure);

  return await step(azure, { ...given, ...Object.fromEntries(texts), ...besides });
}

test.each(ours)("example $with.operation of $page ($#) opens the gate", async (example) => {
  const result = await played(example, { "dry-run": "false" });

  expect(result.output("error-message")).toBe("");
  expect(result.output("reason")).toBe(OPENED_BY[String(example.with?.operation)] ?? "completed");
});

test.each(ours.filter((example) => example.with?.operation === "stop-protection-delete-data"))(
  "example $with.operation of $page ($#) deletes nothing as it stands",
  async (example) => {
    const result = await played(example);

    expect(result.output("reason")).toBe("dry-run");
    expect(result.writes).toEqual([]);
  },
);
