import type { AccountSoFar } from "../report/step-report.ts";
import { type Known, type Verdict, writeOf } from "../sequence/known.ts";
import type { NamedItem } from "../sequence/tools.ts";
import { type StepFindings, stepFindings } from "./findings.ts";

/** One of several items: what is known of it, and how far its work has come. */
export interface LedgerEntry {
  readonly path: string;
  readonly findings: StepFindings;
  /** Whether the work on it has begun. */
  readonly begun: boolean;
  /** Undefined until its work has ended, or if it is not judged. */
  readonly verdict: Verdict | undefined;
  /** True for a stopped item that the user wants listed but not judged. */
  readonly leftOut: boolean;
  begin(): void;
  end(verdict: Verdict | undefined): void;
}

/** Everything a step has learned: about itself and, if it is about several items, about each. */
export interface Ledger {
  /** What is known of the step, and of its item if it is about one. */
  readonly step: StepFindings;
  /** Puts all items into the report, in this order. */
  announce(items: readonly NamedItem[]): void;
  /** Starts anew with an item; it keeps its place in the report. */
  forItem(path: string): LedgerEntry;
  /** How many items a step about several is about; 0 for any other. */
  size(): number;
  /** Each item of a step about several; empty for any other. */
  entries(): readonly LedgerEntry[];
  /** Tells the host what is known so far. */
  tell(): void;
}

/** A ledger in which nothing is known; hands every state worth keeping to `progress`. */
export function newLedger(progress: (accounts: readonly AccountSoFar[]) => void): Ledger {
  const entries = new Map<string, LedgerEntry>();
  // Made once and kept until an item is added: a step about many tells of itself thousands of times.
  let inOrder: readonly LedgerEntry[] | undefined;
  const all = () => {
    inOrder ??= [...entries.values()];
    return inOrder;
  };
  const accounts = new WeakMap<object, AccountSoFar>();
  const accountOf = (one: { findings: StepFindings; verdict: Verdict | undefined }) => {
    const known = one.findings.known();
    const { verdict } = one;
    const last = accounts.get(one.findings);
    if (last !== undefined && last.known === known && last.verdict === verdict) return last;
    const account = { known, verdict };
    accounts.set(one.findings, account);
    return account;
  };
  const tell = () => {
    if (entries.size === 0) return progress([accountOf({ findings: step, verdict: undefined })]);
    progress(all().map(accountOf));
  };
  const step = stepFindings(tell);
  const add = (path: string, known: Known) => {
    const entry = newEntry(path, stepFindings(tell, known));
    entries.set(path, entry);
    inOrder = undefined;
    return entry;
  };
  return {
    step,
    tell,
    size: () => entries.size,
    entries: all,
    announce(items) {
      for (const { item, path } of items) add(path, { before: item, path });
      tell();
    },
    forItem(path) {
      const { before } = entries.get(path)?.findings.known() ?? {};
      return add(path, before === undefined ? {} : { before, path });
    },
  };
}

function newEntry(path: string, findings: StepFindings): LedgerEntry {
  let begun = false;
  let end: { readonly verdict: Verdict | undefined } | undefined;
  return {
    path,
    findings,
    // What has been sent has begun, whoever forgot to say so.
    get begun() {
      return begun || end !== undefined || writeOf(findings.known()).kind !== "unsent";
    },
    get verdict() {
      return end?.verdict;
    },
    get leftOut() {
      return end !== undefined && end.verdict === undefined;
    },
    begin() {
      begun = true;
    },
    end(verdict) {
      end = { verdict };
    },
  };
}
