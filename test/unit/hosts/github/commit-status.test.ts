import { describe, expect, test } from "vitest";
import {
  defaultStatusName,
  postVerdict,
  toCommitStatus,
} from "../../../../src/hosts/github/commit-status.ts";
import { REASONS, type Reason } from "../../../../src/reasons.ts";
import { FakeRunner } from "../../../support/fake-runner.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { ITEM_ID, SUBSCRIPTION, VAULT_ID } from "../../azure/backup/resource-builders.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

const DOUBLY = encodeURIComponent(encodeURIComponent(VAULT_ID));

describe("the verdict as a status", () => {
  test.each(Object.entries(REASONS))(
    "of '%s' is success only with an open gate, and pending only while a backup runs",
    (reason, { gate }) => {
      const status = toCommitStatus(reason as Reason, "Gate");
      const closed = reason === "job-running" ? "pending" : "failure";

      expect(status.state).toBe(gate === "open" ? "success" : closed);
      expect(status.description).toMatch(new RegExp(`^Gate ${gate}: ${reason}\\. [A-Za-z]`));
      expect(status.description.length).toBeLessThanOrEqual(140);
      expect(status.description).not.toContain("`");
    },
  );

  test("has a name that GitHub takes, whatever was given", () => {
    const { context } = toCommitStatus("completed", `a\nb ${"x".repeat(300)}`);

    expect(context).toMatch(/^a b x+…$/);
    expect(context).toHaveLength(255);
  });
});

describe("the name of a status without a name", () => {
  test.each([
    { item: "sqlserver-1/payroll", subject: "sqlserver-1/payroll" },
    { item: "a/b\n\n  c/d \r\n!c/e", subject: "a/b, c/d, !c/e" },
    {
      item: ITEM_ID,
      subject: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
    },
    {
      item: `!${ITEM_ID}`,
      subject: "!VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
    },
    {
      item: `! ${ITEM_ID}`,
      subject: "!VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
    },
    { item: `${VAULT_ID}/backupJobs/job-7`, subject: "job-7" },
    { item: `a/b\n!${VAULT_ID}`, subject: "a/b, !vault-1" },
  ])("says what was asked of what: $item", ({ item, subject }) => {
    expect(defaultStatusName("verify-backup", "vault-1", item)).toBe(
      `Azure Backup Gate / verify-backup / vault-1 / ${subject}`,
    );
  });

  test.each([
    `/subscriptions/${SUBSCRIPTION}`,
    `! /subscriptions/${SUBSCRIPTION}/`,
    ITEM_ID.slice(1),
    `https://management.azure.com${ITEM_ID}`,
  ])("holds no subscription, not even of an id that is wrong: %s", (written) => {
    expect(defaultStatusName("verify-backup", written, written)).not.toContain(SUBSCRIPTION);
  });

  test("holds no id in any form, and no line of an id that nobody can read", () => {
    const page = `https://portal.azure.com/#@contoso.onmicrosoft.com/resource${VAULT_ID}/overview`;

    expect(defaultStatusName("verify-backup", page, `a/b\n! ${page}\n${DOUBLY}`)).toBe(
      "Azure Backup Gate / verify-backup / vault-1 / a/b, !vault-1",
    );
  });

  test("leaves out what is not given, and the vault's subscription", () => {
    expect(defaultStatusName("list-items", VAULT_ID, "")).toBe(
      "Azure Backup Gate / list-items / vault-1",
    );
    expect(defaultStatusName("", "", "")).toBe("Azure Backup Gate");
  });
});

const GIVEN = { "github-token": "token", "status-context": "Gate" };

/** GitHub answers with these HTTP statuses in turn, 0 for a lost connection, and then takes the status. */
async function posting(answers: readonly number[], cancelled: AbortSignal = NEVER_CANCELLED) {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const tries: number[] = [];
  const runner = new FakeRunner({
    inputs: GIVEN,
    async postStatus() {
      const answer = answers[tries.length];
      tries.push(clock.now() - startedAt);
      if (answer === undefined) return;
      throw Object.assign(
        new Error(`said\n::error::${answer}`),
        answer === 0 ? {} : { status: answer },
      );
    },
  });
  await postVerdict("completed", runner, { clock, signal: cancelled });
  return { runner, tries };
}

describe("posting", () => {
  test("is a line in the log", async () => {
    const { runner, tries } = await posting([]);

    expect(tries).toEqual([0]);
    expect(runner.statuses).toHaveLength(1);
    expect(runner.lines).toEqual(["Posted the commit status 'Gate': success."]);
    expect(runner.warnings).toEqual([]);
  });

  test("is a line that holds no command, whatever the name", async () => {
    const inputs = { ...GIVEN, "status-context": "a ::error::b" };
    const runner = new FakeRunner({ inputs });

    await postVerdict("completed", runner, { clock: new VirtualClock(), signal: NEVER_CANCELLED });

    expect(runner.lines).toEqual(["Posted the commit status 'a : :error: :b': success."]);
  });

  test.each([[500], [502], [429], [0]])("is tried again after what passes: %d", async (answer) => {
    const { runner, tries } = await posting([answer, answer]);

    expect(tries).toEqual([0, 1_000, 4_000]);
    expect(runner.statuses).toHaveLength(1);
  });

  test("that fails three times is a warning, and never a verdict", async () => {
    const { runner, tries } = await posting([502, 502, 502]);

    expect(tries).toHaveLength(3);
    expect(runner.statuses).toEqual([]);
    expect(runner.warnings).toEqual([
      "Could not post the commit status 'Gate': said : :error: :502",
    ]);
  });

  test.each([
    { answer: 401, says: "does not accept 'github-token'" },
    { answer: 403, says: "'permissions: statuses: write'" },
    { answer: 404, says: "'permissions: statuses: write'" },
    { answer: 422, says: "said" },
  ])(
    "that GitHub refuses with $answer is given up at once, and says why",
    async ({ answer, says }) => {
      const { runner, tries } = await posting([answer]);

      expect(tries).toEqual([0]);
      expect(runner.warnings[0]).toContain(says);
    },
  );

  test("says no more of an error than fits, and nothing of the token", async () => {
    const runner = new FakeRunner({
      inputs: { ...GIVEN, "github-token": "se\ncret" },
      async postStatus(_status, token) {
        throw Object.assign(new Error(`"token ${token}" is no header. ${"<p>".repeat(1_000)}`), {
          status: 422,
        });
      },
    });

    await postVerdict("completed", runner, { clock: new VirtualClock(), signal: NEVER_CANCELLED });

    expect(runner.warnings[0]).toMatch(/^Could not post .* "token \*\*\*" is no header\. <p>.*…$/);
    expect(runner.warnings[0]?.length).toBeLessThan(600);
  });

  test("in a cancelled workflow is tried as long as there are seconds left", async () => {
    const { tries, runner } = await posting([502, 502], AbortSignal.abort());

    expect(tries).toEqual([0, 1_000]);
    expect(runner.warnings).toHaveLength(1);
  });

  test("ends when the workflow is cancelled meanwhile", async () => {
    const cancel = new AbortController();
    const clock = new VirtualClock();
    const runner = new FakeRunner({
      inputs: GIVEN,
      async postStatus(_status, _token, signal) {
        cancel.abort();
        signal.throwIfAborted();
      },
    });

    await postVerdict("completed", runner, { clock, signal: cancel.signal });

    expect(runner.warnings).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });
});

describe("the verdict of a step", () => {
  async function posted(inputs: Readonly<Record<string, string>>, reason: Reason = "completed") {
    const tokens: string[] = [];
    const runner = new FakeRunner({
      inputs,
      async postStatus(_status, token) {
        tokens.push(token);
      },
    });
    await postVerdict(reason, runner, { clock: new VirtualClock(), signal: NEVER_CANCELLED });
    return { runner, tokens };
  }

  test("is not posted without a token, and nothing is said of it", async () => {
    const { runner } = await posted({ "github-token": " ", "status-context": "Gate" });

    expect(runner.statuses).toEqual([]);
    expect(runner.lines).toEqual([]);
    expect(runner.warnings).toEqual([]);
  });

  test("is posted with the token, under the name that was given", async () => {
    const { runner, tokens } = await posted(
      { "github-token": " token ", "status-context": " Gate " },
      "job-failed",
    );

    expect(tokens).toEqual(["token"]);
    expect(runner.statuses).toEqual([toCommitStatus("job-failed", "Gate")]);
  });

  test("is named by what was asked of what where no name was given", async () => {
    const { runner } = await posted({
      "github-token": "token",
      operation: " verify-backup ",
      vault: VAULT_ID,
      item: "a/b\nc/d",
      "job-id": "7",
    });

    expect(runner.statuses[0]?.context).toBe(
      "Azure Backup Gate / verify-backup / vault-1 / a/b, c/d",
    );
  });

  test("is named by the job where no item was given", async () => {
    const { runner } = await posted({
      "github-token": "token",
      operation: "wait-for-job",
      vault: "vault-1",
      "job-id": "7",
    });

    expect(runner.statuses[0]?.context).toBe("Azure Backup Gate / wait-for-job / vault-1 / 7");
  });
});
