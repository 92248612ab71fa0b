import { messageOf } from "../../errors.ts";
import { toFacts } from "../../report/outputs.ts";
import { toReport } from "../../report/report-json.ts";
import type { Verdict } from "../../sequence/known.ts";
import { replaceFile } from "../report-file.ts";
import { CLOSED_DOTENV } from "./dotenv.ts";
import { inertJson } from "./inert.ts";

/** The report of a command line that names no step. */
export function wrongUsage(message: string): string {
  const verdict: Verdict = { reason: "invalid-input", message, hint: "" };
  const facts = toFacts({ known: {}, verdict }, "");
  const { gate, reason } = facts;
  return inertJson({ ...toReport([{ known: {}, facts }], []), gate, reason });
}

/**
 * Closes the gate in the files of values that a wrong command line names: those of an earlier run may
 * say that it is open.
 *
 * @returns why files could not be written.
 */
export function closeOldGates(args: readonly string[]): readonly string[] {
  return dotenvFiles(args).flatMap((path) => {
    try {
      replaceFile(path, [CLOSED_DOTENV]);
      return [];
    } catch (error) {
      return [`Could not write '${path}': ${messageOf(error)}`];
    }
  });
}

function dotenvFiles(args: readonly string[]): readonly string[] {
  const paths = args.flatMap((arg, index) =>
    arg === "--dotenv"
      ? args.slice(index + 1, index + 2)
      : (/^--dotenv=(.*)$/s.exec(arg)?.[1] ?? []),
  );
  return paths.filter((path) => path !== "" && !path.startsWith("-"));
}
