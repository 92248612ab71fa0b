import { ActionError, messageOf } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { inputsOf } from "../../inputs/rows-of-host.ts";
import type { Log } from "../../log.ts";
import type { InputName } from "../../manifest/input-table.ts";
import { toFacts } from "../../report/outputs.ts";
import { type Report, toReport } from "../../report/report-json.ts";
import type { AccountSoFar } from "../../report/step-report.ts";
import type { World } from "../../world.ts";
import { reportSoFar } from "../report-so-far.ts";
import { inertJson, inertLine } from "./inert.ts";
import { liveLines } from "./live-lines.ts";
import { publishVerdict } from "./publish.ts";
import { cliSignIn } from "./sign-in.ts";
import type { CommandLine, Terminal } from "./terminal.ts";
import { inCliWords } from "./words.ts";

/** The environment variables of another Azure Resource Manager and another authority. */
export const OTHER_AZURE = {
  resourceManager: "AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL",
  authority: "AZURE_BACKUP_GATE_AUTHORITY",
} as const;

/** The command as the host of a step. */
export interface CliHost extends Host {
  /** What is known while the step runs. */
  soFar(): readonly AccountSoFar[];
  /** The path of the report's file; "" before there is one. */
  reportPath(): string;
  /** Prints a line to standard error, made safe. */
  note(line: string): void;
  /** Replaces the step's secrets in a text. */
  hide(text: string): string;
}

/** A step started from a command line; `heard` is the signal that told it to end, if one has. */
export function cliHost(
  line: CommandLine,
  terminal: Terminal,
  { clock, heard }: Pick<World, "clock"> & { heard(): NodeJS.Signals | undefined },
): CliHost {
  const startedAt = clock.now();
  const masked = masking();
  const safe = (text: string) => masked.hide(inertLine(inCliWords(text)));
  const note = (text: string) => terminal.note(safe(text));
  let accounts: readonly AccountSoFar[] = [];
  let path = "";
  const toJson = (value: object) => masked.hide(inertJson(value));
  const parts = reportSoFar({ facts: (facts) => facts, toJson });
  const secret = secretOf(line, terminal);
  masked.keep(terminal.env("AZURE_CLIENT_SECRET"));
  const { live } = terminal;
  let isLive = false;
  const draw = () => {
    if (isLive) live?.update();
    else live?.begin(() => liveLines(accounts, clock.now() - startedAt, live));
    isLive = true;
  };
  return {
    input: (name) => (name === "client-secret" ? secret() : inputOf(name, line, terminal)),
    env: (name) => (name === "AZURE_AUTHORITY_HOST" ? authorityOf(terminal) : terminal.env(name)),
    log: cliLog(line, terminal, safe),
    secret: masked.keep,
    signIn: cliSignIn(terminal),
    run: { name: "terminal", fitsOutput: () => true, limit: undefined },
    progress(known) {
      accounts = known;
      draw();
      try {
        path = terminal.writeReport(parts(known));
      } catch (error) {
        if (line.debug) note(`Could not keep what is known so far: ${messageOf(error)}`);
      }
    },
    publish: (step) => publishVerdict(step, { line, terminal, signal: heard(), hide: masked.hide }),
    soFar: () => accounts,
    reportPath: () => path,
    note,
    hide: masked.hide,
  };
}

/**
 * The log on standard error; `safe` makes a line safe to print. Details are for those who read the
 * log of a machine, not for somebody who watches.
 */
function cliLog({ debug }: CommandLine, terminal: Terminal, safe: (line: string) => string): Log {
  const note = (line: string) => terminal.note(safe(line));
  return {
    say: note,
    detail(title, lines) {
      if (terminal.live !== undefined && !debug) return;
      note(title);
      for (const line of lines) terminal.note(`  ${safe(line)}`);
    },
    warn: (line) =>
      terminal.note(`${terminal.paint("yellow", "Warning:", "stderr")} ${safe(line)}`),
    debug(line) {
      if (debug) terminal.note(terminal.paint("dim", safe(line), "stderr"));
    },
  };
}

/** Replaces secrets in everything printed. */
function masking() {
  const secrets = new Set<string>();
  return {
    keep(value: string) {
      if (value.trim() !== "") secrets.add(value.trim());
    },
    hide: (text: string) =>
      [...secrets].reduce((shown, secret) => shown.replaceAll(secret, "***"), text),
  };
}

/** The value of an option, or what the environment says instead, or the default of all operations. */
function inputOf(name: InputName, { operation, inputs }: CommandLine, { env }: Terminal): string {
  if (name === "operation") return operation;
  const given = inputs.get(name);
  // A script passes an empty value where it has none.
  if (name === "resource-manager-url") return given || env(OTHER_AZURE.resourceManager);
  if (given !== undefined) return given;
  const row = ROWS.get(name);
  return row?.isForAll ? row.default : "";
}

const ROWS = new Map(inputsOf("terminal").map((row) => [row.name, row]));

/** @throws ActionError (`invalid-input`) where it is not https. */
function authorityOf({ env }: Pick<Terminal, "env">): string {
  const written = env(OTHER_AZURE.authority).trim();
  if (written === "" || (URL.canParse(written) && new URL(written).protocol === "https:")) {
    return written;
  }
  throw new ActionError("invalid-input", `${OTHER_AZURE.authority} is no https URL.`, {
    hint: "Give the origin of an authority, such as 'https://login.microsoftonline.com'. A secret is never sent over an unencrypted connection.",
  });
}

/** The secret of the file that the command line names, which is read once. */
function secretOf(
  { clientSecretFile: path }: CommandLine,
  { readFile }: Pick<Terminal, "readFile">,
): () => string {
  let secret: string | undefined;
  return () => {
    if (path === "") return "";
    try {
      secret ??= readFile(path).trim();
    } catch (cause) {
      throw new ActionError(
        "invalid-input",
        `Could not read the file of --client-secret-file: ${messageOf(cause)}`,
        { hint: "Check the path, and who may read the file.", cause },
      );
    }
    if (secret !== "") return secret;
    throw new ActionError("sign-in-failed", "The file of --client-secret-file holds no secret.", {
      hint: "Check what writes the file. Nothing falls back to another secret or identity.",
    });
  };
}

/** The report of a step that is still running, as the file holds it. */
export function reportNow(accounts: readonly AccountSoFar[]): Report {
  const known = accounts.map((account) => ({ ...account, facts: toFacts(account, "") }));
  return { ...toReport(known, []), finished: false };
}
