import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packagesNamed } from "../../scripts/licenses.ts";
import { OTHER_AZURE } from "../../src/hosts/cli/host.ts";
import { OPERATION_HELP } from "../../src/hosts/cli/operation-help.ts";
import { OPERATIONS } from "../../src/operations/operations.ts";
import { blocksOfPages } from "../documents/blocks.ts";
import { COMMAND_PAGES, callsCommand } from "../documents/shell-blocks.ts";
import { Emulator, IDENTITY } from "../emulator/emulator.ts";
import { instructions } from "../emulator/server/instructions.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import { vaultId } from "../emulator/vault/state.ts";
import { azWithToken, fakeAz } from "../identity/steps.ts";
import { appService } from "../support/by-identity.ts";
import {
  commandEnv,
  type InstalledCommand,
  installCommand,
  type Shelled,
  saveAssertion,
  shell,
} from "../support/command-package.ts";

const VAULT = "--vault SQLServer2012 --resource-group SQLServerSelfHost";
const PAYROLL = `${VAULT} --item sqlserver-1/payroll`;
/** No test here runs in less, for each begins with Node. */
const BUILD_TIME = 180_000;

let installed: InstalledCommand;
beforeAll(async () => {
  installed = await installCommand();
}, BUILD_TIME);
afterAll(() => installed?.remove());

type Options = Omit<Parameters<typeof shell>[2], "env"> & {
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (azure: Emulator, server: Server) => unknown;
};

/** Runs a script against an emulator of its own. */
async function run(script: string, options: Options = {}): Promise<Shelled> {
  const azure = new Emulator({ timeScale: 600 });
  await using server = await startServer(azure);
  await options.prepare?.(azure, server);
  const env = { ...commandEnv(server), ...options.env };
  return await shell(script, installed, { ...options, env });
}

describe.skipIf(process.platform === "win32")("the installed command", () => {
  test("comes with its bundle, its licences and its page, and nothing else", () => {
    expect(installed.files.filter((file) => !/^[\w-]+-[\w-]{8}\.js$/.test(file))).toEqual([
      "LICENSE",
      "README.md",
      "http-proxy-agent.js",
      "https-proxy-agent.js",
      "index.js",
      "jsonwebtoken.js",
      "licenses.txt",
      "package.json",
    ]);
    expect(installed.size).toBeLessThan(1_000_000);
    const page = readFileSync(join(installed.module, "README.md"), "utf8");
    expect(page.match(/\]\((?!https:)/g)).toBeNull();
    expect(packagesNamed(readFileSync(join(installed.module, "licenses.txt"), "utf8"))).toEqual(
      expect.arrayContaining(["commander@15.1.0", "log-update@8.0.0"]),
    );
  });

  test("prints its version and its help without Azure", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));

    expect((await run("azure-backup-gate --version")).stdout).toBe(`${version}\n`);
    for (const name of OPERATIONS)
      expect((await run("azure-backup-gate --help")).stdout).toContain(name);
  });

  test.each([
    ["verify-backups", "Did you mean 'verify-backup'?"],
    ["verify-backup --client-secret x", "unknown option '--client-secret'"],
    ["", "Name an operation."],
  ])("ends with 2 after '%s', and says why", async (args, says) => {
    const { code, stdout, stderr } = await run(`azure-backup-gate ${args}`);

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
  });

  test.each(["--dotenv gate.env", "--dotenv=gate.env"])(
    "closes the gate of an earlier run even if the command line is wrong: %s",
    async (option) => {
      const { code, stdout } = await run(
        `echo BACKUP_GATE=open > gate.env; azure-backup-gate verify-backup ${option} --valt x || true; cat gate.env`,
      );

      expect({ code, stdout }).toEqual({ code: 0, stdout: "BACKUP_GATE=closed\n" });
    },
  );

  test("stops nothing if the variable of --dry-run is not set, and says so in every way", async () => {
    const { code, stdout, stderr } = await run(
      `echo BACKUP_GATE=open > gate.env
      azure-backup-gate stop-protection-retain-data ${PAYROLL} --dry-run="$DRY" --dotenv gate.env --json || echo "$?"
      cat gate.env`,
    );

    expect({ code, told: stdout.split("\n").slice(1) }).toEqual({
      code: 0,
      told: ["2", "BACKUP_GATE=closed", ""],
    });
    expect(JSON.parse(stdout.split("\n")[0] ?? "")).toMatchObject({ reason: "invalid-input" });
    expect(stderr).toContain("option '--dry-run [true|false]'");
  });

  test("prints a report with --json even if the command line is wrong", async () => {
    const { code, stdout } = await run("azure-backup-gate verify-backup --valt x --json");

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ gate: "closed", reason: "invalid-input" });
  });

  test.each([
    [`verify-backup ${PAYROLL} --max-recovery-point-age 24h`, 0],
    [`verify-backup ${PAYROLL} --max-recovery-point-age 1m`, 1],
    [`backup-now ${PAYROLL} --dry-run`, 3],
  ])("is the gate: %s ends with %i, whether the reader stays or not", async (args, code) => {
    expect((await run(`azure-backup-gate ${args}`)).code).toBe(code);
    const piped = await run(`azure-backup-gate ${args} 2>&1 | true; exit \${PIPESTATUS[0]}`);
    expect(piped.code).toBe(code);
  });

  test("ends with 1 if it cannot print the verdict", async () => {
    const { code, stderr } = await run(
      `azure-backup-gate verify-backup ${PAYROLL} --max-recovery-point-age 24h > /dev/full`,
    );

    expect(code).toBe(1);
    expect(stderr).toContain("Could not print the verdict");
  });

  test.each([
    { signal: "SIGINT", code: 130 },
    { signal: "SIGTERM", code: 143 },
    { signal: "SIGHUP", code: 129 },
  ] as const)("ends with $code on $signal, with the job's id", async ({ signal, code }) => {
    let sent = false;
    const result = await run(`exec azure-backup-gate backup-now ${PAYROLL} --json`, {
      prepare: (azure) => azure.script({ operation: "Backup", jobSeconds: 36_000 }),
      onNote(stderr, child) {
        if (sent || !stderr.includes("Job ")) return;
        sent = true;
        child.kill(signal);
      },
    });

    expect(result.code).toBe(code);
    expect(JSON.parse(result.stdout)).toMatchObject({
      reason: "workflow-cancelled",
      items: [{ "job-id": expect.any(String) }],
    });
  });

  test.each([
    { signal: "SIGINT", again: " Press Ctrl-C again to end at once." },
    { signal: "SIGTERM", again: "" },
  ] as const)("tells on $signal how to follow the job, as a shell takes it", async (told) => {
    const { signal, again } = told;
    const result = await run(
      `: >notes
      azure-backup-gate backup-now ${PAYROLL} 2>notes & pid=$!
      until grep -q "Job " notes || ! kill -0 $pid; do sleep 0.05; done
      kill -s ${signal} $pid; wait $pid; cat notes >&2
      eval "$(grep '^azure-backup-gate wait-for-job' notes) --poll-interval-seconds 0.1"`,
      { prepare: (azure) => azure.script({ operation: "Backup", jobSeconds: 3_600 }) },
    );

    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout).toMatch(/workflow-cancelled.*Gate open.*: completed/s);
    expect(result.stderr).toContain(
      `\n${signal}: reporting what is known, then ending.${again}\nTo follow the work`,
    );
  });

  test("reports on a signal while it loads, and closes the gate of an earlier run", async () => {
    let sent = false;
    const result = await run(
      `echo BACKUP_GATE=open > gate.env; exec azure-backup-gate backup-now ${PAYROLL} --json --dotenv gate.env`,
      {
        onNote(_, child) {
          if (sent) return;
          sent = true;
          child.kill("SIGINT");
        },
      },
    );

    expect(result.code).toBe(130);
    expect(JSON.parse(result.stdout)).toMatchObject({ reason: "workflow-cancelled" });
    expect(readFileSync(join(installed.folder, "gate.env"), "utf8")).toMatch(
      /BACKUP_GATE=closed\n$/,
    );
  });

  test("ends at once at a second signal, with what is known", async () => {
    let sent = 0;
    const result = await run(
      `exec azure-backup-gate backup-now ${PAYROLL} --on-cancel cancel-job`,
      {
        prepare(azure) {
          azure.script({ operation: "Backup", jobSeconds: 36_000 });
          azure.fault({ method: "POST", path: /\/cancel/, answer: "hang" });
        },
        onNote(stderr, child) {
          if (sent === 0 && stderr.includes("Job ")) {
            sent = 1;
            child.kill("SIGINT");
            setTimeout(() => child.kill("SIGINT"), 600);
          }
        },
      },
    );

    expect(result.code).toBe(130);
    expect(result.stderr).toMatch(
      /SIGINT again: ended without a verdict.*\n.*payroll: operation .*job /,
    );
  });

  test("fails if what it waits for never comes", async () => {
    const { code } = await run(
      `node --import 'data:text/javascript,import{Agent}from"node:https";Agent.prototype.addRequest=()=>{};AbortSignal.timeout=()=>new AbortController().signal' "$(readlink -f "$(command -v azure-backup-gate)")" verify-backup ${PAYROLL} --max-recovery-point-age 24h`,
    );

    expect(code).toBe(1);
  });
});

describe.skipIf(process.platform === "win32")("what 'npm run emulator' prints", () => {
  test("is enough to run the command, and no variable of it is idle", async () => {
    const azure = new Emulator();
    await using server = await startServer(azure);
    const printed = instructions(azure, { ...server, imdsUrl: "http://127.0.0.1:1" });
    const block = printed.split("\n\n").find((one) => one.includes("\nazure-backup-gate ")) ?? "";
    const names = [...block.matchAll(/^export (\w+)=/gm)].map(([, name = ""]) => name);
    const works = async (script: string) =>
      (await shell(`${script} --timeout-minutes 0.1`, installed, { env: {} })).code === 0;

    expect(names).toHaveLength(7);
    expect(await works(block)).toBe(true);
    for (const name of names) {
      const without = block.replace(new RegExp(`^export ${name}=.*$`, "m"), "");
      expect([name, await works(without)]).toEqual([name, false]);
    }
  }, 60_000);
});

describe.skipIf(process.platform === "win32")("signing in for real", () => {
  const LIST = `azure-backup-gate list-items ${VAULT} --item '*'`;

  test("with a secret from a file", async () => {
    const { code, stderr } = await run(
      `printf '%s\\n' "$SECRET" > secret; unset AZURE_CLIENT_SECRET; ${LIST} --client-secret-file secret`,
      { env: { SECRET: "emulator-secret" } },
    );

    expect({ code, said: stderr.includes("with the client secret") }).toEqual({
      code: 0,
      said: true,
    });
  });

  const WITHOUT_SECRET = { AZURE_CLIENT_SECRET: "" };
  const NOTHING = { AZURE_CLIENT_ID: "", AZURE_TENANT_ID: "", AZURE_CLIENT_SECRET: "" };

  test("with a token in a file", async () => {
    const { code, stderr } = await run(LIST, {
      env: { ...WITHOUT_SECRET, AZURE_FEDERATED_TOKEN_FILE: join(installed.folder, "token") },
      prepare: (azure, server) => saveAssertion(azure, server, installed),
    });

    expect({ code, said: stderr.includes("with the token in the file") }).toEqual({
      code: 0,
      said: true,
    });
  });

  test("with a managed identity", async () => {
    const azure = new Emulator({ timeScale: 600 });
    await using server = await startServer(azure);
    const env = { ...commandEnv(server), ...NOTHING, ...appService({ origin: server.url }) };
    const { code, stderr } = await shell(`${LIST} --auth-type IDENTITY`, installed, { env });

    expect({ code, said: stderr.includes("managed identity") }).toEqual({ code: 0, said: true });
  });

  test("with the session of az, of the tenant that is asked for", async () => {
    const azure = new Emulator({ timeScale: 600 });
    await using server = await startServer(azure);
    const bundle = { folder: installed.folder, path: "" };
    const az = await fakeAz(bundle, azWithToken(azure.entra.issue().token));
    const { AZURE_SUBSCRIPTION_ID: _, ...others } = commandEnv(server);
    const { code, stderr } = await shell(
      `PATH="$PWD:$PATH"; ${LIST} --tenant-id 11111111-1111-1111-1111-111111111111`,
      installed,
      { env: { ...others, ...NOTHING } },
    );
    rmSync(join(installed.folder, "az"));

    expect({ code, said: stderr.includes("the session of the Azure CLI") }).toEqual({
      code: 0,
      said: true,
    });
    expect(readFileSync(az.calls, "utf8")).toMatch(
      /^account show .*\naccount get-access-token .*--tenant 11111111-1111-1111-1111-111111111111/,
    );
  });

  test("without az says what to do", async () => {
    const { code, stdout } = await run(
      `PATH="$(dirname "$(command -v node)"):$PWD/node_modules/.bin"; ${LIST}`,
      {
        env: NOTHING,
      },
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(/sign-in-failed.*az login/s);
  });

  test("without az and without a subscription says that az is not there", async () => {
    const { code, stdout } = await run(
      `PATH="$(dirname "$(command -v node)"):$PWD/node_modules/.bin"; ${LIST}`,
      { env: { ...NOTHING, AZURE_SUBSCRIPTION_ID: "" } },
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(/az[)] is not on the PATH.*--subscription-id.*AZURE_CLIENT_ID/s);
  });

  test("at another Azure, whose address an empty option leaves to the environment", async () => {
    expect((await run(`${LIST} --resource-manager-url=`)).code).toBe(0);
  });

  test("with an authority that is not https sends nothing", async () => {
    const { code, stdout } = await run(LIST, {
      env: { AZURE_BACKUP_GATE_AUTHORITY: "http://localhost:1" },
    });

    expect(code).toBe(2);
    expect(stdout).toContain("AZURE_BACKUP_GATE_AUTHORITY is no https URL.");
  });
});

const hasScript = spawnSync("script", ["--version"]).stdout?.includes("util-linux") ?? false;

describe.skipIf(!hasScript)("on a terminal", () => {
  const onTerminal = (answer: string, env: Readonly<Record<string, string>>) =>
    run(
      `printf '${answer}\\n' | script -qec "stty cols 80 rows 24; azure-backup-gate stop-protection-retain-data ${PAYROLL}" /dev/null`,
      { env: { TERM: "xterm", ...env } },
    );

  test.each([
    { answer: "no", code: 3 },
    { answer: "yes", code: 0 },
  ])("a write asks, and the answer '$answer' ends with $code", async ({ answer, code }) => {
    const result = await onTerminal(answer, {});

    expect(result.stdout).toContain("Do it now? Type 'y' or 'yes' to go on:");
    expect(result.code).toBe(code);
  });

  test.each(["2>/dev/null", "2>&1 | tee log", "> verdict 2>&1"])(
    "a write whose question is out of sight ends with 2 and sends nothing: %s",
    async (redirected) => {
      let sent: () => readonly unknown[] = () => [];
      const command = `azure-backup-gate stop-protection-retain-data ${PAYROLL} ${redirected}`;
      const { code } = await run(
        `printf 'yes\\n' | SHELL=/bin/bash script -qec 'set -o pipefail; ${command}' /dev/null`,
        {
          prepare(azure) {
            sent = () => azure.requests;
          },
        },
      );

      expect({ code, sent: sent() }).toEqual({ code: 2, sent: [] });
    },
  );

  test("a write without a terminal asks nothing, wherever its output goes", async () => {
    const { code } = await run(
      `azure-backup-gate stop-protection-retain-data ${PAYROLL} 2>/dev/null </dev/null`,
    );

    expect(code).toBe(0);
  });

  test.each([
    { env: {}, live: true, colour: true },
    { env: { NO_COLOR: "1" }, live: true, colour: false },
    { env: { CI: "true" }, live: false, colour: false },
    { env: { TERM: "dumb" }, live: false, colour: false },
  ])("$env gives live lines: $live, colours: $colour", async ({ env, live, colour }) => {
    const { stdout } = await onTerminal("no", env);

    expect({ live: /looking, \d/.test(stdout), colour: stdout.includes("\u001b[33m") }).toEqual({
      live,
      colour,
    });
    if (!live && !colour) expect(stdout).not.toContain("\u001b");
  });
});

describe.skipIf(process.platform === "win32")("the examples of the help", () => {
  const examples = OPERATIONS.flatMap((name) =>
    OPERATION_HELP[name].examples.map((example) => `azure-backup-gate ${name} ${example}`),
  );

  test.each(examples)("%s", async (example) => {
    const id = /--job-id (\S+)/.exec(example)?.[1];
    const { code, stdout, stderr } = await run(example, {
      prepare(azure) {
        if (id === undefined) return;
        const item = azure.item("payroll", "sqlserver-1");
        azure.addJob({ item, status: "Completed", id });
      },
    });

    expect([0, 1, 3], `${stdout}${stderr}`).toContain(code);
    expect(`${stdout}${stderr}`).not.toMatch(/invalid-input|sign-in-failed|item-not-found|defect/);
  });
});

describe.skipIf(process.platform === "win32").each(COMMAND_PAGES)("the examples of %s", (file) => {
  const blocks = blocksOf(file);

  test("are there", () => {
    expect(blocks).not.toEqual([]);
  });

  test.each(blocks)("%s", async (block) => {
    writeFileSync(join(installed.folder, "migrate.sh"), "#!/bin/sh\necho migrated\n", {
      mode: 0o755,
    });
    const env = { VAULT_ID: vaultId(new Emulator().vault()) };
    const { code, stdout, stderr } = await run(`set -e\n${block}`, { env });

    expect(code, `${stdout}${stderr}`).toBe(0);
    if (block.includes("migrate.sh")) expect(stdout).toContain("migrated");
  });
});

describe.skipIf(process.platform === "win32")("the crontab of docs/terminal.md", () => {
  const page = blocksOfPages(["docs/terminal.md"]);
  const crontab = page.find(({ language }) => language === "crontab")?.text ?? "";

  /**
   * What cron would mail, after the exit code: it runs the line with the variables above it, and with
   * no others.
   */
  async function mailed(age: string): Promise<string> {
    const bin = `${join(installed.folder, "node_modules", ".bin")}:${dirname(process.execPath)}`;
    const filled = crontab
      .replace(/^PATH=/m, `PATH=${bin}:`)
      .replace(/=CLIENT_ID$/m, `=${IDENTITY.clientId}`)
      .replace(/=TENANT_ID$/m, `=${IDENTITY.tenantId}`)
      .replace(/^VAULT_ID=.*$/m, `VAULT_ID=${vaultId(new Emulator().vault())}`)
      .replace("/var/tmp/backup-gate", join(installed.folder, "cron"))
      .replace("/etc/backup-gate/secret", join(installed.folder, "cron-secret"))
      .replace("24h", age);
    const emulator = ["NODE_EXTRA_CA_CERTS", ...Object.values(OTHER_AZURE)];
    const variables = [...filled.matchAll(/^[A-Z_]+=.*$/gm)].map(([line]) => `'${line}'`);
    const command = /^(?:[\d*]+ ){5}(.*)$/m.exec(filled)?.[1] ?? "";
    const { code, stdout, stderr } = await run(
      `mkdir -p cron; printf emulator-secret > cron-secret
      env -i ${emulator.map((name) => `"${name}=$${name}"`).join(" ")} ${variables.join(" ")} \
        sh -c '${command.replaceAll("'", String.raw`'\''`)}'`,
    );
    return `${code}: ${stdout}${stderr}`;
  }

  test("mails nothing while the gate is open", async () => {
    expect(await mailed("24h")).toBe("0: ");
    expect(readFileSync(join(installed.folder, "cron", "last.log"), "utf8")).toContain("Gate open");
  });

  test("mails the exit code and all of it once the gate is closed, and ends with it", async () => {
    expect(await mailed("1m")).toMatch(/^1: exit code 1\n.*recovery-point-too-old/s);
  });
});

/**
 * The scripts of a page: each block of bash, and of each pipeline for Jenkins all its steps of shell,
 * each in a shell of its own as there.
 */
function blocksOf(file: string): readonly string[] {
  return blocksOfPages([file]).flatMap((block) => {
    if (block.language === "groovy") return [shellStepsOf(block.text).join("\n")];
    return callsCommand(block) ? [block.text] : [];
  });
}

function shellStepsOf(pipeline: string): readonly string[] {
  const steps = [...pipeline.matchAll(/\bsh (?:'''(.*?)'''|'(.*?)')/gs)];
  return steps.map(([, long, short = ""]) => {
    // In Groovy a backslash takes the end of its line away, and stands for itself only in pairs.
    const script = (long ?? short).replace(/\\(\n|\\)/g, (_, next) => (next === "\n" ? "" : next));
    return `sh -xe <<'END_OF_STEP'\n${script}\nEND_OF_STEP`;
  });
}
