import { type Advice, ERROR_GUIDE } from "../src/azure/arm/error-guide.ts";
import { code, table } from "./markdown.ts";
import { reasonsTable } from "./reasons-table.ts";

/** Every generated part of TROUBLESHOOTING.md, by the name of its markers. */
export function troubleshootingParts(): Readonly<Record<string, string>> {
  return {
    reasons: reasonsTable("red"),
    "request-codes": codesTable("request"),
    "operation-codes": codesTable("operation"),
    "job-codes": codesTable("job"),
    "other-codes": codesTable("anywhere"),
  };
}

function codesTable(seen: Advice["seen"]): string {
  const rows = ERROR_GUIDE.filter((advice) => advice.seen === seen)
    .toSorted((a, b) => a.code.localeCompare(b.code, "en"))
    .map((advice) => [code(advice.code), withCode(advice.what)]);
  return table(["Code", "What to do"], rows);
}

/** Turns quoted inputs and values of a message into code; an apostrophe follows a letter and stays. */
function withCode(sentence: string): string {
  return sentence.replace(/(?<=^|[\s(])'([^']+)'/g, (_, quoted: string) => code(quoted));
}
