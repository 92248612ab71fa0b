import type { VaultReader } from "../azure/backup/client.ts";
import { sameName } from "../azure/backup/item.ts";
import type { Job, JobOperation } from "../azure/backup/job.ts";
import type { Looked } from "../azure/backup/looked.ts";
import type { Pace } from "../time/poll.ts";
import { spreadPauseMs } from "../time/schedule.ts";
import { latestPresent, type Present } from "../time/skew.ts";
import { HOUR_MS } from "../time/units.ts";
import type { Flight } from "./flight.ts";

/** In which list a job shows: by its operation, and when it started at the earliest (ms since 1970). */
export interface JobsAsked {
  readonly operation: JobOperation;
  readonly since: number;
}

/** The jobs of all items in flight, seen in one list. */
export interface JobBoard {
  /** One look at a job. A job that the list does not show for sure is read itself. */
  look(id: string, asked: JobsAsked | undefined): Promise<Looked<Job | undefined>>;
}

/** What the board needs of its step. */
interface BoardTools {
  readonly backup: Pick<VaultReader, "job" | "lookAtJobs">;
  readonly pace: Pace;
  present(): Present;
}

/** A job that the list should show. */
interface Watched {
  /** When it started at the earliest, in milliseconds since 1970. */
  readonly since: number;
  /** Since when the list may lack it, by our own clock (ms since 1970). */
  readonly missedFrom: number;
}

/** So few jobs in flight are read one by one. */
const FEW = 5;
/** How far apart two lists are: what is left of the hour's quota decides, up to this. */
const MOST_APART_MS = 36_000;
/** Jobs of items that began together end together, so a list waits a moment for those who ask next. */
const GATHER_MS = 2_000;
/** From so few lists left on, they are as far apart as `nextLook` makes its looks. */
const FEW_LISTS = 50;
/** How long a new job may be missing in the list; recorded ones showed after 8 to 18 s (E83). */
const LISTED_WITHIN_MS = 60_000;
/** How long before its request a job may have started, since clocks differ. */
const EARLIER_MS = 5 * 60_000;

/** Looks at the jobs of the items in flight. */
export function jobBoard({ flight }: { readonly flight: Flight }, tools: BoardTools): JobBoard {
  const { clock } = tools.pace;
  const watched = new Map<string, Watched>();
  const list = listsOf(watched, tools);

  async function readOwn(id: string): Promise<Looked<Job | undefined>> {
    const looked = await tools.backup.job(id);
    if (looked.value !== undefined && looked.value.phase !== "running") watched.delete(id);
    const { remaining } = looked;
    return { ...looked, remaining: remaining && remaining / Math.max(1, flight.inFlight()) };
  }

  return {
    async look(id, asked) {
      if (asked === undefined || flight.inFlight() <= FEW) return readOwn(id);
      const { operation, since } = asked;
      const known = watched.get(id) ?? { since, missedFrom: clock.now() };
      watched.set(id, known);
      const { value: jobs, ...timing } = await list(operation);
      const job = jobs.find((one) => sameName(one.id, id));
      if (job === undefined) {
        const isNew = clock.now() - known.missedFrom <= LISTED_WITHIN_MS;
        return isNew ? { ...timing, value: undefined } : readOwn(id);
      }
      // A job that was listed and is not any more is read itself.
      watched.set(id, { ...known, missedFrom: Number.NEGATIVE_INFINITY });
      if (job.phase === "running") return { ...timing, value: job };
      watched.delete(id);
      return job.phase === "completed" ? { ...timing, value: job } : readOwn(id);
    },
  };
}

/** Reads lists, none too soon after the last; all who ask before one goes out share it. */
function listsOf(
  watched: ReadonlyMap<string, Watched>,
  { backup, pace, present }: BoardTools,
): (operation: JobOperation) => Promise<Looked<readonly Job[]>> {
  const { clock, signal } = pace;
  let next: Promise<Looked<readonly Job[]>> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  let apartMs = 0;

  async function readList(operation: JobOperation): Promise<Looked<readonly Job[]>> {
    try {
      const at = Math.max(lastAt + apartMs, clock.now() + GATHER_MS);
      const waitMs = Math.min(at, pace.deadline) - clock.now();
      await clock.sleep(Math.max(0, waitMs), signal);
    } finally {
      next = undefined;
    }
    lastAt = clock.now();
    const since = Math.min(...[...watched.values()].map((job) => job.since)) - EARLIER_MS;
    const startedBetween = [since, latestPresent(present(), since)] as const;
    const looked = await backup.lookAtJobs({ operation, startedBetween });
    apartMs = pauseBetween(looked.remaining);
    return looked;
  }

  return (operation) => {
    next ??= readList(operation);
    return next;
  };
}

/** How long to wait before the next list, in milliseconds. */
function pauseBetween(remaining = Number.POSITIVE_INFINITY): number {
  return remaining < FEW_LISTS
    ? spreadPauseMs(remaining)
    : Math.min(HOUR_MS / remaining, MOST_APART_MS);
}
