import { ActionError } from "./errors.ts";
import { rankOf } from "./reasons.ts";

/** Waits for all, then throws the most important error, so that the reason does not depend on timing. */
export async function awaitAll<T extends readonly unknown[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  return valuesOf(await Promise.allSettled(work)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/**
 * Works on at most `most` items at once and keeps their order; waits for all and throws like
 * `awaitAll`.
 */
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
  throwFirst(errors);
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** Throws the most important of some errors, if there is one. */
export function throwFirst(errors: readonly unknown[]): void {
  if (errors.length > 0) throw errors.toSorted((a, b) => rank(a) - rank(b))[0];
}

/**
 * The rank of an error's reason. An error that is not an `ActionError` is a defect, the last reason
 * that closes the gate.
 */
function rank(error: unknown): number {
  return rankOf(error instanceof ActionError ? error.reason : "defect");
}
