import { type Mend, mendsOf } from "./mend.ts";

/** Rules on several items in one step. */
export const SEVERAL: readonly Mend[] = [
  ...mendsOf("sequence/write-items.ts", [
    [
      "the first item is written before the others are decided on",
      "7",
      "const refused = await refusals(chosen, seen, tools);",
      "const refused = new Map<ToWrite, Result>();",
    ],
    [
      "a refusal ends its own item only",
      "7",
      "return chosen.map((each) => refused.get(each) ?? notStarted(each, why));",
      "return [...refused.values(), ...(why === '' ? [] : await carryOut(chosen.filter((each) => !refused.has(each)), { seen, task }, tools))];",
    ],
    [
      "a line of confirm-delete may confirm nothing",
      "5",
      "if (refusal !== undefined) throw refusedTogether(refusal, refused);",
      "",
    ],
  ]),
  {
    name: "what the items share may be of any age",
    rule: "1.6",
    edits: [
      {
        file: "sequence/write-items.ts",
        find: "const SHARED_MS = 5_000;",
        replace: "const SHARED_MS = 1e12;",
      },
      {
        file: "sequence/observe.ts",
        find: "since: Math.min(view.since, listedPolicy.askedAt),",
        replace: "since: tools.pace.clock.now(),",
      },
    ],
  },
  ...mendsOf("sequence/observe.ts", [
    [
      "one of several is written as it was listed",
      "7",
      "let item = asked?.item ?? (await findByAddress(subject.item.address, backup));",
      "let item = asked?.item ?? (tools.together.isCrowded() ? subject.item : await findByAddress(subject.item.address, backup));",
    ],
  ]),
  ...mendsOf("operations/confirmations.ts", [
    [
      "one line confirms every item of its name",
      "5",
      "return free.get(wanted.toLowerCase())?.shift();",
      "return free.get(wanted.toLowerCase())?.at(0);",
    ],
  ]),
  ...mendsOf("sequence/survey.ts", [
    ["a line with ! may leave nothing out", "4", "mustLeaveOut: writes,", "mustLeaveOut: false,"],
    ["any number of items is written", "3", "requireAtMost(maxItems, found.items.length);", ""],
  ]),
  ...mendsOf("naming/choose-items.ts", [
    [
      "two lines that mean one item write it twice",
      "4",
      "const chosen = [...new Set(resolved.flatMap(({ matches = [] }) => matches))];",
      "const chosen = resolved.flatMap(({ matches = [] }) => matches);",
    ],
    [
      "a line with ! leaves nothing out",
      "4",
      "const items = chosen.filter((item) => !exclude.some((ref) => refMatches(ref, item)));",
      "const items = chosen;",
    ],
  ]),
  ...mendsOf("sequence/flight.ts", [
    [
      "any number of items is in flight",
      "3",
      "if (taken < most) taken += 1;",
      "if (taken < most + 99) taken += 1;",
    ],
    [
      "an item starts whatever is left of the quota",
      "9",
      "if (leftMs <= 0 || clock.now() >= pace.deadline) break;",
      "if (leftMs <= 1e12) break;",
    ],
  ]),
  ...mendsOf("sequence/conflict.ts", [
    [
      "each item that waits reads its own list",
      "9",
      "if (!together.isCrowded()) {",
      "if (!together.isCrowded() || (true as boolean)) {",
    ],
  ]),
  ...mendsOf("sequence/in-turn.ts", [
    ["a failure stops nothing", "3", "hasFailed ||= isRed(result);", ""],
    [
      "a failure stops the others though nobody asks",
      "3",
      "if (failFast && hasFailed) {",
      "if (hasFailed) {",
    ],
  ]),
  ...mendsOf("sequence/job-board.ts", [
    [
      "a job that is not listed has ended well",
      "9",
      "return isNew ? { ...timing, value: undefined } : readOwn(id);",
      'return { ...timing, value: { id, phase: "completed", status: "Completed", operation: "", errors: [], tasks: [], properties: [] } as unknown as Job };',
    ],
    [
      "a job that failed is not read itself",
      "9",
      'return job.phase === "completed" ? { ...timing, value: job } : readOwn(id);',
      "return { ...timing, value: job };",
    ],
  ]),
  ...mendsOf("sequence/together.ts", [
    [
      "a list that shows another state counts",
      "7",
      "if (listed !== undefined && shows(listed)) return listed;",
      "if (listed !== undefined) return listed;",
    ],
  ]),
  ...mendsOf("reasons.ts", [
    ["what was not started is open", "7", '"not-started": closed(', '"not-started": open('],
  ]),
  ...mendsOf("run/together.ts", [
    [
      "what is closed as asked does not close the gate of several",
      "7",
      "const decisive = [failed, red, closed].find((list) => list.length > 0) ?? [];",
      "const decisive = [failed, red].find((list) => list.length > 0) ?? [];",
    ],
  ]),
  ...mendsOf("report/outputs.ts", [
    [
      "one item in doubt among others has changed nothing",
      "7",
      'changed: ["true", "", "false"].find((word) => changes.includes(word)) ?? "",',
      'changed: ["true", "false", ""].find((word) => changes.includes(word)) ?? "",',
    ],
  ]),
  ...mendsOf("run/outcome.ts", [
    [
      "a cancel forgets the items that were not begun",
      "7",
      "const items = ledger.entries().filter(({ leftOut }) => !leftOut);",
      "const items = ledger.entries().filter(({ leftOut, begun }) => !leftOut && begun);",
    ],
    [
      "a stopped item is forgotten where the step is cut short",
      "8",
      "const items = ledger.entries().filter(({ leftOut }) => !leftOut);",
      "const items = ledger.entries();",
    ],
  ]),
  ...mendsOf("run/ledger.ts", [
    [
      "the report is written at the end only",
      "7",
      "    progress(all().map(accountOf));",
      "    if (entries.size < 0) progress(all().map(accountOf));",
    ],
  ]),
];
