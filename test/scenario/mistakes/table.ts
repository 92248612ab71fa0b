import { CONFLICTS } from "./conflicts.ts";
import { DELETIONS } from "./deletions.ts";
import { EMPTY } from "./empty.ts";
import { FAILED_ELSEWHERE } from "./failed-elsewhere.ts";
import { FAILED_JOBS } from "./failed-jobs.ts";
import { FORBIDDEN } from "./forbidden.ts";
import { GUARDS } from "./guards.ts";
import { IDS } from "./ids.ts";
import { ITEM_LINES } from "./item-lines.ts";
import { MISNAMED } from "./misnamed.ts";
import type { Mistake } from "./mistake.ts";
import { ODD_POINTS } from "./odd-points.ts";
import { OIDC_SIGN_INS } from "./oidc.ts";
import { FAILED_OPERATIONS } from "./operations.ts";
import { OTHER_JOBS } from "./other-jobs.ts";
import { POINTS } from "./points.ts";
import { POLICIES } from "./policies.ts";
import { RETENTION } from "./retention.ts";
import { RIGHTS } from "./rights.ts";
import { SIGN_INS } from "./sign-ins.ts";
import { STATES } from "./states.ts";
import { TIMES } from "./times.ts";
import { VAULTS } from "./vaults.ts";
import { WORDS } from "./words.ts";

/** Every group of mistakes by its title; a new group needs a line here and a file beside this one. */
export const GROUPS: Readonly<Record<string, readonly Mistake[]>> = {
  "A value is empty": EMPTY,
  "A word of another tool": WORDS,
  "Dates, durations, numbers": TIMES,
  "How items are written": ITEM_LINES,
  "Ids and URLs": IDS,
  "Vaults that are elsewhere": VAULTS,
  "Names that nothing has": MISNAMED,
  "Rights that are missing in the vault": RIGHTS,
  "Rights that are missing elsewhere": GUARDS,
  "What no role helps against": FORBIDDEN,
  "Signing in with GitHub OIDC": OIDC_SIGN_INS,
  "Signing in otherwise": SIGN_INS,
  "Something else holds the item": CONFLICTS,
  "Backups of databases that end badly": FAILED_JOBS,
  "Other backups that end badly": FAILED_ELSEWHERE,
  "Operations that end badly": FAILED_OPERATIONS,
  "Jobs of somebody else, and time-outs": OTHER_JOBS,
  "Policies that do not fit": POLICIES,
  "Policies that keep less": RETENTION,
  "States and kinds of item": STATES,
  Deletions: DELETIONS,
  "Recovery points": POINTS,
  "Recovery points of no use": ODD_POINTS,
};

/** All of them as Markdown: what was done, and what the step says. */
export function table(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ⏎ ");
  return Object.entries(GROUPS)
    .map(([title, mistakes]) => {
      const rows = mistakes.map(
        ({ name, reason, message }) => `| ${cell(name)} | \`${reason}\` | ${cell(message)} |`,
      );
      return [
        `### ${title}`,
        "",
        "| Mistake | Reason | Message |",
        "| --- | --- | --- |",
        ...rows,
      ].join("\n");
    })
    .join("\n\n");
}
