import type { HttpClient, PipelineResponse } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { itemId } from "../emulator/vault/state.ts";
import { inProcess } from "../support/in-process.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, subjectOf } from "../support/subjects.ts";

const SQL = subjectOf("SQLDataBase");
const never = new AbortController().signal;
const BACKUP = { operation: "backup-now", item: SQL.item };
const STOP = { operation: "stop-protection-retain-data", item: SQL.item };
const DELETE = {
  operation: "stop-protection-delete-data",
  item: SQL.item,
  "confirm-delete": "payroll",
};
const LOST = { status: 504, body: "" };

/** Lets something happen a number of seconds into the step. */
function after(azure: Scenario, seconds: number, happen: () => void): Promise<void> {
  return azure.clock.sleep(seconds * 1_000, never).then(happen);
}

/** The emulator, with the answers to some requests rewritten. */
function rewriting(
  { azure, clock }: Scenario,
  path: RegExp,
  rewrite: (body: Record<string, unknown>) => object,
): HttpClient {
  const inner = inProcess(azure, clock);
  return {
    async sendRequest(request): Promise<PipelineResponse> {
      const answer = await inner.sendRequest(request);
      if (!path.test(new URL(request.url).pathname) || answer.status !== 200) return answer;
      return {
        ...answer,
        bodyAsText: JSON.stringify(rewrite(JSON.parse(answer.bodyAsText ?? ""))),
      };
    },
  };
}

describe("a backup whose answer was lost and that Azure never took", () => {
  test.each([20, 90])(
    "is not taken for the scheduled one that begins %i s later",
    async (seconds) => {
      const azure = scenario();
      azure.azure.fault({ method: "POST", answer: LOST });
      const other = { id: "" };
      const later = after(azure, seconds, () => {
        const item = itemOf(azure.azure, SQL);
        const overrides = { operation: "Backup (Differential)", isUserTriggered: false };
        other.id = azure.azure.addJob({
          item,
          operation: "Backup",
          endsInSeconds: 60,
          overrides,
        }).id;
      });

      const result = await step(azure, BACKUP);
      await later;

      expect(result.output("reason")).toBe("contact-lost");
      expect(result.output("changed")).toBe("");
      expect(result.output("job-id")).toBe("");
      expect(result.output("error-message")).toContain(other.id);
      expect(result.writes).toHaveLength(1);
    },
  );

  test("is not taken for a user's of another type that begins with it", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "POST", answer: LOST });
    const item = itemOf(azure.azure, SQL);
    const overrides = { operation: "Backup (Full)", isUserTriggered: true };
    const http = inProcess(azure.azure, azure.clock);
    const other = { id: "" };

    const result = await step(azure, BACKUP, {
      world: {
        http: {
          async sendRequest(request) {
            const answer = await http.sendRequest(request);
            if (request.method === "POST") {
              other.id = azure.azure.addJob({
                item,
                operation: "Backup",
                endsInSeconds: 60,
                overrides,
              }).id;
            }
            return answer;
          },
        },
      },
    });

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("job-id")).toBe("");
    expect(result.output("error-message")).toContain(other.id);
  });
});

test("a backup whose answer was lost is followed by nobody's job where two have begun since", async () => {
  const azure = scenario();
  azure.azure.fault({ method: "POST", afterwards: true, answer: "hang" });
  const item = itemOf(azure.azure, SQL);
  const later = after(azure, 20, () => {
    azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 600 });
  });

  const result = await step(azure, BACKUP);
  await later;

  expect(result.output("reason")).toBe("contact-lost");
  expect(result.output("changed")).toBe("");
  expect(result.writes).toHaveLength(1);
});

describe("an operation that fails because the item is locked", () => {
  const failed = (operation: Record<string, unknown>) =>
    operation.status === "Succeeded"
      ? {
          ...operation,
          status: "Failed",
          error: { code: "BMSUserErrorObjectLocked", message: "Locked." },
        }
      : operation;

  test("and names its job has started it, so the job is followed and nothing sent again", async () => {
    const azure = scenario();
    const http = rewriting(azure, /operationsStatus/, failed);

    const result = await step(azure, BACKUP, { world: { http } });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-status")).toBe("Completed");
    expect(result.writes).toHaveLength(1);
  });
});

describe("an operation that names a job which is not its own", () => {
  const named = (azure: Scenario, id: string) =>
    rewriting(azure, /operationsStatus/, (operation) =>
      operation.status === "Succeeded" ? { ...operation, properties: { jobId: id } } : operation,
    );

  test.each([
    {
      what: "another database's",
      add: ({ azure }: Scenario) =>
        azure.addJob({ item: azure.item("crm"), operation: "Backup", endsInSeconds: 60 }),
    },
    {
      what: "of another operation",
      add: ({ azure }: Scenario) =>
        azure.addJob({ item: itemOf(azure, SQL), operation: "Restore", endsInSeconds: 60 }),
    },
    {
      what: "yesterday's",
      add: ({ azure, clock }: Scenario) =>
        azure.addJob({
          item: itemOf(azure, SQL),
          operation: "Backup",
          status: "Completed",
          startedAt: clock.now() - 86_400_000,
        }),
    },
  ])("such as $what opens nothing", async ({ add }) => {
    const azure = scenario();
    const http = named(azure, add(azure).id);

    const result = await step(azure, BACKUP, { world: { http } });

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("error-message")).toContain("is not the work of the request");
    expect(result.output("gate")).toBe("closed");
  });
});

test("every job that an operation names is in the report, also where the step ends during the first", async () => {
  const azure = scenario();
  azure.azure.script({ jobSeconds: 36_000 });
  const second = azure.azure.addJob({
    item: itemOf(azure.azure, SQL),
    operation: "Backup",
    status: "Completed",
  }).id;
  const http = rewriting(azure, /operationsStatus/, (operation) => {
    const { jobId } = (operation.properties ?? {}) as { jobId?: string };
    return jobId === undefined
      ? operation
      : { ...operation, properties: { jobIds: [jobId, second] } };
  });

  const result = await step(azure, { ...BACKUP, "timeout-minutes": "10" }, { world: { http } });

  expect(result.output("reason")).toBe("timed-out");
  const ids = JSON.parse(result.output("report")).items[0].jobs.map(({ id }: { id: string }) => id);
  expect(ids).toContain(second);
  expect(ids.at(-1)).toBe(result.output("job-id"));
});

describe("a deletion whose answer was lost", () => {
  test("is no deletion because Azure once does not find the item", async () => {
    const azure = scenario();
    azure.azure.vault().softDeleteState = "Disabled";
    azure.azure.fault({ method: "DELETE", answer: LOST });
    const code = "BMSUserErrorDataSourceObjectNotFound";
    const body = JSON.stringify({ error: { code, message: "Not there." } });
    azure.azure.fault({ path: /protectedItems\/[^/]+$/, skip: 2, answer: { status: 404, body } });

    const result = await step(azure, { ...DELETE, "confirm-delete": "permanently payroll" });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("changed")).toBe("true");
    expect(result.writes.map(({ method }) => method)).toEqual(["DELETE", "DELETE"]);
    expect(azure.azure.vault().items.map(({ friendlyName }) => friendlyName)).toContain("msDB");
  });

  /** The answer is lost, Azure deletes the item, and somebody undeletes it before it is looked at. */
  async function undeleted(name: string, inputs: Readonly<Record<string, string>>) {
    const azure = scenario();
    azure.azure.fault({ method: "DELETE", afterwards: true, answer: LOST });
    const server = name === "payroll" ? "sqlserver-1" : undefined;
    const later = after(azure, 33.1, () => {
      const item = azure.azure.item(name, server);
      Object.assign(item, { deletedAt: undefined, protectionState: "ProtectionStopped" });
      azure.azure.addJob({ item, operation: "Undelete", status: "Completed" });
    });
    const result = await step(azure, { ...DELETE, ...inputs });
    await later;
    expect(result.writes).toHaveLength(1);
    expect(azure.azure.item(name, server).deletedAt).toBeUndefined();
    return result;
  }

  test("is not sent again where somebody undeletes the item, and says so", async () => {
    const result = await undeleted("orders", {
      item: "sales-ag/orders",
      "confirm-delete": "orders",
    });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("protection-state")).toBe("ProtectionStopped");
    expect(result.host.warnings.join("\n")).toContain("someone undid it");
  });

  test("is not sent again where its job can be a namesake's, and nothing is known", async () => {
    const result = await undeleted("payroll", {});

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("changed")).toBe("");
    expect(result.output("error-message")).toContain("DeleteBackupData");
  });
});

test("a change that somebody else brought about after a lost answer is not called ours", async () => {
  const azure = scenario();
  azure.azure.fault({ method: "PUT", answer: LOST });
  const later = after(azure, 40, () => {
    Object.assign(itemOf(azure.azure, SQL), {
      protectionState: "ProtectionStopped",
      policyId: undefined,
    });
  });

  const result = await step(azure, STOP);
  await later;

  expect(result.output("reason")).toBe("completed");
  expect(result.output("changed")).toBe("");
  expect(result.writes).toHaveLength(1);
});

test("a backup that Azure turns away until the deadline changed nothing, and may be run again", async () => {
  const azure = scenario();
  const headers = { "retry-after": "300" };
  azure.azure.fault({
    method: "POST",
    times: Number.POSITIVE_INFINITY,
    answer: { status: 429, headers, body: "" },
  });

  const result = await step(azure, { ...BACKUP, "timeout-minutes": "20" });

  expect(result.output("reason")).toBe("timed-out");
  expect(result.output("changed")).toBe("false");
  expect(result.host.errors[0]?.message).toContain("Run the same step again");
  expect(result.host.errors[0]?.message).not.toContain("Look for the backup");
});

test("a deletion named by its id is done, too, where somebody undeletes it between two looks", async () => {
  const azure = scenario();
  const id = itemId(azure.azure.item("orders"));
  const later = after(azure, 40, () => {
    const item = azure.azure.item("orders");
    Object.assign(item, { deletedAt: undefined, protectionState: "ProtectionStopped" });
    azure.azure.addJob({ item, operation: "Undelete", status: "Completed" });
  });

  const inputs = { item: id, "confirm-delete": "orders", "poll-interval-seconds": "60" };
  const result = await step(azure, { operation: "stop-protection-delete-data", ...inputs });
  await later;

  expect(result.output("reason")).toBe("completed");
  expect(result.host.warnings.join("\n")).toContain("someone undid it");
});
