import { tokenSource } from "../../src/azure/identity/credential.ts";
import type { SignInSettings } from "../../src/azure/identity/sign-in.ts";
import { NAME_OUTPUTS } from "../../src/report/outputs.ts";
import { IDENTITY } from "../emulator/emulator.ts";
import type { FakeRunner } from "../support/fake-runner.ts";
import { reportFaults } from "../support/report-faults.ts";
import { step } from "../support/scenario.ts";
import { masked, unmaskedToken } from "./dress.ts";
import { filled, type HostUnderTest, type Played, sent, VAULT, worldOf } from "./played.ts";
import type { Situation } from "./situation.ts";
import { workflowCommandIn, written } from "./workflow-command.ts";

/** GitHub Actions, whose messages are the ones that others have words of their own for. */
export const GITHUB: HostUnderTest = {
  name: "GitHub",
  hasIssues: true,
  play,
  ending: (verdict) => (verdict === "open" || verdict === "as asked" ? "passed" : "failed"),
  outputsOf: ({ outputs }) => outputs,
  words: (message) => message,
};

const SIGN_IN = {
  "auth-type": "",
  "client-id": IDENTITY.clientId,
  "tenant-id": IDENTITY.tenantId,
  "client-secret": IDENTITY.clientSecret,
};

async function play(situation: Situation): Promise<Played> {
  const scene = worldOf(situation, "The workflow");
  const signIns: SignInSettings[] = [];
  const { host, records } = await step(
    scene,
    { ...VAULT, ...SIGN_IN, ...situation.inputs },
    {
      env: { AZURE_AUTHORITY_HOST: scene.azure.origin },
      world: {
        signIn(settings, cloud, parts) {
          signIns.push(settings);
          return situation.signsIn ? tokenSource(settings, cloud, parts) : async () => "test-token";
        },
      },
    },
  );
  const {
    report = "",
    "report-path": _,
    items = "",
    ...outputs
  } = Object.fromEntries(host.outputs);
  return {
    requests: records.map(sent),
    signIns,
    outputs: filled(Object.entries(outputs)),
    report: JSON.parse(report),
    listed: JSON.parse(items || "null"),
    log: host.lines
      .map((line) => line.replace(/^(?:> | {4})/, ""))
      .filter((line) => !isVerdict(line)),
    warnings: host.warnings,
    errors: host.errors.map(({ title, message }) => `${title}. ${message}`),
    shown: [...host.lines, ...host.warnings, ...host.errors.map(({ message }) => message)].join(
      "\n",
    ),
    summary: host.summaryMarkdown,
    ending: host.failed ? "failed" : "passed",
    written: masked(
      [...linesOf(host), ...host.outputs.values(), ...host.reports, host.summaryMarkdown],
      host.masked.filter((secret) => secret !== ""),
    ),
    breaches: [
      ...breachesIn(host),
      ...unmaskedToken(situation, host.masked),
      ...reportFaults(JSON.parse(report)),
    ],
  };
}

const isVerdict = (line: string) => /^Gate (?:open|closed)[ :]/.test(line);

/** Every line of the step's output. */
function linesOf(host: FakeRunner): readonly string[] {
  return [
    ...host.lines,
    ...host.debugLines.map((data) => written({ name: "debug", data })),
    ...host.warnings.map((data) => written({ name: "warning", data })),
    ...host.errors.map(({ title, message: data }) => written({ name: "error", data }, title)),
  ];
}

/** Lines that the runner obeys and should not, or reads otherwise than they are meant. */
function breachesIn(host: FakeRunner): readonly string[] {
  const commands = linesOf(host).slice(host.lines.length).map(workflowCommandIn);
  const meant = [
    ...host.debugLines.map((data) => ({ name: "debug", data })),
    ...host.warnings.map((data) => ({ name: "warning", data })),
    ...host.errors.map(({ message: data }) => ({ name: "error", data })),
  ];
  const texts = [...host.lines, ...meant.map(({ data }) => data), ...printable(host)];
  return [
    ...texts
      .filter((line) => workflowCommandIn(line) !== undefined)
      .map((line) => `obeyed: ${line}`),
    ...texts
      .filter((line) => /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line))
      .map((line) => `control: ${line}`),
    ...meant
      .filter(
        ({ name, data }, index) => name !== commands[index]?.name || data !== commands[index]?.data,
      )
      .map(({ data }) => `misread: ${data}`),
    ...(host.outputs.get("gate") === undefined ? ["no gate"] : []),
  ];
}

/** The lines of outputs that a later step may print. */
function printable({ outputs }: FakeRunner): readonly string[] {
  return [...outputs].flatMap(([name, value]) =>
    NAME_OUTPUTS.includes(name) ? [] : value.split("\n"),
  );
}
