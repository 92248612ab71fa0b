import { describe, expect, test } from "vitest";
import type { TokenSource } from "../../src/azure/identity/sign-in.ts";
import { ActionError } from "../../src/errors.ts";
import type { Fault } from "../emulator/emulator.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, SUBJECTS, subjectOf } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

const SQL = subjectOf("SQLDataBase");
const COMPLETED = "7ddead57-bcb9-4269-ac31-6a1b57588700";
const FAILED = "c22eca5d-0c1c-48a0-a40d-69bef708d92a";

function cancel(azure: Scenario, id: string, inputs: Record<string, string> = {}) {
  return step(azure, { operation: "cancel-job", "job-id": id, ...inputs });
}

function running(azure: Scenario, seconds?: number) {
  const item = itemOf(azure.azure, SQL);
  return azure.azure.addJob({ item, ...(seconds === undefined ? {} : { endsInSeconds: seconds }) });
}

const sent = ({ writes }: Result) => writes.map(({ method, path }) => `${method} ${path}`);

describe("a running job", () => {
  test.each(SUBJECTS)("of a $name is cancelled and waited for", async (subject) => {
    const azure = scenario();
    const job = azure.azure.addJob({ item: itemOf(azure.azure, subject) });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("cancelled-as-asked");
    expect(result.gate).toBe("open");
    expect(result.output("job-status")).toBe("Cancelled");
    expect(result.output("changed")).toBe("true");
    expect(sent(result)).toEqual([`POST /backupJobs/${job.id}/cancel`]);
  });

  test("has not been asked to end where no token for it came, and the step says so", async () => {
    const azure = scenario();
    const job = running(azure);
    const tokens: TokenSource = async ({ validForMs = 0 }) => {
      if (validForMs > 0) throw new ActionError("sign-in-failed", "No token came.", { hint: "" });
      return "test-token";
    };

    const result = await step(
      azure,
      { operation: "cancel-job", "job-id": job.id },
      { world: { signIn: () => tokens } },
    );

    expect(result.output("reason")).toBe("sign-in-failed");
    expect(result.output("changed")).toBe("false");
    expect(sent(result)).toEqual([]);
  });

  test("that restores is cancelled too", async () => {
    const azure = scenario();
    const job = azure.azure.addJob({ item: itemOf(azure.azure, SQL), operation: "Restore" });

    expect((await cancel(azure, job.id)).output("reason")).toBe("cancelled-as-asked");
  });

  test("is named by its resource id as well", async () => {
    const azure = scenario();
    const job = running(azure);
    const vault =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012";

    const result = await cancel(azure, `${vault}/backupJobs/${job.id}`);

    expect(result.output("reason")).toBe("cancelled-as-asked");
  });

  test.each(["ConfigureBackup", "DisableBackup", "DeleteBackupData", "Undelete"] as const)(
    "of the operation %s cannot be cancelled, which is refused before any write",
    async (operation) => {
      const azure = scenario();
      const job = azure.azure.addJob({ item: itemOf(azure.azure, SQL), operation });

      const result = await cancel(azure, job.id);

      expect(result.output("reason")).toBe("refused");
      expect(result.host.errors[0]?.message).toContain(operation);
      expect(result.writes).toEqual([]);
    },
  );

  test("that is Cancelling already is waited for, and not asked again", async () => {
    const azure = scenario();
    const job = running(azure);
    const first = await cancel(azure, job.id, { "timeout-minutes": "0.1" });
    expect(first.output("reason")).toBe("timed-out");

    const second = await cancel(azure, job.id);

    expect(second.output("reason")).toBe("cancelled-as-asked");
    expect(second.writes).toEqual([]);
  });

  test("is seen cancelled soon after it is, whatever the 202 of the request advises", async () => {
    const azure = scenario();
    const job = running(azure);

    const result = await cancel(azure, job.id);

    // The emulator takes 15 s and says `Retry-After: 60` with its 202s.
    expect(job.endedAt).toBe(Date.UTC(2026, 0, 5, 10) + 15_000);
    expect(result.elapsedMs).toBeLessThanOrEqual(60_000);
  });
});

describe("a job that has ended", () => {
  test("Cancelled is as the user wants it", async () => {
    const azure = scenario();
    const item = itemOf(azure.azure, SQL);
    const job = azure.azure.addJob({ item, status: "Cancelled" });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.gate).toBe("open");
    expect(result.output("job-status")).toBe("Cancelled");
    expect(result.writes).toEqual([]);
  });

  test.each([
    { id: COMPLETED, status: "Completed" },
    { id: FAILED, status: "Failed" },
  ])("$status was too late to cancel", async ({ id, status }) => {
    const result = await cancel(scenario(), id);

    expect(result.output("reason")).toBe("job-already-ended");
    expect(result.gate).toBe("closed");
    expect(result.host.failed).toBe(true);
    expect(result.output("job-status")).toBe(status);
    expect(result.writes).toEqual([]);
  });

  test("CompletedWithWarnings was too late as well", async () => {
    const azure = scenario();
    const item = itemOf(azure.azure, SQL);
    const job = azure.azure.addJob({ item, status: "CompletedWithWarnings" });

    expect((await cancel(azure, job.id)).output("reason")).toBe("job-already-ended");
  });

  test("otherwise while it was being cancelled was too late", async () => {
    const azure = scenario();
    const job = running(azure);
    const original = azure.azure.handle.bind(azure.azure);
    azure.azure.handle = async (request) => {
      // The cancel comes in, and the backup is over all the same.
      const answer = await original(request);
      if (request.method === "POST") {
        Object.assign(job, { status: "Completed", endedAt: azure.clock.now(), tasks: [] });
      }
      return answer;
    };

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("job-already-ended");
    expect(result.output("job-status")).toBe("Completed");
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/cancel-job-too-late.txt");
  });

  test("between the look and the request was too late, although Azure then refuses the request", async () => {
    const azure = scenario();
    const job = running(azure);
    const original = azure.azure.handle.bind(azure.azure);
    azure.azure.handle = async (request) => {
      if (request.method === "POST") {
        Object.assign(job, { status: "Completed", endedAt: azure.clock.now(), tasks: [] });
      }
      return original(request);
    };

    const result = await cancel(azure, job.id);

    expect(result.writes).toHaveLength(1);
    expect(result.output("reason")).toBe("job-already-ended");
    expect(result.output("job-status")).toBe("Completed");
    expect(result.output("changed")).toBe("false");
  });

  test("while Azure asked for patience is not asked for again, and nothing has changed", async () => {
    const azure = scenario();
    const job = running(azure, 30);
    const busy = { status: 429, headers: { "retry-after": "60" }, body: "" };
    azure.azure.fault({ path: /\/cancel$/, answer: busy });

    const result = await cancel(azure, job.id);

    expect(result.writes).toHaveLength(1);
    expect(result.output("reason")).toBe("job-already-ended");
    expect(result.output("job-status")).toBe("Completed");
    expect(result.output("changed")).toBe("false");
    expect(result.host.lines.join("\n")).not.toContain("Azure accepted");
  });
});

test("a job that is not there is not waited for", async () => {
  const result = await cancel(scenario(), "99999999-9999-9999-9999-999999999999");

  expect(result.output("reason")).toBe("job-not-found");
  expect(result.writes).toEqual([]);
  expect(result.elapsedMs).toBe(0);
});

describe("Azure's refusal", () => {
  function answers(status: number, code: string) {
    return { status, body: JSON.stringify({ error: { code, message: `${code}.` } }) };
  }

  test("of the request is told in its words", async () => {
    const azure = scenario();
    const job = running(azure);
    azure.azure.fault({ path: /\/cancel$/, answer: answers(400, "UserErrorNotNow") });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("request-refused");
    expect(result.output("error-code")).toBe("UserErrorNotNow");
    expect(result.output("changed")).toBe("false");
  });

  test.each([400, 404, 409])(
    "of an accepted request, HTTP %i on its result, as well",
    async (status) => {
      const azure = scenario();
      const job = running(azure);
      // Documents: a virtual machine's job in the transfer phase.
      azure.azure.fault({
        path: /\/operationResults\//,
        skip: 1,
        answer: answers(status, "UserErrorJobNotCancellable"),
      });

      const result = await cancel(azure, job.id);

      expect(result.output("reason")).toBe("request-refused");
      expect(result.output("error-code")).toBe("UserErrorJobNotCancellable");
      expect(result.output("job-id")).toBe(job.id);
    },
  );

  test("for want of the permission names the action", async () => {
    const azure = scenario();
    const job = running(azure);
    azure.azure.fault({ path: /\/cancel$/, answer: answers(403, "AuthorizationFailed") });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("not-authorized");
    expect(result.host.errors[0]?.message).toContain("backupJobs/cancel/action");
  });
});

describe("a cancel whose answer was lost", () => {
  const answers: readonly { name: string; answer: Fault["answer"] }[] = [
    { name: "504", answer: { status: 504, body: "" } },
    { name: "a dropped connection", answer: "dropped" },
    { name: "a hang", answer: "hang" },
  ];

  test.each(answers)("and that Azure took is not sent again: $name", async ({ answer }) => {
    const azure = scenario();
    const job = running(azure);
    azure.azure.fault({ path: /\/cancel$/, afterwards: true, answer });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("cancelled-as-asked");
    expect(result.writes).toHaveLength(1);
  });

  test.each(answers)("and that Azure never got is sent once more: $name", async ({ answer }) => {
    const azure = scenario();
    const job = running(azure);
    azure.azure.fault({ path: /\/cancel$/, answer });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("cancelled-as-asked");
    expect(result.writes).toHaveLength(2);
  });

  test.each(answers)("twice closes the gate: $name", async ({ answer }) => {
    const azure = scenario();
    const job = running(azure);
    azure.azure.fault({ path: /\/cancel$/, times: 9, answer });

    const result = await cancel(azure, job.id);

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.writes).toHaveLength(2);
  });
});

test("a 202 whose result is on another host is followed by the job alone", async () => {
  const azure = scenario();
  const job = running(azure);
  azure.azure.fault({
    path: /\/cancel$/,
    answer: { rewriteHeaders: { location: "https://evil.example/operationResults/x" } },
  });

  const result = await cancel(azure, job.id);

  expect(result.output("reason")).toBe("cancelled-as-asked");
});

test("a job that never ends times out, and its status is told", async () => {
  const azure = scenario();
  const job = running(azure);
  const original = azure.azure.handle.bind(azure.azure);
  azure.azure.handle = async (request) => {
    if (job.status === "Cancelled") job.status = "Cancelling";
    return original(request);
  };

  const result = await cancel(azure, job.id);

  expect(result.output("reason")).toBe("timed-out");
  expect(result.output("job-status")).toBe("Cancelling");
  expect(result.elapsedMs).toBe(30 * 60_000);
});
