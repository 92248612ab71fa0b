import { messageOf } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { toFacts } from "../../report/outputs.ts";
import { frameSoFar, toItemSoFar } from "../../report/report-json.ts";
import type { AccountSoFar } from "../../report/step-report.ts";
import { makeInert, toInertJson } from "./escape.ts";
import { inertFacts } from "./inert-facts.ts";
import type { Runner } from "./runner.ts";

/**
 * Keeps what is known where a killed step leaves it: the whole report in its file and, of a step
 * about one item, the id of the job in its output. Only what has changed is written as JSON anew.
 */
export function progressOf(
  runner: Pick<Runner, "output" | "writeReport" | "debug">,
): Host["progress"] {
  const jsonOf = new WeakMap<AccountSoFar, string>();
  const blocks: Block[] = [];
  const { before, after } = frameSoFar();
  const set = new Map<string, string>();
  const output = (name: string, value: string) => {
    if (set.get(name) === value) return;
    runner.output(name, value);
    set.set(name, value);
  };
  const inJson = (account: AccountSoFar): string => {
    const kept = jsonOf.get(account);
    if (kept !== undefined) return kept;
    const facts = inertFacts(toFacts(account, ""));
    const json = toInertJson(toItemSoFar({ known: account.known, facts }));
    jsonOf.set(account, json);
    return json;
  };
  const parts = (accounts: readonly AccountSoFar[]): readonly string[] => {
    const all = [before];
    for (let from = 0; from < accounts.length; from += BLOCK) {
      let block = blocks[from / BLOCK];
      if (block === undefined || !isOf(block, accounts, from)) {
        const some = accounts.slice(from, from + BLOCK);
        block = { accounts: some, json: some.map(inJson).join(",\n") };
        blocks[from / BLOCK] = block;
      }
      all.push(from === 0 ? "" : ",\n", block.json);
    }
    return [...all, after];
  };
  return (accounts) => {
    const [only, ...others] = accounts;
    const job = others.length === 0 ? only?.known.job : undefined;
    try {
      if (job !== undefined) output("job-id", makeInert(job.id));
      output("report-path", runner.writeReport(parts(accounts)));
    } catch (error) {
      // The end of the step tries again, and says so if it fails.
      runner.debug(makeInert(`Could not keep what is known so far: ${messageOf(error)}`));
    }
  };
}

/** So many items are joined anew when one of them changes. */
const BLOCK = 50;

/** The JSON of some items in a row. */
interface Block {
  readonly accounts: readonly AccountSoFar[];
  readonly json: string;
}

/** Whether a block still is that of the items from `from` on. */
function isOf({ accounts }: Block, all: readonly AccountSoFar[], from: number): boolean {
  const size = Math.min(BLOCK, all.length - from);
  return accounts.length === size && accounts.every((one, index) => one === all[from + index]);
}
