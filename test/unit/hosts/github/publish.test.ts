import { describe, expect, test } from "vitest";
import { type Closing, publish } from "../../../../src/hosts/github/publish.ts";
import { OUTPUTS } from "../../../../src/report/outputs.ts";
import type { Known, Verdict } from "../../../../src/sequence/known.ts";
import { FakeHost, type FakeHostSettings } from "../../../support/fake-host.ts";
import { accepted, item, job, point } from "../../made.ts";

const JOB_URL = "https://portal.azure.com/#@/resource/x/backupJobs";
const completed: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
const failed: Verdict = {
  reason: "job-failed",
  message: "Job 7 ended Failed.",
  hint: "Free some space.",
};
const dryRun: Verdict = { reason: "dry-run", message: "Dry run.", hint: "Set it." };
const summary = { operation: "change-policy", vault: "vault-1", step: { from: 0, until: 1_000 } };
const known: Known = { before: item(), job: job({ id: "7" }), write: accepted() };

function closing(changes: Partial<Closing> = {}): Closing {
  return {
    verdict: completed,
    known,
    several: undefined,
    jobUrl: JOB_URL,
    summary,
    post: async () => {},
    ...changes,
  };
}

async function run(changes: Partial<Closing> = {}, host = new FakeHost()) {
  await publish(closing(changes), host);
  return host;
}

describe("the outputs", () => {
  test.each([{ verdict: completed }, { verdict: failed }, { verdict: dryRun }])(
    "are all set, once each, on every way out: $verdict.reason",
    async ({ verdict }) => {
      const set: string[] = [];
      const host = new FakeHost();
      host.output = (name) => set.push(name);

      await run({ verdict }, host);

      expect([...set].sort()).toEqual([...OUTPUTS].sort());
    },
  );

  test("hold facts, report and the file with the whole report", async () => {
    const { outputs, reports } = await run();

    expect(outputs.get("gate")).toBe("open");
    expect(outputs.get("job-id")).toBe("7");
    expect(outputs.get("items")).toBe("");
    expect(outputs.get("report-path")).toBe("/runner/temp/report-1.json");
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

    const { outputs, reports } = await run({ known: { ...known, job: job({ tasks }) } });

    expect(JSON.parse(outputs.get("report") ?? "").truncated).toBe(true);
    expect(JSON.parse(reports[0] ?? "").items[0].jobs[0].tasks).toHaveLength(20_000);
  });

  test("are cut where a text of the service's would crowd out the others, the file is not", async () => {
    const text = "x".repeat(500_000);
    const service = { code: "", message: "", recommendations: [text] };

    const { outputs, reports } = await run({ verdict: { ...failed, message: text, service } });

    const { report, ...others } = Object.fromEntries(outputs);
    expect(Object.values(others).join("").length).toBeLessThan(25_000);
    expect(outputs.get("error-message")).toMatch(/^x+…$/);
    expect(JSON.parse(report ?? "").truncated).toBe(true);
    expect(JSON.parse(reports[0] ?? "").items[0]["error-message"]).toBe(text);
  });

  test("say what to do as the annotation does, though Azure recommends at length", async () => {
    const hint = `Azure recommends: ${"x".repeat(3_000)}`;

    const { outputs, errors } = await run({ verdict: { ...failed, hint } });

    expect(outputs.get("next-step")).toBe(hint);
    expect(errors[0]?.message).toContain(hint);
  });

  test("stay together below the 1 MiB that GitHub takes, whatever Azure writes", async () => {
    const text = "\u20ac".repeat(100_000);
    const huge = item({ id: text, friendlyName: text, protectionState: text, policyId: text });
    const tasks = Array.from({ length: 50 }, () => ({ name: text, status: text }));

    const { outputs } = await run({
      verdict: {
        reason: "job-failed",
        message: text,
        hint: text,
        service: { code: text, message: text, recommendations: [text] },
      },
      known: {
        before: huge,
        after: huge,
        operation: { id: text, status: text },
        job: job({ id: text, status: text, tasks }),
        point: point({ id: text, type: text, tier: text }),
        ids: { requestId: text, correlationId: text },
      },
    });

    expect(Buffer.byteLength([...outputs.values()].join("\n"))).toBeLessThan(1024 * 1024);
    expect(() => JSON.parse(outputs.get("report") ?? "")).not.toThrow();
  });

  test("hold what was listed", async () => {
    const items = [{ item: "c;a/i;a", path: "a", name: "a", workload: "VM", state: "Protected" }];

    expect((await run({ known: { items } })).outputs.get("items")).toBe(JSON.stringify(items));
  });
});

describe("several items", () => {
  const several = [
    { known: { ...known, before: item({ friendlyName: "a" }) }, verdict: completed },
    { known: { before: item({ friendlyName: "b" }) }, verdict: failed },
  ];
  const verdict: Verdict = { ...failed, reason: "items-failed" };

  test("have a report of each, and no single item's outputs", async () => {
    const { outputs, reports, summaryMarkdown } = await run({ verdict, several, known: {} });

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
    const host = await run();

    expect(host.failed).toBe(false);
    expect(host.lines).toEqual(["Gate open for 'payroll': completed. Job 7 ended Completed."]);
    expect(host.errors).toEqual([]);
    expect(host.warnings).toEqual([]);
  });

  test("of a shut gate is an error with the way out, and the step is red", async () => {
    const host = await run({ verdict: failed });

    expect(host.failed).toBe(true);
    expect(host.lines).toEqual(["Gate closed for 'payroll': job-failed."]);
    expect(host.errors).toEqual([
      {
        title: "Backup gate closed: job-failed",
        message: "payroll: Job 7 ended Failed. What to do: Free some space.",
      },
    ]);
    expect(host.warnings).toEqual([]);
  });

  test("of a gate shut as asked is a warning, and the step is green", async () => {
    const host = await run({ verdict: dryRun });

    expect(host.failed).toBe(false);
    expect(host.lines).toEqual(["Gate closed for 'payroll': dry-run."]);
    expect(host.warnings).toEqual([
      "Backup gate closed for 'payroll': dry-run. Dry run. What to do: Set it.",
    ]);
    expect(host.errors).toEqual([]);
  });

  test("is inert, whatever Azure said", async () => {
    const hostile = "x\n::set-output name=gate::open ##[error]y";
    for (const reason of ["completed", "job-failed", "dry-run"] as const) {
      const host = await run({ verdict: { reason, message: hostile, hint: hostile } });
      const said = [...host.lines, ...host.warnings, ...host.errors.map(({ message }) => message)];

      for (const line of said) expect(line).not.toMatch(/\n|::|##\[/);
    }
  });

  test("names the item first, unless the message names it by itself", async () => {
    for (const message of ["'payroll' is in use.", "It is not one of 'sqlserver-1/payroll'."]) {
      const host = await run({ verdict: { ...failed, message, hint: "" } });

      expect(host.errors[0]?.message).toBe(message);
    }
  });

  test("is a sentence before what to do", async () => {
    const host = await run({ verdict: { ...failed, message: "No token: denied", hint: "Ask." } });

    expect(host.errors[0]?.message).toBe("payroll: No token: denied. What to do: Ask.");
  });

  test("says nothing of what to do where there is nothing", async () => {
    const host = await run({ verdict: { ...failed, hint: "" } });

    expect(host.errors[0]?.message).toBe("payroll: Job 7 ended Failed.");
  });
});

describe("the errors of several items", () => {
  const failures = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      known: { path: `vm/${index + 1}` },
      verdict: { ...failed, hint: "" },
    }));
  const verdict: Verdict = { reason: "items-failed", message: "1 of 3 items passed.", hint: "" };

  test("are one each, with the path that names the item", async () => {
    const several = [{ known, verdict: completed }, ...failures(2)];

    const host = await run({ verdict, several, known: {} });

    expect(host.lines).toEqual(["Gate closed: items-failed."]);
    expect(host.errors).toEqual([
      { title: "Backup gate closed: job-failed", message: "vm/1: Job 7 ended Failed." },
      { title: "Backup gate closed: job-failed", message: "vm/2: Job 7 ended Failed." },
    ]);
  });

  test("are nine as long as nine failed", async () => {
    const host = await run({ verdict, several: failures(9), known: {} });

    expect(host.errors.map(({ message }) => message.split(":")[0])).toEqual(
      failures(9).map(({ known: { path } }) => path),
    );
  });

  test("are ten at most, which is all that GitHub shows, and the tenth counts the rest", async () => {
    const host = await run({ verdict, several: failures(12), known: {} });

    expect(host.errors).toHaveLength(10);
    expect(host.errors[8]?.message).toMatch(/^vm\/9: /);
    expect(host.errors[9]).toEqual({
      title: "Backup gate closed: items-failed",
      message:
        "3 more failed: vm/10, vm/11, vm/12. The summary says why, and what to do about each.",
    });
  });
});

test("names that are too long are cut off where the verdict is said", async () => {
  const long = { known: { path: "x".repeat(2_000) }, verdict: { ...failed, hint: "" } };
  const host = await run({
    verdict: { reason: "items-failed", message: "None passed.", hint: "" },
    several: Array.from({ length: 12 }, () => long),
    known: {},
  });
  const before = item({ friendlyName: "x".repeat(2_000) });
  const one = await run({ known: { ...known, before } });

  for (const { message } of host.errors) expect(message.length).toBeLessThan(1_200);
  expect(one.lines.at(-1)).toMatch(/^Gate open for 'x{200}…': /);
});

describe("the summary", () => {
  test("is written unless it is not wanted", async () => {
    expect((await run()).summaryMarkdown).toContain("## Backup gate open: completed");

    const without = await run({ summary: undefined });

    expect(without.summaryMarkdown).toBe("");
    expect(without.lines).toEqual(["Gate open for 'payroll': completed. Job 7 ended Completed."]);
  });
});

test("the verdict is posted elsewhere once outputs and summary are out, and said last", async () => {
  const host = new FakeHost();
  const before: unknown[] = [];
  const post = async () => {
    before.push(host.outputs.size, host.summaryMarkdown !== "", [...host.lines]);
  };

  await run({ post }, host);

  expect(before).toEqual([OUTPUTS.length, true, []]);
  expect(host.lines).toHaveLength(1);
});

describe("whatever fails while reporting", () => {
  const broken = async (): Promise<never> => {
    throw new Error("disk full\n::error::x");
  };

  test("the step is red until everything is written and said", async () => {
    const host = new FakeHost();
    const red: boolean[] = [];
    const look = () => red.push(host.failed);
    host.output = look;
    host.log = look;
    host.writeReport = async () => {
      look();
      return "";
    };

    await run({ post: async () => void look() }, host);

    expect(red.length).toBeGreaterThan(OUTPUTS.length);
    expect(new Set(red)).toEqual(new Set([true]));
    expect(host.failed).toBe(false);
  });

  test.each([{ verdict: completed }, { verdict: dryRun }])(
    "outputs that cannot be written close a gate that was $verdict.reason",
    async ({ verdict }) => {
      const host = new FakeHost({ failingOutputs: true });
      const posted: string[] = [];

      const { reason } = await publish(
        closing({ verdict, post: async (to) => void posted.push(to) }),
        host,
      );

      expect(reason).toBe("defect");
      expect(host.failed).toBe(true);
      expect(posted).toEqual(["defect"]);
      expect(host.summaryMarkdown).toContain("## Backup gate closed: defect");
      expect(host.errors).toHaveLength(1);
      expect(host.errors[0]?.message).toContain(`which was '${verdict.reason}'`);
      expect(host.lines.join()).not.toContain("Gate open");
    },
  );

  test("outputs of several items that cannot be written are one error", async () => {
    const several = [{ known, verdict: completed }];

    const host = await run({ several, known: {} }, new FakeHost({ failingOutputs: true }));

    expect(host.errors.map(({ title }) => title)).toEqual(["Backup gate closed: defect"]);
  });

  test("outputs that break off never hold an open gate", async () => {
    for (let most = 0; most < OUTPUTS.length; most++) {
      const host = new FakeHost();
      const set: string[] = [];
      host.output = (name) => {
        if (set.length === most) throw new Error("disk full");
        set.push(name);
      };

      await run({}, host);

      expect(set).not.toContain("gate");
      expect(host.failed).toBe(true);
    }
  });

  test.each<{
    what: string;
    settings: FakeHostSettings;
    breaking: Partial<FakeHost>;
    post?: Closing["post"];
  }>([
    { what: "set the outputs", settings: { failingOutputs: true }, breaking: {} },
    { what: "write the report", settings: {}, breaking: { writeReport: broken } },
    { what: "write the summary", settings: {}, breaking: { summary: broken } },
    { what: "post the verdict", settings: {}, breaking: {}, post: broken },
  ])(
    "the verdict is still said: could not $what",
    async ({ what, settings, breaking, post = async () => {} }) => {
      const host: FakeHost = Object.assign(new FakeHost(settings), breaking);

      await run({ verdict: failed, post }, host);

      expect(host.failed).toBe(true);
      expect(host.errors).toHaveLength(1);
      expect(host.lines.at(-1)).toBe("Gate closed for 'payroll': job-failed.");
      const line = host.lines.find((one) => one.startsWith(`Could not ${what}: `));
      expect(line).toBeDefined();
      expect(line).not.toMatch(/\n|::/);
    },
  );

  test("one failure does not keep the others from being tried", async () => {
    const host = Object.assign(new FakeHost(), { writeReport: broken }) as FakeHost;

    await run({}, host);

    expect(host.outputs.get("gate")).toBe("open");
    expect(host.summaryMarkdown).not.toBe("");
  });
});
