import type { Facts } from "../../report/outputs.ts";

/**
 * What a dotenv file holds, the gate last. No names, messages or addresses: GitLab takes few and
 * short values, and a shell that sources the file must find nothing to run.
 */
const VALUES = [
  "reason",
  "changed",
  "operation-id",
  "operation-status",
  "job-id",
  "job-status",
  "job-start-time",
  "job-end-time",
  "workload-type",
  "protection-state",
  "previous-protection-state",
  "recovery-point-id",
  "recovery-point-time",
  "recovery-point-type",
  "recovery-point-tier",
  "purge-time",
  "error-code",
  "items-total",
  "items-passed",
  "gate",
] as const satisfies readonly (keyof Facts)[];

/** Twenty values of this length stay below GitLab's limits of 5,120 bytes and 50 variables (E211). */
const LONGEST_VALUE = 200;

/** The file that hands values on to a later step. A value with any other character is left empty. */
export function toDotenv(facts: Facts): string {
  return VALUES.map((name) => {
    const value = facts[name];
    const isSafe = /^[A-Za-z0-9._:+/-]*$/.test(value) && value.length <= LONGEST_VALUE;
    return `${variableOf(name)}=${isSafe ? value : ""}\n`;
  }).join("");
}

/** The file before the verdict: closed, so that no file of an earlier run opens a gate. */
export const CLOSED_DOTENV = `${variableOf("gate")}=closed\n`;

function variableOf(name: (typeof VALUES)[number]): string {
  return name === "gate" ? "BACKUP_GATE" : `BACKUP_GATE_${name.toUpperCase().replaceAll("-", "_")}`;
}
