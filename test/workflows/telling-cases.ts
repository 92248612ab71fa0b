import type { Emulator } from "../emulator/emulator.ts";
import type { Fact, Seen, WorkflowCase } from "./case.ts";

const NIGHTLY = "examples/nightly-verification.yml";
const CHANNEL = "examples/tell-a-channel.yml";
const OPEN = "verify/Open the issue, or add to it";
const CLOSE = "verify/Close the issue";
const TELL = "verify/Tell the channel";
const LABEL = "backup-gate";

/** A name that a shell, Markdown and a chat could take for something of theirs. */
const HOSTILE = "<@U1> $(touch pwned) `touch pwned` @contoso-dba [x](y) __x__ \"q' & co";

/** Makes the newest recovery point of a database of the server three days old. */
function age(azure: Emulator, friendlyName = "payroll"): void {
  const item = azure.item("payroll", "sqlserver-1");
  item.logRanges.splice(0);
  for (const point of item.recoveryPoints) point.time -= 3 * 86_400_000;
  item.friendlyName = friendlyName;
}

const RED = { "verify/Verify": "failure", [OPEN]: "success" } as const;
const GREEN = { "verify/Verify": "success", [CLOSE]: "success" } as const;

function issues({ issues }: Seen, ...due: readonly string[]): Fact {
  const told = issues.map(
    ({ number, isOpen, texts }) => `#${number} ${isOpen ? "open" : "closed"}: ${texts.length}`,
  );
  return ["issues", told, due];
}

function lastText({ issues }: Seen): string {
  return (issues.at(-1)?.texts.at(-1) ?? "").replace(/actions\/runs\/\d+/, "actions/runs/1");
}

const RUN = "https://github.com/contoso/payroll/actions/runs/1";

/** What a message says, line by line, whichever chat it is for. */
function linesOf(message: unknown): readonly string[] {
  const { text, attachments } = message as {
    readonly text?: string;
    readonly attachments?: readonly [
      { readonly content: { readonly body: readonly { inlines: [{ text: string }] }[] } },
    ];
  };
  const lines =
    text?.split("\n") ?? attachments?.[0].content.body.map((one) => one.inlines[0].text);
  return (lines ?? []).map((line) => line.replace(/actions\/runs\/\d+/, "actions/runs/1"));
}

const escaped = HOSTILE.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const CASES: readonly WorkflowCase[] = [
  {
    file: NIGHTLY,
    expected: "a closed gate opens an issue, in which a hostile name is text in a block",
    before: (azure) => age(azure, HOSTILE),
    exitCode: 1,
    steps: RED,
    facts: (seen) => [
      issues(seen, "#1 open: 1"),
      [
        "text",
        lastText(seen).split("\n").slice(0, 3),
        [
          `The gate is closed (items-failed): 1 of 2 items passed in [this run](${RUN}).`,
          "",
          `    sqlserver-1/${HOSTILE}: recovery-point-too-old`,
        ],
      ],
    ],
  },
  {
    file: NIGHTLY,
    expected: "a gate that stays closed adds to the issue",
    issue: LABEL,
    before: age,
    exitCode: 1,
    steps: RED,
    facts: (seen) => [issues(seen, "#1 open: 2")],
  },
  {
    file: NIGHTLY,
    expected: "a step that ends before it looks at an item is told too",
    edit: (text) => text.replace("max-recovery-point-age: 26h", "max-recovery-point-age: soon"),
    exitCode: 1,
    steps: RED,
    facts: (seen) => [
      issues(seen, "#1 open: 1"),
      ["text", lastText(seen).startsWith("The gate is closed (invalid-input): 0 of 0 items"), true],
    ],
  },
  {
    file: NIGHTLY,
    expected: "an open gate closes the issue",
    issue: LABEL,
    exitCode: 0,
    steps: GREEN,
    facts: (seen) => [
      issues(seen, "#1 closed: 2"),
      ["text", lastText(seen), `The gate is open: all 2 items passed in [this run](${RUN}).`],
    ],
  },
  {
    file: NIGHTLY,
    expected: "an open gate without an issue leaves none, and others alone",
    issue: "another-label",
    exitCode: 0,
    steps: GREEN,
    facts: (seen) => [issues(seen, "#1 open: 1")],
  },
  {
    file: CHANNEL,
    expected: "Slack hears of a closed gate, and a hostile name mentions nobody",
    before: (azure) => age(azure, HOSTILE),
    exitCode: 1,
    steps: { "verify/Verify": "failure", [TELL]: "success" },
    facts: ({ messages }) => [
      [
        "messages",
        messages.map(linesOf),
        [
          [
            "The backup gate is closed (items-failed): 1 of 2 items passed.",
            `sqlserver-1/${escaped}: recovery-point-too-old`,
            RUN,
          ],
        ],
      ],
    ],
  },
  {
    file: CHANNEL,
    expected: "Teams hears of it as runs of text, which it shows as they are",
    edit: (text) => text.replace("CHAT: slack", "CHAT: teams"),
    before: (azure) => age(azure, HOSTILE),
    exitCode: 1,
    steps: { "verify/Verify": "failure", [TELL]: "success" },
    facts: ({ messages }) => [
      ["second line", linesOf(messages[0])[1], `sqlserver-1/${HOSTILE}: recovery-point-too-old`],
    ],
  },
  {
    file: CHANNEL,
    expected: "an open gate is told in two lines",
    exitCode: 0,
    steps: { "verify/Verify": "success", [TELL]: "success" },
    facts: ({ messages }) => [
      [
        "messages",
        messages.map(linesOf),
        [["The backup gate is open (recovery-point-fresh): 2 of 2 items passed.", RUN]],
      ],
    ],
  },
];

/** The examples that tell people: an issue, a channel. None of them changes anything in Azure. */
export const TELLING_CASES: readonly WorkflowCase[] = CASES.map((one) => ({
  ...one,
  facts: (seen) => [["writes", seen.writes, []], ...(one.facts?.(seen) ?? [])],
}));
