import { existsSync } from "node:fs";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, extname, join } from "node:path";
import type { Emulator } from "../emulator/emulator.ts";
import type { Person } from "./azure.ts";

/** What scripts may run for real: tools that read and write text and files, and nothing that goes elsewhere. */
const TOOLS =
  "awk base64 basename bash cat chmod cmp comm cp cut date diff dirname du echo egrep env expr false fgrep find git grep gzip head hostname id jq ln ls mkdir mktemp mv nl od paste printenv printf pwd readlink realpath rm rmdir sed seq sh sha256sum shasum sleep sort stat tail tar tee test touch tr true uname uniq wc which whoami xargs".split(
    " ",
  );

/** What a stand-in says, on standard error so that it is nobody's input. */
const SAY = "[try] not run:";

/** Tells a bash script what to do with a command that is not there: say so, and go on. */
const NOT_FOUND = `command_not_found_handle() { printf '${SAY} %s\\n' "$*" >&2; }\n`;

/** What stands in for the programs of a runner. */
interface Programs {
  /** For PATH. */
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes a folder with the harmless tools of this machine, Node and an `az` that has a session once
 * azure/login has run; every other command, and each of `shells`, only says that it is not run. Where
 * commands are real, it comes before all the others, with Node and that `az` alone.
 */
export async function makePrograms(
  folder: string,
  settings: { shells: readonly string[]; az: AzSession; realCommands: boolean },
): Promise<Programs> {
  await mkdir(folder, { recursive: true });
  await symlink(process.execPath, join(folder, "node"));
  await executable(join(folder, "az"), azScript(settings.az));
  if (settings.realCommands) {
    return { path: [folder, process.env.PATH ?? ""].join(delimiter), env: {} };
  }
  for (const tool of TOOLS) {
    const real = findProgram(tool);
    if (real !== undefined) await symlink(real, join(folder, tool));
  }
  for (const shell of settings.shells) {
    const file = join(folder, shell);
    if (existsSync(file)) continue;
    await executable(file, `#!/bin/sh\necho "${SAY} a script of ${shell}" >&2\n`);
  }
  const handler = join(folder, "..", "not-found.bash");
  await writeFile(handler, NOT_FOUND);
  return { path: folder, env: { BASH_ENV: handler } };
}

/** Where a program is on the PATH. */
function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The session that azure/login would leave. */
interface AzSession {
  /** The file that is there once somebody has signed in. */
  readonly file: string;
  readonly token: string;
  /** When it ends, epoch ms. */
  readonly expiresAt: number;
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/** A session that outlasts every run. */
export function sessionOf(
  azure: Emulator,
  { clientId, tenantId }: Person,
): Omit<AzSession, "file"> {
  const identity = azure.entra.identity(clientId, tenantId);
  const issued = azure.entra.issue({ identity, lifetimeSeconds: 30 * 86_400 });
  return { ...issued, subscriptionId: azure.vault().subscriptionId, tenantId };
}

/** The two commands of az by which a session is used (documents). */
function azScript({ file, token, expiresAt, subscriptionId, tenantId }: AzSession): string {
  const expires = Math.floor(expiresAt / 1000);
  const answer = {
    accessToken: token,
    expiresOn: new Date(expiresAt).toISOString().slice(0, 19).replace("T", " "),
    expires_on: expires,
    subscription: subscriptionId,
    tenant: tenantId,
    tokenType: "Bearer",
  };
  return `#!/bin/sh
if [ "$1" = account ] && [ ! -e '${file}' ]; then
  echo "ERROR: Please run 'az login' to setup account." >&2
  exit 1
fi
case "$*" in
  "account get-access-token"*) echo '${JSON.stringify(answer)}' ;;
  "account show"*"--query id"*) echo ${subscriptionId} ;;
  "account show"*) echo '${JSON.stringify({ id: subscriptionId, tenantId })}' ;;
  *) echo "${SAY} az $*" >&2 ;;
esac
`;
}

/** Makes files that stand in for the user's own scripts. */
export async function makeScripts(repository: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const path = join(repository, file);
    if (existsSync(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    const text = `${SAY} ${file.replace(/^\.\/(\.\/)?/, "./")}`;
    const isNode = [".js", ".mjs", ".cjs"].includes(extname(file));
    const script = isNode
      ? `console.error(${JSON.stringify(text)});\n`
      : `#!/bin/sh\necho "${text}" "$@" >&2\n`;
    await executable(path, script);
  }
}

async function executable(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o755);
}

/** Makes an action that stands in for one of somebody else, `signIn` for azure/login. */
export async function makeAction(
  folder: string,
  { uses, signIn }: { uses: string; signIn: string | undefined },
): Promise<string> {
  const [name = ""] = uses.split("@");
  const [owner = "", repository = "", ...below] = name.split("/");
  const root = join(
    folder,
    `${owner}-${repository}-${uses.split("@")[1] ?? ""}`.replace(/[^\w.-]/g, "-"),
  );
  const touch = signIn === undefined ? "" : `\n        : > '${signIn}'`;
  await mkdir(join(root, ...below), { recursive: true });
  await writeFile(
    join(root, ...below, "action.yml"),
    `name: Left out
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        echo "${SAY} ${uses.replace(/["$`\\]/g, "")}" >&2${touch}
`,
  );
  return `${owner}/${repository}@${uses.split("@")[1] ?? ""}=${root}`;
}
