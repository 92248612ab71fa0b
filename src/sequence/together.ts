import type { VaultReader } from "../azure/backup/client.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { Looked } from "../azure/backup/looked.ts";
import type { Flight, Seat } from "./flight.ts";
import type { ItemStates } from "./item-states.ts";
import type { JobBoard, JobsAsked } from "./job-board.ts";

/** How one item looks at what Azure does, alone or together with the other items of its step. */
export interface Together {
  /** Whether other items are in flight too, so that looks should be rare. */
  isCrowded(): boolean;
  /** One look at a job; `asked` says in which list it would show. */
  lookAtJob(id: string, asked: JobsAsked | undefined): Promise<Looked<Job | undefined>>;
  /**
   * Whether an operation may be looked at before most of its kind have ended; `remaining` is how many
   * such looks the hour allows.
   */
  looksEarly(id: string, remaining?: number): boolean;
  /** The operation has ended. */
  endLooks(id: string): void;
  /** This item's share of the requests that are left. */
  share(remaining: number | undefined): number | undefined;
  /**
   * The item from a list that is read for all items, if it `shows` there what was asked for; undefined
   * if the item has to be read itself.
   */
  lookAtState(
    item: ProtectedItem,
    shows: (listed: ProtectedItem) => boolean,
  ): Promise<ProtectedItem | undefined>;
}

/** The looks of a step about one item. */
export function alone(backup: Pick<VaultReader, "job">): Together {
  return {
    isCrowded: () => false,
    lookAtJob: (id) => backup.job(id),
    looksEarly: () => true,
    endLooks: () => {},
    share: (remaining) => remaining,
    lookAtState: async () => undefined,
  };
}

/** What the items of one step have in common. */
interface Company {
  readonly flight: Flight;
  readonly jobs: JobBoard;
  /** Undefined if each item is read itself, so that a failure shows at once. */
  readonly states: ItemStates | undefined;
}

/**
 * The share of each of so many items of what is left; all of it while there is enough for a few looks of
 * each.
 */
function shareOf(remaining: number | undefined, inFlight: number): number | undefined {
  if (remaining === undefined || remaining >= ENOUGH + LOOKS * inFlight) return remaining;
  return remaining / Math.max(1, inFlight);
}

/** How much has to be left, and for how many looks of each item, so that none has to be rare. */
const ENOUGH = 50;
const LOOKS = 2;

/** The looks of each of several items, for its place among them. */
export function inCompany({ flight, jobs, states }: Company): (seat: Seat) => Together {
  let early: string | undefined;
  let mostLeft = 0;
  const isCrowded = () => flight.inFlight() > 1;
  return (seat) => ({
    isCrowded,
    lookAtJob: (id, asked) => jobs.look(id, asked),
    looksEarly(id, remaining = mostLeft) {
      mostLeft = Math.max(mostLeft, remaining);
      if (!isCrowded()) return true;
      if (remaining < mostLeft / 2) return false;
      early ??= id;
      return early === id;
    },
    endLooks(id) {
      if (early === id) early = undefined;
    },
    share: (remaining) => shareOf(remaining, flight.inFlight()),
    async lookAtState(item, shows) {
      if (states === undefined) return undefined;
      const look = states.look(item);
      // The last one to leave makes the list be read, so it has to be asked for before.
      seat.leave();
      const listed = await look;
      if (listed !== undefined && shows(listed)) return listed;
      await seat.retake();
      return undefined;
    },
  });
}
