import { describe, expect, test } from "vitest";
import {
  defaultStatusName,
  postStatus,
  shortName,
  toCommitStatus,
} from "../../../../src/hosts/github/commit-status.ts";
import { REASONS, type Reason } from "../../../../src/reasons.ts";
import { FakeHost } from "../../../support/fake-host.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { ITEM_ID, never, SUBSCRIPTION, VAULT_ID } from "../../made.ts";

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

  const page = `https://portal.azure.com/#@contoso.onmicrosoft.com/resource${VAULT_ID}/overview`;

  test.each([
    { written: page, name: "vault-1" },
    { written: `! ${page}`, name: "!vault-1" },
    { written: encodeURIComponent(VAULT_ID), name: "vault-1" },
    {
      written: `https://portal.azure.com/#view/id/${encodeURIComponent(VAULT_ID)}/x`,
      name: "vault-1",
    },
    { written: `${VAULT_ID}/`, name: "vault-1" },
    {
      written: `https://management.azure.com${ITEM_ID}`,
      name: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll",
    },
    { written: encodeURIComponent(encodeURIComponent(VAULT_ID)), name: "" },
    { written: "https://portal.azure.com/#home", name: "" },
  ])("says of an id in any form what it is the id of: $written", ({ written, name }) => {
    expect(shortName(written)).toBe(name);
  });

  test("leaves out what is not given, and the vault's subscription", () => {
    expect(defaultStatusName("list-items", VAULT_ID, "")).toBe(
      "Azure Backup Gate / list-items / vault-1",
    );
    expect(defaultStatusName("", "", "")).toBe("Azure Backup Gate");
  });
});

/** GitHub answers with these HTTP statuses in turn, 0 for a lost connection, and then takes the status. */
async function posting(answers: readonly number[], cancelled: AbortSignal = never) {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const tries: number[] = [];
  const host = new FakeHost({
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
  await postStatus(toCommitStatus("completed", "Gate"), {
    host,
    clock,
    token: "token",
    cancelled,
  });
  return { host, tries };
}

describe("posting", () => {
  test("is a line in the log", async () => {
    const { host, tries } = await posting([]);

    expect(tries).toEqual([0]);
    expect(host.statuses).toHaveLength(1);
    expect(host.lines).toEqual(["Posted the commit status 'Gate': success."]);
    expect(host.warnings).toEqual([]);
  });

  test("is a line that holds no command, whatever the name", async () => {
    const host = new FakeHost();

    await postStatus(toCommitStatus("completed", "a ::error::b"), {
      host,
      clock: new VirtualClock(),
      token: "token",
      cancelled: never,
    });

    expect(host.lines).toEqual(["Posted the commit status 'a : :error: :b': success."]);
  });

  test.each([[500], [502], [429], [0]])("is tried again after what passes: %d", async (answer) => {
    const { host, tries } = await posting([answer, answer]);

    expect(tries).toEqual([0, 1_000, 4_000]);
    expect(host.statuses).toHaveLength(1);
  });

  test("that fails three times is a warning, and never a verdict", async () => {
    const { host, tries } = await posting([502, 502, 502]);

    expect(tries).toHaveLength(3);
    expect(host.statuses).toEqual([]);
    expect(host.warnings).toEqual(["Could not post the commit status 'Gate': said : :error: :502"]);
  });

  test.each([
    { answer: 401, says: "does not accept 'github-token'" },
    { answer: 403, says: "'permissions: statuses: write'" },
    { answer: 404, says: "'permissions: statuses: write'" },
    { answer: 422, says: "said" },
  ])(
    "that GitHub refuses with $answer is given up at once, and says why",
    async ({ answer, says }) => {
      const { host, tries } = await posting([answer]);

      expect(tries).toEqual([0]);
      expect(host.warnings[0]).toContain(says);
    },
  );

  test("says no more of an error than fits, and nothing of the token", async () => {
    const host = new FakeHost({
      async postStatus(_status, token) {
        throw Object.assign(new Error(`"token ${token}" is no header. ${"<p>".repeat(1_000)}`), {
          status: 422,
        });
      },
    });

    await postStatus(toCommitStatus("completed", "Gate"), {
      host,
      clock: new VirtualClock(),
      token: "se\ncret",
      cancelled: never,
    });

    expect(host.warnings[0]).toMatch(/^Could not post .* "token \*\*\*" is no header\. <p>.*…$/);
    expect(host.warnings[0]?.length).toBeLessThan(600);
  });

  test("in a cancelled workflow is tried as long as there are seconds left", async () => {
    const { tries, host } = await posting([502, 502], AbortSignal.abort());

    expect(tries).toEqual([0, 1_000]);
    expect(host.warnings).toHaveLength(1);
  });

  test("ends when the workflow is cancelled meanwhile", async () => {
    const cancel = new AbortController();
    const clock = new VirtualClock();
    const host = new FakeHost({
      async postStatus(_status, _token, signal) {
        cancel.abort();
        signal.throwIfAborted();
      },
    });

    await postStatus(toCommitStatus("completed", "Gate"), {
      host,
      clock,
      token: "token",
      cancelled: cancel.signal,
    });

    expect(host.warnings).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });
});
