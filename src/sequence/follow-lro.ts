import { type LroEnd, type LroRef, readLro } from "../azure/backup/lro.ts";
import { vaultPaths } from "../azure/backup/paths.ts";
import { ActionError } from "../errors.ts";
import { pauseFor, poll } from "../time/poll.ts";
import { nextLook, type RecordedTimes } from "../time/schedule.ts";
import type { ReadTools } from "./tools.ts";

/** How long something that Azure has just named may stay unknown to it. */
export const UNKNOWN_MS = 2 * 60_000;

/**
 * Follows an operation to its end.
 *
 * @throws ActionError (`contact-lost`) if the service does not know the operation for two minutes;
 * DeadlineError.
 */
export async function followLro(
  { id, path }: LroRef,
  recorded: RecordedTimes | undefined,
  tools: ReadTools,
): Promise<LroEnd> {
  const { backup, pace, learn, together } = tools;
  const { clock } = pace;
  let from = path;
  const acceptedAt = clock.now();
  let missedSince = acceptedAt;
  learn({ lro: { id, status: "InProgress" } });
  const during = () => `waiting for operation ${id} (${tools.known().lro?.status ?? ""})`;
  const first = nextLook({
    elapsedMs: 0,
    recorded,
    fixedMs: pace.fixedPauseMs,
    skipsEarly: !together.looksEarly(id),
    jitter: pace.random(),
  });
  await pauseFor(first, pace, during);

  const end = await poll<LroEnd>(
    async () => {
      const { value, retryAfterMs, remaining } = await backup.lro(from);
      if (value === undefined) {
        const elapsedMs = clock.now() - missedSince;
        if (elapsedMs >= UNKNOWN_MS) throw operationUnknown(id);
        from = vaultPaths(backup.vault).lro(id);
        return { settled: false, elapsedMs, remaining };
      }
      missedSince = clock.now();
      const found = readLro(id, value);
      learn({ lro: { id, status: found.status } });
      return found.outcome === "running"
        ? {
            settled: false,
            elapsedMs: clock.now() - acceptedAt,
            recorded,
            retryAfterMs,
            remaining: together.share(remaining),
            skipsEarly: !together.looksEarly(id, remaining),
          }
        : { settled: true, value: { ...found, outcome: found.outcome } };
    },
    { pace, during },
  ).finally(() => together.endLooks(id));
  learn({ lroEndedAt: tools.serviceNow() });
  return end;
}

function operationUnknown(id: string): ActionError {
  return new ActionError(
    "contact-lost",
    `Azure accepted operation ${id} and then did not know it.`,
    { hint: "" },
  );
}
