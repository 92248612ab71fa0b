import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Row } from "../interop/table.ts";
import { commitAll } from "../support/git-repository.ts";
import { ROOT } from "./stage.ts";

/** One run of `npm run try` with a workflow of a user's. */
interface TryCase {
  readonly expected: string;
  /** `FILE` stands for the workflow. */
  readonly args: readonly string[];
  readonly exitCode: number;
  /** What has to be printed, in this order. */
  readonly printed: readonly string[];
}

/** A user's repository: sign-in by azure/login, an action of its own, commands and another runner. */
const OWN = {
  ".github/workflows/own.yml": `name: Own
on: { pull_request: {}, push: { branches: [main] } }
permissions: { contents: read }
env: { VAULT: "\${{ vars.BACKUP_VAULT }}" }
jobs:
  session:
    runs-on: [self-hosted, big]
    permissions: { id-token: write, contents: read }
    steps:
      - uses: actions/checkout@v4
      - uses: azure/login@v2
        with:
          client-id: \${{ secrets.APP_ID }}
          tenant-id: cccccccc-0000-4000-8000-000000000002
          subscription-id: \${{ secrets.PROD_SUBSCRIPTION }}
      - uses: ./.github/actions/gate
        with: { item: sqlserver-1/payroll, age: 24h }
      - run: db/migrate.sh && sqlcmd -S "$SERVER" -i x.sql && echo "migrated $SERVER"
        env: { SERVER: "\${{ vars.SERVER }}" }
  late:
    runs-on: windows-latest
    needs: session
    steps:
      - uses: actions/checkout@v4
      - uses: acme/azure-backup-gate@0123456789abcdef
        with:
          operation: verify-backup
          vault: \${{ env.VAULT }}
          client-id: \${{ secrets.APP_ID }}
          tenant-id: cccccccc-0000-4000-8000-000000000002
          client-secret: \${{ secrets.APP_CLIENT_SECRET }}
          item: sqlserver-1/msDB
          max-recovery-point-age: 24h
`,
  ".github/actions/gate/action.yml": `name: Gate
inputs: { item: {}, age: {} }
runs:
  using: composite
  steps:
    - uses: acme/azure-backup-gate@v1
      with:
        operation: verify-backup
        vault: \${{ env.VAULT }}
        item: \${{ inputs.item }}
        max-recovery-point-age: \${{ inputs.age }}
`,
  "db/migrate.sh": "#!/bin/sh\necho Really migrating.\ntouch migrated\n",
};

const CASES: readonly TryCase[] = [
  {
    expected: "an example, backed up on the emulator",
    args: ["examples/back-up-then-migrate.yml"],
    exitCode: 0,
    printed: [
      "Filled in: vars.VAULT_ID, vars.AZURE_CLIENT_ID, vars.AZURE_TENANT_ID",
      "migrate | --- Back up: success",
      "migrate |     gate: open",
      "migrate | ## Backup gate open: completed",
      "migrate | [try] not run: ./migrate.sh",
      "--- exit code 0",
    ],
  },
  {
    expected: "an example whose backup fails: the migration is skipped",
    args: ["examples/back-up-then-migrate.yml", "--vault", "docs/red.yml"],
    exitCode: 1,
    printed: [
      "migrate |     reason: job-failed",
      "migrate | --- Migrate: skipped (if: steps.gate.outputs.gate == 'open')",
      "--- exit code 1",
    ],
  },
  {
    expected: "a user's own, with a vault of its own: a fresh point, then one that is too old",
    args: ["FILE", "--vault", "docs/vault.yml", "--var", "SERVER=sql-1"],
    exitCode: 1,
    printed: [
      "Left out, for they need the network, and their outputs are empty: azure/login@v2.",
      "session | [try] not run: azure/login@v2",
      "session |     reason: recovery-point-fresh",
      "session | [try] not run: ./db/migrate.sh",
      "session | [try] not run: sqlcmd -S sql-1 -i x.sql",
      "session | migrated sql-1",
      "late |     reason: recovery-point-too-old",
      "--- exit code 1",
    ],
  },
  {
    expected: "only one job of it, with its own scripts where that is asked for",
    args: ["FILE", "--job", "session", "--var", "SERVER=sql-1", "--real-commands"],
    exitCode: 1, // there is no sqlcmd
    printed: ["session | Really migrating.", "sqlcmd: command not found", "--- exit code 1"],
  },
];

/** Runs the workflows of users with `npm run try`, from a folder that has to stay as it is. */
export async function tryRows(only: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const one of CASES) {
    if (!`try ${one.expected}`.includes(only)) continue;
    const folder = await mkdtemp(join(tmpdir(), "try-user-"));
    try {
      rows.push(await rowOf(one, folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

async function rowOf({ expected, args, exitCode, printed }: TryCase, folder: string): Promise<Row> {
  const repository = join(folder, "repository");
  await makeRepository(repository);
  const before = await filesOf(repository);
  const file = join(repository, ".github", "workflows", "own.yml");
  const { code, output } = await run(args.map((arg) => (arg === "FILE" ? file : arg)));

  let at = 0;
  const missing = printed.filter((text) => {
    const found = output.indexOf(text, at);
    if (found >= 0) at = found;
    return found < 0;
  });
  const untouched = (await filesOf(repository)).join() === before.join();
  const ok = code === exitCode && missing.length === 0 && untouched;
  const problem = `not printed: ${missing.join("; ")}\nthe folder is ${untouched ? "as it was" : "changed"}\n${output}`;
  return {
    action: `npm run try -- ${args.join(" ")}`,
    ended: String(code),
    state: expected,
    ok,
    problem,
  };
}

async function makeRepository(folder: string): Promise<void> {
  for (const [path, text] of Object.entries(OWN)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { mode: 0o755 });
  }
  commitAll(folder);
}

/** Every file of a folder, those of git too. */
async function filesOf(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).toSorted();
}

function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["test/try/cli.ts", ...args], { cwd: ROOT });
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
