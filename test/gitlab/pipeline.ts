import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { gitlabComponent } from "../../scripts/gitlab-component.ts";
import { Emulator, IDENTITY } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { vaultId } from "../emulator/vault/state.ts";
import { commitAll } from "../support/git-repository.ts";

/** The program of gitlab-ci-local; without it nothing here runs. */
export const GITLAB_CI_LOCAL = process.env.GITLAB_CI_LOCAL;

/** How a pipeline includes the component of its own repository. */
export const COMPONENT = "$CI_SERVER_FQDN/$CI_PROJECT_PATH/backup-gate@$CI_COMMIT_SHA";

const ROOT = join(import.meta.dirname, "..", "..");
const FILES = globSync("examples/gitlab/*.yml", { cwd: ROOT });

/** The examples of the component's page, by their headings, and those in files of their own. */
export const EXAMPLES = [
  ...readFileSync(join(ROOT, "docs", "gitlab.md"), "utf8")
    .split(/^## /m)
    .flatMap((section) => {
      const [title = ""] = section.split("\n");
      const yaml = /^```yaml\n(.*?)^```/ms.exec(section)?.[1];
      return yaml === undefined ? [] : [{ title, yaml }];
    }),
  ...FILES.map((file) => ({ title: file, yaml: readFileSync(join(ROOT, file), "utf8") })),
];

/**
 * gitlab-ci-local copies with rsync, in three ways: a folder's content, a list of files, and a file
 * with its path. Where rsync is missing, this does the same.
 */
const INSTEAD_OF_RSYNC = `#!/usr/bin/env bash
set -eo pipefail
source="\${@: -2:1}" target="\${@: -1}" what=(-C "\${@: -2:1}" .)
for option in "$@"; do
  case $option in
    --files-from=*) what=(-C "$source" -T "\${option#*=}") ;;
    -Ra) what=("$source") ;;
  esac
done
mkdir -p "$target"
tar --exclude=.gitlab-ci-local -cf - "\${what[@]}" | tar -C "$target" -xf -
`;

/** A pipeline on an emulator of its own. */
export interface PipelineSettings {
  /** The text of `.gitlab-ci.yml`. */
  readonly yaml: string;
  /** What npm installs, if the pipeline does not name it itself. */
  readonly package?: string;
  /** CI/CD variables of the project, beside the ids of the application. */
  readonly variables?: Readonly<Record<string, string>>;
  /** More files of the repository. */
  readonly files?: Readonly<Record<string, string>>;
  /** How long the job's token lives. */
  readonly tokenMinutes?: number;
}

/** What became of a pipeline. */
interface PipelineResult {
  readonly code: number | null;
  /** All that it printed, without colours. */
  readonly output: string;
  /** The text of each file in the folders of the jobs, by its path there. */
  readonly files: Readonly<Record<string, string>>;
  /** How many requests reached Azure, those to sign in not counted. */
  readonly requests: number;
}

/** Runs a pipeline as a runner with a shell executor would. */
export async function runPipeline(settings: PipelineSettings): Promise<PipelineResult> {
  const azure = new Emulator({ timeScale: 60 });
  await using server = await startServer(azure);
  const work = mkdtempSync(join(tmpdir(), "gitlab-"));
  try {
    const project = join(work, "project");
    writeFiles(project, {
      "templates/backup-gate.yml": gitlabComponent(),
      ".gitlab-ci.yml": settings.yaml,
      ...settings.files,
    });
    commitAll(project);
    writeFiles(join(work, "bin"), hasRsync() ? {} : { rsync: INSTEAD_OF_RSYNC });
    const exp = Math.floor(Date.now() / 1_000) + (settings.tokenMinutes ?? 600) * 60;
    const variables = {
      NODE_EXTRA_CA_CERTS: server.caFile,
      AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL: server.url,
      AZURE_BACKUP_GATE_AUTHORITY: server.url,
      AZURE_CLIENT_ID: IDENTITY.clientId,
      AZURE_TENANT_ID: IDENTITY.tenantId,
      VAULT_ID: vaultId(azure.vault()),
      BACKUP_GATE_ASSERTION: azure.github.assertion("api://AzureADTokenExchange", { exp }),
      ...settings.variables,
    };
    const ended = await ciLocal(work, [
      ...Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]),
      ...(settings.package === undefined ? [] : ["--input", `package=${settings.package}`]),
    ]);
    const builds = join(project, ".gitlab-ci-local", "builds");
    return { ...ended, files: filesBelow(builds), requests: azure.requests.length };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function ciLocal(
  work: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const path = [join(work, "bin"), process.env.PATH].join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...[String(GITLAB_CI_LOCAL), "--home", "../home"],
        ...["--force-shell-executor", "--shell-isolation", "--color=false", ...args],
      ],
      {
        cwd: join(work, "project"),
        env: { PATH: path, HOME: work, NO_COLOR: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text, { mode: 0o755 });
  }
}

function filesBelow(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes("/.git/"));
  return Object.fromEntries(
    files.map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

function hasRsync(): boolean {
  return spawnSync("rsync", ["--version"]).status === 0;
}
