import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Emulator } from "../../emulator/emulator.ts";
import { scenario, step } from "../../support/scenario.ts";
import { CHECKOUT } from "../blocks.ts";

// Draws the job summaries that the README shows, from real runs on the emulator in virtual time, with
// Chromium. Needs 'npm ci --prefix test/documents/pictures' once, and Chromium on the PATH.

/** A picture: one step before a migration, and what Azure is like then. */
interface Picture {
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly prepare?: (azure: Emulator) => void;
}

const ENSURE = {
  operation: "ensure-backup",
  item: "sqlserver-1/payroll",
  "max-recovery-point-age": "15m",
};

const PICTURES: readonly Picture[] = [
  { name: "summary-open", inputs: ENSURE, reason: "completed" },
  {
    name: "summary-closed",
    inputs: ENSURE,
    reason: "job-failed",
    prepare: (azure) =>
      azure.script({
        operation: "Backup",
        jobStatus: "Failed",
        jobErrors: [
          {
            errorTitle: "UserErrorOpeningSQLConnection",
            errorString: "Azure Backup is not able to connect to the SQL instance.",
          },
        ],
      }),
  },
];

const WIDTH = 880;
const HEIGHT = 1_040;
const PACKAGES = join(import.meta.dirname, "node_modules");

/** The summary of one step as Markdown, and whether the step is red. */
async function run({ inputs, reason, prepare }: Picture) {
  const scene = scenario();
  prepare?.(scene.azure);
  const result = await step(scene, inputs);
  if (result.output("reason") !== reason)
    throw new Error(`It ended as ${result.output("reason")}.`);
  // Ids are drawn anew in each run, and the picture is to stay the same.
  const markdown = result.host.summaryMarkdown.replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
    "00000000-0000-4000-8000-000000000002",
  );
  return { markdown, isRed: result.host.failed };
}

/** A page that shows Markdown as GitHub does, its charts included, below the colour of its step. */
async function pageOf({ markdown, isRed }: Awaited<ReturnType<typeof run>>): Promise<string> {
  const { marked } = await import(
    pathToFileURL(join(PACKAGES, "marked", "lib", "marked.esm.js")).href
  );
  const body = String(marked.parse(markdown)).replace(
    /<pre><code class="language-mermaid">(.*?)<\/code><\/pre>/gs,
    '<pre class="mermaid">$1</pre>',
  );
  const css = readFileSync(
    join(PACKAGES, "github-markdown-css", "github-markdown-light.css"),
    "utf8",
  );
  const [colour, sign, word] = isRed ? ["#d1242f", "✕", "failed"] : ["#1a7f37", "✓", "succeeded"];
  const mermaid = pathToFileURL(join(PACKAGES, "mermaid", "dist", "mermaid.min.js")).href;
  return `<!doctype html><meta charset="utf-8"><style>${css}
body { margin: 0; background: #fff; font-family: sans-serif }
header { margin: 12px 12px 0; padding: 12px 32px; color: #fff; background: ${colour} }
.markdown-body { padding: 24px 32px; margin: 0 12px; border: 1px solid #d1d9e0 }
.markdown-body pre.mermaid { background: none; padding: 0 }</style>
<header>${sign} The step <b>gate</b> ${word}</header>
<article class="markdown-body">${body}</article>
<script src="${mermaid}"></script>
<script>mermaid.initialize({ startOnLoad: true, gantt: { useWidth: ${WIDTH - 100} } });</script>`;
}

async function draw(picture: Picture): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "picture-"));
  const [page, image] = [join(folder, "page.html"), `${picture.name}.png`];
  writeFileSync(page, await pageOf(await run(picture)));
  const options = [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
    ...[`--window-size=${WIDTH},${HEIGHT}`, "--virtual-time-budget=20000"],
    `--user-data-dir=${join(folder, "profile")}`,
    `--screenshot=${join(CHECKOUT, "docs", "images", image)}`,
    pathToFileURL(page).href,
  ];
  execFileSync("chromium", options, { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
  console.log(`docs/images/${image}`);
}

if (!existsSync(PACKAGES)) {
  console.error("Its packages are missing: run 'npm ci --prefix test/documents/pictures' first.");
  process.exitCode = 1;
} else {
  for (const picture of PICTURES) await draw(picture);
}
