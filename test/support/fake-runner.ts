import type { CommitStatus, Runner } from "../../src/hosts/github/runner.ts";
import { ACTION_DEFAULTS } from "./action-defaults.ts";

/** What a `FakeRunner` starts with. */
export interface FakeRunnerSettings {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Answers a request for an OIDC token; left out, the host has no `id-token: write`. */
  readonly oidcToken?: (audience: string) => Promise<string>;
  /** Takes a commit status; left out, GitHub takes every one. */
  readonly postStatus?: Runner["postStatus"];
  /** True for a runner whose file of outputs cannot be written. */
  readonly failingOutputs?: boolean;
}

/** A GitHub runner in memory: gives inputs and keeps everything the action says. */
export class FakeRunner implements Runner {
  readonly outputs = new Map<string, string>();
  readonly lines: string[] = [];
  readonly debugLines: string[] = [];
  readonly warnings: string[] = [];
  readonly errors: { readonly message: string; readonly title: string }[] = [];
  readonly masked: string[] = [];
  /** What was posted on the commit. */
  readonly statuses: CommitStatus[] = [];
  /** The report's file each time that it was written, the last one at the end. */
  readonly reports: string[] = [];
  summaryMarkdown = "";
  /** Red until the verdict is published, as the process is. */
  failed = true;
  readonly run = "contoso/payroll run 1";
  readonly #settings: FakeRunnerSettings;

  constructor(settings: FakeRunnerSettings = {}) {
    this.#settings = settings;
  }

  get variables(): readonly string[] {
    return Object.keys(this.#settings.inputs ?? {}).map((name) => `INPUT_${name.toUpperCase()}`);
  }

  // The readers are handed on as plain functions, so they must not need `this`.
  readonly input = (name: string): string =>
    this.#settings.inputs?.[name] ?? ACTION_DEFAULTS[name] ?? "";
  readonly env = (name: string): string => this.#settings.env?.[name] ?? "";

  output(name: string, value: string): void {
    if (this.#settings.failingOutputs) throw new Error("The file of outputs is missing.");
    this.outputs.set(name, value);
  }

  mask(secret: string): void {
    this.masked.push(secret);
  }

  log(line: string): void {
    this.lines.push(line);
  }

  debug(line: string): void {
    this.debugLines.push(line);
  }

  /** Folded away on the run page; here the lines stand indented below their title. */
  group(title: string, lines: readonly string[]): void {
    this.lines.push(`> ${title}`, ...lines.map((line) => `    ${line}`));
  }

  warning(message: string): void {
    this.warnings.push(message);
  }

  error(message: string, title: string): void {
    this.errors.push({ message, title });
  }

  async summary(markdown: string): Promise<void> {
    this.summaryMarkdown += markdown;
  }

  writeReport(parts: Iterable<string>): string {
    this.reports.push(Array.from(parts).join(""));
    return "/runner/temp/report.json";
  }

  async oidcToken(audience: string): Promise<string> {
    if (!this.#settings.oidcToken) throw new Error("This host gives no OIDC token.");
    return await this.#settings.oidcToken(audience);
  }

  async postStatus(status: CommitStatus, token: string, signal: AbortSignal): Promise<void> {
    await this.#settings.postStatus?.(status, token, signal);
    this.statuses.push(status);
  }

  pass(): void {
    this.failed = false;
  }
}
