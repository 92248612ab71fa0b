import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { fencedBlocks } from "../../documents/blocks.ts";
import type { Job, Step, Workflow } from "./workflow.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** A workflow, or a part of one, and where it stands. */
interface Example {
  readonly where: string;
  readonly text: string;
}

/** Every workflow of this repository that uses the action, and every fenced block of its pages that can be one. */
export function allExamples(): readonly Example[] {
  const files = globSync(["examples/*.{yml,yaml}", "test/workflows/*.{yml,yaml}"], { cwd: ROOT });
  // The pipelines of another host are no workflows; test/azure-pipelines/documents.test.ts reads them.
  const pages = globSync(["*.md", "{docs,examples,test}/**/*.md"], {
    cwd: ROOT,
    exclude: ["docs/azure-pipelines.md", "**/node_modules"],
  });
  return [
    ...files.toSorted().map((file) => ({ where: file, text: read(file) })),
    ...pages.toSorted().flatMap((page) => blocksOf(page, read(page))),
  ];
}

/** The fenced blocks of a page that are YAML or hold a step, without their indentation. */
export function blocksOf(page: string, text: string): readonly Example[] {
  return fencedBlocks(page, text)
    .filter((block) => /^ya?ml$/.test(block.language) || holdsStep(block.text))
    .map((block) => ({ where: `${page}:${block.line}`, text: block.text }));
}

/** Reads a whole workflow, its jobs, one job, or a list of steps; throws if steps would go unseen. */
export function workflowOf({ where, text }: Example): Workflow {
  const parsed = parse(text) as unknown;
  if (Array.isArray(parsed)) return { jobs: { steps: { steps: parsed as readonly Step[] } } };
  const map = parsed as Readonly<Record<string, unknown>>;
  if ("jobs" in map) return map as unknown as Workflow;
  if ("steps" in map) return { jobs: { job: map as Job } };
  const jobs = Object.entries(map).filter(([, value]) => isJob(value));
  if (jobs.length === 0 && holdsStep(text)) throw new Error(`${where} is no workflow.`);
  return { jobs: Object.fromEntries(jobs) as Workflow["jobs"] };
}

/** Finds a called workflow among the examples, by its file's name; throws if it is none of them. */
export function exampleCalled(path: string): Workflow {
  const file = `examples/${basename(path.replace(/@.*$/, ""))}`;
  return workflowOf({ where: file, text: read(file) });
}

/** The script of one step of an example; throws if there is none. */
export function exampleScript(file: string, job: string, name: string): string {
  const steps = exampleCalled(file).jobs[job]?.steps ?? [];
  const run = steps.find((step) => step.name === name)?.run;
  if (run === undefined) throw new Error(`${file} has no script '${name}' in its job '${job}'.`);
  return run;
}

function holdsStep(text: string): boolean {
  return /^\s*(- )?(uses|run|steps):/m.test(text);
}

function isJob(value: unknown): boolean {
  return typeof value === "object" && value !== null && ("steps" in value || "uses" in value);
}
