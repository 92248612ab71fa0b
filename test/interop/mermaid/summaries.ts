import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Emulator, ItemState } from "../../emulator/emulator.ts";
import { itemId } from "../../emulator/vault/state.ts";
import { type Result, scenario, step } from "../../support/scenario.ts";

/** The summary of one step, and where it comes from. */
interface Summary {
  readonly source: string;
  readonly markdown: string;
}

/** What people and the service may call things. */
interface Words {
  readonly item: string;
  readonly task: string;
}

/** Words that say nothing to mermaid. */
export const TAME: Words = { item: "payroll", task: "Transfer" };

/** What each part of the gantt language begins with, and what else would end a line or a block. */
export const HOSTILE: readonly string[] = [
  "x\n  section Fake\n  Fake :done, 2026-01-05 10:00:00, 1d",
  "x\r\n```\n\n# Not of this summary\n",
  "x :crit, fake, 2026-01-05 10:00:00, 1d",
  '%%{init: {"theme": "forest", "securityLevel": "loose"}}%%',
  "x %%{wrap}%% y",
  "% done, %% and no more",
  'click fake href "javascript:alert(1)"',
  "x; click task1 call alert()",
  "section Fake",
  "title Fake",
  "dateFormat X",
  "todayMarker stroke-width:5px",
  "excludes weekends",
  "accTitle: Fake",
  "accDescr { Fake",
  "2026-01-05",
  "gantt",
  "---\nconfig:\n  theme: forest\n---",
  "#35; &#58; #quot; &lt;",
  "<script>alert(1)</script><br/><img src=x onerror=alert(1)>",
  "`code` **bold** [click](https://evil.example) $x^2$",
  "__proto__, constructor",
  "\u202exe\u2028y\u0000z\u001b[31m",
  "日本語 Größe e\u0301 \u{1F600}",
  "long ".repeat(100),
];

/** Every summary in the committed transcripts that has a chart. */
export function committedSummaries(): Summary[] {
  const folder = join(import.meta.dirname, "..", "..", "scenario", "transcripts");
  return globSync("*.txt", { cwd: folder })
    .sort()
    .map((file) => ({ source: basename(file, ".txt"), file: join(folder, file) }))
    .map(({ source, file }) => ({ source, markdown: readFileSync(file, "utf8") }))
    .filter(({ markdown }) => markdown.includes("```mermaid"));
}

/** A step that draws a chart in which things are called so. */
interface DrawnStep {
  readonly source: string;
  /** How the last bars of the chart have to begin, with the words as they were given. */
  readonly names: readonly string[];
  /** Its summary. */
  run(): Promise<string>;
}

/** The steps that draw a chart, for things that are called so; the same ones for all words. */
export function stepsWith(words: Words): DrawnStep[] {
  return Object.entries(STEPS).map(([source, { names, take }]) => ({
    source,
    names: names(words),
    run: async () => (await take(given(words))).host.summaryMarkdown,
  }));
}

interface Given {
  readonly azure: Emulator;
  readonly item: ItemState;
  readonly words: Words;
  /** Runs the action on the item. */
  run(inputs: Readonly<Record<string, string>>): Promise<Result>;
}

interface Step {
  readonly names: (words: Words) => readonly string[];
  readonly take: (given: Given) => Promise<Result>;
}

const STEPS: Readonly<Record<string, Step>> = {
  "a backup that completes": {
    names: ({ task }) => [`Task 1 ${task}`, `Task 2 ${task} ${task}`],
    take: ({ azure, words, run }) => {
      azure.script({ jobSeconds: 900, tasks: tasksOf(words) });
      return run({ operation: "backup-now" });
    },
  },
  "a backup that fails": {
    names: ({ task }) => [`Task 1 ${task}`, `Task 2 ${task} ${task}`],
    take: ({ azure, words, run }) => {
      const jobErrors = [{ errorCode: words.item, errorString: words.task }];
      azure.script({ jobStatus: "Failed", jobErrors, tasks: tasksOf(words) });
      return run({ operation: "backup-now" });
    },
  },
  "a backup without an end": {
    names: ({ task }) => [`Job Backup ${task}`, "Task 1 Transfer data to vault"],
    take: ({ azure, words, run }) => {
      azure.script({ jobStatus: words.task });
      return run({ operation: "backup-now", "timeout-minutes": "10" });
    },
  },
  "an operation without an end": {
    names: ({ task }) => [`Operation ${task}`],
    take: ({ azure, words, run }) => {
      azure.script({ operationStatus: words.task });
      return run({ operation: "stop-protection-retain-data", "timeout-minutes": "10" });
    },
  },
  "another policy": {
    names: () => ["Job ConfigureBackup Completed"],
    take: ({ run }) => run({ operation: "change-policy", policy: "ProdPolicy" }),
  },
  "a wait for another's job": {
    names: () => ["Job DisableBackup Completed"],
    take: ({ azure, item, run }) => {
      azure.addJob({ item, endsInSeconds: 300 });
      return run({ operation: "stop-protection-retain-data" });
    },
  },
  "a job of an unknown kind": {
    names: ({ item, task }) => [`Job ${item}`, `Task 1 ${task}`, `Task 2 ${task} ${task} ${task}`],
    take: ({ azure, item, words, run }) => {
      const job = azure.addJob({ item });
      job.overrides = { operation: words.item };
      job.tasks = tasksOf(words);
      const inputs = { operation: "wait-for-job", "job-id": job.id, "timeout-minutes": "5" };
      return run({ ...inputs, item: "" });
    },
  },
};

function given(words: Words): Given {
  const one = scenario();
  const { azure } = one;
  const item = azure.addItem({
    workload: "SQLDataBase",
    container: "VMAppContainer;Compute;OddNames;odd-0",
    name: "SQLDataBase;mssqlserver;odd",
    friendlyName: words.item,
    // A host's name has no such characters, and it is by its host that a job is known for the item's.
    serverName: "odd-0",
    parentName: words.item,
    protectionState: "Protected",
    policy: "HourlyLogPolicy",
  });
  const run: Given["run"] = (inputs) => step(one, { item: itemId(item), ...inputs });
  return { azure, item, words, run };
}

function tasksOf({ task }: Words) {
  return [
    { taskId: task, status: "InProgress" },
    { taskId: `${task} ${task}`, status: task },
  ];
}
