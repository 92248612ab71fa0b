import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { summarize } from "../../../../src/hosts/summary/summary.ts";
import type { Summarized } from "../../../../src/hosts/summary/summary-parts.ts";
import type { ListedItem } from "../../../../src/operations/list-items.ts";
import { type AccountFacts, toFacts, toSharedFacts } from "../../../../src/report/outputs.ts";
import type { Account } from "../../../../src/report/step-report.ts";
import type { Known, Verdict } from "../../../../src/sequence/known.ts";
import { item, job, point } from "../../azure/backup/read-builders.ts";
import { POLICY_ID, VAULT_ID } from "../../azure/backup/resource-builders.ts";
import { acceptedWrite } from "../../sequence/step-builders.ts";

const JOB_URL = `https://portal.azure.com/#@/resource${VAULT_ID}/backupJobs`;
const SILVER_ID = POLICY_ID.replace("Gold", "Silver");
const CONTEXT = {
  operation: "change-policy",
  onlyReads: false,
  vault: "vault-1",
  span: { from: Date.UTC(2026, 0, 5, 9, 59, 57), until: Date.UTC(2026, 0, 5, 10, 1, 20) },
};
const STOPPED: ListedItem = {
  item: "c;vm-1/i;old",
  path: "vm-1/old",
  name: "old",
  workload: "SQLDataBase",
  state: "ProtectionStopped",
};
const completed: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
const done: Known = {
  before: item(),
  after: item({ policyId: SILVER_ID, protectionState: "IRPending" }),
  retention: [
    { kind: "full, daily", former: "30 days", next: "30 days", shorter: false },
    { kind: "log", former: "15 days", next: "7 days", shorter: true },
  ],
  notes: ["Allowed by 'allow-shorter-retention'."],
  lro: { id: "op-1", status: "Succeeded" },
  job: job({
    id: "7",
    tasks: [{ name: "Configure", status: "Completed" }],
    properties: [["Policy Name", "Silver"]],
  }),
  ids: { requestId: "request-1", correlationId: "correlation-1" },
  write: acceptedWrite(Date.UTC(2026, 0, 5, 10)),
  lroEndedAt: Date.UTC(2026, 0, 5, 10, 1, 14),
  taskTimes: [
    {
      jobId: "7",
      name: "Configure",
      status: "Completed",
      begunBy: Date.UTC(2026, 0, 5, 10, 1, 16),
      endedBy: Date.UTC(2026, 0, 5, 10, 1, 16),
    },
  ],
};

function summary({
  known = done,
  verdict = completed,
  context = CONTEXT,
  jobUrl = JOB_URL,
  ignored = [],
}: {
  known?: Known;
  verdict?: Verdict;
  context?: Pick<Summarized, "operation" | "onlyReads" | "vault" | "span">;
  jobUrl?: string;
  ignored?: readonly ListedItem[];
} = {}): string {
  const facts = toFacts({ known, verdict }, jobUrl);
  return summarize({
    ...context,
    verdict,
    facts,
    accounts: [{ known, verdict, facts }],
    ignored,
  });
}

describe("the summary of a step that ended well", () => {
  test("reads, from the verdict down to what support asks for", async () => {
    await expect(summary()).toMatchFileSnapshot("summary.txt");
  });
});

describe("the verdict", () => {
  test.each([
    { verdict: completed, heading: "## Backup gate open: completed" },
    {
      verdict: { reason: "job-failed", message: "It failed.", hint: "Free some space." } as const,
      heading: "## Backup gate closed: job-failed",
    },
  ])("comes first: $heading", ({ verdict, heading }) => {
    expect(summary({ verdict }).split("\n")[0]).toBe(heading);
  });

  test("is followed by what to do", () => {
    const verdict: Verdict = { reason: "job-failed", message: "It failed.", hint: "Free space." };

    expect(summary({ verdict })).toContain("It failed.\n\n**What to do:** Free space.\n\n");
  });
});

describe("a remark", () => {
  const noted: Known = { ...done, notes: ["It is kept."] };
  const failed: Verdict = { reason: "job-failed", message: "It failed.", hint: "" };

  test("of a plan that came about stands as it is", () => {
    expect(summary({ known: noted })).toContain("\n\nIt is kept.\n\n");
  });

  test("of a plan that has perhaps not come about says so", () => {
    expect(summary({ known: noted, verdict: failed })).toContain("\n\nPlanned: It is kept.\n\n");
  });

  test("of a verification is a fact, whatever the verdict", () => {
    const context = { ...CONTEXT, operation: "verify-backup", onlyReads: true };

    expect(summary({ known: noted, verdict: failed, context })).toContain("\n\nIt is kept.\n\n");
  });
});

describe("a step that knows little", () => {
  test("says no more than it knows", () => {
    const verdict: Verdict = { reason: "invalid-input", message: "No.", hint: "Set it." };
    const context = { operation: "", onlyReads: false, vault: "", span: { from: 0, until: 0 } };

    expect(
      summary({ known: {}, verdict, context, jobUrl: "" }),
    ).toBe(`## Backup gate closed: invalid-input

**no operation** in vault (not given)

No.

**What to do:** Set it.

| Operation and job | |
| --- | --- |
| Changed something | no |
| This step | 0 s |
`);
  });

  test("names the job where no item is concerned", () => {
    const known = { job: { id: "7", status: "" } };

    expect(summary({ known })).toContain("on **job 7** in vault vault-1");
  });

  test("names what a job says of its item where none was asked for", () => {
    const known = { job: job({ id: "7", entityFriendlyName: "payroll [sql-host]" }) };

    expect(summary({ known })).toContain("on **payroll &#91;sql-host&#93;** in vault vault-1");
  });

  test("does not claim an item to be as it was", () => {
    expect(summary({ known: { before: item() } })).toContain(
      "| Protection state | Protected | not read again |\n| Policy | Gold | not read again |",
    );
  });
});

describe("an item that was deleted", () => {
  test("is gone", () => {
    expect(summary({ known: { ...done, after: "gone" } })).toContain(
      "| Protection state | Protected | gone |\n| Policy | Gold | none |",
    );
  });

  test("shows until when it can be undeleted", () => {
    const after = item({
      condition: "soft-deleted",
      protectionState: "ProtectionStopped",
      policyId: "",
      purgeTime: Date.UTC(2026, 0, 19, 10, 5),
    });

    const text = summary({ known: { ...done, after } });

    expect(text).toContain("| Protection state | Protected | ProtectionStopped (soft-deleted) |");
    expect(text).toContain("can be undeleted until **2026-01-19T10:05:00Z**.");
  });
});

test("every job of the step has its table, the last one last", () => {
  const former = { id: "6", status: "Failed", tasks: [{ name: "Transfer", status: "Failed" }] };

  const text = summary({ known: { ...done, formerJobs: [former] } });

  expect(text.indexOf("| Job 6 | |")).toBeGreaterThan(0);
  expect(text.indexOf("| Job 7 | |")).toBeGreaterThan(text.indexOf("| Job 6 | |"));
});

describe("hostile text", () => {
  const HOSTILE = [
    "a\n## Backup gate open: completed",
    "::set-output name=gate::open",
    "a | b | c",
    "`code`",
    "<script>alert(1)</script>",
    "[x](https://evil.example)",
    "![x](https://evil.example/pixel)",
    "@contoso/everyone",
    ":bomb: :tada: x",
    "see www.evil.example now",
    "\u202egnihtyreve",
  ];
  /** One step in which everything that comes from outside is this text. */
  const from = (text: string): string => {
    const database = item({
      friendlyName: text,
      protectionState: text,
      policyId: `/p/${text.replaceAll("/", "")}`,
      id: text,
    });
    return summary({
      verdict: {
        reason: "job-failed",
        message: text,
        hint: text,
        service: { code: text, message: text, recommendations: [text] },
      },
      known: {
        before: database,
        after: database,
        retention: [{ kind: text, former: text, next: text, shorter: true }],
        notes: [text],
        lro: { id: text, status: text },
        job: job({
          id: text,
          status: text,
          operation: text,
          activityId: text,
          tasks: [{ name: text, status: text }],
          properties: [[text, text]],
        }),
        formerJobs: [{ id: text, status: text }],
        write: acceptedWrite(Date.UTC(2026, 0, 5, 10)),
        taskTimes: [{ jobId: text, name: text, status: text, begunBy: 0, endedBy: undefined }],
        ids: { requestId: text, correlationId: text },
        point: point({ id: text, type: text, tier: text }),
        request: { method: text, path: text, body: text, unlock: text },
        items: [
          { item: text, path: text, name: text, workload: text, state: text },
          { item: text, names: [text, text], leg: 1, legs: 1 },
        ],
      },
      context: { operation: text, onlyReads: false, vault: text, span: { from: 0, until: 0 } },
      jobUrl: text,
    });
  };
  /** What the summary itself is made of. */
  const OWN =
    /^(## Backup gate closed: job-failed|#{3} .*|\| .*|\*\*.*|```.*|gantt| {2}section \w+| {2}.* :.*|<\/?details>|<summary>For support<\/summary>|)$/;

  test.each(HOSTILE)("stays text: %j", (text) => {
    const shown = from(text);

    // Inside the chart nothing is markup; the tests of the timeline hold what may stand there.
    const outside = shown
      .replace(/^```mermaid$.*?^```$/ms, "")
      .replaceAll(/^<(\/?details|summary>For support<\/summary)>$/gm, "");
    expect(outside).not.toContain(text);
    expect(outside).not.toMatch(/<(?!\/?a\b)|`|\[|@|(?<!\d):\w|www\.|\u202e/);
  });

  test("never changes the shape of the summary", () => {
    const shape = (shown: string) =>
      shown.split("\n").map((line) => {
        const cells = (line.match(/\|/g) ?? []).length;
        return OWN.test(line) ? `${line.slice(0, 3)}${cells}` : "text";
      });
    const plain = shape(from("x"));
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE), (a, b) => {
        expect(shape(from(`x ${a}${b}`))).toEqual(plain);
      }),
    );
  });

  test.each([
    "https://portal.evil.example/steal",
    "https://portal.azure.com.evil.example/steal",
    "https://portal.azure.com/#@/anything",
    "https://evil.example/",
  ])("that looks like the portal's URL is no link: %s", (url) => {
    const known: Known = { ...done, job: job({ properties: [["Portal", url]] }) };

    const links = summary({ known }).match(/<a href="[^"]*"/g);

    expect(links).toEqual([`<a href="${JOB_URL}"`]);
  });

  test.each([
    "https://portal.evil.example/x",
    "https://portal.azure.com.evil.example/x",
    "https://portal.azure.example/x",
    "http://portal.azure.com/x",
    'https://portal.azure.com/"onclick="x',
    "javascript:alert(1)",
    "https://portal.azure.com/<b>",
  ])("is no link even where the portal's is: %s", (jobUrl) => {
    expect(summary({ jobUrl })).not.toContain("<a ");
  });
});

test.each(["com", "us", "cn"])("the portal of every cloud is linked: .%s", (domain) => {
  const jobUrl = JOB_URL.replace(".com/", `.${domain}/`);

  expect(summary({ jobUrl })).toContain(`<a href="${jobUrl}">`);
});

describe("a verification", () => {
  test("shows the recovery point it relies on", () => {
    const known = { before: item(), point: point({ id: "123" }) };

    expect(summary({ known })).toContain(`| Recovery point | |
| --- | --- |
| Time | 2026-01-05T09:00:00Z |
| Type | Full |
| Tier | HardenedRP |
| Id | 123 |`);
  });

  test("shows none where there is none", () => {
    expect(summary()).not.toContain("Recovery point");
  });
});

describe("a dry run", () => {
  const request = { method: "DELETE", path: "/a/b", body: "", unlock: "" };

  test("shows what would have been sent, to the letter", () => {
    const put = { ...request, method: "PUT", body: '{"a":1}' };

    expect(summary({ known: { before: item(), request: put } })).toContain(
      "| Request that was not sent | |\n| --- | --- |\n| Method | PUT |\n| Path | &#47;a&#47;b |".replaceAll(
        "&#47;",
        "/",
      ),
    );
    expect(summary({ known: { request: put } })).toContain("| Body | ");
    expect(summary({ known: { request } })).not.toContain("| Body |");
  });

  test("names the unlock only where there would be one", () => {
    expect(summary({ known: { request: { ...request, unlock: "/guard/r" } } })).toContain(
      "| Before it | the deletion would be unlocked by /guard/r |",
    );
    expect(summary({ known: { request } })).not.toContain("Before it");
  });
});

describe("a list", () => {
  test("shows each item in a row", () => {
    const items = [
      {
        item: "c;vm-1/i;a",
        path: "vm-1/a",
        name: "a",
        workload: "SQLDataBase",
        state: "Protected",
      },
      {
        item: "c;web/i;web-01",
        path: "web-01",
        name: "web-01",
        workload: "VM",
        state: "SoftDeleted",
      },
    ];

    expect(summary({ known: { items } })).toContain(`| Item | Workload | State |
| --- | --- | --- |
| vm-1/a | SQLDataBase | Protected |
| web-01 | VM | SoftDeleted |`);
  });

  test("shows each leg in a row", () => {
    expect(
      summary({ known: { items: [{ item: "a\nb", names: ["a", "b"], leg: 1, legs: 1 }] } }),
    ).toContain("| a, b | | |");
  });

  test("shows no table of nothing", () => {
    expect(summary({ known: { items: [] } })).not.toContain("| Item | Workload |");
  });
});

describe("the summary of several items", () => {
  const account = ({ known, verdict }: Account): AccountFacts => {
    return { known, verdict, facts: toFacts({ known, verdict }, JOB_URL) };
  };
  const together = (
    verdict: Verdict,
    accounts: readonly AccountFacts[],
    ignored: readonly ListedItem[] = [],
  ) =>
    summarize({
      ...CONTEXT,
      operation: "verify-backup",
      onlyReads: true,
      verdict,
      facts: toSharedFacts(verdict, accounts, JOB_URL),
      accounts,
      ignored,
    });
  const several = (
    verdict: Verdict,
    all: readonly { name: string; verdict: Verdict; path?: string }[],
    ignored: readonly ListedItem[] = [],
  ) => {
    const accounts = all.map(({ name, verdict: own, path }) =>
      account({
        verdict: own,
        known: {
          before: item({ friendlyName: name }),
          ...(path === undefined ? {} : { path }),
        },
      }),
    );
    return together(verdict, accounts, ignored);
  };
  const fresh: Verdict = { reason: "recovery-point-fresh", message: "1 h old.", hint: "" };
  const TWO = [
    { name: "a", verdict: fresh },
    { name: "b", verdict: fresh },
  ];
  const old: Verdict = { reason: "recovery-point-too-old", message: "9 d old.", hint: "Back up." };

  test("has the common verdict first, then each item in a row, what failed before what passed", () => {
    const verdict: Verdict = {
      reason: "items-failed",
      message: "1 of 2 items passed. First failure: 9 d old.",
      hint: "Back up.",
    };

    expect(
      several(verdict, [
        { name: "a", verdict: fresh },
        { name: "b", verdict: old, path: "vm-1/b" },
      ]),
    ).toBe(`## Backup gate closed: items-failed

**verify-backup** on 2 items in vault vault-1

1 of 2 items passed. First failure: 9 d old.

**What to do:** Back up.

<a href="${JOB_URL}">Backup jobs of the vault in the Azure portal</a>

| Item | Gate | Reason | | What to do |
| --- | --- | --- | --- | --- |
| vm-1/b | closed | recovery-point-too-old | 9 d old. | Back up. |
| a | open | recovery-point-fresh | 1 h old. | |

This step took 1 min 23 s.
`);
  });

  test("tells in each row what is worth knowing of the item, before its verdict", () => {
    const noted: Known = { before: item(), notes: ["A job is under way: Backup 9."] };
    const accounts = [
      account({ known: noted, verdict: fresh }),
      account({ known: { before: item({ friendlyName: "b" }) }, verdict: fresh }),
    ];

    expect(together(fresh, accounts)).toContain(
      "| payroll | open | recovery-point-fresh | A job is under way: Backup 9. 1 h old. |",
    );
  });

  test("tells of stopped items that were not judged", () => {
    expect(several(fresh, TWO, [STOPPED])).toContain(
      "| Stopped, so not judged | State |\n| --- | --- |\n| vm-1/old | ProtectionStopped |",
    );
  });

  test("says nothing of what to do where nothing is to be done", () => {
    const text = several(fresh, TWO);

    expect(text.split("\n")[0]).toBe("## Backup gate open: recovery-point-fresh");
    expect(text).not.toContain("What to do");
  });

  test.each(["a | b", "a\nb", "<b>", "[x](https://evil.example)", "`x`", "www.evil.example"])(
    "keeps its shape whatever an item is called: %j",
    (hostile) => {
      const verdict = { ...old, message: hostile, hint: hostile };
      const text = several(verdict, [
        { name: hostile, path: hostile, verdict },
        { name: hostile, path: hostile, verdict },
      ]);

      expect(text.split("\n")).toHaveLength(
        several(old, [
          { name: "a", verdict: old },
          { name: "b", verdict: old },
        ]).split("\n").length,
      );
      for (const row of text.split("\n").filter((line) => line.startsWith("| "))) {
        expect(row.match(/\|/g)).toHaveLength(6);
      }
      expect(text).not.toMatch(/<b|`|\]\(|www\./);
    },
  );
});

describe("the summary of many items", () => {
  const NOTE = "Every recovery point is kept.";
  const ended: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
  const failed: Verdict = {
    reason: "job-failed",
    message: "Job 7 ended Failed.",
    hint: "Free it.",
  };
  const refused: Verdict = { reason: "refused", message: "Soft-deleted.", hint: "Undelete it." };
  const notStarted: Verdict = { reason: "not-started", message: "Another one.", hint: "Again." };
  const dryRun: Verdict = { reason: "dry-run", message: "Would stop it.", hint: "Set it." };

  const kind = (count: number, verdict: Verdict, known: Known = {}) =>
    Array.from({ length: count }, () => ({ known, verdict }));
  /** A summary of these items, named by their place among them. */
  function many(all: readonly Account[], verdict: Verdict = { ...failed, reason: "items-failed" }) {
    const accounts = all.map((one, index): AccountFacts => {
      const known = { path: `vm/${index}`, ...one.known };
      return { verdict: one.verdict, known, facts: toFacts({ ...one, known }, JOB_URL) };
    });
    const facts = toSharedFacts(verdict, accounts, JOB_URL);
    return summarize({ ...CONTEXT, verdict, facts, accounts, ignored: [] });
  }
  const headings = (text: string) => text.split("\n").filter((line) => line.startsWith("### "));
  const rowOf = (text: string, name: string) =>
    text.split("\n").find((line) => line.startsWith(`| ${name} |`));

  test("counts first, then shows failures, what needs a reader, and last what passed", () => {
    const text = many([
      ...kind(290, ended),
      ...kind(3, failed),
      ...kind(1, refused),
      ...kind(2, notStarted),
      ...kind(4, ended, { notes: ["It may stay in error."] }),
    ]);

    expect(text).toContain(`| Items | Gate | Reason |
| --- | --- | --- |
| 1 | closed | refused |
| 3 | closed | job-failed |
| 2 | closed | not-started |
| 294 | open | completed |
`);
    expect(headings(text)).toEqual([
      "### Failed: 4",
      "### Not started: 2",
      "### Passed, with something to read: 4",
      "### Passed: 290",
    ]);
    expect(text.indexOf("| Items |")).toBeLessThan(text.indexOf("### Failed"));
  });

  test.each([
    { what: "a remark", verdict: { ...ended, remark: "A task failed." }, known: {} },
    { what: "warnings", verdict: { ...ended, reason: "completed-with-warnings" }, known: {} },
    { what: "a note of its own", verdict: ended, known: { notes: ["Look at it."] } },
  ] as const)("tells apart what passed with $what", ({ verdict, known }) => {
    const text = many([...kind(30, ended), ...kind(1, verdict, known)]);

    expect(headings(text)).toEqual(["### Passed, with something to read: 1", "### Passed: 30"]);
  });

  test("folds many that passed, and not a few", () => {
    expect(many(kind(21, ended))).toContain(
      "<details>\n<summary>The 21 items</summary>\n\n| Item |",
    );
    expect(many([...kind(20, ended), ...kind(1, failed)])).not.toContain("<details>");
  });

  test("never folds failures", () => {
    expect(many(kind(300, failed))).not.toContain("<details>");
  });

  test("says once what all of a group would say", () => {
    const text = many([...kind(1, refused), ...kind(299, notStarted)], refused);

    expect(text).toContain("### Not started: 299\n\nAnother one.\n\n**What to do:** Again.\n\n");
    expect(text.match(/Another one\./g)).toHaveLength(1);
    expect(rowOf(text, "vm/7")).toBe("| vm/7 | not-started |");
    expect(text.match(/Undelete it\./g)).toHaveLength(1);
  });

  test("says once what is noted on every item of a reason", () => {
    const notes = [NOTE];
    const text = many([
      ...kind(25, ended, { notes }),
      ...kind(1, ended, { notes: [NOTE, "Look."] }),
      ...kind(2, failed, { notes }),
      ...kind(1, refused),
    ]);

    expect(text.match(/Every recovery point is kept/g)).toHaveLength(1);
    expect(text).toContain(`Noted on each item that is completed or job-failed: ${NOTE}`);
    expect(headings(text)).toContain("### Passed: 25");
    expect(rowOf(text, "vm/25")).toContain("Look. Job 7 ended Completed.");
  });

  test("tells an advice in each row, if not all are the same", () => {
    const text = many([...kind(20, failed), ...kind(1, refused)]);

    expect(rowOf(text, "vm/0")).toBe("| vm/0 | job-failed | Job 7 ended Failed. | Free it. |");
    expect(rowOf(text, "vm/20")).toBe("| vm/20 | refused | Soft-deleted. | Undelete it. |");
  });

  test("has failures in the order of the counts", () => {
    const text = many([...kind(20, failed), ...kind(1, refused), ...kind(1, failed)]);

    expect(text.indexOf("| vm/20 |")).toBeLessThan(text.indexOf("| vm/0 |"));
    expect(text.indexOf("| vm/0 |")).toBeLessThan(text.indexOf("| vm/21 |"));
  });

  test("calls what did not come about a plan", () => {
    const text = many([...kind(25, ended), ...kind(1, failed, { notes: [NOTE] })]);

    expect(text).toContain(`Planned: ${NOTE} Job 7 ended Failed.`);
  });

  test("of a dry run has every request that was not sent", () => {
    const request = { method: "PUT", path: "/p", body: '{"a":1}', unlock: "POST /guard" };
    const text = many([...kind(25, dryRun, { request }), ...kind(1, ended)], dryRun);

    expect(headings(text)).toEqual(["### Closed, as asked: 25", "### Passed: 1"]);
    expect(text).toContain("<summary>Requests that were not sent: 25</summary>");
    expect(rowOf(text, "vm/3")).toBeDefined();
    expect(text).toContain("| vm/24 | after POST /guard, PUT /p | &#123;&#34;a&#34;&#58;1&#125; |");
  });

  describe("that are too many for GitHub", () => {
    const long = (verdict: Verdict) => ({ ...verdict, message: "x".repeat(900) });
    const shown = (text: string, reason: string) =>
      text.split("\n").filter((line) => line.includes(`| ${reason} |`)).length;

    test("cuts what passed first, and says how many and where they are", () => {
      // Messages that differ, so that none is said once for all.
      const passed = kind(2_000, long(ended)).map((one, index) => ({
        ...one,
        verdict: { ...one.verdict, message: `${one.verdict.message}${index}` },
      }));
      const text = many([...passed, ...kind(300, failed)]);
      const left = shown(text, "completed") - 1;

      expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
      expect(Buffer.byteLength(text)).toBeGreaterThan(900_000);
      expect(shown(text, "job-failed") - 1).toBe(300);
      expect(text).toContain(
        `${2_000 - left} more do not fit; the file at the output \`report-path\` has them.`,
      );
      expect(text.trimEnd()).toMatch(/This step took 1 min 23 s\.$/);
    });

    test("cuts failures only where no row of another group is left", () => {
      const failures = kind(2_000, long(failed)).map((one, index) => ({
        ...one,
        verdict: { ...one.verdict, message: `${one.verdict.message}${index}` },
      }));
      const text = many([...failures, ...kind(30, ended)]);

      expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
      expect(shown(text, "completed") - 1).toBe(0);
      expect(text).toContain("<summary>The 30 items</summary>\n\n30 more do not fit;");
    });
  });
});

describe("stopped items that were not judged", () => {
  test("are told of beside the one that was", () => {
    const shown = summary({ ignored: [STOPPED, { ...STOPPED, path: "vm-1/<b>", health: "Ill" }] });

    expect(shown).toContain(`| Stopped, so not judged | State |
| --- | --- |
| vm-1/old | ProtectionStopped |
| vm-1/&#60;b&#62; | ProtectionStopped, Ill |
`);
    expect(shown).toContain("| Operation and job | |");
  });

  test("are told of in no table where there are none", () => {
    expect(summary()).not.toContain("Stopped, so not judged");
  });
});

test("what Azure recommends is not said again where the advice has said it", () => {
  const service = { code: "C", message: "m", recommendations: ["Free some space.", "Call us."] };
  const hint = "Azure recommends: Free some space.";

  const shown = summary({ verdict: { reason: "job-failed", message: "m", hint, service } });

  expect(shown).toContain("| Azure recommends | Call us. |");
});
