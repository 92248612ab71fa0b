import type { Mistake } from "../scenario/mistakes/mistake.ts";

/** What a step is asked to do, where, and how it ends: the same through every host. */
export interface Situation extends Pick<Mistake, "name" | "inputs" | "world" | "reason"> {
  /** The signal that ends the step, and after how many seconds. */
  readonly cancel?: { readonly after: number; readonly by: "SIGINT" | "SIGTERM" };
  /** Whether it signs in for real, at the emulator's authority. */
  readonly signsIn?: true;
}

/** Text that everybody's grammar has a word in: commands, escapes, marks, ends of lines and of values. */
export const HOSTILE = [
  "::error::first line\n::set-output name=gate::open",
  "\r\n::error::fake",
  "  ::stop-commands::x",
  "##[error]fake ##vso[task.complete result=Succeeded;]done ##VSO[task.setvariable variable=gate;isOutput=true]open",
  "##v\u00adso[task.setvariable variable=gate]open",
  "%0A%0D%25%AZP25 $(gate) $[variables.gate] {{ secrets.X }} `id` $(id) ; ] ] ; ' \"",
  "| a | b | **bold** [click](https://evil.example) ![x](https://evil.example/x.png)",
  "<script>alert(1)</script><img src=x onerror=alert(1)> www.evil.example :tada: @someone",
  "\u202egnp.exe \u2066x\u2069 \u2028 \u0000\u001b[31mred\u001b]0;title\u0007 \u009b2J",
  "BACKUP_GATE=open\nBACKUP_GATE=open",
].join(" ");
