import { ActionError } from "../errors.ts";
import { REASONS } from "../reasons.ts";

/** Waits for all, then throws the error that counts most, so that the reason does not depend on timing. */
export async function together<T extends readonly unknown[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(work);
  const errors = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (errors.length > 0) throw errors.sort((a, b) => rank(a) - rank(b))[0];
  return results.map((result) => (result.status === "fulfilled" ? result.value : undefined)) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}

/** What is not ours to explain is a defect, and so the last of all reasons to be closed. */
function rank(error: unknown): number {
  const reason = error instanceof ActionError ? error.reason : "defect";
  return Object.keys(REASONS).indexOf(reason);
}
