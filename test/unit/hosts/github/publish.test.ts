import { describe, expect, test } from "vitest";
import { publish } from "../../../../src/hosts/github/publish.ts";
import { FACT_ROWS, OUTPUT_ROWS } from "../../../../src/manifest/output-rows.ts";
import { type Facts, NAME_OUTPUTS } from "../../../../src/report/outputs.ts";
import type { Account, StepReport } from "../../../../src/report/step-report.ts";
import type { Known, Verdict } from "../../../../src/sequence/known.ts";
import { FakeRunner, type FakeRunnerSettings } from "../../../support/fake-runner.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { item, job, point } from "../../azure/backup/read-builders.ts";
import { acceptedWrite } from "../../sequence/step-builders.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

const OUTPUTS = Object.keys(OUTPUT_ROWS);
const FACTS = Object.keys(FACT_ROWS) as readonly (keyof Facts)[];

const JOB_URL = "https://portal.azure.com/#@/resource/x/backupJobs";
const completed: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
const failed: Verdict = {
  reason: "job-failed",
  message: "Job 7 ended Failed.",
  hint: "Free some space.",
};
const dryRun: Verdict = { reason: "dry-run", message: "Dry run.", hint: "Set it." };
const known: Known = { before: item(), job: job({ id: "7" }), write: acceptedWrite() };
const STOPPED = {
  item: "c;vm-1/i;old",
  path: "vm-1/old",
  name: "old",
  workload: "SQLDataBase",
  state: "ProtectionStopped",
};
/** The inputs of a step that posts its verdict. */
const POSTING = { "github-token": "token", "status-context": "Gate" };

/** The report of a step about one item, which ended so. */
function reportOf(changes: Partial<Account> = {}): StepReport {
  const { verdict = completed } = changes;
  return together(verdict, [{ known, verdict, ...changes }]);
}

function together(verdict: Verdict, accounts: readonly Account[]): StepReport {
  return {
    operation: "change-policy",
    onlyReads: false,
    vault: "vault-1",
    span: { from: 0, until: 1_000 },
    jobUrl: JOB_URL,
    verdict,
    accounts,
    ignored: [],
  };
}

async function run(report: StepReport = reportOf(), runner = new FakeRunner()) {
  await publish(report, runner, { clock: new VirtualClock(), signal: NEVER_CANCELLED });
  return runner;
}

describe("the outputs", () => {
  test.each([{ verdict: completed }, { verdict: failed }, { verdict: dryRun }])(
    "are all set, once each, on every way out: $verdict.reason",
    async ({ verdict }) => {
      const set: string[] = [];
      const runner = new FakeRunner();
      runner.output = (name) => set.push(name);

      await run(reportOf({ verdict }), runner);

      expect([...set].sort()).toEqual([...OUTPUTS].sort());
    },
  );

  test("hold facts, report and the file with the whole report", async () => {
    const { outputs, reports } = await run();

    expect(outputs.get("gate")).toBe("open");
    expect(outputs.get("job-id")).toBe("7");
    expect(outputs.get("items")).toBe("");
    expect(outputs.get("report-path")).toBe("/runner/temp/report.json");
    expect(reports).toEqual([outputs.get("report")]);
    expect(JSON.parse(reports[0] ?? "")).toMatchObject({
      version: 1,
      truncated: false,
      items: [{ gate: "open", "item-name": "payroll", jobs: [{ id: "7" }] }],
    });
  });

  test("are cut where they are too large, the file is not", async () => {
    const tasks = Array.from({ length: 20_000 }, (_, index) => ({
      name: `Transfer of some part ${index}`,
      status: "Completed",
    }));

    const { outputs, reports } = await run(reportOf({ known: { ...known, job: job({ tasks }) } }));

    expect(JSON.parse(outputs.get("report") ?? "").truncated).toBe(true);
    expect(JSON.parse(reports[0] ?? "").items[0].jobs[0].tasks).toHaveLength(20_000);
  });

  test("are cut where a text of the service's would crowd out the others, the file is not", async () => {
    const text = "x".repeat(500_000);
    const service = { code: "", message: "", recommendations: [text] };

    const { outputs, reports } = await run(
      reportOf({ verdict: { ...failed, message: text, service } }),
    );

    const { report, ...others } = Object.fromEntries(outputs);
    expect(Object.values(others).join("").length).toBeLessThan(25_000);
    expect(outputs.get("error-message")).toMatch(/^x+…$/);
    expect(JSON.parse(report ?? "").truncated).toBe(true);
    expect(JSON.parse(reports[0] ?? "").items[0]["error-message"]).toBe(text);
  });

  test("say what to do as the annotation does, though Azure recommends at length", async () => {
    const hint = `Azure recommends: ${"x".repeat(3_000)}`;

    const { outputs, errors } = await run(reportOf({ verdict: { ...failed, hint } }));

    expect(outputs.get("next-step")).toBe(hint);
    expect(errors[0]?.message).toContain(hint);
  });

  test("stay together below the 1 MiB that GitHub takes, whatever Azure writes", async () => {
    const text = "\u20ac".repeat(100_000);
    const huge = item({ id: text, friendlyName: text, protectionState: text, policyId: text });
    const tasks = Array.from({ length: 50 }, () => ({ name: text, status: text }));

    const { outputs } = await run(
      reportOf({
        verdict: {
          reason: "job-failed",
          message: text,
          hint: text,
          service: { code: text, message: text, recommendations: [text] },
        },
        known: {
          before: huge,
          after: huge,
          lro: { id: text, status: text },
          job: job({ id: text, status: text, tasks }),
          point: point({ id: text, type: text, tier: text }),
          ids: { requestId: text, correlationId: text },
        },
      }),
    );

    expect(Buffer.byteLength([...outputs.values()].join("\n"))).toBeLessThan(1024 * 1024);
    expect(() => JSON.parse(outputs.get("report") ?? "")).not.toThrow();
  });

  test("hold what was listed, whatever it is", async () => {
    const listed = { item: "c;a/i;a", path: "a", name: "a", workload: "VM", state: "Protected" };
    const lists = [[], [listed], [{ item: "a\nb", names: ["a", "b"], leg: 1, legs: 1 }]];

    for (const items of lists) {
      const { outputs } = await run(reportOf({ known: { items } }));

      expect(outputs.get("items")).toBe(JSON.stringify(items));
    }
  });

  test("hold no list where none was asked for", async () => {
    expect((await run(reportOf({ known: {} }))).outputs.get("items")).toBe("");
    expect((await run()).outputs.get("items")).toBe("");
  });

  test("tell of stopped items that were not judged in the report", async () => {
    const { reports } = await run({ ...reportOf(), ignored: [STOPPED] });

    expect(JSON.parse(reports[0] ?? "").ignored).toEqual([STOPPED]);
  });
});

describe("text that Azure sent", () => {
  const HOSTILE = "x\r\n::set-output name=gate::open ##[error]y";
  const ONE_LINE = "x ::set-output name=gate::open ##[error]y";
  const INERT = "x : :set-output name=gate: :open ## [error]y";
  const database = item({
    id: HOSTILE,
    friendlyName: HOSTILE,
    protectionState: HOSTILE,
    policyId: HOSTILE,
  });
  const ended = {
    verdict: {
      reason: "job-failed",
      message: HOSTILE,
      hint: HOSTILE,
      service: { code: HOSTILE, message: HOSTILE, recommendations: [HOSTILE, HOSTILE] },
    },
    known: {
      before: database,
      after: database,
      path: HOSTILE,
      lro: { id: HOSTILE, status: HOSTILE },
      job: job({ id: HOSTILE, status: HOSTILE, operation: HOSTILE }),
      point: point({ id: HOSTILE, type: HOSTILE, tier: HOSTILE }),
      ids: { requestId: HOSTILE, correlationId: HOSTILE },
    },
  } as const;
  const outputOf = async (name: string, account: Partial<Account> = ended) =>
    (await run(reportOf(account))).outputs.get(name) ?? "";

  test.each([
    ...["operation-id", "operation-status", "job-id", "job-status", "job-operation", "next-step"],
    ...["protection-state", "previous-protection-state", "error-code", "error-message"],
    ...["recovery-point-type", "recovery-point-tier", "correlation-id"],
  ])("is one line and no workflow command in the output '%s'", async (name) => {
    expect(await outputOf(name)).toBe(INERT);
  });

  test("is a line a recommendation, and none of them is a workflow command", async () => {
    expect(await outputOf("recommendations")).toBe(`${INERT}\n${INERT}`);
  });

  test.each(NAME_OUTPUTS.filter((name) => name !== "item"))(
    "is kept on one line in the output '%s', which a later step hands on to Azure",
    async (name) => {
      expect(await outputOf(name)).toBe(ONE_LINE);
    },
  );

  test("is the item's name where an item is known, and else no more than words on the job", async () => {
    const about = job({ entityFriendlyName: HOSTILE });

    expect(await outputOf("item-name", { known: { job: about } })).toBe(INERT);
    expect(await outputOf("item-name", { known: { job: about, before: database } })).toBe(ONE_LINE);
  });

  test.each(FACTS.filter((name) => !NAME_OUTPUTS.includes(name)))(
    "is no workflow command in the output '%s' of several items either",
    async (name) => {
      const { outputs } = await run(together(ended.verdict, [ended, ended]));

      expect(outputs.get(name)).not.toMatch(/::|##\[/);
    },
  );

  test("is no workflow command in the JSON of the outputs and of the file, and the same data", async () => {
    const name = "##[error]x ::error::y";
    const items = [{ item: name, path: name, name, workload: name, state: name }];

    const { outputs, reports } = await run(reportOf({ known: { ...ended.known, items } }));

    for (const json of [outputs.get("items"), outputs.get("report"), ...reports]) {
      expect(json).not.toMatch(/::|##\[/);
    }
    expect(JSON.parse(outputs.get("items") ?? "")).toEqual(items);
    expect(JSON.parse(reports[0] ?? "").items[0]["item-id"]).toBe(ONE_LINE);
  });
});

describe("several items", () => {
  const several = [
    { known: { ...known, before: item({ friendlyName: "a" }) }, verdict: completed },
    { known: { before: item({ friendlyName: "b" }) }, verdict: failed },
  ];
  const verdict: Verdict = { ...failed, reason: "items-failed" };

  test("have a report of each, and no single item's outputs", async () => {
    const { outputs, reports, summaryMarkdown } = await run(together(verdict, several));

    expect(outputs.get("item-name")).toBe("");
    expect(outputs.get("job-id")).toBe("");
    expect(outputs.get("items-total")).toBe("2");
    expect(outputs.get("items-passed")).toBe("1");
    expect(outputs.get("changed")).toBe("true");
    expect(JSON.parse(reports[0] ?? "").items).toMatchObject([
      { "item-name": "a", gate: "open", jobs: [{ id: "7" }] },
      { "item-name": "b", gate: "closed" },
    ]);
    expect(summaryMarkdown).toContain("on 2 items");
  });
});

describe("the last word", () => {
  test("of an open gate is a line, and the step is green", async () => {
    const runner = await run();

    expect(runner.failed).toBe(false);
    expect(runner.lines).toEqual(["Gate open for 'payroll': completed. Job 7 ended Completed."]);
    expect(runner.errors).toEqual([]);
    expect(runner.warnings).toEqual([]);
  });

  test("of a closed gate is an error with what to do, and the step is red", async () => {
    const runner = await run(reportOf({ verdict: failed }));

    expect(runner.failed).toBe(true);
    expect(runner.lines).toEqual(["Gate closed for 'payroll': job-failed."]);
    expect(runner.errors).toEqual([
      {
        title: "Backup gate closed: job-failed",
        message: "payroll: Job 7 ended Failed. What to do: Free some space.",
      },
    ]);
    expect(runner.warnings).toEqual([]);
  });

  test("names the one item that was judged by its path, where others were not", async () => {
    const judged = reportOf({ verdict: failed, known: { ...known, path: "server-2/payroll" } });
    const runner = await run({ ...judged, ignored: [STOPPED] });

    expect(runner.lines).toEqual(["Gate closed for 'server-2/payroll': job-failed."]);
    expect(runner.errors[0]?.message).toBe(
      "server-2/payroll: Job 7 ended Failed. What to do: Free some space.",
    );
  });

  test("of a gate closed as asked is a warning, and the step is green", async () => {
    const runner = await run(reportOf({ verdict: dryRun }));

    expect(runner.failed).toBe(false);
    expect(runner.lines).toEqual(["Gate closed for 'payroll': dry-run."]);
    expect(runner.warnings).toEqual([
      "Backup gate closed for 'payroll': dry-run. Dry run. What to do: Set it.",
    ]);
    expect(runner.errors).toEqual([]);
  });

  test("is inert, whatever Azure said", async () => {
    const hostile = "x\n::set-output name=gate::open ##[error]y";
    for (const reason of ["completed", "job-failed", "dry-run"] as const) {
      const runner = await run(reportOf({ verdict: { reason, message: hostile, hint: hostile } }));
      const said = [
        ...runner.lines,
        ...runner.warnings,
        ...runner.errors.map(({ message }) => message),
      ];

      for (const line of said) expect(line).not.toMatch(/\n|::|##\[/);
    }
  });

  test("names the item first, unless the message names it by itself", async () => {
    for (const message of ["'payroll' is in use.", "It is not one of 'sqlserver-1/payroll'."]) {
      const runner = await run(reportOf({ verdict: { ...failed, message, hint: "" } }));

      expect(runner.errors[0]?.message).toBe(message);
    }
  });

  test("is a sentence before what to do", async () => {
    const runner = await run(
      reportOf({ verdict: { ...failed, message: "No token: denied", hint: "Ask." } }),
    );

    expect(runner.errors[0]?.message).toBe("payroll: No token: denied. What to do: Ask.");
  });

  test("says nothing of what to do where there is nothing", async () => {
    const runner = await run(reportOf({ verdict: { ...failed, hint: "" } }));

    expect(runner.errors[0]?.message).toBe("payroll: Job 7 ended Failed.");
  });
});

describe("the errors of several items", () => {
  const failures = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      known: { path: `vm/${index + 1}` },
      verdict: { ...failed, hint: "" },
    }));
  const verdict: Verdict = { reason: "items-failed", message: "1 of 3 items passed.", hint: "" };

  test("are the verdict, then one each, with the path that names the item", async () => {
    const several = [{ known, verdict: completed }, ...failures(2)];

    const runner = await run(together(verdict, several));

    expect(runner.lines).toEqual(["Gate closed: items-failed."]);
    expect(runner.errors).toEqual([
      { title: "Backup gate closed: items-failed", message: "1 of 3 items passed." },
      { title: "Backup gate closed: job-failed", message: "vm/1: Job 7 ended Failed." },
      { title: "Backup gate closed: job-failed", message: "vm/2: Job 7 ended Failed." },
    ]);
  });

  test("are ten at most, which is all that GitHub shows: the verdict and nine failures", async () => {
    const runner = await run(together(verdict, failures(9)));

    expect(runner.errors.map(({ message }) => message.split(":")[0])).toEqual([
      "1 of 3 items passed.",
      ...failures(9).map(({ known: { path } }) => path),
    ]);
  });

  test("tell in the first where the others are, if more than nine failed", async () => {
    const runner = await run(together({ ...verdict, hint: "Look." }, failures(12)));

    expect(runner.errors).toHaveLength(10);
    expect(runner.errors[0]).toEqual({
      title: "Backup gate closed: items-failed",
      message:
        "1 of 3 items passed. What to do: Look. The errors below are the first 9 of 12; the file at the output 'report-path' has all, and so has the job summary if there is one.",
    });
    expect(runner.errors[9]?.message).toMatch(/^vm\/9: /);
  });

  test("are none of items that were only not started", async () => {
    const notStarted: Verdict = { reason: "not-started", message: "Another failed.", hint: "" };
    const waiting = { known: { path: "vm/0" }, verdict: notStarted };

    const runner = await run(together(verdict, [waiting, ...failures(1), waiting]));

    expect(runner.errors.map(({ title }) => title)).toEqual([
      "Backup gate closed: items-failed",
      "Backup gate closed: job-failed",
    ]);
  });
});

test("names that are too long are cut off where the verdict is said", async () => {
  const long = { known: { path: "x".repeat(2_000) }, verdict: { ...failed, hint: "" } };
  const runner = await run(
    together(
      { reason: "items-failed", message: "None passed.", hint: "" },
      Array.from({ length: 12 }, () => long),
    ),
  );
  const before = item({ friendlyName: "x".repeat(2_000) });
  const one = await run(reportOf({ known: { ...known, before } }));

  for (const { message } of runner.errors) expect(message.length).toBeLessThan(1_200);
  expect(one.lines.at(-1)).toMatch(/^Gate open for 'x{200}…': /);
});

describe("the summary", () => {
  test.each(["", "true", "True"])("is written where the input says '%s'", async (wanted) => {
    const { summaryMarkdown } = await run(
      reportOf(),
      new FakeRunner({ inputs: { summary: wanted } }),
    );

    expect(summaryMarkdown).toContain("## Backup gate open: completed");
  });

  test.each(["false", " False ", "FALSE"])(
    "is not written where the input says '%s'",
    async (unwanted) => {
      const runner = new FakeRunner({ inputs: { summary: unwanted } });

      await run(reportOf(), runner);

      expect(runner.summaryMarkdown).toBe("");
      expect(runner.lines).toEqual(["Gate open for 'payroll': completed. Job 7 ended Completed."]);
    },
  );

  test("is left out as the user wants where another input is wrong", async () => {
    const verdict: Verdict = { reason: "invalid-input", message: "No.", hint: "" };
    const runner = new FakeRunner({ inputs: { summary: "false", operation: "none" } });

    await run(reportOf({ verdict, known: {} }), runner);

    expect(runner.summaryMarkdown).toBe("");
  });

  test("of a single item tells of stopped ones that were not judged", async () => {
    const { summaryMarkdown } = await run({ ...reportOf(), ignored: [STOPPED] });

    expect(summaryMarkdown).toContain(
      "| Stopped, so not judged | State |\n| --- | --- |\n| vm-1/old | ProtectionStopped |",
    );
  });
});

test("the verdict is posted once outputs and summary are out, and said last", async () => {
  const before: unknown[] = [];
  const runner: FakeRunner = new FakeRunner({
    inputs: POSTING,
    postStatus: async () => {
      before.push(runner.outputs.size, runner.summaryMarkdown !== "", [...runner.lines]);
    },
  });

  await run(reportOf(), runner);

  expect(before).toEqual([OUTPUTS.length, true, []]);
  expect(runner.lines).toEqual([
    "Posted the commit status 'Gate': success.",
    "Gate open for 'payroll': completed. Job 7 ended Completed.",
  ]);
});

test("the verdict is not posted in a step without a token", async () => {
  expect((await run()).statuses).toEqual([]);
});

test("a step that ended without an account is a fault of ours", async () => {
  await expect(run(together(completed, []))).rejects.toThrow("without an account");
});

describe("whatever fails while reporting", () => {
  const full = (): never => {
    throw new Error("disk full\n::error::x");
  };
  const broken = async () => full();

  test("the step is red until everything is written and said", async () => {
    const red: boolean[] = [];
    const look = () => void red.push(runner.failed);
    const runner: FakeRunner = new FakeRunner({
      inputs: POSTING,
      postStatus: async () => look(),
    });
    runner.output = look;
    runner.log = look;
    runner.writeReport = () => {
      look();
      return "";
    };

    await run(reportOf(), runner);

    expect(red.length).toBeGreaterThan(OUTPUTS.length);
    expect(new Set(red)).toEqual(new Set([true]));
    expect(runner.failed).toBe(false);
  });

  test.each([{ verdict: completed }, { verdict: dryRun }])(
    "outputs that cannot be written close a gate that was $verdict.reason",
    async ({ verdict }) => {
      const runner = new FakeRunner({ inputs: POSTING, failingOutputs: true });

      const { reason } = await publish(reportOf({ verdict }), runner, {
        clock: new VirtualClock(),
        signal: NEVER_CANCELLED,
      });

      expect(reason).toBe("defect");
      expect(runner.failed).toBe(true);
      expect(runner.statuses.map(({ state, description }) => [state, description])).toEqual([
        ["failure", expect.stringMatching(/^Gate closed: defect\./)],
      ]);
      expect(runner.summaryMarkdown).toContain("## Backup gate closed: defect");
      expect(runner.errors).toHaveLength(1);
      expect(runner.errors[0]?.message).toContain(`which was '${verdict.reason}'`);
      expect(runner.lines.join()).not.toContain("Gate open");
    },
  );

  test("outputs of several items that cannot be written are one error", async () => {
    const account = { known, verdict: completed };

    const runner = await run(
      together(completed, [account, account]),
      new FakeRunner({ failingOutputs: true }),
    );

    expect(runner.errors.map(({ title }) => title)).toEqual(["Backup gate closed: defect"]);
  });

  test("outputs that break off never hold an open gate", async () => {
    for (let most = 0; most < OUTPUTS.length; most++) {
      const runner = new FakeRunner();
      const set: string[] = [];
      runner.output = (name) => {
        if (set.length === most) throw new Error("disk full");
        set.push(name);
      };

      await run(reportOf(), runner);

      expect(set).not.toContain("gate");
      expect(runner.failed).toBe(true);
    }
  });

  test.each<{ what: string; settings: FakeRunnerSettings; breaking: Partial<FakeRunner> }>([
    { what: "set the outputs", settings: { failingOutputs: true }, breaking: {} },
    { what: "write the report", settings: {}, breaking: { writeReport: full } },
    { what: "write the summary", settings: {}, breaking: { summary: broken } },
    {
      what: "post the verdict",
      settings: { inputs: POSTING },
      breaking: {
        postStatus: broken,
        warning() {
          throw new Error("disk full\n::error::x");
        },
      },
    },
  ])("the verdict is still said: could not $what", async ({ what, settings, breaking }) => {
    const runner: FakeRunner = Object.assign(new FakeRunner(settings), breaking);

    await run(reportOf({ verdict: failed }), runner);

    expect(runner.failed).toBe(true);
    expect(runner.errors).toHaveLength(1);
    expect(runner.lines.at(-1)).toBe("Gate closed for 'payroll': job-failed.");
    const line = runner.lines.find((one) => one.startsWith(`Could not ${what}: `));
    expect(line).toBeDefined();
    expect(line).not.toMatch(/\n|::/);
  });

  test("one failure does not keep the others from being tried", async () => {
    const runner = Object.assign(new FakeRunner(), { writeReport: full }) as FakeRunner;

    await run(reportOf(), runner);

    expect(runner.outputs.get("gate")).toBe("open");
    expect(runner.summaryMarkdown).not.toBe("");
  });
});
