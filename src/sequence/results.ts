import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Ending, Result } from "./task.ts";
import type { Findings, ItemProgress, ReadTools } from "./tools.ts";

/** The result of a step about one item, or about none. */
export function one(ending: Ending, { known }: Pick<Findings, "known">): readonly Result[] {
  return [{ known: known(), ending }];
}

/** One of several items, and the tools for it. */
export interface Chosen<T extends ReadTools = ReadTools> {
  readonly item: ProtectedItem;
  readonly path: string;
  readonly own: T & ItemProgress;
}

/** The result of one of several items, whose failure does not stop the others. */
export async function resultOf(each: Chosen, work: () => Promise<Ending>): Promise<Result> {
  const { item, path, own } = each;
  own.learn({ before: item, path });
  own.begin();
  return resultWith(each, await endingOf(work));
}

/** The result of one of several items for which nothing was sent; `why` is a sentence. */
export function notStarted(each: Chosen, why: string): Result {
  return resultWith(each, { kind: "not-started", why });
}

/** The result of one of several items that ended so. */
export function resultWith({ item, path, own }: Chosen, ending: Result["ending"]): Result {
  if (own.known().before === undefined) own.learn({ before: item, path });
  own.end(ending);
  return { known: own.known(), ending };
}

async function endingOf(work: () => Promise<Ending>): Promise<Result["ending"]> {
  try {
    return await work();
  } catch (error) {
    return { kind: "thrown", error };
  }
}
