import { type Facts, toFacts } from "../report/outputs.ts";
import { frameSoFar, toItemSoFar } from "../report/report-json.ts";
import type { AccountSoFar } from "../report/step-report.ts";

/** How a host makes text from Azure harmless, in facts and in JSON. */
interface Inert {
  facts(facts: Facts): Facts;
  toJson(value: object): string;
}

/**
 * Makes the function that writes the report of a step that still runs, as parts of JSON. Only what
 * has changed since its last call is written as JSON anew.
 */
export function reportSoFar(
  inert: Inert,
): (accounts: readonly AccountSoFar[]) => readonly string[] {
  const jsonOf = new WeakMap<AccountSoFar, string>();
  const blocks: Block[] = [];
  const { before, after } = frameSoFar();
  const inJson = (account: AccountSoFar): string => {
    const kept = jsonOf.get(account);
    if (kept !== undefined) return kept;
    const facts = inert.facts(toFacts(account, ""));
    const json = inert.toJson(toItemSoFar({ known: account.known, facts }));
    jsonOf.set(account, json);
    return json;
  };
  return (accounts) => {
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
