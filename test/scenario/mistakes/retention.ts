import { policyIdOf } from "../../support/subjects.ts";
import { CHANGE, type Mistake, refusing } from "./mistake.ts";
import { addPolicy } from "./policy-like.ts";

const RESUME = { operation: "resume-protection", item: "inventory" };

/** Hourly fulls, which no document describes, in place of daily ones. */
const HOURLY = (text: string) => text.replace('"dailySchedule"', '"hourlySchedule"');

/** Policies that keep less, or say what nobody can read. */
export const RETENTION: readonly Mistake[] = [
  {
    name: "shorter retention",
    inputs: { ...CHANGE, policy: "DevPolicy" },
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: 'DevPolicy' has shorter retention (full, daily 30 days -> 7 days; log 15 days -> 7 days). What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "no log backups any more",
    inputs: { ...CHANGE, policy: "NoLogs" },
    world: (scenario) =>
      addPolicy(scenario, "NoLogs", "HourlyLogPolicy", (text) => {
        const { subProtectionPolicy, ...properties } = JSON.parse(text);
        return JSON.stringify({
          ...properties,
          subProtectionPolicy: subProtectionPolicy.slice(0, 1),
        });
      }),
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: 'NoLogs' has shorter retention (log 15 days -> none). What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "weekly in place of daily",
    inputs: { ...CHANGE, policy: "WeeklyFullPolicy" },
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: 'WeeklyFullPolicy' has shorter retention (full, daily 30 days -> none). What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "shorter retention of a VM's snapshots",
    inputs: { ...CHANGE, item: "web-01", policy: "FewSnapshots" },
    world: (scenario) =>
      addPolicy(scenario, "FewSnapshots", "DefaultPolicy", (text) =>
        text.replace('"instantRpRetentionRangeInDays":2', '"instantRpRetentionRangeInDays":1'),
      ),
    reason: "refused",
    message:
      "web-01: Existing recovery points may be lost: 'FewSnapshots' has shorter retention (instant restore 2 days -> 1 day). What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "shorter retention in an immutable vault, accepted by the user",
    inputs: { ...CHANGE, policy: "DevPolicy", "allow-shorter-retention": "true" },
    world({ azure }) {
      azure.vault().immutability = "Locked";
    },
    reason: "refused",
    message:
      "payroll: The vault is immutable, and 'DevPolicy' has shorter retention (full, daily 30 days -> 7 days; log 15 days -> 7 days). What to do: An immutable vault never allows shorter retention. Name a policy that keeps every kind of recovery point at least as long.",
  },
  {
    name: "an unknown schedule in the present policy",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world(scenario) {
      addPolicy(scenario, "OddPolicy", "HourlyLogPolicy", HOURLY);
      scenario.azure.item("payroll", "sqlserver-1").policyId = policyIdOf("OddPolicy");
    },
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: this action cannot read the retention 'full, hourly' of 'OddPolicy'. What to do: Azure applies a policy's retention to existing recovery points too. Compare the two policies in the vault, and set 'allow-shorter-retention: true' to accept what this action cannot read.",
  },
  {
    name: "an unknown schedule in the new policy",
    inputs: { ...CHANGE, policy: "OddPolicy" },
    world: (scenario) => addPolicy(scenario, "OddPolicy", "HourlyLogPolicy", HOURLY),
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: 'OddPolicy' has shorter retention (full, daily 30 days -> none), and this action cannot read the retention 'full, hourly' of 'OddPolicy'. What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "an unknown unit in the new policy",
    inputs: { ...CHANGE, policy: "OddPolicy" },
    world: (scenario) =>
      addPolicy(scenario, "OddPolicy", "HourlyLogPolicy", (text) =>
        text.replace('"durationType":"Days"', '"durationType":"Fortnights"'),
      ),
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: this action cannot read the retention 'full, daily' of 'OddPolicy'. What to do: Azure applies a policy's retention to existing recovery points too. Compare the two policies in the vault, and set 'allow-shorter-retention: true' to accept what this action cannot read.",
  },
  {
    name: "an unknown schedule in the new policy of an immutable vault",
    inputs: { ...CHANGE, policy: "OddPolicy" },
    world(scenario) {
      addPolicy(scenario, "OddPolicy", "HourlyLogPolicy", (text) =>
        text.replace('"durationType":"Days"', '"durationType":"Fortnights"'),
      );
      scenario.azure.vault().immutability = "Unlocked";
    },
    reason: "refused",
    message:
      "payroll: The vault is immutable, and this action cannot read the retention 'full, daily' of 'OddPolicy'. What to do: An immutable vault never allows shorter retention, and what cannot be read counts as shorter. Name a policy that keeps every kind of recovery point at least as long.",
  },
  {
    name: "a present policy that may not be read",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world({ azure }) {
      const answer = refusing(403, "AuthorizationFailed", "The client may not read it.");
      azure.fault({
        path: /backupPolicies\/HourlyLogPolicy$/,
        answer,
        times: Number.POSITIVE_INFINITY,
      });
    },
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: the retention of the item's present policy 'HourlyLogPolicy' cannot be read, so it cannot be compared. What to do: Azure applies a policy's retention to existing recovery points too. Compare the two policies in the vault, and set 'allow-shorter-retention: true' to accept what this action cannot read.",
  },
  {
    name: "a stopped item whose oldest recovery point outlives the new policy",
    inputs: { ...RESUME, policy: "DevPolicy" },
    reason: "refused",
    message:
      "inventory: Existing recovery points may be lost: the oldest recovery point is of 2025-11-24T04:00:00Z, and 'DevPolicy' keeps full, daily 7 days; log 7 days. What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "a stopped item of which nobody can read the oldest recovery point",
    inputs: { ...RESUME, policy: "ProdPolicy" },
    world({ azure }) {
      azure.item("inventory").overrides = { extendedInfo: { recoveryPointCount: 3 } };
    },
    reason: "refused",
    message:
      "inventory: Existing recovery points may be lost: the item's oldest recovery point cannot be read, and 'ProdPolicy' keeps full, daily 90 days; full, weekly 52 weeks; full, monthly 60 months; full, yearly 10 years; log 35 days. What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "a suspended item by a policy that keeps less",
    inputs: { operation: "resume-protection", item: "sqlserver-1/payroll", policy: "DevPolicy" },
    world({ azure }) {
      azure.item("payroll", "sqlserver-1").protectionState = "BackupsSuspended";
    },
    reason: "refused",
    message:
      "payroll: Existing recovery points may be lost: 'DevPolicy' has shorter retention (full, daily 30 days -> 7 days; log 15 days -> 7 days). What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
];
