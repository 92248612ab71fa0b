import { nearest, UsageError } from "../usage.ts";
import {
  type Collected,
  type Job,
  kindOf,
  type Step,
  stepsOf,
  usesOf,
  type Workflow,
} from "./files.ts";

/** The event that starts a workflow, one that a person starts by hand first. */
export function eventOf({ on }: Workflow, file: string): string {
  const events = typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});
  const startable = events.filter((event) => event !== "workflow_call");
  const first = ["workflow_dispatch", "push"].find((event) => startable.includes(event));
  const event = first ?? startable[0];
  if (event !== undefined) return String(event);
  throw new UsageError(
    events.length === 0
      ? `'${file}' names no event to start it: it has no 'on'.`
      : `'${file}' is only called by others: try the workflow that calls it.`,
  );
}

/**
 * Refuses what a run without Docker cannot do.
 *
 * @throws UsageError
 */
export function requireFeasible(collected: Collected, job: string | undefined): void {
  const { main, workflows } = collected;
  const ids = Object.keys(main.content.jobs);
  if (job !== undefined && !ids.includes(job)) {
    throw new UsageError(`The workflow has no job '${job}'${nearest(job, ids)}`);
  }
  for (const [id, { container, services }] of jobsOf(workflows)) {
    const what = container === undefined ? services && "services" : "a container";
    if (what) {
      throw new UsageError(`Job '${id}' has ${what}, which needs Docker: try a copy without it.`);
    }
  }
  const [docker] = usesOf(collected, "docker");
  if (docker !== undefined) {
    throw new UsageError(`A step uses '${docker}', which needs Docker: try a copy without it.`);
  }
  if (!stepsOf(collected).some(({ uses = "" }) => isGate(uses))) {
    throw new UsageError("No step of the workflow uses 'OWNER/azure-backup-gate@REF' or './'.");
  }
}

/**
 * Refuses inputs that the action does not have; `known` are those it has. A runner starts the step all
 * the same, so a mistyped `dry-run` could be a real run.
 *
 * @throws UsageError
 */
export function requireKnownInputs(collected: Collected, known: readonly string[]): void {
  for (const { uses = "", name, id, with: inputs } of stepsOf(collected)) {
    if (!isGate(uses)) continue;
    const stranger = Object.keys(inputs ?? {}).find((one) => !known.includes(one.toLowerCase()));
    if (stranger === undefined) continue;
    throw new UsageError(
      `Step '${name ?? id ?? uses}': The action has no input '${stranger}'${nearest(stranger, known)}`,
    );
  }
}

function jobsOf(workflows: Collected["workflows"]): readonly (readonly [string, Job])[] {
  return workflows.flatMap(({ content }) => Object.entries(content.jobs));
}

/** Every label that a job asks a runner for; this machine answers to all of them. */
export function runnerLabels({ workflows }: Collected): readonly string[] {
  const labels = jobsOf(workflows).flatMap(([, job]) => labelsIn(job["runs-on"]));
  return [...new Set(["ubuntu-latest", ...labels])].filter((label) => !label.includes("${{"));
}

function labelsIn(runsOn: unknown): readonly string[] {
  if (typeof runsOn === "string") return [runsOn];
  if (Array.isArray(runsOn)) return runsOn.map(String);
  const { labels } = (runsOn ?? {}) as { labels?: unknown };
  return labels === undefined ? [] : labelsIn(labels);
}

/** Jobs that sign in through OIDC, by whether GitHub would let them. */
interface OidcJobs {
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

/**
 * Only what is written counts, since GitHub never grants `id-token` by itself. A called workflow has at
 * most what the job that calls it has.
 */
export function oidcJobs({ workflows, main }: Collected): OidcJobs {
  const [allowed, refused]: [string[], string[]] = [[], []];
  const enter = (workflow: Workflow, granted: boolean | undefined) => {
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const own = grants(job.permissions) ?? grants(workflow.permissions);
      const may = granted === false ? false : (own ?? granted ?? false);
      const called = workflows.find(({ path }) => `./${path}` === job.uses);
      if (called !== undefined) enter(called.content, may);
      else if (job.steps?.some(signsInByOidc)) (may ? allowed : refused).push(id);
    }
  };
  enter(main.content, undefined);
  return { allowed, refused };
}

function signsInByOidc({ uses = "", with: inputs = {} }: Step): boolean {
  if (!isGate(uses) && !isLogin(uses)) return false;
  return (
    ["client-secret", "auth-type", "creds"].every((name) => !inputs[name]) &&
    Boolean(inputs["client-id"])
  );
}

/** Whether permissions hold `id-token: write`; undefined: nothing is written. */
function grants(permissions: unknown): boolean | undefined {
  if (permissions === undefined) return undefined;
  if (typeof permissions === "string") return permissions === "write-all";
  return (permissions as Readonly<Record<string, unknown>> | null)?.["id-token"] === "write";
}

/** Whether a step is this action. */
export function isGate(uses: string): boolean {
  return ["gate", "this checkout"].includes(kindOf(uses));
}

/** Whether a step leaves a session in the Azure CLI. */
export function isLogin(uses: string): boolean {
  return /^azure\/login@/i.test(uses);
}

/** Shells that steps ask for by name, without their arguments. */
export function shellsOf(collected: Collected): readonly string[] {
  const { workflows } = collected;
  const defaults = workflows.flatMap(({ content }) => [
    content.defaults?.run?.shell,
    ...Object.values(content.jobs).map(({ defaults }) => defaults?.run?.shell),
  ]);
  const steps = stepsOf(collected).map(({ shell }) => shell);
  const named = [...defaults, ...steps].flatMap((shell) => shell?.trim().split(/\s/)[0] ?? []);
  return [...new Set(named)].filter((shell) => /^[\w.-]+$/.test(shell));
}

const OWN_SCRIPT =
  /(?:^|[\s;&|(`"'=])(\.\/[\w./-]+|[\w./-]+\.(?:sh|js|mjs|cjs))(?=$|[\s;&|)`"'])/gm;

/** Files of the user's repository that scripts seem to start, by their paths below its root. */
export function scriptFiles({ workflows, actions }: Collected): readonly string[] {
  const found = new Set<string>();
  const note = (
    folder: string | undefined,
    { run = "", ...step }: { run?: string; "working-directory"?: string },
  ) => {
    const place = step["working-directory"] ?? folder ?? ".";
    for (const [, file = ""] of run.matchAll(OWN_SCRIPT)) {
      if (!`${place}/${file}`.includes("..") && !file.startsWith("/"))
        found.add(`${place}/${file}`);
    }
  };
  for (const { content } of workflows) {
    for (const job of Object.values(content.jobs)) {
      const folder =
        job.defaults?.run?.["working-directory"] ?? content.defaults?.run?.["working-directory"];
      for (const step of job.steps ?? []) note(folder, step);
    }
  }
  for (const { content } of actions)
    for (const step of content.runs?.steps ?? []) note(undefined, step);
  return [...found];
}
