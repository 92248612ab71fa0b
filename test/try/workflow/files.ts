import { basename, dirname, join, resolve } from "node:path";
import { parse, parseDocument } from "yaml";
import { UsageError } from "../usage.ts";

/** A step, as far as it matters here. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly "working-directory"?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A job, as far as it matters here. */
export interface Job {
  readonly if?: unknown;
  readonly needs?: string | readonly string[];
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly uses?: string;
  readonly "runs-on"?: unknown;
  readonly container?: unknown;
  readonly services?: unknown;
  readonly permissions?: unknown;
  readonly defaults?: { readonly run?: Pick<Step, "shell" | "working-directory"> };
  readonly steps?: readonly Step[];
}

/** A workflow file. */
export interface Workflow {
  readonly on?: unknown;
  readonly permissions?: unknown;
  readonly defaults?: Job["defaults"];
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A local action that is made of steps. */
interface LocalAction {
  readonly runs?: { readonly steps?: readonly Step[] };
}

/** A file of the user's that a run needs. */
interface Found<Content = Workflow | LocalAction> {
  /** Where it has to be in the repository. */
  readonly path: string;
  readonly text: string;
  readonly content: Content;
}

/** A workflow with everything of the same repository that it calls. */
export interface Collected {
  readonly main: Found<Workflow>;
  readonly workflows: readonly Found<Workflow>[];
  readonly actions: readonly Found<LocalAction>[];
  /** The root of the repository that the file is in; of a file outside, its folder. */
  readonly root: string;
}

/** Reads a file; undefined: there is none. */
type ReadFile = (path: string) => string | undefined;

/**
 * Finds a workflow and what it calls: other workflows and local actions.
 *
 * @throws UsageError for what is not there, is no workflow, or cannot be had without the network.
 */
export function collect(file: string, { root, read }: { root: string; read: ReadFile }): Collected {
  const workflows = new Map<string, Found<Workflow>>();
  const actions = new Map<string, Found<LocalAction>>();

  const addWorkflow = (from: string, path: string): Found<Workflow> => {
    const known = workflows.get(path);
    if (known !== undefined) return known;
    const found = { path, ...readWorkflow(from, read) };
    workflows.set(path, found);
    for (const [id, job] of Object.entries(found.content.jobs)) {
      if (job?.uses !== undefined) addCalled(id, job.uses, from);
      addSteps(job?.steps ?? []);
    }
    return found;
  };

  const addCalled = (id: string, uses: string, from: string): void => {
    if (!uses.startsWith("./")) {
      throw new UsageError(
        `Job '${id}' calls '${uses}' of another repository, which needs the network: copy that workflow beside yours and call './.github/workflows/${basename(uses.split("@")[0] ?? "")}'.`,
      );
    }
    const path = uses.slice(2);
    const inRoot = join(root, path);
    // A workflow that lies about outside a repository has what it calls beside it.
    const beside = join(dirname(from), basename(path));
    addWorkflow(read(inRoot) === undefined ? beside : inRoot, path);
  };

  const addSteps = (steps: readonly Step[]): void => {
    for (const { uses } of steps) {
      if (uses === undefined || kindOf(uses) !== "local") continue;
      const folder = uses.slice(2).replace(/\/+$/, "");
      for (const name of ["action.yml", "action.yaml"]) {
        const path = `${folder}/${name}`;
        const text = read(join(root, path));
        if (text === undefined || actions.has(path)) continue;
        const content = parsed(text, path) as LocalAction;
        actions.set(path, { path, text, content });
        addSteps(content.runs?.steps ?? []);
      }
    }
  };

  const main = addWorkflow(resolve(file), `.github/workflows/${basename(file)}`);
  return { main, workflows: [...workflows.values()], actions: [...actions.values()], root };
}

function readWorkflow(file: string, read: ReadFile): Pick<Found<Workflow>, "text" | "content"> {
  const text = read(file);
  if (text === undefined) throw new UsageError(`There is no file '${file}'.`);
  const content = parsed(text, file) as Workflow;
  if (typeof content?.jobs !== "object" || content.jobs === null) {
    throw new UsageError(`'${file}' is no workflow: it has no 'jobs'.`);
  }
  return { text, content };
}

function parsed(text: string, file: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) {
    throw new UsageError(`'${file}' is no YAML: ${error.message.split("\n")[0]}`);
  }
  return parse(text);
}

/** Where a step's action comes from. */
export type Kind = "gate" | "this checkout" | "checkout" | "local" | "docker" | "elsewhere";

/** What kind of action `uses` names. */
export function kindOf(uses: string): Kind {
  if (/^\.\/*$/.test(uses)) return "this checkout";
  if (uses.startsWith("./") || uses.startsWith("../")) return "local";
  if (uses.startsWith("docker://")) return "docker";
  if (/^[^/]+\/azure-backup-gate@/i.test(uses)) return "gate";
  // act does it by itself: it copies the repository.
  if (/^actions\/checkout@/i.test(uses)) return "checkout";
  return "elsewhere";
}

/** All steps of all workflows and local actions. */
export function stepsOf({ workflows, actions }: Collected): readonly Step[] {
  const jobs = workflows.flatMap(({ content }) => Object.values(content.jobs));
  return [
    ...jobs.flatMap(({ steps }) => steps ?? []),
    ...actions.flatMap(({ content }) => content.runs?.steps ?? []),
  ];
}

/** Each `uses` of the steps of that kind, once. */
export function usesOf(collected: Collected, kind: Kind): readonly string[] {
  const uses = stepsOf(collected).flatMap((step) => step.uses ?? []);
  return [...new Set(uses.filter((one) => kindOf(one) === kind))];
}
