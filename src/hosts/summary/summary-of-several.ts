import { isFailure, REASONS, type Reason } from "../../reasons.ts";
import type { AccountFacts } from "../../report/outputs.ts";
import { clip, duration } from "../../text.ts";
import { labelOfNotes } from "../step-facts.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { type FittingTable, fittingTables, foldedBlocks, table } from "./markdown.ts";
import { notJudged, opening, portalLink, type Summarized } from "./summary-parts.ts";

/** More items are told group by group. */
const MOST_IN_ONE_TABLE = 20;
/** A longer table that few readers need opens on a click. */
const MOST_UNFOLDED = 20;

/** An item and its notes, without those that all items with the same reason have. */
interface Told {
  readonly account: AccountFacts;
  readonly notes: readonly string[];
}

/** The common verdict, then the items, those first that need a reader. */
export function ofSeveral(step: Summarized): readonly string[] {
  const { accounts, span } = step;
  const isLong = accounts.length > MOST_IN_ONE_TABLE;
  const top = [
    ...opening(step, ` on ${accounts.length} items`),
    isLong ? reasonCounts(accounts) : "",
    portalLink(step.facts),
  ];
  const bottom = `This step took ${duration(span.until - span.from)}.`;
  const fitting = fittingTables([...top, bottom]);
  const items = isLong ? inGroups(step, fitting) : inOneTable(step, fitting);
  return [...top, ...items, notJudged(step, fitting), unsentRequests(accounts, fitting), bottom];
}

/** How many items ended for each reason. */
function reasonCounts(accounts: readonly AccountFacts[]): string {
  const rows = Object.entries(REASONS).flatMap(([reason, { gate }]) => {
    const { length } = accounts.filter(({ verdict }) => verdict.reason === reason);
    return length === 0 ? [] : [[String(length), gate, reason]];
  });
  return table(["Items", "Gate", "Reason"], rows);
}

/** The groups in the order in which a reader needs them. Each item is in the first that has it. */
const GROUPS: readonly {
  readonly title: string;
  readonly has: (told: Told) => boolean;
  readonly folds: boolean;
}[] = [
  {
    title: "Failed",
    has: ({ account }) => isFailure(account.verdict.reason),
    folds: false,
  },
  {
    title: "Not started",
    has: ({ account }) => account.verdict.reason === "not-started",
    folds: true,
  },
  { title: "Closed, as asked", has: ({ account }) => account.facts.gate === "closed", folds: true },
  {
    title: "Passed, with something to read",
    has: ({ account: { verdict }, notes }) =>
      verdict.reason === "completed-with-warnings" ||
      verdict.remark !== undefined ||
      notes.length > 0,
    folds: false,
  },
  { title: "Passed", has: () => true, folds: true },
];

function grouped(all: readonly Told[]) {
  const left = new Set(all);
  return GROUPS.map(({ has, ...group }) => {
    const members = [...left].filter(has).toSorted(byReason);
    for (const member of members) left.delete(member);
    return { ...group, members };
  }).filter(({ members }) => members.length > 0);
}

const PRECEDENCE = Object.keys(REASONS);

/** Sorts by precedence, as the counts; items with one reason keep their order. */
function byReason(one: Told, other: Told): number {
  const [rank, otherRank] = [one, other].map(({ account }) =>
    PRECEDENCE.indexOf(account.verdict.reason),
  );
  return (rank ?? 0) - (otherRank ?? 0);
}

function inOneTable(step: Summarized, fitting: FittingTable): readonly string[] {
  const all = step.accounts.map((account): Told => {
    return { account, notes: notesOf(account) };
  });
  const isAdvised = step.accounts.some(({ verdict }) => verdict.hint !== "");
  const rows = grouped(all).flatMap(({ members }) =>
    members.map(({ account, notes }) => [
      nameOf(account),
      account.facts.gate,
      account.verdict.reason,
      happened(account, notes, step),
      ...(isAdvised ? [account.verdict.hint] : []),
    ]),
  );
  return [fitting(["Item", "Gate", "Reason", "", ...(isAdvised ? ["What to do"] : [])], rows)];
}

/** A table for each group. What all of its rows would say is said once, above it. */
function inGroups(step: Summarized, fitting: FittingTable): readonly string[] {
  const shared = sharedNotes(step.accounts);
  const all = step.accounts.map((account): Told => {
    const common = shared.filter(({ reasons }) => reasons.includes(account.verdict.reason));
    const isOwn = (note: string) => common.every((one) => one.note !== note);
    return { account, notes: notesOf(account).filter(isOwn) };
  });
  const noted = shared.map(({ note, reasons }) => {
    return `Noted on each item that is ${reasons.join(" or ")}: ${escapeMarkdown(clip(note))}`;
  });
  return [...noted, ...grouped(all).flatMap((group) => inGroup(group, step, fitting))];
}

function inGroup(
  { title, members, folds }: ReturnType<typeof grouped>[number],
  step: Summarized,
  fitting: FittingTable,
): readonly string[] {
  const rows = members.map(({ account, notes }) => ({
    name: nameOf(account),
    reason: account.verdict.reason,
    happened: happened(account, notes, step),
    hint: account.verdict.hint,
  }));
  const [first, ...others] = rows;
  const agree = (on: "happened" | "hint") => others.every((row) => row[on] === first?.[on]);
  const isToldOnce = others.length > 0 && agree("happened");
  const columns = [
    { head: "Item", cell: "name", shows: true },
    { head: "Reason", cell: "reason", shows: true },
    { head: "What happened", cell: "happened", shows: !isToldOnce },
    { head: "What to do", cell: "hint", shows: !agree("hint") },
  ] as const;
  const shown = columns.filter(({ shows }) => shows);
  const list = fitting(
    shown.map(({ head }) => head),
    rows.map((row) => shown.map(({ cell }) => row[cell])),
  );
  const hint = agree("hint") && first?.hint !== step.verdict.hint ? (first?.hint ?? "") : "";
  return [
    `### ${title}: ${rows.length}`,
    isToldOnce ? escapeMarkdown(clip(first?.happened ?? "")) : "",
    hint === "" ? "" : `**What to do:** ${escapeMarkdown(clip(hint))}`,
    folds && rows.length > MOST_UNFOLDED ? foldedBlocks(`The ${rows.length} items`, [list]) : list,
  ];
}

/** A note that every item with one of these reasons has. */
interface SharedNote {
  readonly note: string;
  readonly reasons: readonly Reason[];
}

/** The notes that all items of a reason share, if they are at least two. */
function sharedNotes(accounts: readonly AccountFacts[]): readonly SharedNote[] {
  const reasons = new Map<string, readonly Reason[]>();
  for (const reason of new Set(accounts.map(({ verdict }) => verdict.reason))) {
    const [first, ...others] = accounts.filter(({ verdict }) => verdict.reason === reason);
    if (first === undefined || others.length === 0) continue;
    for (const note of notesOf(first)) {
      const isShared = others.every((other) => notesOf(other).includes(note));
      if (isShared) reasons.set(note, [...(reasons.get(note) ?? []), reason]);
    }
  }
  return Array.from(reasons, ([note, those]) => ({ note, reasons: those }));
}

function nameOf({ known, facts }: AccountFacts): string {
  return known.path ?? facts["item-name"];
}

function happened(
  { facts, verdict }: AccountFacts,
  notes: readonly string[],
  step: Summarized,
): string {
  const label = labelOfNotes(facts, step);
  const told = notes.map((note) => `${label}${note}`);
  return [...told, verdict.message, verdict.remark ?? ""].filter(Boolean).join(" ");
}

function notesOf({ known: { notes = [] } }: AccountFacts): readonly string[] {
  return notes;
}

/** The requests that a dry run did not send, which few readers need. */
function unsentRequests(accounts: readonly AccountFacts[], fitting: FittingTable): string {
  const rows = accounts.flatMap((account) => {
    const { request } = account.known;
    if (request === undefined) return [];
    const before = request.unlock === "" ? "" : `after ${request.unlock}, `;
    return [[nameOf(account), `${before}${request.method} ${request.path}`, request.body]];
  });
  const title = `Requests that were not sent: ${rows.length}`;
  return rows.length === 0 ? "" : foldedBlocks(title, [fitting(["Item", "Request", "Body"], rows)]);
}
