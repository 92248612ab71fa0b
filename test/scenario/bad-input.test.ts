import { expect, test } from "vitest";
import { scenario, step } from "../support/scenario.ts";

const CHANGE = { operation: "change-policy", item: "sqlserver-0/msDB", policy: "ProdPolicy" };
const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-0/msDB" };
const DELETE = {
  operation: "stop-protection-delete-data",
  item: "sqlserver-0/msDB",
  "confirm-delete": "msDB",
};
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
  { fault: "several items", inputs: { ...CHANGE, item: "a\nb" }, names: "'item'" },
  { fault: "a pattern", inputs: { ...CHANGE, item: "sqlserver-0/*" }, names: "'sqlserver-0/*'" },
  { fault: "an exclusion", inputs: { ...CHANGE, item: "!msDB" }, names: "'!msDB'" },
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

test("the client secret is masked before anything is printed", async () => {
  const secret = "s3cret-value";

  const result = await step(scenario(), { ...CHANGE, "client-secret": secret });

  expect(result.host.masked).toContain(secret);
  expect(JSON.stringify([result.host.lines, result.host.errors])).not.toContain(secret);
});
