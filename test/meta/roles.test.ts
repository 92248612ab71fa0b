import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NEEDS, type Need, ROLE_KINDS, type RoleKind } from "../../scripts/roles.ts";
import { VAULT_ACTIONS } from "../../src/azure/arm/roles.ts";
import { RunCancelledError } from "../../src/errors.ts";
import { OPERATIONS, type OperationName, usesInput } from "../../src/operations/operations.ts";
import { actionOf } from "../support/rbac-action.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { bringInto, itemOf, type StartState, subjectOf, VAULT_ID } from "../support/subjects.ts";

const root = join(import.meta.dirname, "..", "..");

/** What each operation is given besides the item, and how the item has to be before. */
const RUNS: Readonly<Record<OperationName, Run>> = {
  "change-policy": { inputs: { policy: "DevPolicy", "allow-shorter-retention": "true" } },
  "stop-protection-retain-data": {},
  "stop-protection-delete-data": { inputs: { "confirm-delete": "payroll" } },
  "suspend-backups": { immutable: true },
  "resume-protection": { state: "ProtectionStopped", inputs: { policy: "ProdPolicy" } },
  undelete: { state: "SoftDeleted" },
  "backup-now": {},
  "ensure-backup": { inputs: { "max-recovery-point-age": "1m" } },
  "verify-backup": { inputs: { "max-recovery-point-age": "24h" } },
  "list-items": {},
  "wait-for-job": { job: true },
  "cancel-job": { job: true },
};

interface Run {
  readonly state?: StartState;
  readonly immutable?: true;
  /** It works on a job of the item and not on the item. */
  readonly job?: true;
  readonly inputs?: Readonly<Record<string, string>>;
}

const SQL = subjectOf("SQLDataBase");
const ID = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll`;

/** The circumstances in which each operation is run; an action counts for the first that needs it. */
const CIRCUMSTANCES: ReadonlyArray<readonly [Need, Circumstance]> = [
  ["yes", { item: ID }],
  ["yes", { item: ID, given: withoutStatusUrl }],
  ["by path", { item: SQL.item }],
  ["under MUA", { item: SQL.item, given: guarded }],
  ["on-cancel", { item: SQL.item, cancelled: true }],
];

interface Circumstance {
  readonly item: string;
  readonly given?: (azure: Scenario) => void;
  readonly cancelled?: true;
  readonly dryRun?: true;
}

function guarded({ azure }: Scenario): void {
  azure.vault().mua = true;
}

/** Azure may leave the URL of the status out; then the operation is looked for by its id. */
function withoutStatusUrl({ azure }: Scenario): void {
  azure.fault({
    path: /protectedItems/,
    times: Number.POSITIVE_INFINITY,
    answer: { rewriteHeaders: { "azure-asyncoperation": null } },
  });
}

/** The actions of all requests of one run. */
async function actionsOf(
  operation: OperationName,
  { item, given, dryRun, cancelled }: Circumstance,
) {
  const azure = scenario();
  const { state = "Protected", immutable, job, inputs } = RUNS[operation];
  const database = itemOf(azure.azure, SQL);
  if (immutable) azure.azure.vault().immutability = "Unlocked";
  bringInto(database, state, azure.clock.now());
  const running = { item: database, operation: "Backup", endsInSeconds: 600 } as const;
  const subject = job ? { "job-id": azure.azure.addJob(running).id } : { item };
  given?.(azure);
  const cancels = cancelled && usesInput(operation, "on-cancel");
  if (cancels) {
    void azure.clock
      .sleep(60_000, new AbortController().signal)
      .then(() =>
        azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM).")),
      );
  }

  const result = await step(azure, {
    operation,
    ...subject,
    ...inputs,
    ...(cancels ? { "on-cancel": "cancel-job" } : {}),
    ...(dryRun ? { "dry-run": "true" } : {}),
  });

  expect(result.host.errors.map(({ title }) => title)).toEqual(
    cancels ? ["Backup gate closed: workflow-cancelled"] : [],
  );
  return result.records.map(({ method, path }) => actionOf(method, path));
}

describe.each(OPERATIONS)("%s", (operation) => {
  test("sends the requests whose actions its column lists, and no others", async () => {
    const sent: Record<string, Need> = {};
    for (const [need, circumstance] of CIRCUMSTANCES) {
      for (const action of await actionsOf(operation, circumstance)) sent[action] ??= need;
    }

    const listed = Object.entries(NEEDS).flatMap(([action, { [operation]: need }]) =>
      need === undefined ? [] : [[action.toLowerCase(), need]],
    );
    expect(sent).toEqual(Object.fromEntries(listed));
  });

  test("can be tried with 'dry-run: true' by whoever has the role for reading", async () => {
    const allowed = actionsIn("reader");

    const sent = await actionsOf(operation, { item: SQL.item, given: guarded, dryRun: true });

    expect(sent.filter((action) => !allowed.includes(action))).toEqual([]);
  });
});

describe("the role definitions", () => {
  test.each(ROLE_KINDS)("of the %s is complete, and its scope is to be filled in", (kind) => {
    const { Name, Description, AssignableScopes, ...rest } = definition(kind);

    expect(Name).toMatch(/^Azure Backup Gate \w+$/);
    expect(Description).toMatch(/\.$/);
    expect(AssignableScopes).toEqual(["/subscriptions/SUBSCRIPTION_ID"]);
    expect(rest).toEqual({ IsCustom: true, Actions: expect.any(Array), NotActions: [] });
  });

  const all = Object.keys(NEEDS).map((action) => action.toLowerCase());
  const ofDeletion = ["delete", "unlockDelete/action"].map((end) => end.toLowerCase());

  test("differ by what they let happen", () => {
    expect(actionsIn("deleter")).toEqual(all);
    expect(actionsIn("backup")).toEqual(
      all.filter((action) => !/protectedItems\/(delete|write)|unlockDelete/i.test(action)),
    );
    expect(actionsIn("operator")).toEqual(
      all.filter((action) => !ofDeletion.some((end) => action.endsWith(`/${end}`))),
    );
    expect(actionsIn("reader").filter((action) => !/(^|\/)read$/.test(action))).toEqual([]);
    expect(actionsIn("reader").length).toBeGreaterThan(5);
  });
});

interface Definition {
  readonly Name: string;
  readonly Description: string;
  readonly Actions: readonly string[];
  readonly AssignableScopes: readonly string[];
}

function definition(kind: RoleKind): Definition {
  const path = join(root, `docs/role-definitions/azure-backup-gate-${kind}.json`);
  return JSON.parse(readFileSync(path, "utf8"));
}

function actionsIn(kind: RoleKind): readonly string[] {
  return definition(kind).Actions.map((action) => action.replace(VAULT_ACTIONS, "").toLowerCase());
}
