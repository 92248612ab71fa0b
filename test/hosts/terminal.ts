import { tokenSource } from "../../src/azure/identity/credential.ts";
import { IDENTITY } from "../emulator/emulator.ts";
import type { FakeTerminal } from "../support/fake-terminal.ts";
import { reportFaults } from "../support/report-faults.ts";
import { command, type Ran } from "../support/run-on-terminal.ts";
import type { Scenario } from "../support/scenario.ts";
import { SENTENCES } from "./dress.ts";
import { inTerminalWords } from "./own-words.ts";
import { type HostUnderTest, type Played, sent, VAULT, worldOf } from "./played.ts";
import type { Situation } from "./situation.ts";

const FILES = { dotenv: "gate.env", summary: "gate.md" };

/** What a command for a terminal has besides: whether it prints JSON, or the verdict as text. */
type Style = "json" | "text";

/** The command, printing its report as JSON. */
export const TERMINAL_JSON: HostUnderTest = terminal("json");
/** The command, printing for people. */
export const TERMINAL: HostUnderTest = terminal("text");

function terminal(style: Style): HostUnderTest {
  return {
    name: style === "json" ? "terminal, --json" : "terminal",
    hasIssues: false,
    play: (situation) => play(situation, style),
    ending(verdict, by) {
      if (verdict === "cancelled") return by === "SIGTERM" ? "143" : "130";
      return { open: "0", closed: "1", "wrong inputs": "2", "as asked": "3" }[verdict];
    },
    outputsOf: ({ outputs }) => outputsIn(style, outputs),
    words: inTerminalWords,
  };
}

/** The text shows sentences above the facts; beside JSON there is the report only. */
function outputsIn(
  style: Style,
  { gate = "", reason = "", ...others }: Readonly<Record<string, string>>,
) {
  const facts = Object.entries(others).filter(([name]) => !SENTENCES.includes(name));
  return { gate, reason, ...(style === "text" ? Object.fromEntries(facts) : {}) };
}

async function play(situation: Situation, style: Style): Promise<Played> {
  const scene = worldOf(situation, "The run");
  const ran = await command(scene, argsOf(situation, style), {
    env: envOf(scene),
    ...(situation.signsIn ? { signIn: tokenSource } : {}),
    ...(situation.cancel ? { heard: () => situation.cancel?.by ?? "SIGINT" } : {}),
  });
  const { notes, written, reports, stdout, exitCode } = ran.terminal;
  const { gate, reason, listed = null, ...report } = JSON.parse(reports.at(-1) ?? "");
  const own = notes.filter((line) => !/^AZURE_BACKUP_GATE_\w+ is set: /.test(line));
  return {
    requests: ran.records.map(sent),
    signIns: ran.signIns,
    outputs: style === "text" ? factsIn(stdout) : { gate, reason },
    report,
    listed,
    log: own.filter((line) => !line.startsWith("Warning: ")),
    warnings: own.flatMap((line) => /^Warning: (.*)$/.exec(line)?.[1] ?? []),
    errors: [],
    shown: stdout,
    summary: written.get(FILES.summary) ?? "",
    ending: String(exitCode),
    written: [...notes, stdout, ...reports, ...written.values()],
    breaches: breachesIn(ran, style),
  };
}

/** The command line of a situation. */
export function argsOf(
  { inputs: { operation = "", ...inputs } }: Situation,
  style: Style,
): readonly string[] {
  const options = Object.entries({ ...VAULT, ...inputs }).flatMap(([name, value]) =>
    (name === "item" ? value.split("\n") : [value]).map((one) => `--${name}=${one}`),
  );
  const files = [`--dotenv=${FILES.dotenv}`, `--summary-file=${FILES.summary}`];
  return [operation, ...options, ...files, ...(style === "json" ? ["--json"] : [])];
}

function envOf({ azure }: Scenario): Readonly<Record<string, string>> {
  return {
    AZURE_CLIENT_ID: IDENTITY.clientId,
    AZURE_TENANT_ID: IDENTITY.tenantId,
    AZURE_CLIENT_SECRET: IDENTITY.clientSecret,
    AZURE_BACKUP_GATE_AUTHORITY: azure.origin,
  };
}

/** The facts at the end of the verdict, by their names; a blank name goes on with the one before. */
function factsIn(stdout: string): Record<string, string> {
  const facts: Record<string, string> = {};
  const [, gate = "", reason = ""] = /^Gate (\w+)(?: for '.*')?: ([\w-]+)\.\n/.exec(stdout) ?? [];
  const lines = stdout
    .slice(stdout.lastIndexOf("\n\n") + 2)
    .trimEnd()
    .split("\n");
  let last = "";
  for (const line of lines) {
    const [, name = "", value = ""] = /^(\S*) {2,}(.*)$/.exec(line) ?? [];
    facts[name || last] = name === "" ? `${facts[last]}\n${value}` : value;
    last = name || last;
  }
  const { "report-path": _, ...others } = facts;
  return { gate, reason, ...others };
}

const HARMFUL = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|::|##[a-z]*\[/iu;

/** What a terminal, a CI system, a reader of JSON or a shell would stumble over. */
function breachesIn({ terminal }: Ran, style: Style): readonly string[] {
  const { stdout, notes } = terminal;
  const lines = [...stdout.replace(/\n$/, "").split("\n"), ...notes];
  const json: unknown =
    style === "json" ? JSON.parse(stdout) : JSON.parse(terminal.reports.at(-1) ?? "");
  return [
    ...lines.filter((line) => HARMFUL.test(line)).map((line) => `harmful: ${line}`),
    ...(stdout.endsWith("\n") ? [] : ["no line end"]),
    ...(style === "json" && stdout.trimEnd().includes("\n") ? ["more than the report"] : []),
    ...reportFaults(json),
    ...dotenvBreaches(terminal),
  ];
}

/** What GitLab would reject in the file of values, or a shell run. */
function dotenvBreaches({ written, writes }: FakeTerminal): readonly string[] {
  const text = written.get(FILES.dotenv) ?? "";
  const lines = text.replace(/\n$/, "").split("\n");
  return [
    ...(writes[0] === "BACKUP_GATE=closed\n" ? [] : ["dotenv: not closed before the step"]),
    ...lines
      .filter((line) => !/^BACKUP_GATE(?:_[A-Z_]+)?=[A-Za-z0-9._:+/-]{0,200}$/.test(line))
      .map((line) => `dotenv: ${line}`),
    ...(lines.length <= 20 && text.length < 5_120 ? [] : ["dotenv: too much"]),
    ...(/^BACKUP_GATE=(?:open|closed)$/.test(lines.at(-1) ?? "")
      ? []
      : ["dotenv: the gate is not last"]),
  ];
}
