import { describe, expect, test } from "vitest";
import { CLOUDS } from "../../../src/azure/identity/clouds.ts";
import { InputError } from "../../../src/errors.ts";
import type { HostRun } from "../../../src/host.ts";
import { type InputSource, readInputs } from "../../../src/inputs/inputs.ts";
import { ACTION_DEFAULTS } from "../../support/action-defaults.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import {
  ITEM_ID,
  POLICY_ID,
  SUBSCRIPTION,
  VAULT,
  VAULT_ID,
} from "../azure/backup/resource-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const MINUTE = 60_000;
const GUARD_TENANT = "bbbbbbbb-0000-0000-0000-000000000002";
const JOB_ID = "0a0a0a0a-1111-2222-3333-444444444444";

type Values = Readonly<Record<string, string>>;

const WHERE: Values = { vault: VAULT_ID };
/** The smallest set of inputs of each operation. */
const NEEDED: Readonly<Record<string, Values>> = {
  "change-policy": { item: "payroll", policy: "Gold" },
  "stop-protection-retain-data": { item: "payroll" },
  "stop-protection-delete-data": { item: "vm-1/payroll", "confirm-delete": "payroll" },
  "suspend-backups": { item: "payroll" },
  "resume-protection": { item: "payroll", policy: "Gold" },
  undelete: { item: "payroll" },
  "backup-now": { item: "payroll" },
  "wait-for-job": { "job-id": JOB_ID },
  "cancel-job": { "job-id": JOB_ID },
  "verify-backup": { item: "payroll", "max-recovery-point-age": "24h" },
  "list-items": { item: "*" },
};

/** What `item` says in the smallest set. */
const selection = (written: string) => ({
  include: [{ kind: "path", parts: written.split("/"), written }],
  exclude: [],
});
/** What every write has besides its wish. */
const write = (
  wish: object,
  { item = "payroll", policyName }: { item?: string; policyName?: string } = {},
) => ({
  kind: "write",
  wish,
  selection: selection(item),
  workload: undefined,
  policyName,
  onConflict: "wait",
  dryRun: false,
  wait: true,
  maxItems: 50,
  maxParallel: 10,
  failFast: false,
});

/** A host that ends a run after two hours. */
const RUN: HostRun = {
  name: "run 1",
  fitsOutput: () => true,
  limit: { minutes: 120, clause: "the host ends a run after two hours" },
};

function read(operation: string, values: Values = {}, env: Values = {}, run = RUN) {
  const all: Values = { operation, ...ACTION_DEFAULTS, ...WHERE, ...NEEDED[operation], ...values };
  const source: InputSource = {
    input: (name) => all[name] ?? "",
    env: (name) => env[name] ?? "",
    run,
  };
  return readInputs(source, NOW);
}

/** Reads inputs that have to be refused, and gives the error. */
function refused(operation: string, values: Values, env: Values = {}): InputError {
  const error = thrownBy(() => read(operation, values, env));
  if (error instanceof InputError) return error;
  throw error;
}

describe("the inputs of each operation", () => {
  test.each([
    {
      operation: "change-policy",
      task: write({ kind: "change-policy", allowShorterRetention: false }, { policyName: "Gold" }),
    },
    {
      operation: "stop-protection-retain-data",
      task: write({ kind: "stop-protection-retain-data" }),
    },
    {
      operation: "stop-protection-delete-data",
      task: write(
        { kind: "stop-protection-delete-data", confirmDelete: "payroll" },
        { item: "vm-1/payroll" },
      ),
    },
    { operation: "suspend-backups", task: write({ kind: "suspend-backups" }) },
    {
      operation: "resume-protection",
      task: write(
        { kind: "resume-protection", allowShorterRetention: false },
        { policyName: "Gold" },
      ),
    },
    { operation: "undelete", task: write({ kind: "undelete" }) },
    {
      operation: "backup-now",
      task: write({
        kind: "backup-now",
        backupType: undefined,
        retainUntil: undefined,
        enableCompression: false,
      }),
    },
    {
      operation: "wait-for-job",
      task: { kind: "job", wish: { kind: "wait-for-job", jobId: JOB_ID }, dryRun: false },
    },
    {
      operation: "cancel-job",
      task: { kind: "job", wish: { kind: "cancel-job", jobId: JOB_ID }, dryRun: false },
    },
    {
      operation: "verify-backup",
      task: {
        kind: "question",
        wish: {
          kind: "verify-backup",
          maxAgeMs: 24 * 60 * MINUTE,
          types: "any",
          allowWarnings: false,
          ignoreStopped: false,
        },
        selection: selection("payroll"),
        workload: undefined,
        maxItems: 50,
        maxParallel: 10,
        failFast: false,
      },
    },
    {
      operation: "list-items",
      task: {
        kind: "list",
        wish: { kind: "list-items", allowEmpty: false, matrixChunks: 1 },
        selection: selection("*"),
        workload: undefined,
      },
    },
  ])("of $operation, the least of them, are enough", ({ operation, task }) => {
    expect(read(operation)).toEqual({
      operation,
      vault: VAULT,
      task,
      allowWarnings: false,
      timeoutMs: undefined,
      fixedPauseMs: undefined,
      cloud: CLOUDS.azurecloud,
      resourceManager: "https://management.azure.com",
      signIn: { kind: "az-session", tenantId: "" },
      guardSignIn: undefined,
      cancelJobOnCancel: false,
      warnings: [],
    });
  });

  test("may have blanks around them and any case where Azure has it", () => {
    const inputs = read(" Change-Policy ", {
      vault: `  ${VAULT_ID}\n`,
      item: " payroll\n",
      policy: "Gold ",
      environment: "AzureUSGovernment",
      "on-conflict": "FAIL",
    });

    expect(inputs.operation).toBe("change-policy");
    expect(inputs.task).toMatchObject({
      selection: selection("payroll"),
      policyName: "Gold",
      onConflict: "fail",
    });
    expect(inputs.resourceManager).toBe("https://management.usgovcloudapi.net");
  });
});

describe("an operation", () => {
  test.each([
    { operation: "", says: "Input 'operation' is empty or missing." },
    {
      operation: "stop",
      says: "Input 'operation' does not accept 'stop'.",
      means: ["'stop-protection-retain-data'", "'stop-protection-delete-data'"],
    },
    {
      operation: "change policy",
      says: "Input 'operation' does not accept 'change policy'.",
      means: ["Did you mean 'change-policy'?"],
    },
    { operation: "*", says: "Input 'operation' does not accept '*'." },
  ])(
    "'$operation' is refused, with what is meant or all there are",
    ({ operation, says, means }) => {
      const error = refused(operation, {});

      expect(error).toMatchObject({ input: "operation", reason: "invalid-input", message: says });
      for (const name of means ?? Object.keys(NEEDED)) expect(error.hint).toContain(`${name}`);
    },
  );
});

describe("an input that the operation needs", () => {
  test.each(
    Object.entries(NEEDED).flatMap(([operation, needed]) =>
      [...Object.keys(needed), "vault"].map((name) => ({ operation, name })),
    ),
  )("$name is required by $operation", ({ operation, name }) => {
    for (const nothing of ["", "   ", "\n"]) {
      expect(refused(operation, { [name]: nothing })).toMatchObject({
        input: name,
        message: `Input '${name}' is empty or missing.`,
        hint: expect.stringContaining("does not define reads as empty"),
      });
    }
  });
});

describe("an input of another operation", () => {
  test.each([
    { operation: "stop-protection-retain-data", name: "policy", value: "Gold" },
    { operation: "stop-protection-delete-data", name: "policy", value: "Gold" },
    { operation: "wait-for-job", name: "policy", value: "Gold" },
    { operation: "change-policy", name: "job-id", value: JOB_ID },
    { operation: "change-policy", name: "confirm-delete", value: "payroll" },
    { operation: "stop-protection-retain-data", name: "confirm-delete", value: "payroll" },
    { operation: "stop-protection-retain-data", name: "allow-shorter-retention", value: "true" },
    { operation: "stop-protection-delete-data", name: "allow-shorter-retention", value: "yes" },
    { operation: "change-policy", name: "backup-type", value: "Full" },
    { operation: "verify-backup", name: "retain-until", value: "60d" },
    { operation: "undelete", name: "enable-compression", value: "true" },
    { operation: "change-policy", name: "wait", value: "false" },
    { operation: "backup-now", name: "max-recovery-point-age", value: "24h" },
    { operation: "list-items", name: "max-recovery-point-age", value: "24h" },
    { operation: "list-items", name: "recovery-point-types", value: "full" },
    { operation: "verify-backup", name: "allow-empty", value: "true" },
    { operation: "verify-backup", name: "matrix-chunks", value: "4" },
    { operation: "list-items", name: "ignore-stopped", value: "true" },
    { operation: "cancel-job", name: "on-cancel", value: "cancel-job" },
    { operation: "change-policy", name: "on-cancel", value: "cancel-job" },
    { operation: "undelete", name: "policy", value: "Gold" },
    { operation: "suspend-backups", name: "allow-shorter-retention", value: "true" },
    { operation: "list-items", name: "resource-guard-tenant-id", value: GUARD_TENANT },
  ])("$name is refused by $operation", ({ operation, name, value }) => {
    expect(refused(operation, { [name]: value })).toMatchObject({
      input: name,
      message: `Input '${name}' is not used by the operation '${operation}' (got '${value}').`,
      hint: expect.stringContaining("it belongs to"),
    });
  });

  test.each([
    { operation: "stop-protection-retain-data", name: "allow-shorter-retention", value: "false" },
    { operation: "wait-for-job", name: "allow-shorter-retention", value: "False" },
    { operation: "wait-for-job", name: "item", value: "  " },
    { operation: "wait-for-job", name: "on-conflict", value: "wait" },
    { operation: "wait-for-job", name: "on-conflict", value: "fail" },
    { operation: "wait-for-job", name: "wait", value: "true" },
    { operation: "change-policy", name: "on-cancel", value: "leave" },
    { operation: "change-policy", name: "recovery-point-types", value: "any" },
    { operation: "change-policy", name: "matrix-chunks", value: "1" },
    { operation: "change-policy", name: "enable-compression", value: "FALSE" },
    { operation: "undelete", name: "allow-empty", value: "false" },
  ])("$name counts as not given to $operation when it is '$value'", (row) => {
    expect(read(row.operation, { [row.name]: row.value }).operation).toBe(row.operation);
  });

  test("is everywhere allowed where it may simply be passed through", () => {
    const passed = {
      "allowed-job-statuses": "Completed",
      "timeout-minutes": "10",
      "poll-interval-seconds": "5",
      "on-conflict": "wait",
      "dry-run": "false",
      "max-parallel": "5",
      "max-items": "7",
      "fail-fast": "true",
      environment: "azurecloud",
      summary: "false",
      "client-id": "client-1",
      "tenant-id": "tenant-1",
    };

    for (const operation of Object.keys(NEEDED)) {
      expect(read(operation, passed)).toMatchObject({ timeoutMs: 10 * MINUTE });
    }
  });
});

describe("a value that no operation accepts", () => {
  test.each(
    Object.keys(NEEDED).flatMap((operation) => [
      { operation, name: "on-conflict", value: "sometimes" },
      { operation, name: "environment", value: "azuregermancloud" },
      { operation, name: "environment", value: "AzureCloud 2" },
      { operation, name: "summary", value: "yes" },
      { operation, name: "allowed-job-statuses", value: "Failed" },
      { operation, name: "dry-run", value: "yes" },
      { operation, name: "max-parallel", value: "0" },
      { operation, name: "max-parallel", value: "51" },
      { operation, name: "max-parallel", value: "2.5" },
      { operation, name: "max-items", value: "0" },
      { operation, name: "max-items", value: "1001" },
      { operation, name: "fail-fast", value: "yes" },
      { operation, name: "on-cancel", value: "stop" },
      { operation, name: "resource-manager-url", value: "http://localhost" },
      { operation, name: "auth-type", value: "MSI" },
    ]),
  )("$name: $value is refused by $operation", ({ operation, name, value }) => {
    const error = refused(operation, { [name]: value });

    expect(error.input).toBe(name);
    expect(error.message).toContain(`'${value}'`);
    expect(error.hint).not.toBe("");
  });
});

describe("booleans", () => {
  test.each([
    { value: "true", meant: true },
    { value: "True", meant: true },
    { value: "TRUE", meant: true },
    { value: "false", meant: false },
    { value: "False", meant: false },
    { value: "FALSE", meant: false },
    { value: "", meant: false },
  ])("'$value' means $meant", ({ value, meant }) => {
    const { task } = read("change-policy", { "allow-shorter-retention": value });

    expect(task.wish).toMatchObject({ allowShorterRetention: meant });
  });

  test.each(["yes", "no", "1", "0", "on", "tRuE", "true false", "wahr", "null"])(
    "'%s' is refused",
    (value) => {
      expect(refused("change-policy", { "allow-shorter-retention": value })).toMatchObject({
        input: "allow-shorter-retention",
        message: `Input 'allow-shorter-retention' does not accept '${value}'.`,
        hint: "Use 'true' or 'false'.",
      });
    },
  );
});

describe("a step that may wait longer than its host lets a run last", () => {
  const warnings = (minutes: string, run = RUN) =>
    read("wait-for-job", { "timeout-minutes": minutes }, {}, run).warnings;

  test("is worth a warning, which says what 'timeout-minutes' counts", () => {
    expect(warnings("121")).toEqual([
      "'timeout-minutes: 121' is 2 h 1 min, and the host ends a run after two hours. It counts minutes, where 'az' counts seconds.",
    ]);
  });

  test.each([["120"], ["0.5"], [""]])("is not one that waits '%s' minutes", (minutes) => {
    expect(warnings(minutes)).toEqual([]);
  });

  test("is none where the host ends no run", () => {
    expect(warnings("10080", { ...RUN, limit: undefined })).toEqual([]);
  });
});

describe("numbers", () => {
  test.each([
    { name: "timeout-minutes", value: "30", ms: 30 * MINUTE },
    { name: "timeout-minutes", value: "0.5", ms: MINUTE / 2 },
    { name: "timeout-minutes", value: "10080", ms: 10_080 * MINUTE },
    { name: "poll-interval-seconds", value: "5", ms: 5_000 },
    { name: "poll-interval-seconds", value: "3600", ms: 3_600_000 },
    { name: "poll-interval-seconds", value: "2.5", ms: 2_500 },
  ])("$name $value is $ms ms", ({ name, value, ms }) => {
    const { timeoutMs, fixedPauseMs } = read("wait-for-job", { [name]: value });

    expect(name === "timeout-minutes" ? timeoutMs : fixedPauseMs).toBe(ms);
  });

  test.each(
    [
      ...["0", "0.0", "-1", "-0.5", "1e3", "abc", "1,5", "1 000", "5m", "0x10", "Infinity", "NaN"],
      ...["+5", "1.", "1.2.3", "٣", "true"],
    ].flatMap((value) => [
      { name: "timeout-minutes", value },
      { name: "poll-interval-seconds", value },
    ]),
  )("$name '$value' is refused", ({ name, value }) => {
    expect(refused("wait-for-job", { [name]: value })).toMatchObject({
      input: name,
      message: `Input '${name}' does not accept '${value}'.`,
      hint: expect.stringContaining("positive number"),
    });
  });

  test.each([
    { name: "timeout-minutes", value: "10081" },
    { name: "poll-interval-seconds", value: "3601" },
  ])("$name $value is too much", ({ name, value }) => {
    expect(refused("wait-for-job", { [name]: value }).input).toBe(name);
  });
});

describe("allowed statuses", () => {
  test.each([
    { value: "", allowWarnings: false },
    { value: "Completed", allowWarnings: false },
    { value: "completed", allowWarnings: false },
    { value: "Completed, CompletedWithWarnings", allowWarnings: true },
    { value: "CompletedWithWarnings,Completed", allowWarnings: true },
    { value: "completedwithwarnings", allowWarnings: true },
    { value: "Completed\nCompletedWithWarnings\n", allowWarnings: true },
    { value: "Completed,", allowWarnings: false },
  ])("$value let warnings pass: $allowWarnings", ({ value, allowWarnings }) => {
    expect(read("wait-for-job", { "allowed-job-statuses": value }).allowWarnings).toBe(
      allowWarnings,
    );
  });

  test.each([
    "Failed",
    "Completed, Failed",
    "Cancelled",
    "InProgress",
    "*",
    "Completed Failed",
    "!Failed",
  ])("'%s' are refused", (value) => {
    const error = refused("wait-for-job", { "allowed-job-statuses": value });

    expect(error.input).toBe("allowed-job-statuses");
    expect(error.hint).toContain("CompletedWithWarnings");
  });
});

describe("the ARM endpoint", () => {
  test.each([
    {
      value: "https://management.local.azurestack.external",
      origin: "https://management.local.azurestack.external",
    },
    { value: "https://localhost:8443/", origin: "https://localhost:8443" },
    { value: "HTTPS://Management.Azure.com", origin: "https://management.azure.com" },
  ])("may be $value", ({ value, origin }) => {
    expect(read("wait-for-job", { "resource-manager-url": value }).resourceManager).toBe(origin);
  });

  test.each([
    { value: "http://localhost:8080", says: "must use https" },
    { value: "http://management.azure.com", says: "must use https" },
    { value: "ftp://management.azure.com", says: "must use https" },
    { value: "management.azure.com", says: "is not a URL" },
    { value: "/subscriptions", says: "is not a URL" },
    { value: "https://management.azure.com/x", says: "must be an origin alone" },
    { value: "https://management.azure.com?x=1", says: "must be an origin alone" },
    { value: "https://management.azure.com#x", says: "must be an origin alone" },
    { value: "https://user:pw@management.azure.com", says: "must be an origin alone" },
  ])("may not be $value", ({ value, says }) => {
    const error = refused("wait-for-job", { "resource-manager-url": value });

    expect(error.input).toBe("resource-manager-url");
    expect(error.message).toContain(says);
  });

  test("never shows the password that was written into it", () => {
    const error = refused("wait-for-job", {
      "resource-manager-url": "https://user:pass-word@management.azure.com",
    });

    expect(`${error.message} ${error.hint}`).not.toContain("pass-word");
  });
});

describe("the cloud", () => {
  test.each([
    { environment: "azurecloud", cloud: CLOUDS.azurecloud },
    { environment: "azureusgovernment", cloud: CLOUDS.azureusgovernment },
    { environment: "azurechinacloud", cloud: CLOUDS.azurechinacloud },
    { environment: "", cloud: CLOUDS.azurecloud },
  ])("$environment gives every endpoint", ({ environment, cloud }) => {
    const inputs = read("wait-for-job", { environment, "client-id": "c", "tenant-id": "t" });

    expect(inputs.cloud).toEqual(cloud);
    expect(inputs.resourceManager).toBe(cloud.resourceManager);
    expect(inputs.signIn).toMatchObject({ kind: "assertion", audience: cloud.audience });
  });

  test("takes another authority from AZURE_AUTHORITY_HOST", () => {
    const env = { AZURE_AUTHORITY_HOST: "https://login.contoso.test/" };

    expect(read("wait-for-job", {}, env).cloud.authority).toBe("https://login.contoso.test");
  });
});

test("only the session may tell the subscription", () => {
  const named = { vault: "vault-1", "resource-group": "rg-backup" };

  expect(read("wait-for-job", named).vault.subscriptionId).toBe("");
  for (const other of [
    { "client-id": "client-1", "tenant-id": "tenant-1" },
    { "auth-type": "IDENTITY" },
  ]) {
    expect(refused("wait-for-job", { ...named, ...other }).input).toBe("subscription-id");
  }
});

test("a whole step is read at once", () => {
  const inputs = read("change-policy", {
    item: ITEM_ID,
    policy: POLICY_ID,
    "allow-shorter-retention": "true",
    "allowed-job-statuses": "Completed, CompletedWithWarnings",
    "timeout-minutes": "45",
    "on-conflict": "fail",
    "client-id": "client-1",
    "tenant-id": "tenant-1",
    "subscription-id": SUBSCRIPTION,
    "resource-group": "RG-Backup",
  });

  expect(inputs).toMatchObject({
    vault: VAULT,
    task: {
      wish: { kind: "change-policy", allowShorterRetention: true },
      selection: { include: [{ kind: "address" }], exclude: [] },
      policyName: "Gold",
      onConflict: "fail",
    },
    allowWarnings: true,
    timeoutMs: 45 * MINUTE,
    signIn: { kind: "assertion", clientId: "client-1", tenantId: "tenant-1" },
  });
});

describe("a dry run", () => {
  test.each(Object.keys(NEEDED))("is accepted by %s", (operation) => {
    const { task } = read(operation, { "dry-run": "true" });

    if ("dryRun" in task) expect(task.dryRun).toBe(true);
    // What only reads is always dry.
    else expect(["verify-backup", "list-items"]).toContain(operation);
  });
});

describe("a cancelled workflow", () => {
  test.each(["backup-now", "wait-for-job"])(
    "cancels the job of %s where asked for",
    (operation) => {
      expect(read(operation, { "on-cancel": "cancel-job" }).cancelJobOnCancel).toBe(true);
      expect(read(operation, { "on-cancel": "CANCEL-JOB" }).cancelJobOnCancel).toBe(true);
      expect(read(operation, { "on-cancel": "leave" }).cancelJobOnCancel).toBe(false);
      expect(read(operation).cancelJobOnCancel).toBe(false);
    },
  );

  test("cancels nothing in a dry run, which writes nothing", () => {
    const values = { "on-cancel": "cancel-job", "dry-run": "true" };

    expect(read("wait-for-job", values).cancelJobOnCancel).toBe(false);
  });
});

describe("the tenant of the resource guard", () => {
  const given = { "resource-guard-tenant-id": GUARD_TENANT };
  const ids = { "client-id": "client-1", "tenant-id": "tenant-1" };

  test.each([
    { how: "GitHub OIDC", values: ids, kind: "assertion" },
    { how: "a client secret", values: { ...ids, "client-secret": "s" }, kind: "client-secret" },
    { how: "the session", values: {}, kind: "az-session" },
  ])("is signed in to with the same identity, by $how", ({ values, kind }) => {
    const { signIn, guardSignIn } = read("change-policy", { ...given, ...values });

    expect(signIn).toMatchObject({ kind });
    expect(guardSignIn).toEqual({ ...signIn, tenantId: GUARD_TENANT });
  });

  test.each(["change-policy", "stop-protection-retain-data", "stop-protection-delete-data"])(
    "is used by %s",
    (operation) => {
      expect(read(operation, given).guardSignIn).toMatchObject({ tenantId: GUARD_TENANT });
    },
  );

  test("is none where it is not given", () => {
    expect(read("change-policy", ids).guardSignIn).toBeUndefined();
  });

  test("is out of reach of a managed identity", () => {
    expect(refused("change-policy", { ...given, "auth-type": "IDENTITY" })).toMatchObject({
      input: "resource-guard-tenant-id",
      message: expect.stringContaining("'auth-type: IDENTITY'"),
    });
  });

  test.each(["contoso.onmicrosoft.com", "x", `${GUARD_TENANT}0`])("is no '%s'", (tenant) => {
    expect(refused("change-policy", { "resource-guard-tenant-id": tenant })).toMatchObject({
      input: "resource-guard-tenant-id",
      message: expect.stringContaining(`(got '${tenant}')`),
    });
  });
});

test("a secret is never shown, not even where it is refused", () => {
  for (const values of [
    { "client-secret": "s3cret-value", "auth-type": "SESSION" },
    { "client-secret": "s3cret-value" },
  ]) {
    const error = refused("wait-for-job", values);

    expect(`${error.message} ${error.hint}`).not.toContain("s3cret-value");
  }
});

describe("a resource id says which subscription is meant, where only the session tells", () => {
  const named = { vault: "vault-1", "resource-group": "rg-backup" };
  const job = `${VAULT_ID}/backupJobs/${JOB_ID}`;

  test("as the id of a job", () => {
    const inputs = read("wait-for-job", { ...named, "job-id": job });

    expect(inputs.vault).toEqual(VAULT);
    expect(inputs.task.wish).toEqual({ kind: "wait-for-job", jobId: JOB_ID });
  });

  test.each(["verify-backup", "list-items"])("as the id of an item of %s", (operation) => {
    const inputs = read(operation, { ...named, item: ITEM_ID });

    expect(inputs.task).toMatchObject({ selection: { include: [{ kind: "address" }] } });
  });
});
