import { writeSync } from "node:fs";
import { toFacts } from "../../report/outputs.ts";
import { toReport } from "../../report/report-json.ts";
import type { Verdict } from "../../sequence/known.ts";
import { replaceFile } from "../report-file.ts";
import { CLOSED_DOTENV } from "./dotenv.ts";
import { inertJson, inertLine } from "./inert.ts";
import { whyUnwritable } from "./writable.ts";

/**
 * Says why the command names no step: to the reader, in the report if `args` ask for JSON, and in the
 * files of values that they name, since those of an earlier run may say that the gate is open. It has
 * to run on a Node that is too old for the rest.
 */
export function tellWrongUsage(message: string, args: readonly string[]): void {
  process.stderr.write(`${message}\n`);
  for (const why of closeOldGates(args)) process.stderr.write(`${inertLine(why)}\n`);
  if (!args.includes("--json")) return;
  try {
    // At once, because the process may end before a stream has written.
    writeSync(process.stdout.fd, `${wrongUsage(message)}\n`);
  } catch {
    // Nobody reads it.
  }
}

/** The report of a command line that names no step. */
function wrongUsage(message: string): string {
  const verdict: Verdict = { reason: "invalid-input", message, hint: "" };
  const facts = toFacts({ known: {}, verdict }, "");
  const { gate, reason } = facts;
  return inertJson({ ...toReport([{ known: {}, facts }], []), gate, reason });
}

/** Closes the gate in the files of values, and returns why some could not be written. */
function closeOldGates(args: readonly string[]): readonly string[] {
  return dotenvFiles(args).flatMap((path) => {
    try {
      replaceFile(path, [CLOSED_DOTENV]);
      return [];
    } catch (error) {
      return [`Could not write '${path}': ${whyUnwritable(error)}`];
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
