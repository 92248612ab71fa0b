import { ActionError } from "./errors.ts";
import { REASONS } from "./reasons.ts";

/** Waits for all, then throws the error that counts most, so that the reason does not depend on timing. */
export async function awaitAll<T extends readonly unknown[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  return valuesOf(await Promise.allSettled(work)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/** Works on at most `most` at once and keeps the order; waits for all and throws as `together` does. */
export async function inParallel<T, R>(
  list: readonly T[],
  most: number,
  work: (element: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: PromiseSettledResult<R>[] = [];
  const queue = list.entries();
  const worker = async () => {
    for (const [index, element] of queue) {
      const [result] = await Promise.allSettled([work(element)]);
      results[index] = result;
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, list.length) }, worker));
  return valuesOf(results);
}

function valuesOf<T>(results: readonly PromiseSettledResult<T>[]): readonly T[] {
  const errors = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (errors.length > 0) throw errors.sort((a, b) => rank(a) - rank(b))[0];
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** What is not ours to explain is a defect, and so the last of all reasons to be closed. */
function rank(error: unknown): number {
  const reason = error instanceof ActionError ? error.reason : "defect";
  return Object.keys(REASONS).indexOf(reason);
}
