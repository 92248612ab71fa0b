import { tokenSource } from "../../src/azure/identity/credential.ts";
import { NAME_OUTPUTS } from "../../src/report/outputs.ts";
import { commandIn } from "../azure-pipelines/logging-command.ts";
import type { FakeAgent } from "../support/fake-agent.ts";
import { reportFaults } from "../support/report-faults.ts";
import { task } from "../support/run-on-pipelines.ts";
import { masked, unmaskedToken } from "./dress.ts";
import { inPipelinesWords } from "./own-words.ts";
import { filled, type HostUnderTest, type Played, sent, VAULT, worldOf } from "./played.ts";
import type { Situation } from "./situation.ts";

/** The task of Azure Pipelines. */
export const AZURE_PIPELINES: HostUnderTest = {
  name: "Azure Pipelines",
  hasIssues: true,
  play,
  ending(verdict) {
    const result = { open: "Succeeded", "as asked": "SucceededWithIssues" }[verdict as string];
    return `${result ?? "Failed"}, exit code 0`;
  },
  outputsOf: ({ outputs }) => outputs,
  words: inPipelinesWords,
};

async function play(situation: Situation): Promise<Played> {
  const scene = worldOf(situation, "The pipeline");
  const signIn = situation.signsIn ? tokenSource : undefined;
  const { agent, records, signIns } = await task(scene, { ...VAULT, ...situation.inputs }, signIn);
  const { seen } = agent;
  const { reportPath: _, items = "", ...outputs } = Object.fromEntries(seen.outputs);
  const isOfLog = (line: string) =>
    !/^Gate (?:open|closed)[ :]|^##\[(?:error|warning|endgroup)\]/.test(line);
  const report = JSON.parse(agent.reports.at(-1) ?? "");
  return {
    requests: records.map(sent),
    signIns,
    outputs: filled(Object.entries(outputs).map(([name, value]) => [inKebabCase(name), value])),
    report,
    listed: JSON.parse(items || "null"),
    log: seen.shown.filter(isOfLog).map((line) => line.replace("##[group]", "")),
    warnings: seen.warnings,
    errors: seen.errors,
    shown: seen.shown.join("\n"),
    summary: agent.summaries.join(""),
    ending: `${seen.result}, exit code ${seen.exitCode}`,
    written: masked([...agent.lines, ...agent.reports, ...agent.summaries], seen.secrets),
    breaches: [
      ...seen.complaints,
      ...breachesIn(agent),
      ...unmaskedToken(situation, seen.secrets),
      ...reportFaults(report),
    ],
  };
}

function inKebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What the agent, or the page that shows the log, would obey although nobody means it. */
function breachesIn({ lines, seen }: FakeAgent): readonly string[] {
  const texts = [
    ...lines.filter(
      (line) => !line.startsWith("##vso[") && !/^##\[(?:group|endgroup)\]/.test(line),
    ),
    ...lines.flatMap((line) => /^##\[group\](.*)$/.exec(line)?.[1] ?? []),
    ...[...seen.outputs].flatMap(([name, value]) =>
      NAME_OUTPUTS.includes(inKebabCase(name)) ? [] : value.split("\n"),
    ),
    ...seen.commands.filter(({ name }) => name !== "task.setvariable").map(({ data }) => data),
  ];
  const isObeyed = (text: string) =>
    /##[a-z]*\[/i.test(text.replace(/[\p{Default_Ignorable_Code_Point}\p{Mn}]/gu, ""));
  const completed = seen.commands.filter(({ name }) => name === "task.complete").length;
  return [
    ...texts.filter(isObeyed).map((text) => `obeyed: ${text}`),
    ...lines
      .filter((line) => /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line))
      .map((line) => `control: ${line}`),
    ...(completed === 1 ? [] : [`completed ${completed} times`]),
    ...(commandIn(lines.at(-1) ?? "")?.name === "task.complete"
      ? []
      : ["the last word is another"]),
  ];
}
