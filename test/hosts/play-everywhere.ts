import { expect } from "vitest";
import { asTexts, SENTENCES, undressed } from "./dress.ts";
import { HOSTS } from "./hosts.ts";
import { type HostUnderTest, type Played, SECRETS, type VerdictKind } from "./played.ts";
import type { Situation } from "./situation.ts";
import { TERMINAL_JSON } from "./terminal.ts";

/** Plays a situation through every host, or through some, each compared with the first. */
export async function playEverywhere(
  situation: Situation,
  hosts: readonly HostUnderTest[] = HOSTS,
): Promise<void> {
  let github: Played | undefined;
  for (const host of hosts) {
    const played = await playOn(host, situation, github);
    github ??= played;
  }
}

/** Plays a situation through one host, and compares it with what another came to. */
export async function playOn(
  host: HostUnderTest,
  situation: Situation,
  other?: Played,
): Promise<Played> {
  const played = await host.play(situation);
  expect([host.name, played.outputs.reason]).toEqual([host.name, situation.reason]);
  requireGoodDress(host, played, situation);
  if (other !== undefined) requireSame(host, played, other);
  return played;
}

/** Reasons for which the gate opens, and those for which it stays closed as the user asked. */
const OPEN = [
  "completed",
  "completed-with-warnings",
  "already-in-state",
  "recovery-point-fresh",
  "listed",
  "cancelled-as-asked",
];
const AS_ASKED = ["dry-run", "job-running"];

function kindOf({ reason }: Situation): VerdictKind {
  if (OPEN.includes(reason)) return "open";
  if (AS_ASKED.includes(reason)) return "as asked";
  if (reason === "workflow-cancelled") return "cancelled";
  return reason === "invalid-input" ? "wrong inputs" : "closed";
}

/** What Markdown or a browser would make of foreign text. */
const ACTIVE =
  /<(script|img)|\[click\]|\*\*bold|:tada:|@someone|www\.|[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

function requireGoodDress(host: HostUnderTest, played: Played, situation: Situation): void {
  const { ending, breaches, written, summary, outputs } = played;
  const kind = kindOf(situation);
  expect(outputs.gate, `${host.name}: gate`).toBe(kind === "open" ? "open" : "closed");
  expect(ending, `${host.name}: how it ends`).toBe(host.ending(kind, situation.cancel?.by));
  expect(breaches, `${host.name}: its grammar`).toEqual([]);
  expect(
    written.filter((text) => SECRETS.test(text)),
    `${host.name}: secrets`,
  ).toEqual([]);
  // What stands in a chart is held by its own tests.
  const flat = summary.replace(/^```mermaid$.*?^```$/ms, "").replaceAll("\n", " ");
  expect(flat, `${host.name}: the summary`).toContain(
    `## Backup gate ${outputs.gate}: ${situation.reason}`,
  );
  expect(ACTIVE.exec(flat), `${host.name}: the summary`).toBeNull();
}

/** A name that is cut after the host has made it safe, so that its last characters are the host's. */
const CUT = /^(Backup gate closed: [\w-]+\. ).*?…/;

function requireSame(host: HostUnderTest, played: Played, github: Played): void {
  const { name } = host;
  const same = (what: string, own: unknown, other: unknown) =>
    expect(asTexts(own), `${name}: ${what}`).toEqual(asTexts(other, host.words));
  expect(played.requests, `${name}: requests`).toEqual(github.requests);
  expect(played.signIns, `${name}: sign-in`).toEqual(github.signIns);
  same("report", played.report, github.report);
  same("list", played.listed, github.listed);
  same("outputs", played.outputs, host.outputsOf(github));
  const said = (lines: readonly string[]) => lines.map((line) => undressed(host.words(line)));
  expect(played.log.map(undressed), `${name}: log`).toEqual(said(github.log));
  // On GitHub the last warning may be the verdict, which the terminal prints instead.
  expect(played.warnings.map(undressed), `${name}: warnings`).toEqual(
    said(github.warnings).slice(0, host.hasIssues ? undefined : played.warnings.length),
  );
  if (host.hasIssues) {
    const whole = (errors: readonly string[]) => errors.map((error) => error.replace(CUT, "$1"));
    expect(whole(played.errors.map(undressed)), `${name}: errors`).toEqual(
      whole(said(github.errors)),
    );
  }
  if (host === TERMINAL_JSON) return;
  const shown = undressed(played.shown);
  for (const sentence of SENTENCES) {
    const text = undressed(host.words(github.outputs[sentence] ?? ""));
    expect(shown, `${name} shows ${sentence}`).toContain(text);
  }
}
