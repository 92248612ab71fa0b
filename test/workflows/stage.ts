import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { commitAll, USERS_REPOSITORY } from "../support/git-repository.ts";
import { type Surroundings, startSurroundings } from "../support/surroundings.ts";
import { type Programs, startPrograms } from "./programs/programs.ts";

/** The root of this checkout. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** How the examples name the action; act is told that this is a folder. */
export const ACTION = "OWNER/azure-backup-gate@v1";

const ARTIFACTS = join(import.meta.dirname, "artifacts");

/** How `migrate.sh` goes on once it has left its trace. */
export const MIGRATIONS = {
  succeeds: "",
  fails: "exit 1\n",
  // Until its checkout is gone: whoever cancels it may only end the shell above it.
  hangs: 'while [ -e "$0" ]; do sleep 0.1; done\n',
};

/** A repository with workflows, and the world that they meet. */
export interface Stage extends Surroundings {
  /** The checkout of a user's repository. */
  readonly repository: string;
  /** The folder of each action that the workflows use and act takes from here. */
  readonly actions: ReadonlyMap<string, string>;
  /** Where each run of `migrate.sh` leaves its environment, in a file with a NUL after each variable. */
  readonly traces: string;
  /** A folder for act itself. */
  readonly home: string;
  /** What scripts reach besides Azure. */
  readonly programs: Programs;
}

/** What is on a stage. */
interface StageSettings {
  /** Paths below the root. */
  readonly workflows: readonly string[];
  /** Changes their text on the way. */
  readonly edit: (text: string) => string;
  readonly migration: keyof typeof MIGRATIONS;
  /** How much faster time passes for Azure and for the action; 60 makes a minute a second. */
  readonly speed: number;
}

/** Sets the stage for one run. */
export async function setStage(settings: StageSettings): Promise<Stage> {
  const { migration, speed } = settings;
  const folder = await mkdtemp(join(tmpdir(), "workflow-"));
  const surroundings = await startSurroundings(speed);
  const { azure } = surroundings;

  const repository = join(folder, "repository");
  const traces = join(folder, "traces");
  await mkdir(traces);
  const leaveTrace = `#!/usr/bin/env bash\nset -eu\nenv -0 > '${traces}'/$$\necho "Migrating."\n`;
  await makeRepository(repository, settings, `${leaveTrace}${MIGRATIONS[migration]}`);
  azure.githubApi.repository(USERS_REPOSITORY).commits.push(commitAll(repository));
  const programs = await startPrograms(join(folder, "programs"));
  const action = join(folder, "action");
  await cp(join(ROOT, "dist"), join(action, "dist"), { recursive: true });
  await cp(join(ROOT, "action.yml"), join(action, "action.yml"));
  return {
    ...surroundings,
    env: { ...surroundings.env, ARTIFACTS: join(folder, "artifacts") },
    repository,
    actions: new Map([[ACTION, action], ...(await standIns(settings.workflows))]),
    traces,
    home: join(folder, "home"),
    programs,
    async [Symbol.asyncDispose]() {
      await programs[Symbol.asyncDispose]();
      await surroundings[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What stands in for GitHub's own actions on artifacts, which need its servers. */
async function standIns(workflows: readonly string[]): Promise<readonly [string, string][]> {
  const texts = await Promise.all(workflows.map((file) => readFile(join(ROOT, file), "utf8")));
  const uses = texts.join("\n").matchAll(/uses: (actions\/(upload|download)-artifact@\S+)/g);
  return [...uses].map(([, name = "", which = ""]) => [name, join(ARTIFACTS, which)]);
}

/** The user's repository: the workflows where GitHub looks for them, and the migration that they call. */
async function makeRepository(
  folder: string,
  { workflows, edit }: StageSettings,
  migration: string,
): Promise<void> {
  const target = join(folder, ".github", "workflows");
  await mkdir(target, { recursive: true });
  for (const file of workflows) {
    const text = await readFile(join(ROOT, file), "utf8");
    await writeFile(join(target, basename(file)), edit(text));
  }
  await writeFile(join(folder, "migrate.sh"), migration, { mode: 0o755 });
  await writeFile(join(folder, "build.sh"), "#!/bin/sh\necho Building.\n", { mode: 0o755 });
}
