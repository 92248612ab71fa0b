import { escapeData, escapeProperty, toAgentLine } from "./escape.ts";

/** The results of a task, the worst of which wins (E204). */
export type TaskResult = "Succeeded" | "SucceededWithIssues" | "Failed";

/** Sets an output variable of the step. */
export function setVariable(name: string, value: string): string {
  return command("task.setvariable", { variable: name, isOutput: "true" }, value);
}

/** Masks one line of text in everything that the agent prints from now on. */
export function setSecret(value: string): string {
  return command("task.setsecret", {}, value);
}

/** Shows a message on the page of the run. */
export function logIssue(type: "warning" | "error", message: string): string {
  return command("task.logissue", { type }, toAgentLine(message));
}

/** A line that shows only with `system.debug`. */
export function debugLine(line: string): string {
  return command("task.debug", {}, toAgentLine(line));
}

/** Shows how far the step has come, in percent. */
export function setProgress(percent: number, text: string): string {
  return command("task.setprogress", { value: String(percent) }, toAgentLine(text));
}

/** Shows a file of Markdown on the page of the run. */
export function uploadSummary(path: string): string {
  return command("task.uploadsummary", {}, path);
}

/** Ends the task. */
export function complete(result: TaskResult, message: string): string {
  return command("task.complete", { result }, toAgentLine(message));
}

/** A command of the agent, on a line of its own. */
function command(name: string, properties: Readonly<Record<string, string>>, data: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const given = pairs.length === 0 ? "" : ` ${pairs.join(";")}`;
  return `##vso[${name}${given}]${escapeData(data)}`;
}
