import { expect, test } from "vitest";
import { scenario, step } from "../support/scenario.ts";

const CHANGE = { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" };
const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-0/msDB" };
const DELETE = {
  operation: "stop-protection-delete-data",
  item: "sqlserver-0/msDB",
  "confirm-delete": "msDB",
};
const BACKUP = { operation: "backup-now", item: "sqlserver-0/msDB" };
const VERIFY = {
  operation: "verify-backup",
  item: "sqlserver-0/msDB",
  "max-recovery-point-age": "24h",
};
const LIST = { operation: "list-items", item: "*" };
const RESUME = { operation: "resume-protection", item: "inventory", policy: "ProdPolicy" };
const CANCEL = { operation: "cancel-job", "job-id": "c22eca5d-0c1c-48a0-a40d-69bef708d92a" };
const WRITES: readonly Readonly<Record<string, string>>[] = [
  { operation: "change-policy", policy: "ProdPolicy" },
  { operation: "stop-protection-retain-data" },
  { operation: "stop-protection-delete-data", "confirm-delete": "msDB" },
  { operation: "suspend-backups" },
  { operation: "resume-protection", policy: "ProdPolicy" },
  { operation: "undelete" },
  { operation: "backup-now" },
];
const WAIT = { operation: "wait-for-job", "job-id": "c22eca5d-0c1c-48a0-a40d-69bef708d92a" };
const OTHER_VAULT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/OtherVault";
const THIS_VAULT = OTHER_VAULT.replace("OtherVault", "SQLServer2012");

test.each([
  { fault: "a missing operation", inputs: { ...CHANGE, operation: "" }, names: "'operation'" },
  { fault: "an unknown operation", inputs: { ...CHANGE, operation: "delete" }, names: "'delete'" },
  { fault: "a missing vault", inputs: { ...CHANGE, vault: "" }, names: "'vault'" },
  { fault: "an impossible vault", inputs: { ...CHANGE, vault: "my vault" }, names: "'my vault'" },
  {
    fault: "the resource id of something else as vault",
    inputs: { ...CHANGE, vault: `${OTHER_VAULT}/backupPolicies/x` },
    names: "'vault'",
  },
  {
    fault: "a resource group that contradicts the vault's id",
    inputs: { ...CHANGE, vault: OTHER_VAULT, "resource-group": "elsewhere" },
    names: "'resource-group'",
  },
  {
    fault: "a missing resource group",
    inputs: { ...CHANGE, "resource-group": "" },
    names: "'resource-group'",
  },
  {
    fault: "a write without a subscription",
    inputs: { ...CHANGE, "subscription-id": "", "auth-type": "SESSION" },
    names: "'subscription-id'",
  },
  {
    fault: "a malformed subscription",
    inputs: { ...CHANGE, "subscription-id": "production" },
    names: "'production'",
  },
  { fault: "a missing item", inputs: { ...CHANGE, item: "" }, names: "'item'" },
  { fault: "an item with an empty part", inputs: { ...CHANGE, item: "a//b" }, names: "'a//b'" },
  { fault: "several wrong items", inputs: { ...CHANGE, item: "a//b\nb//c" }, names: "'b//c'" },
  { fault: "any item", inputs: { ...CHANGE, item: "*" }, names: "'*'" },
  {
    fault: "several items of a job",
    inputs: { ...WAIT, item: "sqlserver-0/msDB\nsqlserver-1/msDB" },
    names: "'item'",
  },
  {
    fault: "a pattern for a deletion",
    inputs: { ...DELETE, item: "sqlserver-0/*" },
    names: "'sqlserver-0/*'",
  },
  {
    fault: "a line that takes out for a deletion",
    inputs: { ...DELETE, item: "sqlserver-0/msDB\n!sqlserver-0/crm" },
    names: "'!'",
  },
  { fault: "an exclusion alone", inputs: { ...CHANGE, item: "!msDB" }, names: "'item'" },
  ...WRITES.flatMap((write) => [
    {
      fault: `a pattern without a whole name for ${write.operation}`,
      inputs: { ...write, item: "sqlserver-0/msDB\n*/ms*" },
      names: "'*/ms*'",
    },
    {
      fault: `no item for ${write.operation}`,
      inputs: { ...write, item: " \n " },
      names: "'item'",
    },
  ]),
  {
    fault: "an item of another vault",
    inputs: {
      ...CHANGE,
      item: `${OTHER_VAULT}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`,
    },
    names: "SQLServer2012",
  },
  {
    fault: "the id of something else as item",
    inputs: { ...CHANGE, item: `${THIS_VAULT}/backupPolicies/ProdPolicy` },
    names: "'item'",
  },
  { fault: "a missing policy", inputs: { ...CHANGE, policy: "" }, names: "'policy'" },
  {
    fault: "a policy of another vault",
    inputs: { ...CHANGE, policy: `${OTHER_VAULT}/backupPolicies/ProdPolicy` },
    names: "SQLServer2012",
  },
  {
    fault: "the id of something else as policy",
    inputs: { ...CHANGE, policy: `${THIS_VAULT}/backupJobs/x` },
    names: "'policy'",
  },
  { fault: "a missing job", inputs: { ...WAIT, "job-id": "" }, names: "'job-id'" },
  { fault: "a malformed job", inputs: { ...WAIT, "job-id": "last" }, names: "'last'" },
  {
    fault: "a job of another vault",
    inputs: { ...WAIT, "job-id": `${OTHER_VAULT}/backupJobs/${WAIT["job-id"]}` },
    names: "SQLServer2012",
  },
  {
    fault: "a deletion that nobody confirmed",
    inputs: { ...DELETE, "confirm-delete": "" },
    names: "'confirm-delete'",
  },
  {
    fault: "a deletion that names the database only",
    inputs: { ...DELETE, item: "msDB" },
    names: "'msDB'",
  },
  { fault: "an input of another operation", inputs: { ...STOP, policy: "x" }, names: "'policy'" },
  {
    fault: "a job's id for a change",
    inputs: { ...CHANGE, "job-id": WAIT["job-id"] },
    names: "'job-id'",
  },
  {
    fault: "a boolean that is none",
    inputs: { ...CHANGE, "allow-shorter-retention": "yes" },
    names: "'yes'",
  },
  { fault: "another boolean", inputs: { ...CHANGE, summary: "flase" }, names: "'flase'" },
  { fault: "a resumption without a policy", inputs: { ...RESUME, policy: "" }, names: "'policy'" },
  {
    fault: "a cancellation without a job",
    inputs: { ...CANCEL, "job-id": "" },
    names: "'job-id'",
  },
  {
    fault: "a cancellation without a subscription",
    inputs: { ...CANCEL, "subscription-id": "", "auth-type": "SESSION" },
    names: "'subscription-id'",
  },
  {
    fault: "a question without an age",
    inputs: { ...VERIFY, "max-recovery-point-age": "" },
    names: "'max-recovery-point-age'",
  },
  ...["24", "h", "0h", "-1d", "1w", "1e3h", "1 day", "PT", "P1Y", "P1M", "PT-1H", "24h 30m"].map(
    (age) => ({
      fault: `the age '${age}'`,
      inputs: { ...VERIFY, "max-recovery-point-age": age },
      names: `'${age}'`,
    }),
  ),
  ...[
    "2025-12-31",
    "2026-01-04",
    "2026-02-30",
    "2026-13-01",
    "31.01.2027",
    "2027-1-31",
    "2027-01-31T10:00:00Z",
    "45",
    "0d",
    "tomorrow",
    "2200-01-01",
    "99999d",
  ].map((until) => ({
    fault: `keeping a point until '${until}'`,
    inputs: { ...BACKUP, "retain-until": until },
    names: `'${until}'`,
  })),
  ...["Differential", "Log", "Incremental", "log"].map((type) => ({
    fault: `an expiry for a backup of type ${type}, which follows the policy`,
    inputs: { ...BACKUP, "backup-type": type, "retain-until": "60d" },
    names: "'retain-until'",
  })),
  ...[
    { input: "backup-type", value: "Snapshot", inputs: BACKUP },
    { input: "recovery-point-types", value: "differential", inputs: VERIFY },
    { input: "workload-type", value: "SQL", inputs: STOP },
    { input: "on-cancel", value: "cancel", inputs: BACKUP },
    { input: "on-conflict", value: "retry", inputs: WAIT },
    { input: "wait", value: "no", inputs: BACKUP },
    { input: "enable-compression", value: "1", inputs: BACKUP },
    { input: "dry-run", value: "yes", inputs: STOP },
    { input: "dry-run", value: "y", inputs: LIST },
    { input: "allow-empty", value: "tRUE", inputs: LIST },
    ...["0", "-1", "1.5", "257", "x", "1e2"].map((value) => ({
      input: "matrix-chunks",
      value,
      inputs: LIST,
    })),
    ...["0", "1001", "2.0", "ten"].map((value) => ({ input: "max-items", value, inputs: VERIFY })),
    ...["0", "51", "+3"].map((value) => ({ input: "max-parallel", value, inputs: VERIFY })),
    { input: "max-items", value: "0", inputs: WAIT },
    { input: "fail-fast", value: "1", inputs: LIST },
    { input: "fail-fast", value: "no", inputs: STOP },
    { input: "max-parallel", value: "many", inputs: STOP },
    { input: "resource-guard-tenant-id", value: "contoso.com", inputs: STOP },
  ].map(({ input, value, inputs }) => ({
    fault: `'${input}: ${value}'`,
    inputs: { ...inputs, [input]: value },
    names: `'${value}'`,
  })),
  ...["confirm-delete", "backup-type", "retain-until", "max-recovery-point-age", "job-id"].flatMap(
    (input) =>
      [STOP, LIST].map((inputs) => ({
        fault: `'${input}', which ${inputs.operation} does not use`,
        inputs: { ...inputs, [input]: "x" },
        names: `'${input}'`,
      })),
  ),
  ...[
    { input: "allow-shorter-retention", value: "true", inputs: STOP },
    { input: "enable-compression", value: "true", inputs: STOP },
    { input: "wait", value: "false", inputs: WAIT },
    { input: "allow-empty", value: "true", inputs: VERIFY },
    { input: "matrix-chunks", value: "2", inputs: VERIFY },
    { input: "recovery-point-types", value: "full", inputs: LIST },
    { input: "on-cancel", value: "cancel-job", inputs: STOP },
    { input: "on-cancel", value: "cancel-job", inputs: CANCEL },
    { input: "workload-type", value: "VM", inputs: CANCEL },
    { input: "policy", value: "ProdPolicy", inputs: BACKUP },
    ...[BACKUP, RESUME, VERIFY, LIST, WAIT].map((inputs) => ({
      input: "resource-guard-tenant-id",
      value: "22222222-2222-2222-2222-222222222222",
      inputs,
    })),
  ].map(({ input, value, inputs }) => ({
    fault: `'${input}: ${value}' for ${inputs.operation}, which does not use it`,
    inputs: { ...inputs, [input]: value },
    names: `'${input}'`,
  })),
  {
    fault: "a guard's tenant for a managed identity, which has no tokens of another",
    inputs: { ...STOP, "resource-guard-tenant-id": "22222222-2222-2222-2222-222222222222" },
    names: "'resource-guard-tenant-id'",
  },
  ...["0", "-1", "abc", "1e3", "1,5", "99999"].map((minutes) => ({
    fault: `the time limit '${minutes}'`,
    inputs: { ...CHANGE, "timeout-minutes": minutes },
    names: `'${minutes}'`,
  })),
  {
    fault: "a pause of nothing",
    inputs: { ...CHANGE, "poll-interval-seconds": "0" },
    names: "'poll-interval-seconds'",
  },
  {
    fault: "a status that never opens the gate",
    inputs: { ...CHANGE, "allowed-job-statuses": "Failed" },
    names: "'Failed'",
  },
  { fault: "an unknown way out", inputs: { ...CHANGE, "on-conflict": "join" }, names: "'join'" },
  { fault: "an unknown cloud", inputs: { ...CHANGE, environment: "mars" }, names: "'mars'" },
  {
    fault: "an endpoint without encryption",
    inputs: { ...CHANGE, "resource-manager-url": "http://localhost:8443" },
    names: "https",
  },
  {
    fault: "an endpoint with a path",
    inputs: { ...CHANGE, "resource-manager-url": "https://localhost/subscriptions" },
    names: "'resource-manager-url'",
  },
  {
    fault: "a client without its tenant",
    inputs: { ...CHANGE, "auth-type": "", "client-id": "c" },
    names: "'tenant-id'",
  },
  { fault: "an unknown sign-in", inputs: { ...CHANGE, "auth-type": "MAGIC" }, names: "'MAGIC'" },
])("$fault is one clear error before any request", async ({ inputs, names }) => {
  const azure = scenario();

  const result = await step(azure, inputs);

  expect(result.output("gate")).toBe("closed");
  expect(result.output("reason")).toBe("invalid-input");
  expect(result.host.failed).toBe(true);
  expect(result.host.errors).toHaveLength(1);
  expect(result.host.errors[0]?.message).toContain(names);
  expect(result.host.errors[0]?.message).toContain("What to do:");
  expect(azure.azure.requests).toEqual([]);
});

test("an input that equals its default counts as not given, so that reusable workflows can pass all through", async () => {
  const inputs = { ...WAIT, "allow-shorter-retention": "false", "on-conflict": "wait" };

  const result = await step(scenario(), inputs);

  expect(result.output("reason")).toBe("job-failed");
});

test.each([
  { inputs: { ...STOP, wait: "true", "matrix-chunks": "1", "recovery-point-types": "any" } },
  { inputs: { ...STOP, "max-items": "50", "on-cancel": "leave", "allow-empty": "false" } },
  { inputs: { ...STOP, "enable-compression": "FALSE", "max-parallel": "3" } },
])("defaults of other operations pass through, case aside: $inputs", async ({ inputs }) => {
  const result = await step(scenario(), inputs);

  expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
});

const EVERYWHERE: Readonly<Record<string, string>> = {
  "dry-run": "true",
  "on-conflict": "fail",
  "max-items": "7",
  "max-parallel": "5",
  "fail-fast": "true",
  "allowed-job-statuses": "Completed, CompletedWithWarnings",
  "timeout-minutes": "0.5",
};

test.each(Object.entries(EVERYWHERE))(
  "'%s' is accepted by every operation",
  async (input, value) => {
    const reads = [VERIFY, LIST, WAIT, CANCEL];
    for (const inputs of [
      ...WRITES.map((write) => ({ ...write, item: "nothing/here" })),
      ...reads,
    ]) {
      const result = await step(scenario(), { ...inputs, [input]: value });

      expect(result.output("reason"), JSON.stringify(inputs)).not.toBe("invalid-input");
    }
  },
);

test("the client secret is masked before anything is printed", async () => {
  const secret = "s3cret-value";

  const result = await step(scenario(), { ...CHANGE, "client-secret": secret });

  expect(result.host.masked).toContain(secret);
  expect(JSON.stringify([result.host.lines, result.host.errors])).not.toContain(secret);
});
