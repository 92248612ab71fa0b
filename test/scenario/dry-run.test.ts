import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { outputsTable, type Row } from "../support/outputs-table.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import {
  addLongPolicies,
  bringInto,
  itemOf,
  policyIdOf,
  type StartState,
  SUBJECTS,
  type Subject,
  subjectOf,
} from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

/** One operation that writes, in a state in which it would. */
interface Case {
  readonly inputs: (subject: Subject) => Readonly<Record<string, string>>;
  readonly state?: StartState;
  readonly immutable?: true;
  readonly method: "PUT" | "DELETE" | "POST";
  /** What the request carries besides the item's identity; undefined for no body. */
  readonly properties?: (subject: Subject) => object;
}

const CASES: Readonly<Record<string, Case>> = {
  "change-policy": {
    inputs: ({ longPolicy }) => ({ policy: longPolicy }),
    method: "PUT",
    properties: ({ longPolicy }) => ({ policyId: policyIdOf(longPolicy) }),
  },
  "stop-protection-retain-data": {
    inputs: () => ({}),
    method: "PUT",
    properties: () => ({ protectionState: "ProtectionStopped", policyId: "" }),
  },
  "stop-protection-delete-data": {
    inputs: ({ friendlyName }) => ({ "confirm-delete": friendlyName }),
    method: "DELETE",
  },
  "suspend-backups": {
    inputs: () => ({}),
    immutable: true,
    method: "PUT",
    properties: () => ({ protectionState: "BackupsSuspended" }),
  },
  "resume-protection": {
    inputs: ({ policy }) => ({ policy }),
    state: "ProtectionStopped",
    method: "PUT",
    properties: ({ policy }) => ({ policyId: policyIdOf(policy) }),
  },
  undelete: {
    inputs: () => ({}),
    state: "SoftDeleted",
    method: "PUT",
    properties: () => ({ protectionState: "ProtectionStopped", policyId: "", isRehydrate: true }),
  },
  "backup-now": { inputs: () => ({}), method: "POST" },
};

function given(subject: Subject, { state = "Protected", immutable }: Partial<Case> = {}): Scenario {
  const azure = scenario();
  addLongPolicies(azure.azure);
  if (immutable) azure.azure.vault().immutability = "Unlocked";
  bringInto(itemOf(azure.azure, subject), state, azure.clock.now());
  return azure;
}

function dryRun(azure: Scenario, inputs: Readonly<Record<string, string>>): Promise<Result> {
  return step(azure, { ...inputs, "dry-run": "true" });
}

/** The summary as a reader sees it. */
function summaryOf({ host }: Result): string {
  return host.summaryMarkdown.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** Green, closed, with a warning; and not one request that could change anything. */
function expectDryRun(result: Result): void {
  expect(result.output("reason"), result.host.errors[0]?.message).toBe("dry-run");
  expect(result.gate).toBe("closed");
  expect(result.output("changed")).toBe("false");
  expect(result.host.failed).toBe(false);
  expect(result.host.errors).toEqual([]);
  const verdicts = result.host.warnings.filter((warning) => warning.startsWith("Backup gate"));
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]).toContain("dry-run");
  expect(result.writes).toEqual([]);
}

describe.each(SUBJECTS)("$name", (subject) => {
  test.each(Object.entries(CASES))(
    "%s sends nothing, and shows the very request it would send",
    async (operation, { inputs, method, properties, ...start }) => {
      const azure = given(subject, start);
      const wanted = { operation, item: subject.item, ...inputs(subject) };

      const result = await dryRun(azure, wanted);
      const real = await step(azure, wanted);

      expectDryRun(result);
      const [sent] = real.writes;
      expect(sent?.method).toBe(method);
      const log = result.host.lines.join("\n");
      const summary = summaryOf(result);
      expect(log).toMatch(new RegExp(`Would send ${method} /subscriptions/`));
      for (const text of [log, summary]) {
        expect(text).toContain(sent?.path);
        if (sent?.body !== undefined) expect(text).toContain(JSON.stringify(sent.body));
        if (properties !== undefined) {
          const body = { properties: { ...subject.identity, ...properties(subject) } };
          expect(text).toContain(JSON.stringify(body));
        }
      }
      expect(real.output("reason")).toBe("completed");
    },
  );

  test("cancel-job sends nothing, and shows the very request it would send", async () => {
    const azure = given(subject);
    const job = azure.azure.addJob({ item: itemOf(azure.azure, subject) });

    const result = await dryRun(azure, { operation: "cancel-job", "job-id": job.id });

    expectDryRun(result);
    expect(job.status).toBe("InProgress");
    expect(result.host.warnings[0]).toContain(job.id);
    expect(result.host.lines.join("\n")).toContain(`/backupJobs/${job.id}/cancel`);
    expect(summaryOf(result)).toContain(`/backupJobs/${job.id}/cancel`);
  });

  test.each([
    { operation: "verify-backup", "max-recovery-point-age": "1d", reason: "recovery-point-fresh" },
    { operation: "list-items", reason: "listed" },
  ])("$operation reads anyway, so it answers as ever", async ({ reason, ...inputs }) => {
    const azure = given(subject);

    const result = await dryRun(azure, { ...inputs, item: subject.item });

    expect(result.output("reason")).toBe(reason);
    expect(result.writes).toEqual([]);
  });

  test("wait-for-job reads anyway, so it waits as ever", async () => {
    const azure = given(subject);
    const job = azure.azure.addJob({ item: itemOf(azure.azure, subject), endsInSeconds: 90 });

    const result = await dryRun(azure, { operation: "wait-for-job", "job-id": job.id });

    expect(result.output("reason")).toBe("completed");
    expect(result.writes).toEqual([]);
  });

  test.each([
    ["change-policy", "ProtectionStopped", "refused"],
    ["stop-protection-retain-data", "SoftDeleted", "refused"],
    ["suspend-backups", "Protected", "refused"],
    ["resume-protection", "SoftDeleted", "refused"],
    ["backup-now", "BackupsSuspended", "refused"],
    ["stop-protection-retain-data", "ProtectionStopped", "already-in-state"],
    ["stop-protection-delete-data", "SoftDeleted", "already-in-state"],
    ["suspend-backups", "BackupsSuspended", "already-in-state"],
    ["resume-protection", "Protected", "already-in-state"],
    ["undelete", "Protected", "already-in-state"],
  ] as const)("%s on an item in %s is %s, as it would be", async (operation, state, reason) => {
    const azure = given(subject, { state });
    const inputs = { operation, item: subject.item, ...CASES[operation]?.inputs(subject) };

    const result = await dryRun(azure, inputs);

    expect(result.output("reason")).toBe(reason);
    expect(result.host.failed).toBe(reason === "refused");
    expect(result.host.warnings).toEqual([]);
    expect(result.writes).toEqual([]);
  });

  test.each(Object.keys(CASES))("%s of an item that is not there is red", async (operation) => {
    const missing = { ...subject, item: subject.item.replace(/[^/;]+$/, "nothing-of-that-name") };
    const inputs = { operation, item: missing.item, ...CASES[operation]?.inputs(missing) };

    const result = await dryRun(given(subject), inputs);

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.host.failed).toBe(true);
    expect(result.writes).toEqual([]);
  });
});

const SQL = subjectOf("SQLDataBase");

describe("what a real step would close the gate on is red in a dry run too", () => {
  test.each([
    {
      what: "an unconfirmed deletion",
      inputs: { operation: "stop-protection-delete-data", "confirm-delete": "another" },
      reason: "refused",
    },
    {
      what: "shorter retention",
      inputs: { operation: "change-policy", policy: "DevPolicy" },
      reason: "refused",
    },
    {
      what: "a policy that is not there",
      inputs: { operation: "change-policy", policy: "ProdPolicies" },
      reason: "policy-not-found",
    },
    {
      what: "a backup type that the workload lacks",
      inputs: { operation: "backup-now", "backup-type": "Incremental" },
      reason: "refused",
    },
    {
      what: "a job that is not there",
      inputs: {
        operation: "cancel-job",
        item: "",
        "job-id": "99999999-9999-9999-9999-999999999999",
      },
      reason: "job-not-found",
    },
    {
      what: "a job that has ended",
      inputs: {
        operation: "cancel-job",
        item: "",
        "job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700",
      },
      reason: "job-already-ended",
    },
  ])("$what: $reason", async ({ inputs, reason }) => {
    const result = await dryRun(given(SQL), { item: SQL.item, ...inputs });

    expect(result.output("reason")).toBe(reason);
    expect(result.host.failed).toBe(true);
    expect(result.writes).toEqual([]);
  });
});

/** How a dry run ends. */
function closed(would: string): string {
  return `Backup gate closed for 'payroll': dry-run. Dry run: would ${would}. Nothing was sent. What to do: Set 'dry-run: false' to do it.`;
}

/** Steps that a Resource Guard guards, and what each of them tells. */
const GUARDED = [
  {
    operation: "stop-protection-delete-data",
    inputs: { "confirm-delete": "payroll" },
    request: "deleteProtectedItemRequests/default",
    warns: [closed("stop the protection of 'payroll' and delete its data")],
    plans: [
      "Planned: Soft delete is on: the data can be undeleted for 14 days, until 2026-01-19T10:00:00Z; 'purge-time' will say when exactly.",
      "| Before it | the deletion would be unlocked by (guard)/deleteProtectedItemRequests/default |",
    ],
    logs: ["Would unlock the deletion with (guard)/deleteProtectedItemRequests/default"],
  },
  {
    operation: "stop-protection-retain-data",
    inputs: {},
    request: "stopProtectionWithRetainDataRequests/default",
    warns: [closed("stop the protection of 'payroll' and retain its data")],
    plans: ["| Method | PUT |"],
    logs: [
      'Would send the body {"properties":{"protectedItemType":"AzureVmWorkloadSQLDatabase","protectionState":"ProtectionStopped","policyId":"","resourceGuardOperationRequests":["(guard)/stopProtectionWithRetainDataRequests/default"]}}',
    ],
  },
  {
    operation: "change-policy",
    inputs: { policy: "DevPolicy", "allow-shorter-retention": "true" },
    request: "updateProtectedItemRequests/default",
    warns: [
      "Allowed by 'allow-shorter-retention': 'DevPolicy' has shorter retention (full, daily 30 days -> 7 days; log 15 days -> 7 days).",
      closed("change the policy of 'payroll' to 'DevPolicy'"),
    ],
    plans: ["| full, daily | 30 days | 7 days | shorter |"],
    logs: ["    log: 15 days, then 7 days (shorter)"],
  },
];

function underGuard({ operation, inputs }: (typeof GUARDED)[number]) {
  const azure = given(SQL);
  azure.azure.vault().mua = true;
  return { azure, ran: dryRun(azure, { operation, item: SQL.item, ...inputs }) };
}

describe("under multi-user authorization", () => {
  test.each(GUARDED)("$operation names the guard's request and unlocks nothing", async (one) => {
    const { operation, request, warns, plans, logs } = one;
    const { azure, ran } = underGuard(one);

    const result = await ran;

    expectDryRun(result);
    expect(result.host.warnings).toEqual(warns);
    const guard = azure.azure.vault().guard.resourceId;
    expect(result.host.lines.join("\n")).toContain(`${guard}/${request}`);
    expect(summaryOf(result)).toContain(`${guard}/${request}`);
    const summary = summaryOf(result).replaceAll(guard, "(guard)").split("\n");
    expect(summary).toEqual(expect.arrayContaining(plans));
    const lines = result.host.lines.map((line) => line.replaceAll(guard, "(guard)"));
    expect(lines).toEqual(expect.arrayContaining(logs));
    expect(itemOf(azure.azure, SQL).unlockedUntil).toBeUndefined();
    if (operation === "change-policy") {
      await expect(transcript(result)).toMatchFileSnapshot(
        "transcripts/dry-run--change-policy.txt",
      );
    }
  });

  test("outputs and requests", async () => {
    const rows: Row[] = [];
    for (const one of GUARDED) {
      rows.push({ name: one.operation, result: await underGuard(one).ran });
    }

    await expect(outputsTable(rows)).toMatchFileSnapshot("tables/dry-run.txt");
  });
});

test.each([
  { softDelete: "Enabled", confirm: "payroll", says: /14 days|2026-01-19/ },
  { softDelete: "Disabled", confirm: "permanently payroll", says: /gone at once/ },
] as const)(
  "a deletion says when the data would be purged: soft delete $softDelete",
  async (one) => {
    const azure = given(SQL);
    azure.azure.vault().softDeleteState = one.softDelete;

    const result = await dryRun(azure, {
      operation: "stop-protection-delete-data",
      item: SQL.item,
      "confirm-delete": one.confirm,
    });

    expectDryRun(result);
    expect(result.host.lines.join("\n")).toMatch(one.says);
    expect(summaryOf(result)).toMatch(one.says);
  },
);

test("a running job of the item does not keep a dry run from its answer", async () => {
  const azure = given(SQL);
  azure.azure.addJob({ item: itemOf(azure.azure, SQL) });

  const result = await dryRun(azure, { operation: "backup-now", item: SQL.item });

  expectDryRun(result);
  expect(result.elapsedMs).toBe(0);
});

test("a cancelled workflow does not cancel the job either, whatever 'on-cancel' says", async () => {
  const azure = given(SQL);
  const job = azure.azure.addJob({ item: itemOf(azure.azure, SQL) });
  const later = azure.clock.sleep(60_000, new AbortController().signal).then(() => {
    azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
  });

  const inputs = { operation: "wait-for-job", "job-id": job.id, "on-cancel": "cancel-job" };
  const result = await dryRun(azure, inputs);
  await later;

  expect(result.output("reason")).toBe("workflow-cancelled");
  expect(result.writes).toEqual([]);
});
