import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { command, type Ran, VAULT_OPTIONS } from "../support/run-on-terminal.ts";
import { scenario } from "../support/scenario.ts";

const PAYROLL = [...VAULT_OPTIONS, "--item", "sqlserver-1/payroll"];
const VERIFY = ["verify-backup", ...PAYROLL, "--max-recovery-point-age", "24h"];
const STOP = ["stop-protection-retain-data", ...PAYROLL];
/** What a terminal, or a CI system that reads the log, must never get from anybody. */
const HARMFUL = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|::|##(vso)?\[/u;

/** A text as a search sees it that compares as a language does. */
const seen = (text: string) => text.replace(/\p{Default_Ignorable_Code_Point}/gu, "");

const writes = ({ requests }: Ran) => requests.filter((line) => !line.startsWith("GET "));
const json = ({ terminal }: Ran) => JSON.parse(terminal.stdout);
/** The outcome of a command in one line. */
const told = ({ terminal }: Ran) => [terminal.exitCode, terminal.stdout.split("\n")[0]];

describe("the exit code tells the verdict", () => {
  test.each([
    { args: VERIFY, code: 0, says: "Gate open for 'payroll': recovery-point-fresh." },
    {
      args: ["verify-backup", ...PAYROLL, "--max-recovery-point-age", "1m"],
      code: 1,
      says: "Gate closed for 'payroll': recovery-point-too-old.",
    },
    {
      args: ["verify-backup", ...PAYROLL, "--max-recovery-point-age", "soon"],
      code: 2,
      says: "Gate closed: invalid-input.",
    },
    {
      args: [...VERIFY, "--policy", "ProdPolicy"],
      code: 2,
      says: "Gate closed: invalid-input.",
    },
    { args: [...STOP, "--dry-run"], code: 3, says: "Gate closed for 'payroll': dry-run." },
    {
      args: ["backup-now", ...PAYROLL, "--wait=false"],
      code: 3,
      says: "Gate closed for 'payroll': job-running.",
    },
  ])("$code: $says", async ({ args, code, says }) => {
    expect(told(await command(scenario(), args))).toEqual([code, says]);
  });

  test.each([
    { name: "SIGINT", code: 130 },
    { name: "SIGTERM", code: 143 },
    { name: "SIGHUP", code: 129 },
  ] as const)("$code on $name, with the ids", async ({ name, code }) => {
    const azure = scenario();
    void azure.clock
      .sleep(20_000, new AbortController().signal)
      .then(() => azure.cancel.abort(new RunCancelledError(`The run was cancelled (${name}).`)));

    const ran = await command(azure, ["backup-now", ...PAYROLL, "--json"], { heard: () => name });

    expect(ran.terminal.exitCode).toBe(code);
    expect(json(ran).items[0]).toMatchObject({
      reason: "workflow-cancelled",
      "job-id": expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });
});

describe("what a backup was to bring", () => {
  const KEPT = "The CopyOnlyFull backup will be kept until ";
  const BACKUP = ["backup-now", ...PAYROLL];

  test.each([
    { what: "comes after a backup that went well", job: "Completed", told: KEPT },
    { what: "is only a plan after one that failed", job: "Failed", told: `Planned: ${KEPT}` },
  ])("$what", async ({ job, told: line }) => {
    const azure = scenario();
    azure.azure.script({ operation: "Backup", jobStatus: job });
    const { terminal } = await command(azure, BACKUP);

    expect(terminal.stdout).toContain(`\n${line}`);
  });

  test("is only a plan for each of several items whose backup failed", async () => {
    const azure = scenario();
    azure.azure.script({ operation: "Backup", jobStatus: "Failed" });
    azure.azure.script({ operation: "Backup", jobStatus: "Failed" });
    const { terminal } = await command(azure, [...BACKUP, "--item", "sqlserver-0/msDB"]);

    expect(terminal.stdout.split(`       Planned: ${KEPT}`)).toHaveLength(3);
  });

  test("is only a plan after a dry run, as the summary says", async () => {
    const args = [...BACKUP, "--dry-run", "--summary-file", "s.md"];
    const { terminal } = await command(scenario(), args);

    expect(terminal.stdout).toContain(`\nPlanned: ${KEPT}`);
    expect(terminal.written.get("s.md")).toContain(`Planned: ${KEPT}`);
  });
});

describe("messages name what the command has", () => {
  test("options, and its own ways to give a value", async () => {
    const { terminal } = await command(scenario(), ["change-policy", ...PAYROLL]);

    expect(terminal.stdout).toContain("Option --policy is empty or missing.");
    expect(terminal.stdout).not.toMatch(/with:|environment:|workflow|\$\{\{/);
  });
});

describe("--json", () => {
  test("prints the report and nothing else", async () => {
    const ran = await command(scenario(), [...VERIFY, "--json"]);

    expect(json(ran)).toMatchObject({
      version: 1,
      gate: "open",
      reason: "recovery-point-fresh",
      items: [{ "item-path": "sqlserver-1/payroll", gate: "open" }],
    });
    expect(ran.terminal.reports.at(-1)).toBe(ran.terminal.stdout.trimEnd());
  });

  test("has what list-items found", async () => {
    const ran = await command(scenario(), [
      ...["list-items", ...VAULT_OPTIONS, "--item", "sqlserver-1/*", "--json"],
    ]);

    expect(json(ran).listed).toContainEqual(
      expect.objectContaining({ path: "sqlserver-1/payroll", workload: "SQLDataBase" }),
    );
  });

  test("comes on wrong inputs too", async () => {
    const ran = await command(scenario(), [...VERIFY, "--timeout-minutes", "x", "--json"]);

    expect(json(ran)).toMatchObject({ gate: "closed", reason: "invalid-input" });
  });
});

describe("--dotenv", () => {
  const DOTENV = [...VERIFY, "--dotenv", "gate.env"];

  test("is closed before the first request, and has the gate in its last line at the end", async () => {
    const { terminal } = await command(scenario(), DOTENV);

    expect(terminal.writes[0]).toBe("BACKUP_GATE=closed\n");
    expect(terminal.writes).toHaveLength(2);
    const lines = terminal.written.get("gate.env")?.trimEnd().split("\n") ?? [];
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe("BACKUP_GATE=open");
    expect(lines[0]).toBe("BACKUP_GATE_REASON=recovery-point-fresh");
  });

  test("that cannot be written in the end closes the gate, since a later step reads an older one", async () => {
    const ran = await command(scenario(), DOTENV, { unwritableLater: ["gate.env"] });

    expect(told(ran)).toEqual([1, "Gate closed for 'payroll': defect."]);
    expect(ran.terminal.stdout).toContain("which was 'recovery-point-fresh'");
  });

  test("is closed again if the verdict cannot be printed", async () => {
    const ran = await command(scenario(), DOTENV, {
      print: () => Promise.reject(new Error("ENOSPC")),
    });

    expect(ran.terminal.exitCode).toBe(1);
    expect(ran.terminal.written.get("gate.env")).toBe("BACKUP_GATE=closed\n");
  });
});

describe("--summary-file", () => {
  test("gets the summary", async () => {
    const { terminal } = await command(scenario(), [...VERIFY, "--summary-file", "s.md"]);

    expect(terminal.written.get("s.md")).toMatch(/^## Backup gate open: recovery-point-fresh\n/);
  });

  test("that cannot be written in the end is told, and changes no verdict", async () => {
    const ran = await command(scenario(), [...VERIFY, "--summary-file", "s.md"], {
      unwritableLater: ["s.md"],
    });

    expect(ran.terminal.exitCode).toBe(0);
    expect(ran.terminal.notes).toContain("Could not write 's.md': EACCES: 's.md'");
  });
});

describe("a file that cannot be written is wrong usage, before anything is sent", () => {
  test.each(["--dotenv", "--summary-file"])("%s", async (option) => {
    const args = ["backup-now", ...PAYROLL, option, "no/file"];
    const ran = await command(scenario(), args, { unwritable: ["no/file"] });

    expect(told(ran)).toEqual([2, "Gate closed: invalid-input."]);
    expect(ran.terminal.stdout).toContain(
      `The file of ${option}, 'no/file', cannot be written: EACCES: 'no/file'.`,
    );
    expect([ran.signIns, ran.requests]).toEqual([[], []]);
  });

  test("and the other one of the two says so", async () => {
    const files = ["--dotenv", "gate.env", "--summary-file", "no/file", "--json"];
    const ran = await command(scenario(), [...VERIFY, ...files], { unwritable: ["no/file"] });

    expect(json(ran)).toMatchObject({ gate: "closed", reason: "invalid-input" });
    expect(ran.terminal.written.get("gate.env")).toMatch(
      /^BACKUP_GATE_REASON=invalid-input\n.*\nBACKUP_GATE=closed\n$/s,
    );
  });
});

describe("a write on a terminal", () => {
  const UNSENT = "Nothing was sent, so nothing has changed in Azure.";

  test("shows its dry run, asks, and then decides anew", async () => {
    const azure = scenario();
    const ran = await command(azure, STOP, { answer: async () => "yes" });

    expect(told(ran)).toEqual([0, "Gate open for 'payroll': completed."]);
    expect(ran.terminal.notes).toContain(
      "Dry run: would stop the protection of 'payroll' and retain its data.",
    );
    expect(ran.terminal.notes.join("\n")).not.toContain("Gate closed");
    expect(ran.terminal.questions).toEqual([
      "Nothing was sent yet. Do it now? Type 'y' or 'yes' to go on: ",
    ]);
    const reads = ran.requests.filter((line) =>
      /^GET .*\/protectedItems\/[^?]*payroll 200/.test(line),
    );
    expect(reads.length).toBeGreaterThan(1);
    expect(writes(ran)).toHaveLength(1);
  });

  test.each([" false", "false ", "FALSE"])("asks with --dry-run='%s' too", async (value) => {
    const ran = await command(scenario(), [...STOP, `--dry-run=${value}`], {
      answer: async () => "no",
    });

    expect(ran.terminal.questions).toHaveLength(1);
    expect(writes(ran)).toEqual([]);
  });

  test("does not count the time for the answer", async () => {
    const azure = scenario();
    const { signal } = new AbortController();
    const answer = async () => {
      await azure.clock.sleep(2 * 3_600_000, signal);
      return "y";
    };

    expect(
      (await command(azure, [...STOP, "--timeout-minutes", "30"], { answer })).terminal.exitCode,
    ).toBe(0);
  });

  test("refuses what has changed while the question stood", async () => {
    const azure = scenario();
    const ran = await command(azure, ["change-policy", ...PAYROLL, "--policy", "ProdPolicy"], {
      answer: async () => {
        azure.azure.item("payroll", "sqlserver-1").protectionState = "ProtectionStopped";
        return "yes";
      },
    });

    expect(told(ran)).toEqual([1, "Gate closed for 'payroll': refused."]);
    expect(writes(ran)).toEqual([]);
  });

  test.each(["y", "yes", "Y", " YES "])("goes on after the answer '%s'", async (answer) => {
    const ran = await command(scenario(), STOP, { answer: async () => answer });

    expect(writes(ran)).toHaveLength(1);
  });

  test("shows of several items what it would do to each, and what is done already", async () => {
    const azure = scenario();
    azure.azure.item("msDB", "sqlserver-0").protectionState = "ProtectionStopped";
    const args = [...STOP, "--item", "sqlserver-0/msDB"];
    const { terminal } = await command(azure, args, { answer: async () => "no" });

    const shown = terminal.notes.slice(terminal.notes.findIndex((line) => line.startsWith("Some")));
    expect(shown.map((line) => line.replace(/ .subscriptions.*/, ""))).toEqual([
      expect.stringMatching(/^Something is to be done for 1 of 2 items[.].*retain its data[.]$/),
      "",
      "open sqlserver-0/msDB: already-in-state",
      "sqlserver-1/payroll: Dry run: would stop the protection of 'payroll' and retain its data.",
      "       Every recovery point is kept, and billed, until someone deletes it.",
      "       Not sent: PUT",
      expect.stringContaining('{"properties"'),
    ]);
  });

  test.each(["no", "", "yes please"])("sends nothing after the answer '%s'", async (answer) => {
    const ran = await command(scenario(), STOP, { answer: async () => answer });

    expect(told(ran)).toEqual([3, "Gate closed for 'payroll': dry-run."]);
    expect(writes(ran)).toEqual([]);
  });

  test.each([
    { answer: "n", says: "You answered no, so nothing was done." },
    { answer: " No", says: "You answered no, so nothing was done." },
    { answer: "", says: "You did not answer 'y' or 'yes', so nothing was done." },
    { answer: "yes please", says: "You did not answer 'y' or 'yes', so nothing was done." },
  ])("tells the answer '$answer', and advises nothing", async ({ answer, says }) => {
    const several = [...STOP, "--item", "sqlserver-0/msDB"];
    for (const args of [STOP, several]) {
      const ran = await command(scenario(), args, { answer: async () => answer });

      expect(told(ran)[0]).toBe(3);
      expect(ran.terminal.stdout).toContain(`dry-run.\n${says} `);
      expect(ran.terminal.stdout).not.toMatch(/--dry-run|What to do|next-step/);
      expect(ran.terminal.reports.at(-1)).not.toContain("--dry-run");
      expect(ran.terminal.reports.at(-1)?.includes(says)).toBe(args === STOP);
    }
  });

  test("advises on a dry run that somebody asked for, of several items too", async () => {
    const args = [...STOP, "--item", "sqlserver-0/msDB", "--dry-run"];
    const { terminal } = await command(scenario(), args, { answer: async () => "n" });

    expect(terminal.stdout).toContain("What to do: Set --dry-run=false to do it.");
  });

  test("ends as cancelled if it is interrupted at the question", async () => {
    const azure = scenario();
    const ran = await command(azure, STOP, {
      heard: () => "SIGINT",
      answer: async (signal) => {
        azure.cancel.abort(new RunCancelledError("The run was cancelled (SIGINT)."));
        throw signal.reason;
      },
    });

    expect(told(ran)[0]).toBe(130);
    expect(ran.terminal.stdout).toContain("workflow-cancelled");
    expect(ran.terminal.stdout).toContain(`What to do: ${UNSENT}\n`);
    expect(ran.terminal.stdout).not.toContain("keeps running");
    expect(writes(ran)).toEqual([]);
  });

  test("ends as cancelled if it is interrupted while it looks", async () => {
    const azure = scenario();
    azure.cancel.abort(new RunCancelledError("The run was cancelled (SIGINT)."));
    const ran = await command(azure, STOP, {
      heard: () => "SIGINT",
      answer: () => Promise.reject(new Error("It asked.")),
    });

    expect(told(ran)[0]).toBe(130);
    expect(ran.terminal.stdout).toContain(`What to do: ${UNSENT}\n`);
    expect(ran.terminal.stdout).not.toContain("keeps running");
  });

  test("that is interrupted after the answer may have sent something, and says so", async () => {
    const azure = scenario();
    const ran = await command(azure, ["backup-now", ...PAYROLL], {
      heard: () => "SIGINT",
      answer: async () => {
        const { signal } = new AbortController();
        void azure.clock
          .sleep(20_000, signal)
          .then(() => azure.cancel.abort(new RunCancelledError("Cancelled.")));
        return "y";
      },
    });

    expect(told(ran)[0]).toBe(130);
    expect(ran.terminal.stdout).not.toContain(UNSENT);
  });

  const DELETE = ["stop-protection-delete-data", ...PAYROLL];
  test.each([
    { what: "with --yes", args: [...STOP, "--yes"], code: 0 },
    { what: "for a dry run", args: [...STOP, "--dry-run"], code: 3 },
    { what: "for what only reads", args: VERIFY, code: 0 },
    {
      what: "for what is refused",
      args: [...DELETE, "--confirm-delete", "other"],
      code: 1,
    },
    { what: "for a wrong input", args: DELETE, code: 2 },
  ])("asks nothing $what", async ({ args, code }) => {
    const ran = await command(scenario(), args, {
      answer: () => Promise.reject(new Error("It asked.")),
    });

    expect(ran.terminal.exitCode).toBe(code);
  });

  test("asks nothing where nobody can answer, and --yes confirms no deletion", async () => {
    expect(told(await command(scenario(), STOP))[0]).toBe(0);
    const ran = await command(scenario(), [...DELETE, "--yes", "--confirm-delete", "other"]);
    expect(told(ran)[0]).toBe(1);
    expect(writes(ran)).toEqual([]);
  });
});

describe("a write whose question somebody would not see, since standard error goes elsewhere", () => {
  const UNSEEN = { hidesQuestions: true };
  const DELETE = ["stop-protection-delete-data", ...PAYROLL, "--confirm-delete", "payroll"];

  test.each([STOP, ["backup-now", ...PAYROLL], DELETE])("ends before it: %s", async (...args) => {
    const ran = await command(scenario(), args, UNSEEN);

    expect(told(ran)).toEqual([2, "Gate closed: invalid-input."]);
    expect(ran.terminal.stdout).toContain("--yes");
    expect([ran.signIns, ran.requests]).toEqual([[], []]);
  });

  test("leaves a closed gate and the report, as any wrong usage", async () => {
    const ran = await command(scenario(), [...STOP, "--dotenv", "gate.env", "--json"], UNSEEN);

    expect(json(ran)).toMatchObject({ version: 1, gate: "closed", reason: "invalid-input" });
    const lines = ran.terminal.written.get("gate.env")?.trimEnd().split("\n") ?? [];
    expect(lines[0]).toBe("BACKUP_GATE_REASON=invalid-input");
    expect(lines.at(-1)).toBe("BACKUP_GATE=closed");
  });

  test.each([
    { what: "with --yes", args: [...STOP, "--yes"], code: 0 },
    { what: "for a dry run", args: [...STOP, "--dry-run"], code: 3 },
    { what: "for what only reads", args: VERIFY, code: 0 },
  ])("goes on $what", async ({ args, code }) => {
    expect((await command(scenario(), args, UNSEEN)).terminal.exitCode).toBe(code);
  });
});

describe("text from others", () => {
  const HOSTILE =
    "a\n::error::x ##[command]y ##vso[task.setvariable variable=gate]open #\u200b#v\u00adso[task.complete]z \u001b[31mred\u0007 \u202egnp \u009b2J $(x);`id`";

  test("does no harm in anything that is printed or written", async () => {
    const azure = scenario();
    azure.azure.script({
      jobStatus: "Failed",
      jobErrors: [
        {
          errorCode: HOSTILE,
          errorTitle: HOSTILE,
          errorString: HOSTILE,
          recommendations: [HOSTILE],
        },
      ],
      tasks: [{ taskId: HOSTILE, status: HOSTILE }],
    });
    const options = ["--dotenv", "gate.env", "--debug"];
    const ran = await command(azure, [...STOP, ...options]);
    const { terminal } = ran;

    expect(terminal.stdout).toContain("job-failed");
    for (const line of [...terminal.stdout.split("\n"), ...terminal.notes]) {
      expect(seen(line)).not.toMatch(HARMFUL);
    }
    for (const report of terminal.reports)
      expect(seen(report.replaceAll(",\n", ","))).not.toMatch(HARMFUL);
    for (const line of terminal.written.get("gate.env")?.trimEnd().split("\n") ?? []) {
      expect(line).toMatch(/^BACKUP_GATE[A-Z_]*=[A-Za-z0-9._:+/-]*$/);
    }
  });
});

describe("signing in", () => {
  const ids = { AZURE_CLIENT_ID: "c", AZURE_TENANT_ID: "t" };

  test("keeps the secret of the environment out of everything", async () => {
    const env = { ...ids, AZURE_CLIENT_SECRET: "hush-payroll" };
    const ran = await command(scenario(), [...VERIFY, "--policy", "hush-payroll", "--debug"], {
      env,
    });

    expect(ran.terminal.stdout).toContain("***");
    expect(JSON.stringify([ran.terminal.stdout, ran.terminal.notes])).not.toContain("hush");
  });

  test("says which identity it uses", async () => {
    const { terminal } = await command(scenario(), VERIFY);

    expect(terminal.notes.join("\n")).toContain("signing in with the session of the Azure CLI");
  });

  test("never falls through to the session of az where the set is incomplete", async () => {
    const ran = await command(scenario(), STOP, { env: { ...ids, AZURE_CLIENT_SECRET: "" } });

    expect(told(ran)).toEqual([1, "Gate closed: sign-in-failed."]);
    expect(ran.terminal.stdout).toContain("AZURE_CLIENT_SECRET");
    expect([ran.signIns, ran.requests]).toEqual([[], []]);
  });

  test.each([{}, ids, { ...ids, AZURE_CLIENT_SECRET: "older" }])(
    "never falls through from an empty file of the secret, beside %o",
    async (env) => {
      const args = [...STOP, "--client-secret-file", "secret"];
      const ran = await command(scenario(), args, { env, files: { secret: " \n" } });

      expect(told(ran)).toEqual([1, "Gate closed: sign-in-failed."]);
      expect(ran.terminal.stdout).toContain("--client-secret-file holds no secret");
      expect([ran.signIns, ran.requests]).toEqual([[], []]);
    },
  );
});

describe("live lines", () => {
  test("show each item that has not ended with its id, and go before the verdict", async () => {
    const { terminal } = await command(scenario(), ["backup-now", ...PAYROLL], {
      room: { columns: 80, rows: 24 },
    });

    expect(terminal.drawn[0]).toEqual([expect.stringMatching(/^looking, /)]);
    expect(terminal.drawn.at(-1)).toEqual([
      expect.stringMatching(/^sqlserver-1\/payroll: job [\da-f-]{36}, /),
    ]);
  });

  test("come again after the question", async () => {
    const { terminal } = await command(scenario(), ["backup-now", ...PAYROLL], {
      room: { columns: 80, rows: 24 },
      answer: async () => "yes",
    });

    expect(terminal.drawn.at(-1)).toEqual([expect.stringMatching(/: job [\da-f-]{36}, /)]);
  });

  test("are no longer than the terminal is wide", async () => {
    const { terminal } = await command(scenario(), ["backup-now", ...PAYROLL], {
      room: { columns: 40, rows: 24 },
    });

    for (const line of terminal.drawn.flat()) expect(line.length).toBeLessThan(40);
  });
});
