import { toFacts } from "../../report/outputs.ts";
import { toReport } from "../../report/report-json.ts";
import type { Verdict } from "../../sequence/known.ts";
import { inertJson } from "./inert.ts";

/** The report of a command line that names no step. */
export function wrongUsage(message: string): string {
  const verdict: Verdict = { reason: "invalid-input", message, hint: "" };
  const facts = toFacts({ known: {}, verdict }, "");
  const { gate, reason } = facts;
  return inertJson({ ...toReport([{ known: {}, facts }], []), gate, reason });
}
