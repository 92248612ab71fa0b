import type { HttpClient } from "@azure/core-rest-pipeline";

/** A network that answers by rounds, and what was asked in each of them. */
interface Rounds {
  readonly http: HttpClient;
  /** `METHOD path` of each request, the path below the vault, by round. */
  readonly rounds: readonly (readonly string[])[];
}

/**
 * Holds every answer back until nobody asks any more, then gives all of them at once. What was asked
 * by then could not use any of those answers, so it is one round.
 */
export function inRounds(inner: HttpClient): Rounds {
  const rounds: string[][] = [];
  let current: { asked: string[]; release: Promise<void> } | undefined;
  const http: HttpClient = {
    async sendRequest(request) {
      current ??= { asked: [], release: nextTurn() };
      const { asked, release } = current;
      if (asked.length === 0) rounds.push(asked);
      const path = decodeURIComponent(new URL(request.url).pathname);
      asked.push(`${request.method} ${path.replace(/^.*?\/vaults\/[^/]+/i, "") || "(vault)"}`);
      await release;
      current = undefined;
      return inner.sendRequest(request);
    },
  };
  return { http, rounds };
}

/** Resolves once everything that needs no event has run. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
