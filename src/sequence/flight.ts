import type { RequestLog } from "../azure/arm/request-log.ts";
import { type Pace, pauseFor } from "../time/poll.ts";

/** The place of one item among those in flight. */
export interface Seat {
  /** Makes room for another item; more than once does no harm. */
  leave(): void;
  /** Takes a place again, as the quota allows. */
  retake(): Promise<void>;
}

/** The items of a step that are being worked on, some at once. */
export interface Flight {
  inFlight(): number;
  /**
   * Waits for a place, and until the hour's quota allows a start.
   *
   * @throws the cancel signal's reason.
   */
  take(): Promise<Seat>;
  /** No other item will start. */
  close(): void;
  /** Calls `work` whenever nothing is in flight and nothing will start. */
  whenIdle(work: () => void): void;
}

/** What the starts depend on. */
interface StartTools {
  readonly pace: Pace;
  readonly requests: Pick<RequestLog, "nextStartAt">;
}

/** How long to wait at most before asking again how much of the quota is left. */
const LOOK_AGAIN_MS = 60_000;

/** At most `most` items in flight, of `total` in all. */
export function flightOf(
  most: number,
  tools: StartTools,
  total = Number.POSITIVE_INFINITY,
): Flight {
  const places = placesFor(most);
  const nextStart = startsOf({ atOnce: most, total }, tools);
  let isClosed = false;
  let idle = () => {};
  const tellIfIdle = () => {
    if (isClosed && places.taken() === 0) idle();
  };
  const exit = () => {
    places.give();
    tellIfIdle();
  };
  const enter = async () => {
    await places.take();
    try {
      await nextStart(places.taken());
    } catch (error) {
      exit();
      throw error;
    }
  };
  return {
    inFlight: places.taken,
    async take() {
      await enter();
      return seatOf({ enter, exit });
    },
    close() {
      isClosed = true;
      tellIfIdle();
    },
    whenIdle(work) {
      idle = work;
    },
  };
}

/** A place that is taken. */
function seatOf({
  enter,
  exit,
}: {
  readonly enter: () => Promise<void>;
  readonly exit: () => void;
}): Seat {
  let isSeated = true;
  return {
    leave() {
      if (isSeated) exit();
      isSeated = false;
    },
    async retake() {
      if (isSeated) return;
      await enter();
      isSeated = true;
    },
  };
}

/** Places that are given in the order in which they are asked for. */
function placesFor(most: number) {
  let taken = 0;
  const queue: (() => void)[] = [];
  return {
    taken: () => taken,
    async take(): Promise<void> {
      if (taken < most) taken += 1;
      // Who gives a place back hands it over, so the count stays.
      else await new Promise<void>((resolve) => queue.push(resolve));
    },
    give(): void {
      const next = queue.shift();
      if (next === undefined) taken -= 1;
      else next();
    },
  };
}

/** Lets one start after the other, each when the hour's quota allows it. */
function startsOf(
  { atOnce, total }: { readonly atOnce: number; readonly total: number },
  { pace, requests }: StartTools,
): (inFlight: number) => Promise<void> {
  const { clock, signal } = pace;
  const since = clock.now();
  let begun = 0;
  let lastStartAt = Number.NEGATIVE_INFINITY;
  let last: Promise<void> = Promise.resolve();
  const during = () =>
    "waiting to begin the next item, because Azure allows only a few more reads this hour";

  async function start(inFlight: number): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const toBegin = Math.max(1, total - begun);
      const startAt = requests.nextStartAt({
        since,
        begun,
        lastStartAt,
        inFlight,
        atOnce,
        toBegin,
      });
      const leftMs = startAt - clock.now();
      if (leftMs <= 0 || clock.now() >= pace.deadline) break;
      await pauseFor(Math.min(leftMs, LOOK_AGAIN_MS), pace, during);
    }
    lastStartAt = clock.now();
    begun += 1;
  }

  return (inFlight) => {
    const turn = last.then(() => start(inFlight));
    last = turn.catch(() => {});
    return turn;
  };
}
